using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Dossiers;

/// <summary>A dossier on its route — xử lý theo quy trình.</summary>
public sealed partial class Dossier
{
    /// <summary>Take the current step — nhận xử lý.</summary>
    public void Claim(Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.Claim, State, on);
        GiveTo(on.Actor.Id);
        Happened(new StepClaimed(State.StepKey!, on.Actor.Id), on);
    }

    /// <summary>Give the current step to an official who holds its role — phân công.</summary>
    public void Assign(Actor to, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.Assign, State, on);
        var step = DossierPolicy.StepOf(State, on)!;
        if (!to.Holds(step.Role, DossierPolicy.AgencyOf(step, State), step.Division))
        {
            throw new InvalidInputException("account", DossierRules.AssigneeHoldsStepRole);
        }
        var before = State.Assignee;
        GiveTo(to.Id);
        Happened(new StepAssigned(step.Key, to.Id, before), on);
    }

    /// <summary>Free the current step — bỏ phân công.</summary>
    public void Unassign(Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.Unassign, State, on);
        var before = State.Assignee!.Value;
        GiveTo(null);
        Happened(new StepUnassigned(State.StepKey!, before), on);
    }

    /// <summary>End the current step; the next one begins — hoàn thành bước.</summary>
    public void CompleteStep(string? note, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.CompleteStep, State, on);
        var step = State.StepKey!;
        EndStep(StepEnd.Completed, on, note);
        Advance(on);
        Happened(new StepCompleted(step, State.StepKey, State.Status), on, note);
    }

    /// <summary>Back to an earlier step and whoever worked on it — trả lại bước trước.</summary>
    public void SendBack(string toStep, string reason, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.SendBack, State, on);
        var route = Route(on);
        var steps = route.Steps.ToList();
        var target = steps.FindIndex(step => step.Key == toStep);
        if (target < 0 || target >= DossierPolicy.StepIndex(State, on))
        {
            throw new InvalidInputException("toStep", DossierRules.StepIsEarlier);
        }
        if (steps[target].Transfer?.ParallelGroup is { } group)
        {
            target = steps.FindIndex(step => step.Transfer?.ParallelGroup == group);
        }
        var (from, to) = (State.StepKey!, steps[target].Key);
        DropLegs();
        EndStep(StepEnd.SentBack, on, reason);
        if (target <= route.DecidingIndex)
        {
            SetConclusionAside();
        }
        Begin(to, State.Details.Steps.LastOrDefault(passage => passage.Step == to)?.Assignee, on);
        Happened(new StepSentBack(from, to), on, reason);
    }

    /// <summary>Take the step back before the next official began — thu hồi.</summary>
    public void Recall(Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.Recall, State, on);
        var from = State.StepKey!;
        var before = State.Details.Steps[^2];
        EndStep(StepEnd.Recalled, on, null);
        Begin(before.Step, before.Assignee, on);
        Happened(new StepRecalled(from, before.Step), on);
    }

    /// <summary>Decide at the deciding step — phê duyệt hoặc từ chối giải quyết.</summary>
    public void Decide(Outcome outcome, string? reason, Document? document, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.Decide, State, on);
        DemandReason(outcome, reason, "reason");
        var step = State.StepKey!;
        State = State with
        {
            Outcome = outcome,
            Details = State.Details with { Decision = new Decision(outcome, reason, on.Actor.Id, on.Now, document) },
        };
        EndStep(StepEnd.Decided, on, reason);
        Advance(on);
        Happened(new DossierDecided(step, outcome), on, reason);
    }

    /// <summary>
    /// Number the result — cấp số, đóng dấu. At the clerk's step this ends the step; the dossier is resolved once only the return desk is left.
    /// </summary>
    public void RecordResult(Result result, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.RecordResult, State, on);
        Number(result, on);
        if (DossierPolicy.StepOf(State, on)?.Role == Role.Clerk)
        {
            EndStep(StepEnd.Completed, on, null);
            Advance(on);
        }
        else
        {
            ResolveAtReturnDesk(on);
        }
        Happened(new ResultRecorded(result.TypeCode, result.IssuedOn, State.Status), on);
    }

    /// <summary>Hand the result to the citizen — trả kết quả.</summary>
    public void Return(ReturnVia via, string? receivedBy, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.Return, State, on);
        Hand(via, receivedBy, on);
    }

    private void Number(Result result, Circumstances on)
    {
        ResultRules.DemandSound(result, "", on.Today);
        State = State with { Details = State.Details with { Result = result } };
    }

    private static void DemandReason(Outcome outcome, string? reason, string path)
    {
        if (outcome == Outcome.Refused && string.IsNullOrWhiteSpace(reason))
        {
            throw new InvalidInputException(path, DossierRules.RefusalHasReason);
        }
    }

    private void Hand(ReturnVia via, string? receivedBy, Circumstances on)
    {
        EndStep(StepEnd.Closed, on, null);
        State = State with
        {
            Status = DossierStatus.Returned,
            ReturnedAt = on.Now,
            StepKey = null,
            Assignee = null,
            Details = State.Details with { Handing = new Handing(via, receivedBy, on.Now) },
        };
        Happened(new ResultReturned(via), on);
    }

    /// <summary>To the next step of the route; a result that only waits for the return desk is ready.</summary>
    private void Advance(Circumstances on)
    {
        var steps = Route(on).Steps;
        var current = DossierPolicy.StepIndex(State, on);
        var next = current + StageAt(steps, current).Count;
        State = State with { Status = DossierStatus.InProgress };
        if (next < steps.Count)
        {
            Begin(steps[next].Key, null, on);
        }
        ResolveAtReturnDesk(on);
    }

    private void ResolveAtReturnDesk(Circumstances on)
    {
        if (State.Outcome is not null && State.Details.Result is not null
            && DossierPolicy.StepOf(State, on) is null or { Role: Role.ReturnDesk })
        {
            Resolve(on);
        }
    }

    /// <summary>Status 9: the result is ready, the clock ends.</summary>
    private void Resolve(Circumstances on)
    {
        State = State with
        {
            Status = DossierStatus.Resolved,
            ClosedAt = on.Now,
            Details = State.Details with { Clock = State.Details.Clock!.Close(on.Calendar, on.Now, on.ActorKey, "resolved") },
        };
    }

    private void Begin(string step, AccountId? assignee, Circumstances on) => State = State with
    {
        StepKey = step,
        Assignee = assignee,
        Details = State.Details with
        {
            Steps = [.. State.Details.Steps, new StepPassage { Step = step, StartedAt = on.Now, Assignee = assignee }],
        },
    };

    private void EndStep(StepEnd end, Circumstances on, string? note)
    {
        var steps = State.Details.Steps;
        if (steps.Count > 0 && steps[^1].EndedAt is null)
        {
            State = State with
            {
                Details = State.Details with { Steps = [.. steps.SkipLast(1), steps[^1] with { EndedAt = on.Now, End = end, Note = note }] },
            };
        }
    }

    private void GiveTo(AccountId? assignee)
    {
        var steps = State.Details.Steps;
        State = State with
        {
            Assignee = assignee,
            Details = State.Details with { Steps = [.. steps.SkipLast(1), steps[^1] with { Assignee = assignee }] },
        };
    }
}

/// <summary>What a result must be like.</summary>
public static class ResultRules
{
    public static readonly Rule IssuedOnIsPast = new(
        "result.issued-on-is-past", "Ngày cấp kết quả không được ở tương lai.", "The result is not issued in the future.");

    public static readonly Rule ExpiresAfterIssue = new(
        "result.expires-after-issue", "Ngày hết hạn phải sau ngày cấp.", "The result expires after its issue.");

    /// <summary>Refuses a result whose dates cannot be.</summary>
    /// <param name="path">Where it stands in the body: empty, or ending in a point.</param>
    public static void DemandSound(Result result, string path, DateOnly today)
    {
        if (result.IssuedOn > today)
        {
            throw new InvalidInputException($"{path}issuedOn", ResultRules.IssuedOnIsPast);
        }
        if (result.ExpiresOn < result.IssuedOn)
        {
            throw new InvalidInputException($"{path}expiresOn", ResultRules.ExpiresAfterIssue);
        }
    }
}

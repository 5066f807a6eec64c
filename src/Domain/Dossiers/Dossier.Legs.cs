using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;

namespace OneStop.Domain.Dossiers;

/// <summary>A dossier at other agencies — hồ sơ liên thông.</summary>
public sealed partial class Dossier
{
    /// <summary>The steps of the route that are to be sent to other agencies now, at the same time; empty where there is nothing to send.</summary>
    public IReadOnlyList<RouteStep> LegsToOpen(Circumstances on) =>
        State.Status == DossierStatus.InProgress && DossierPolicy.StepOf(State, on) is { Transfer: not null }
        && !State.Details.Legs.Any(leg => leg.Passage == Passage && leg.Step is not null)
            ? Stage(on)
            : [];

    /// <summary>A leg was sent.</summary>
    public void OpenLeg(InterAgencyTransfer transfer, Circumstances on)
    {
        var leg = LegOf(transfer);
        State = State with { Details = State.Details with { Legs = [.. State.Details.Legs, leg] } };
        Happened(new LegOpened(leg.Transfer, leg.Step, leg.Kind, leg.Agency, leg.DueAt), on);
    }

    /// <summary>An official may open a leg beside the route — lấy thêm ý kiến, phối hợp.</summary>
    /// <param name="group">Group of legs that are sent together.</param>
    /// <param name="dueAt">When the leg would be due: not after a dossier that is still in time.</param>
    public void DemandOpening(string? group, bool lead, DateTimeOffset dueAt, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.OpenTransfer, State, on);
        TransferRules.HasOneLead.Demand(!lead || !State.Details.Legs.Any(leg => leg.Lead && leg.ParallelGroup == group && leg.Standing != LegStanding.Ended));
        TransferRules.FitsDossier.Demand(State.OverdueFrom <= on.Now || dueAt <= State.DueAt);
    }

    /// <summary>A leg takes the place of another.</summary>
    public void ReplaceLeg(TransferId old, InterAgencyTransfer transfer, Circumstances on)
    {
        SetStanding(old, LegStanding.Ended);
        OpenLeg(transfer, on);
    }

    /// <summary>A leg came back without being done: a leg of the route waits for a new way, one beside it is dropped.</summary>
    public void SetLegAside(TransferId transfer, Circumstances on)
    {
        var leg = Find(transfer);
        SetStanding(transfer, leg.Step is null ? LegStanding.Ended : LegStanding.SetAside);
        Happened(new LegSetAside(transfer, leg.Agency), on);
        Join(on);
    }

    /// <summary>A leg is done; once all of them are, the dossier moves on.</summary>
    public void EndLeg(InterAgencyTransfer transfer, Circumstances on)
    {
        var result = transfer.State.Details.Result;
        Change(transfer.State.Id, leg => leg with { Standing = LegStanding.Ended, Returned = result?.Documents ?? [] });
        if (result?.Outcome is { } outcome)
        {
            State = State with
            {
                Outcome = outcome,
                Details = State.Details with { Result = result.Result, Decision = new Decision(outcome, result.Note, on.Actor.Id, on.Now, result.Documents is [var first, ..] ? first : null) },
            };
        }
        else if (result?.Result is { } numbered && State is { Outcome: not null, Details.Result: null })
        {
            // Decided before: the agency of the leg only gives it its number. Before a decision a leg's result stays with the leg.
            State = State with { Details = State.Details with { Result = numbered } };
        }
        Happened(new LegEnded(transfer.State.Id, transfer.State.ToAgency, transfer.State.Status, result?.Outcome), on);
        Join(on);
    }

    /// <summary>What goes along with a leg: the documents of the parts, and what came back from the legs before — tài liệu kèm theo chặng.</summary>
    public static IReadOnlyList<Document> DocumentsOf(DossierState s) =>
        [.. s.Details.Parts.SelectMany(part => part.Documents), .. s.Details.Legs.SelectMany(leg => leg.Returned)];

    /// <summary>The calendar changed, and with it the due instants of open legs — tính lại hạn các chặng theo lịch mới.</summary>
    public void ReprojectLegs(IReadOnlyDictionary<TransferId, DateTimeOffset> due, Circumstances on)
    {
        LegsMoved(due);
        Happened(new LegsReprojected([.. due.Keys]), on);
    }

    /// <summary>The due instants of its open legs moved.</summary>
    public void LegsMoved(IReadOnlyDictionary<TransferId, DateTimeOffset> due) => State = State with
    {
        Details = State.Details with
        {
            Legs = [.. State.Details.Legs.Select(leg => due.TryGetValue(leg.Transfer, out var at) ? leg with { DueAt = at } : leg)],
        },
    };

    private int Passage => State.Details.Steps.Count - 1;

    /// <summary>The current step with those of its parallel group.</summary>
    private IReadOnlyList<RouteStep> Stage(Circumstances on) => StageAt(Route(on).Steps, DossierPolicy.StepIndex(State, on));

    private static IReadOnlyList<RouteStep> StageAt(IReadOnlyList<RouteStep> steps, int index)
    {
        var group = steps[index].Transfer?.ParallelGroup;
        return [steps[index], .. steps.Skip(index + 1).TakeWhile(step => group is not null && step.Transfer?.ParallelGroup == group)];
    }

    /// <summary>Once every leg of the passage has ended it joins, once; behind legs of the route the dossier goes on.</summary>
    private void Join(Circumstances on)
    {
        var legs = State.Details.Legs.Where(leg => leg.Passage == Passage).ToList();
        if (legs.Any(leg => leg.Standing != LegStanding.Ended) || State.Status is not (DossierStatus.Received or DossierStatus.InProgress))
        {
            return;
        }
        var step = State.StepKey!;
        if (legs.Any(leg => leg.Step is not null))
        {
            EndStep(State.Outcome is not null && DossierPolicy.StageDecides(State, on) ? StepEnd.Decided : StepEnd.Completed, on, null);
            Advance(on);
        }
        Happened(new LegsJoined(step, State.StepKey, State.Status), on);
    }

    /// <summary>The last leg may have come back while the dossier waited for the citizen: the step ends once it is handled again.</summary>
    private void JoinWhatCameBack(Circumstances on)
    {
        if (DossierPolicy.IsAway(State))
        {
            Join(on);
        }
    }

    /// <summary>What is left of the legs when the dossier goes another way or ends.</summary>
    private void DropLegs() => State = State with
    {
        Details = State.Details with { Legs = [.. State.Details.Legs.Select(leg => leg with { Standing = LegStanding.Ended })] },
    };

    private Leg Find(TransferId transfer) => State.Details.Legs.First(leg => leg.Transfer == transfer);

    private void SetStanding(TransferId transfer, LegStanding standing) => Change(transfer, leg => leg with { Standing = standing });

    private void Change(TransferId transfer, Func<Leg, Leg> change) => State = State with
    {
        Details = State.Details with { Legs = [.. State.Details.Legs.Select(leg => leg.Transfer == transfer ? change(leg) : leg)] },
    };

    private Leg LegOf(InterAgencyTransfer transfer)
    {
        var s = transfer.State;
        return new Leg
        {
            Transfer = s.Id, Kind = s.Kind, Step = s.StepKey, Passage = Passage, ParallelGroup = s.ParallelGroup, Lead = s.Details.Lead,
            Agency = s.ToAgency, DueAt = s.DueAt, PausesForFinancialObligation = s.Details.PausesForFinancialObligation,
        };
    }
}

/// <summary>A transfer was sent for the dossier — mở chặng liên thông.</summary>
public sealed record LegOpened(TransferId Transfer, string? Step, TransferKind Kind, string Agency, DateTimeOffset DueAt) : DomainEvent;

/// <summary>A transfer came back without being done — chặng liên thông bị trả lại.</summary>
public sealed record LegSetAside(TransferId Transfer, string Agency) : DomainEvent;

/// <summary>A transfer is done — kết thúc chặng liên thông.</summary>
public sealed record LegEnded(TransferId Transfer, string Agency, TransferStatus Status, Outcome? Outcome) : DomainEvent;

/// <summary>The calendar moved the due instants of legs — tính lại hạn các chặng theo lịch mới.</summary>
public sealed record LegsReprojected(IReadOnlyList<TransferId> Transfers) : DomainEvent;

/// <summary>All legs of a step have ended — hoàn tất các chặng liên thông.</summary>
public sealed record LegsJoined(string Step, string? Next, DossierStatus Status) : DomainEvent;

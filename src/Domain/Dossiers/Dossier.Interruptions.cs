using OneStop.Domain.Calendar;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Dossiers;

/// <summary>What interrupts or ends the work on a dossier — bổ sung, nghĩa vụ tài chính, gia hạn, rút, dừng.</summary>
public sealed partial class Dossier
{
    /// <summary>Ask the citizen once for everything that is missing — yêu cầu bổ sung, hoàn thiện hồ sơ.</summary>
    public void RequestSupplement(IReadOnlyList<Defect> defects, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.RequestSupplement, State, on);
        DemandNamed(defects, on.Version);

        var clock = State.Details.Clock;
        var effect = clock is null
            ? SupplementEffect.None
            : SupplementClock.EffectOf(on.Version.SupplementPolicy, clock, on.Calendar, on.Now, on.Version.SupplementWindow);
        var round = new Supplement
        {
            Round = State.Details.Supplements.Count + 1, RequestedAt = on.Now, RequestedBy = on.ActorKey, From = State.Status,
            Effect = effect, Defects = defects,
            AnswerBy = DeadlineLedger.Start(new ClockTerms { Limit = on.Version.SupplementTerm }, on.Calendar, on.Now, null).DueAt,
        };
        State = State with
        {
            Status = DossierStatus.AwaitingSupplement,
            Details = State.Details with
            {
                Supplements = [.. State.Details.Supplements, round],
                Clock = effect == SupplementEffect.None ? clock : clock!.Pause(on.Calendar, on.Now, on.ActorKey, "supplement"),
            },
        };
        Happened(new SupplementRequested(round.Round, [.. defects.Select(defect => defect.Code)], effect, round.AnswerBy), on);
    }

    /// <summary>Take the citizen's answer to every defect — tiếp nhận hồ sơ bổ sung.</summary>
    public void AnswerSupplement(IReadOnlyList<DefectAnswer> answers, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.AnswerSupplement, State, on);
        var round = State.Details.Supplements[^1];
        var open = round.Defects.Select(defect => defect.Id).ToHashSet();
        if (!open.SetEquals(answers.Select(answer => answer.Defect)) || answers.Count != open.Count)
        {
            throw new InvalidInputException("answers", DossierRules.EveryDefectIsAnswered);
        }
        Refuse(AnswerFaults(answers, on));

        var before = State.DueAt;
        var clock = GoOn(round.Effect, on);
        var replaced = State.Details.Parts.Where(part => answers.Any(answer => answer.Part?.Component == part.Component));
        State = State with
        {
            Status = round.From,
            DueAt = clock?.DueAt,
            Details = State.Details with
            {
                Supplements =
                    [.. State.Details.Supplements.SkipLast(1), round with { AnsweredAt = on.Now, Answers = answers, ReplacedParts = [.. replaced] }],
                Parts = Merge(State.Details.Parts, answers),
                Clock = clock,
            },
        };
        Happened(new SupplementAnswered(round.Round, State.Status, before, State.DueAt), on);
        JoinWhatCameBack(on);
    }

    /// <summary>The citizen has to pay; the clock stands still — yêu cầu thực hiện nghĩa vụ tài chính.</summary>
    public void ImposeObligation(string kind, long amountVnd, string basis, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.ImposeObligation, State, on);
        var obligation = new Obligation
        {
            Id = Guid.CreateVersion7(on.Now), Kind = kind, AmountVnd = amountVnd, Basis = basis, ImposedAt = on.Now,
        };
        State = State with
        {
            Status = DossierStatus.AwaitingPayment,
            Details = State.Details with
            {
                Obligations = [.. State.Details.Obligations, obligation],
                Clock = State.Details.Clock!.Pause(on.Calendar, on.Now, on.ActorKey, "financialObligation"),
            },
        };
        Happened(new ObligationImposed(obligation.Id, kind, amountVnd), on);
    }

    /// <summary>The citizen has paid; the clock goes on — đã thực hiện nghĩa vụ tài chính.</summary>
    public void SettleObligation(Guid obligation, DateTimeOffset? paidAt, string? receiptNumber, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.SettleObligation, State, on);
        if (paidAt > on.Now)
        {
            throw new InvalidInputException("paidAt", DossierRules.PaidInPast);
        }
        var open = State.Details.Obligations.FirstOrDefault(o => o.Id == obligation && o.SettledAt is null)
            ?? throw new NotFoundException(DossierRules.ObligationIsOpen);
        var before = State.DueAt;
        var clock = State.Details.Clock!.Resume(on.Calendar, on.Now, on.ActorKey, "financialObligation");
        State = State with
        {
            Status = DossierStatus.InProgress,
            DueAt = clock.DueAt,
            Details = State.Details with
            {
                Clock = clock,
                Obligations = [.. State.Details.Obligations.Select(o => o.Id == open.Id
                    ? o with { SettledAt = on.Now, PaidAt = paidAt, ReceiptNumber = receiptNumber } : o)],
            },
        };
        Happened(new ObligationSettled(obligation, before, State.DueAt), on);
        JoinWhatCameBack(on);
    }

    /// <summary>More time, once, at the latest on the day before the due date — gia hạn.</summary>
    public void Extend(TimeLimit by, string reason, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.Extend, State, on);
        var before = State.DueAt!.Value;
        var clock = State.Details.Clock!.Extend(on.Calendar, by, on.Now, on.ActorKey, "extension", reason);
        State = State with { DueAt = clock.DueAt, Details = State.Details with { Clock = clock, ExtensionReason = reason } };
        Happened(new DeadlineExtended(by, before, clock.DueAt), on, reason);
    }

    /// <summary>Apologise for a delay with a new expected date; no clock moves — xin lỗi và hẹn lại ngày trả.</summary>
    public void Apologise(string reason, DateOnly expectedOn, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.Apologise, State, on);
        if (expectedOn <= on.Today)
        {
            throw new InvalidInputException("expectedOn", DossierRules.ExpectedDateIsFuture);
        }
        State = State with { Details = State.Details with { Apologies = [.. State.Details.Apologies, new Apology(on.Now, reason, expectedOn)] } };
        Happened(new ApologySent(expectedOn), on, reason);
    }

    /// <summary>The citizen takes the dossier back before it is decided — rút hồ sơ.</summary>
    public void Withdraw(string reason, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.Withdraw, State, on);
        var from = State.Status;
        End(DossierStatus.Withdrawn, reason, on);
        Happened(new DossierWithdrawn(from), on, reason);
    }

    /// <summary>Stop the work: conditions are not met — dừng giải quyết.</summary>
    public void Stop(string reason, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.Stop, State, on);
        var from = State.Status;
        End(DossierStatus.Stopped, reason, on);
        Happened(new DossierStopped(from), on, reason);
    }

    /// <summary>Remind the citizen of a supplement whose term nears its end; no clock moves — nhắc bổ sung, hoàn thiện hồ sơ.</summary>
    /// <returns>Whether it is still waited for.</returns>
    public bool RemindOfSupplement(int round, Circumstances on)
    {
        if (State.Status != DossierStatus.AwaitingSupplement || State.Details.Supplements[^1] is not { } asked || asked.Round != round || on.Now >= asked.AnswerBy)
        {
            return false;
        }
        Happened(new SupplementReminded(round, asked.AnswerBy), on);
        return true;
    }

    /// <summary>Close a dossier whose supplement was not answered in the version's term — đóng hồ sơ quá hạn bổ sung.</summary>
    /// <returns>Whether there was something to close.</returns>
    public bool CloseUnanswered(int round, Circumstances on)
    {
        if (State.Status != DossierStatus.AwaitingSupplement || State.Details.Supplements[^1].Round != round
            || on.Now < State.Details.Supplements[^1].AnswerBy)
        {
            return false;
        }
        End(State.ReceivedAt is null ? DossierStatus.NotAccepted : DossierStatus.Stopped, null, on);
        Happened(new SupplementLapsed(round, State.Status), on);
        return true;
    }

    /// <summary>Take a stopped or returned dossier up again; a new result replaces the old — mở lại hồ sơ.</summary>
    public void Reopen(string reason, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.Reopen, State, on);
        var from = State.Status;
        var route = Route(on);
        var step = from == DossierStatus.Returned || State.Details.Steps.Count == 0
            ? route.Steps[route.DecidingIndex].Key
            : State.Details.Steps[^1].Step;
        var clock = State.Details.Clock!.Reopen(on.Calendar, on.Now, on.ActorKey, "reopened", reason);
        SetConclusionAside();
        State = State with
        {
            Status = DossierStatus.InProgress,
            ClosedAt = null,
            ReturnedAt = null,
            DueAt = clock.DueAt,
            Details = State.Details with
            {
                Clock = clock,
                EndReason = null,
            },
        };
        Begin(step, null, on);
        Happened(new DossierReopened(from, step), on, reason);
    }

    /// <summary>Count the due instant again after the calendar changed — tính lại hạn theo lịch mới.</summary>
    /// <returns>Whether the due instant moved.</returns>
    public bool Reproject(Circumstances on)
    {
        if (State.Details.Clock is not { IsClosed: false } clock)
        {
            return false;
        }
        var counted = clock.Reproject(on.Calendar, on.Now, on.ActorKey, "calendarChanged");
        if (counted.DueAt == clock.DueAt)
        {
            return false;
        }
        State = State with { DueAt = counted.DueAt, Details = State.Details with { Clock = counted } };
        Happened(new DeadlineReprojected(clock.DueAt, counted.DueAt), on);
        return true;
    }

    private void End(DossierStatus status, string? reason, Circumstances on)
    {
        EndStep(StepEnd.Closed, on, reason);
        DropLegs();
        SetConclusionAside();
        var clock = State.Details.Clock?.Close(on.Calendar, on.Now, on.ActorKey, status == DossierStatus.Withdrawn ? "withdrawn" : "stopped");
        State = State with
        {
            Status = status,
            ClosedAt = on.Now,
            StepKey = null,
            Assignee = null,
            Details = State.Details with { EndReason = reason, Clock = clock },
        };
    }

    /// <summary>A conclusion that does not stand any more is kept among those replaced.</summary>
    private void SetConclusionAside()
    {
        if (State.Details is { Decision: null, Result: null })
        {
            return;
        }
        var details = State.Details;
        State = State with
        {
            Outcome = null,
            Details = details with
            {
                Decision = null,
                Result = null,
                Handing = null,
                Replaced = [.. details.Replaced, new Conclusion(details.Decision, details.Result, details.Handing)],
            },
        };
    }

    private DeadlineLedger? GoOn(SupplementEffect effect, Circumstances on) => effect switch
    {
        SupplementEffect.Restart => State.Details.Clock!.Restart(on.Calendar, on.Now, on.ActorKey, "supplement"),
        SupplementEffect.Pause => State.Details.Clock!.Resume(on.Calendar, on.Now, on.ActorKey, "supplement"),
        SupplementEffect.None => State.Details.Clock,
    };

    /// <summary>An answer brings a part with at least one copy, or says something; the required parts stay complete.</summary>
    private IEnumerable<Fault> AnswerFaults(IReadOnlyList<DefectAnswer> answers, Circumstances on)
    {
        // One part may answer several defects of its component.
        var given = answers.Index().Where(answer => answer.Item.Part is not null)
            .DistinctBy(answer => answer.Item.Part, (IEqualityComparer<Part?>)ReferenceEqualityComparer.Instance).ToArray();
        var silent = answers.Index().Where(answer => string.IsNullOrWhiteSpace(answer.Item.Message)
            && (answer.Item.Part is not { } part || Filing.Copies(part) == 0));
        var faults = silent.Select(answer => new Fault($"answers[{answer.Index}]", DossierRules.EveryDefectIsAnswered))
            .Concat(Filing.PartFaults(
                [.. given.Select(answer => answer.Item.Part!)], on.Version, complete: false, place: i => $"answers[{given[i].Index}].part"))
            .ToArray();
        return faults.Length > 0 ? faults : Filing.PartFaults(Merge(State.Details.Parts, answers), on.Version, complete: true);
    }

    /// <summary>A part that came with an answer replaces the one of its component, or joins.</summary>
    private static IReadOnlyList<Part> Merge(IReadOnlyList<Part> parts, IReadOnlyList<DefectAnswer> answers)
    {
        var merged = parts.ToDictionary(part => part.Component, StringComparer.Ordinal);
        foreach (var part in answers.Select(answer => answer.Part).OfType<Part>())
        {
            merged[part.Component] = part;
        }
        return [.. merged.Values.OrderBy(part => part.Component, StringComparer.Ordinal)];
    }
}

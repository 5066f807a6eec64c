using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Transfers;

/// <summary>A leg of a dossier at another agency, with its own owner, clock and history — chuyển hồ sơ liên thông.</summary>
public sealed partial class InterAgencyTransfer(TransferState state) : Aggregate
{
    public TransferState State { get; private set; } = state;

    public override string Kind => "transfer";

    public override string Key => State.Id.ToString();

    public override int Version => State.Version;

    /// <summary>The version after everything recorded so far; what <c>ETag</c> says.</summary>
    public int CurrentVersion => State.Version + Recorded.Count;

    /// <summary>Send it: the clock starts — chuyển liên thông.</summary>
    public static InterAgencyTransfer Send(Dispatch what, TransferCircumstances on)
    {
        DemandWay(what, on);
        var clock = DeadlineLedger.Start(new ClockTerms { Limit = what.Limit, LegalBasis = what.LegalBasis }, what.Calendar, on.Now, on.ActorKey);
        var acceptance = DeadlineLedger.Start(new ClockTerms { Limit = what.AcceptanceTerm }, what.Calendar, on.Now, null).DueAt;
        var transfer = new InterAgencyTransfer(new TransferState
        {
            Id = TransferId.New(on.Now, on.Dossier.Details.Legs.Count), DossierId = on.Dossier.Id, Kind = what.Kind, FromAgency = what.From, ToAgency = what.To.Code,
            StepKey = what.StepKey, ParallelGroup = what.ParallelGroup, Previous = what.Replaces?.Id, SentAt = on.Now,
            AcceptBy = acceptance < clock.DueAt ? acceptance : clock.DueAt, DueAt = clock.DueAt,
            Details = new TransferDetails
            {
                Task = what.Task, Clock = clock, CalendarTemplate = what.Calendar.Template.Name, Decides = what.Decides, Lead = what.Lead,
                SilenceMeansConsent = what.SilenceMeansConsent, PausesForFinancialObligation = what.PausesForFinancialObligation,
                Reason = what.Reason, InnerSteps = what.InnerSteps, Documents = what.Documents,
                Trail = what.Replaces is { } before ? [.. before.Details.Trail.Concat([before.FromAgency, before.ToAgency]).Distinct()] : [],
                SentBy = on.Actor.IsSystem ? null : on.Actor.Id,
            },
        });
        var s = transfer.State;
        transfer.Happened(new TransferSent(s.DossierId, s.Kind, s.FromAgency, s.ToAgency, s.StepKey, s.ParallelGroup, s.Previous, s.AcceptBy, s.DueAt), on, what.Reason);
        return transfer;
    }

    /// <summary>As it was loaded.</summary>
    public TransferState Loaded { get; } = state;

    /// <summary>Follow the agencies that took over from its own, before somebody acts on it — kế thừa chặng liên thông.</summary>
    public void FollowSuccession(AgencyTree agencies, DateTimeOffset now)
    {
        var held = State.HeldOn(agencies, VietnamTime.DateOf(now), alsoEnded: true);
        var taken = new[] { (From: State.FromAgency, To: held.FromAgency), (From: State.ToAgency, To: held.ToAgency) };
        State = held;
        foreach (var (from, to) in taken.Distinct().Where(pair => pair.From != pair.To))
        {
            Record(new TransferTakenOver(from, to, State.DossierId), now, to);
        }
    }

    /// <summary>What one agency sent is another's now, with the dossier — bàn giao cơ quan chuyển.</summary>
    public void HandOver(string from, string to, DateTimeOffset now)
    {
        if (from != to && State.FromAgency == from)
        {
            State = State with { FromAgency = to, OriginFrom = State.OriginFrom ?? from };
            Record(new TransferTakenOver(from, to, State.DossierId), now, to);
        }
    }

    /// <summary>Take it — tiếp nhận.</summary>
    public void Accept(TransferCircumstances on)
    {
        TransferPolicy.Demand(TransferAction.Accept, State, on);
        State = State with { Status = TransferStatus.Accepted, AcceptedAt = on.Now, Details = State.Details with { AcceptedBy = on.Actor.Id } };
        Happened(new TransferAccepted(State.DossierId), on);
    }

    /// <summary>Send it back, not being the right place — từ chối tiếp nhận.</summary>
    public void Decline(string reason, TransferCircumstances on)
    {
        TransferPolicy.Demand(TransferAction.Decline, State, on);
        End(TransferStatus.Declined, reason, on, worked: false);
        Happened(new TransferDeclined(State.DossierId), on, reason);
    }

    /// <summary>
    /// Let another agency have it: the receiver forwards what it did not accept, the sender finds a new way for what came back. The time lost
    /// is charged to who had sent it the wrong way — chuyển tiếp, chuyển lại.
    /// </summary>
    /// <param name="next">The way it goes on; the sender of the new leg is who re-routes.</param>
    public InterAgencyTransfer Reroute(Dispatch next, TransferCircumstances on)
    {
        TransferPolicy.Demand(TransferAction.Reroute, State, on);
        var leg = Send(next with { Replaces = State }, on);
        if (State.Status == TransferStatus.Sent)
        {
            End(TransferStatus.Rerouted, null, on, worked: false);
        }
        State = State with { Details = State.Details with { Next = leg.State.Id } };
        Happened(new TransferRerouted(State.DossierId, leg.State.Id, next.To.Code), on, next.Reason);
        return leg;
    }

    /// <summary>End the current inner step — hoàn thành bước.</summary>
    public void CompleteStep(string? note, TransferCircumstances on)
    {
        TransferPolicy.Demand(TransferAction.CompleteStep, State, on);
        var steps = State.Details.InnerSteps;
        var done = State.Details.StepsDone + 1;
        State = State with { Details = State.Details with { StepsDone = done } };
        Happened(new TransferStepCompleted(State.DossierId, steps[done - 1].Key, done < steps.Count ? steps[done].Key : null), on, note);
    }

    /// <summary>The work is done — hoàn thành chặng liên thông.</summary>
    /// <exception cref="InvalidInputException">A leg that decides lacks its outcome or result, or another brings one.</exception>
    public void Complete(Outcome? outcome, Result? result, string? note, IReadOnlyList<Document> documents, TransferCircumstances on)
    {
        TransferPolicy.Demand(TransferAction.Complete, State, on);
        DemandDecision(outcome, result, note, on);
        State = State with { Details = State.Details with { Result = new TransferResult(outcome, result, note, documents, on.Actor.Id) } };
        End(TransferStatus.Completed, null, on, worked: true);
        Happened(new TransferCompleted(State.DossierId, outcome, documents.Count), on, note);
    }

    /// <summary>Take it back before it is opened — thu hồi.</summary>
    public void Recall(string reason, TransferCircumstances on)
    {
        TransferPolicy.Demand(TransferAction.Recall, State, on);
        End(TransferStatus.Recalled, reason, on, worked: false);
        Happened(new TransferRecalled(State.DossierId, WithDossier: false), on, reason);
    }

    /// <summary>Its dossier ended: nothing is left to do — kết thúc theo hồ sơ.</summary>
    public void EndWithDossier(TransferCircumstances on)
    {
        End(TransferStatus.Recalled, null, on, worked: false);
        Happened(new TransferRecalled(State.DossierId, WithDossier: true), on);
    }

    /// <summary>Ask the receiver where it stays — đôn đốc.</summary>
    public void Remind(TransferCircumstances on)
    {
        TransferPolicy.Demand(TransferAction.Remind, State, on);
        State = State with { Details = State.Details with { Reminders = [.. State.Details.Reminders, on.Now] } };
        Happened(new TransferReminded(State.DossierId, State.Details.Reminders.Count), on);
    }

    /// <summary>
    /// The limit of a consultation passed without an answer: silence is consent, or is brought before the head of the one-stop office —
    /// hết hạn lấy ý kiến (Nghị định 61/2018/NĐ-CP Điều 19.5).
    /// </summary>
    /// <returns>Whether the leg ended.</returns>
    public bool Lapse(TransferCircumstances on)
    {
        if (State.Kind != TransferKind.Consultation || !State.Status.IsOpen() || !(State.OverdueFrom <= on.Now) || State.Details.EscalatedAt is not null)
        {
            return false;
        }
        if (!State.Details.SilenceMeansConsent)
        {
            State = State with { Details = State.Details with { EscalatedAt = on.Now } };
            Happened(new ConsultationEscalated(State.DossierId), on);
            return false;
        }
        End(TransferStatus.Lapsed, null, on, worked: true);
        Happened(new ConsultationLapsed(State.DossierId, Consent: true), on);
        return true;
    }

    /// <summary>The clock stands still while the citizen has to act — tạm dừng.</summary>
    public void Pause(string rule, TransferCircumstances on)
    {
        State = State with { Details = State.Details with { Clock = State.Details.Clock.Pause(on.Calendar, on.Now, on.ActorKey, rule) } };
        Happened(new TransferPaused(State.DossierId, rule), on);
    }

    /// <summary>The clock goes on — tiếp tục.</summary>
    public void Resume(string rule, TransferCircumstances on)
    {
        var before = State.DueAt;
        var clock = State.Details.Clock.Resume(on.Calendar, on.Now, on.ActorKey, rule);
        State = State with { DueAt = clock.DueAt, Details = State.Details with { Clock = clock } };
        Happened(new TransferResumed(State.DossierId, before, clock.DueAt), on);
    }

    /// <summary>Count the due instant again after the calendar changed — tính lại hạn theo lịch mới.</summary>
    /// <returns>Whether the due instant moved.</returns>
    public bool Reproject(TransferCircumstances on)
    {
        var before = State.DueAt;
        var clock = State.Details.Clock.Reproject(on.Calendar, on.Now, on.ActorKey, "calendarChanged");
        if (clock.DueAt == before)
        {
            return false;
        }
        State = State with { DueAt = clock.DueAt, Details = State.Details with { Clock = clock } };
        Happened(new TransferReprojected(State.DossierId, before, clock.DueAt), on);
        return true;
    }

    private static void DemandWay(Dispatch what, TransferCircumstances on)
    {
        TransferRules.AgencyIsInForce.Demand(what.To.IsInForceOn(on.Today));
        TransferRules.GoesElsewhere.Demand(what.To.Code != what.From || what.Kind == TransferKind.Internal);
        TransferRules.SilenceIsForConsultations.Demand(!what.SilenceMeansConsent || what.Kind == TransferKind.Consultation);
        if (what.Replaces is { } before)
        {
            TransferRules.DoesNotReturn.Demand(
                what.To.Code != before.ToAgency && what.To.Code != before.FromAgency && !before.Details.Trail.Contains(what.To.Code));
        }
    }

    /// <summary>A leg that decides brings outcome and result (and, refusing, the reason); any other brings no outcome.</summary>
    private void DemandDecision(Outcome? outcome, Result? result, string? note, TransferCircumstances on)
    {
        if (!State.Details.Decides && outcome is not null)
        {
            throw new InvalidInputException("outcome", TransferRules.DecidesNothing);
        }
        if (State.Details.Decides && (outcome is null || result is null))
        {
            throw new InvalidInputException(outcome is null ? "outcome" : "result", TransferRules.DecisionIsGiven);
        }
        if (outcome == Outcome.Refused && string.IsNullOrWhiteSpace(note))
        {
            throw new InvalidInputException("note", DossierRules.RefusalHasReason);
        }
        if (result is not null)
        {
            ResultRules.DemandSound(result, "result.", on.Today);
        }
    }

    private void End(TransferStatus status, string? reason, TransferCircumstances on, bool worked)
    {
        var clock = State.Details.Clock.Close(on.Calendar, on.Now, on.ActorKey, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(status.ToString()));
        State = State with
        {
            Status = status,
            ClosedAt = on.Now,
            DueAt = clock.DueAt,
            Closing = worked ? clock.Closing : null,
            Details = State.Details with { Clock = clock, EndReason = reason },
        };
    }

    private void Happened(DomainEvent happened, TransferCircumstances on, string? note = null)
    {
        State = State with { UpdatedAt = on.Now, OverdueFrom = State.Details.Clock.OverdueFrom };
        var agency = on.Actor.WorksAt(State.ToAgency) ? State.ToAgency : on.Actor.WorksAt(State.FromAgency) ? State.FromAgency : null;
        Record(happened, on.Now, agency, note);
    }
}

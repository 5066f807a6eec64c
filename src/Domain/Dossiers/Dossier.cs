using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Dossiers;

/// <summary>A dossier of an administrative procedure — hồ sơ thủ tục hành chính. This part: how it comes in.</summary>
public sealed partial class Dossier(DossierState state) : Aggregate
{
    public DossierState State { get; private set; } = state;

    public override string Kind => "dossier";

    public override string Key => State.Id.ToString();

    public override int Version => State.Version;

    /// <summary>The version after everything recorded so far; what <c>ETag</c> says.</summary>
    public int CurrentVersion => State.Version + Recorded.Count;

    /// <summary>Register a dossier for a decision on its reception — đăng ký hồ sơ.</summary>
    /// <param name="acceptance">Calendar of the receiving agency, which has the version's term to accept or refuse.</param>
    public static Dossier Register(Filing filing, Procedure procedure, string code, Circumstances on, WorkingCalendar acceptance)
    {
        var acceptBy = DeadlineLedger.Start(new ClockTerms { Limit = on.Version.AcceptanceTerm }, acceptance, on.Now, on.ActorKey).DueAt;
        var dossier = new Dossier(Filed(filing, procedure, code, on));
        dossier.State = dossier.State with
        {
            Status = DossierStatus.Registered,
            Details = dossier.State.Details with { AcceptBy = acceptBy },
        };
        dossier.Happened(
            new DossierRegistered(code, procedure.State.Code, on.Version.Number, filing.Receiving.Code, filing.Competent.Code, filing.Channel, acceptBy),
            on, filing.Note);
        return dossier;
    }

    /// <summary>Receive a complete dossier at the one-stop desk — tiếp nhận hồ sơ.</summary>
    public static Dossier Receive(Filing filing, Procedure procedure, string code, Circumstances on)
    {
        var dossier = new Dossier(Filed(filing, procedure, code, on));
        dossier.TakeIn(filing.Postal?.HandedOverAt ?? on.Now, on, filing.Note);
        return dossier;
    }

    /// <summary>Accept a registered dossier: it is received now — tiếp nhận hồ sơ đã đăng ký.</summary>
    public void Accept(Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.Accept, State, on);
        TakeIn(State.Details.Postal?.HandedOverAt ?? on.Now, on, null);
    }

    /// <summary>Refuse a registered dossier, naming each defect — từ chối tiếp nhận hồ sơ.</summary>
    public void Refuse(IReadOnlyList<Defect> defects, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.Refuse, State, on);
        DemandNamed(defects, on.Version);

        State = State with
        {
            Status = DossierStatus.NotAccepted,
            ClosedAt = on.Now,
            Details = State.Details with { Refusal = defects, RefusedBy = on.Actor.Id },
        };
        Happened(new DossierRefused([.. defects.Select(defect => defect.Code)]), on);
    }

    /// <summary>Receive, decide, number and return in one call — giải quyết tại chỗ ("4 tại chỗ").</summary>
    public static Dossier SolveOnTheSpot(Filing filing, Procedure procedure, string code, Outcome outcome, string? reason, Result result, Circumstances on)
    {
        if (!on.Version.IsSameDay || filing.Channel != Channel.Counter)
        {
            throw new InvalidInputException("onTheSpot", DossierRules.OnTheSpotIsSameDay);
        }
        DemandReason(outcome, reason, "onTheSpot.reason");
        var dossier = Receive(filing, procedure, code, on);
        var step = dossier.Route(on).Steps[dossier.Route(on).DecidingIndex];
        dossier.State = dossier.State with
        {
            Outcome = outcome,
            Details = dossier.State.Details with { Decision = new Decision(outcome, reason, on.Actor.Id, on.Now, result.Document) },
        };
        dossier.Happened(new DossierDecided(step.Key, outcome), on, reason);
        dossier.Number(result, on);
        dossier.Resolve(on);
        dossier.Happened(new ResultRecorded(result.TypeCode, result.IssuedOn, dossier.State.Status), on);
        dossier.Hand(ReturnVia.Counter, null, on);
        return dossier;
    }

    /// <summary>Correct a clerk's mistake on the receipt; the old revision says it was replaced — đính chính giấy tiếp nhận.</summary>
    public void Correct(Correction changes, string reason, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.Correct, State, on);
        var details = State.Details;
        var corrected = changes.ApplyTo(details);
        var fields = changes.Fields(details);
        if (fields.Count == 0)
        {
            throw new InvalidInputException("changes", DossierRules.CorrectionChangesSomething);
        }
        Refuse(changes.Faults(corrected, on));

        var revision = details.Receipt is null ? 0 : details.Receipt.Revision + 1;
        State = State with
        {
            Details = corrected with
            {
                Receipt = details.Receipt is null ? null : details.Receipt with { Revision = revision, IssuedAt = on.Now, IssuedBy = on.Actor.Id },
                Corrections = [.. details.Corrections, new(revision, on.Now, on.Actor.Id, reason, fields, changes.Before(details))],
            },
        };
        Happened(new ReceiptCorrected(revision, fields), on, reason);
    }

    private static DossierState Filed(Filing filing, Procedure procedure, string code, Circumstances on)
    {
        var postal = filing.Postal is { } handover ? handover with { HandedOverAt = handover.HandedOverAt.ToUniversalTime() } : null;
        return new DossierState
        {
            Id = DossierId.New(on.Now), Code = code, ProcedureCode = procedure.State.Code, ProcedureVersion = on.Version.Number,
            CaseKey = filing.Case.Key, Field = on.Version.Field, ReceivingAgency = filing.Receiving.Code,
            CompetentAgency = filing.Competent.Code, Channel = filing.Channel, SubmittedAt = on.Now, UpdatedAt = on.Now,
            OwnerAccount = filing.OwnerAccount, RootId = filing.Root, Client = on.Actor.IsClient ? on.Actor.Id : null,
            Assurance = filing.Assurance, Test = on.Actor.Grant is { Test: true }, Confidential = on.Version.Confidential || filing.Confidential,
            Details = new DossierDetails
            {
                Owner = filing.Owner, CoOwners = filing.CoOwners, Submitter = filing.Submitter, SupportedBy = filing.SupportedBy,
                Parts = filing.Parts, FormData = filing.FormData, ReturnBy = filing.ReturnBy, Note = filing.Note, Postal = postal, Group = filing.Group,
                Route = on.Version.RouteFor(filing.Competent.Code, filing.Case.Key, on.Today).Key,
            },
        };
    }

    /// <summary>Status 2: the clock starts, the receipt is issued, the route begins at its first step.</summary>
    private void TakeIn(DateTimeOffset at, Circumstances on, string? note)
    {
        var limit = on.Version.Cases.First(c => c.Key == State.CaseKey).Limit;
        var terms = new ClockTerms { Limit = limit, CutOff = on.Version.CutOff, LegalBasis = on.Version.Source };
        var clock = DeadlineLedger.Start(terms, on.Calendar, at, on.ActorKey);
        var first = Route(on).Steps[0];
        State = State with
        {
            Status = DossierStatus.Received,
            ReceivedAt = at,
            DueAt = clock.DueAt,
            FirstDueAt = clock.FirstDueAt,
            StepKey = first.Key,
            Assignee = on.Actor.Id,
            Details = State.Details with
            {
                Clock = clock,
                CalendarTemplate = on.Calendar.Template.Name,
                Steps = [new StepPassage { Step = first.Key, StartedAt = on.Now, Assignee = on.Actor.Id }],
                Receipt = new Receipt(1, on.Now, on.Actor.Id, State.Details.Group?.Secret ?? Receipt.NewSecret()),
            },
        };
        Happened(
            new DossierReceived(State.Code, State.ProcedureCode, State.ProcedureVersion, State.ReceivingAgency, State.CompetentAgency, State.Channel, at, clock.DueAt),
            on, note);
    }

    private Route Route(Circumstances on) => DossierPolicy.RouteOf(State, on.Version);

    private static void Refuse(IEnumerable<Fault> faults)
    {
        if (faults.ToArray() is { Length: > 0 } found)
        {
            throw new InvalidInputException(found);
        }
    }

    private static void DemandNamed(IReadOnlyList<Defect> defects, ProcedureVersion version) => Refuse(defects.SelectMany((defect, i) =>
        (defect.Component is null) == (defect.Field is null) ? [new Fault($"defects[{i}]", DossierRules.DefectIsNamed)]
        : defect.Component is not null && version.Components.All(component => component.Code != defect.Component)
            ? [new Fault($"defects[{i}].component", DossierRules.ComponentIsKnown)]
            : Array.Empty<Fault>()));

    /// <summary>Records an event of this dossier and notes the change.</summary>
    private void Happened(DomainEvent happened, Circumstances on, string? note = null)
    {
        var clock = State.Details.Clock;
        State = State with
        {
            UpdatedAt = on.Now > State.UpdatedAt ? on.Now : State.UpdatedAt,
            LastActAt = on.Actor.IsSystem ? State.LastActAt : on.Now,
            UnreadSince = happened is SupplementAnswered ? on.Now : on.Actor.IsSystem ? State.UnreadSince : null,
            OverdueFrom = clock?.OverdueFrom,
            Closing = clock is { IsClosed: true } ? clock.Closing : null,
            Details = WithHandling(clock, on),
        };
        Record(happened, on.Now, AgencyOf(on.Actor), note);
    }

    /// <summary>Notes who handles it, and once its clock closed how long that ran.</summary>
    private DossierDetails WithHandling(DeadlineLedger? clock, Circumstances on)
    {
        var details = State.Details;
        var used = clock is { IsClosed: true } ? details.UsedMinutes ?? clock.UsedMinutes(on.Calendar, on.Now) : (long?)null;
        var handler = State.Assignee is { } assignee && DossierPolicy.StepOf(State, on)?.Role == Role.Handler ? assignee : details.Handler;
        return used == details.UsedMinutes && handler == details.Handler ? details : details with { UsedMinutes = used, Handler = handler };
    }

    /// <summary>The agency in whose name the actor acts here.</summary>
    private string? AgencyOf(Actor actor) =>
        actor.WorksAt(State.CompetentAgency) && !actor.WorksAt(State.ReceivingAgency) ? State.CompetentAgency
        : actor.WorksAt(State.ReceivingAgency) ? State.ReceivingAgency
        : State.Details.Legs.FirstOrDefault(leg => actor.WorksAt(leg.Agency))?.Agency;
}

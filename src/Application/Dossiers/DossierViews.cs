using OneStop.Application.Agencies;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Dossiers;

/// <summary>What an answer about dossiers needs beside them.</summary>
internal sealed record DossierSurroundings(ProcedureVersion Version, AgencyTree Agencies, WorkingCalendar? Calendar, DateTimeOffset Now);

internal static class DossierViews
{
    public static DossierView View(this DossierState s, DossierSurroundings around, int version)
    {
        var details = s.Details;
        var route = DossierPolicy.RouteOf(s, around.Version);
        return new DossierView
        {
            Id = s.Id, Code = s.Code, Version = version, Status = s.Status, StatusCode = (int)s.Status, Outcome = s.Outcome,
            Procedure = Procedure(s, around), ReceivingAgency = Name(s.ReceivingAgency, around), CompetentAgency = Name(s.CompetentAgency, around),
            SupportedBy = details.SupportedBy, Channel = s.Channel, Owner = details.Owner, SubmittedAt = s.SubmittedAt,
            ReceivedAt = s.ReceivedAt, AcceptBy = details.AcceptBy, DueAt = s.DueAt, DueOn = details.Clock?.DueOn, FirstDueAt = s.FirstDueAt,
            Timeliness = Timeliness(s, around.Now), Step = Step(s, route, around), Assignee = s.Assignee, ReturnBy = details.ReturnBy,
            ClosedAt = s.ClosedAt, ReturnedAt = s.ReturnedAt, Root = s.RootId ?? s.Id, Children = details.Children,
            ReturnTogether = details.Group?.ReturnTogether, Rung = details.Rung,
            Confidential = s.Confidential, Test = s.Test, Assurance = s.Assurance, Client = s.Client, ErasedAt = s.ErasedAt,
            CoOwners = details.CoOwners, Submitter = details.Submitter, Parts = details.Parts, Reused = details.Reused, FormData = details.FormData, Note = details.Note,
            Postal = details.Postal, Route = Steps(route), Supplements = details.Supplements, Obligations = details.Obligations,
            Refusal = details.Refusal, Apologies = details.Apologies, EndReason = details.EndReason, Decision = details.Decision,
            OpenTransfers = OpenLegs(s, around), Result = details.Result, Replaced = details.Replaced, Corrections = details.Corrections, Handing = details.Handing,
            ResultVerification = ResultVerification(s),
        };
    }

    public static DossierLine Line(this DossierState s, DossierSurroundings around) => new()
    {
        Id = s.Id, Code = s.Code, Version = s.Version, Status = s.Status, StatusCode = (int)s.Status, Outcome = s.Outcome,
        Procedure = Procedure(s, around), ReceivingAgency = Name(s.ReceivingAgency, around), CompetentAgency = Name(s.CompetentAgency, around),
        SupportedBy = s.Details.SupportedBy, Channel = s.Channel, Owner = s.Details.Owner, SubmittedAt = s.SubmittedAt,
        ReceivedAt = s.ReceivedAt, AcceptBy = s.Details.AcceptBy, DueAt = s.DueAt, DueOn = s.Details.Clock?.DueOn, FirstDueAt = s.FirstDueAt,
        Timeliness = Timeliness(s, around.Now), Step = Step(s, DossierPolicy.RouteOf(s, around.Version), around), Assignee = s.Assignee,
        ReturnBy = s.Details.ReturnBy, ClosedAt = s.ClosedAt, ReturnedAt = s.ReturnedAt, Root = s.RootId ?? s.Id,
        Children = s.Details.Children, CoOwners = s.Details.CoOwners, Confidential = s.Confidential, Test = s.Test,
        OpenTransfers = OpenLegs(s, around), Submitter = s.Details.Submitter, Obligations = s.Details.Obligations, Result = s.Details.Result,
    };

    /// <summary>What an agency with a leg of the dossier needs for it: no contacts, no legs of others, nothing that officials of others wrote, no documents but those sent to it.</summary>
    public static DossierView ForTask(this DossierView whole, DossierReach reach) => whole with
    {
        OpenTransfers = [.. whole.OpenTransfers.Where(leg => reach.Agencies.Contains(leg.Agency.Code))],
        Owner = WithoutContacts(whole.Owner),
        CoOwners = [.. whole.CoOwners.Select(WithoutContacts)],
        Submitter = whole.Submitter is { } submitter ? WithoutContacts(submitter) : null,
        Parts = [.. whole.Parts.Select(part => part with { Documents = [] })],
        Supplements = [.. whole.Supplements.Select(round => round with { ReplacedParts = [], Answers = [.. round.Answers.Select(WithoutDocuments)] })],
        Note = null,
        Postal = null,
        Refusal = [],
        Apologies = [],
        EndReason = null,
        Decision = null,
        Replaced = [],
        Corrections = [],
        Handing = null,
        ResultVerification = null,
        Receipt = null,
    };

    public static DossierLine ForTask(this DossierLine whole, DossierReach reach) => whole with
    {
        OpenTransfers = [.. whole.OpenTransfers.Where(leg => reach.Agencies.Contains(leg.Agency.Code))],
        Owner = WithoutContacts(whole.Owner),
        CoOwners = [.. whole.CoOwners.Select(WithoutContacts)],
        Submitter = whole.Submitter is { } submitter ? WithoutContacts(submitter) : null,
    };

    private static string? ResultVerification(DossierState s) => s.Details is { Result: not null, Receipt: { } receipt }
        ? new VerificationToken(s.Id, VerifiedPaper.Result, s.Details.Replaced.Count(conclusion => conclusion.Result is not null) + 1).Sealed(receipt.Secret)
        : null;

    private static DefectAnswer WithoutDocuments(DefectAnswer answer) =>
        answer.Part is { } part ? answer with { Part = part with { Documents = [] } } : answer;

    private static Party WithoutContacts(Party party) => party with { Phone = null, Email = null };

    private static IReadOnlyList<OpenLeg> OpenLegs(DossierState s, DossierSurroundings around) =>
        [.. s.Details.Legs.Where(leg => leg.Standing == LegStanding.Open)
            .Select(leg => new OpenLeg(leg.Transfer, leg.Kind, Name(leg.Agency, around), leg.Step, leg.DueAt))];

    private static Timeliness Timeliness(DossierState s, DateTimeOffset now) => s.Details.Clock?.At(now) ?? Domain.Calendar.Timeliness.NotStarted;

    private static DossierProcedure Procedure(DossierState s, DossierSurroundings around) =>
        new(s.ProcedureCode, s.ProcedureVersion, around.Version.Name, s.CaseKey, s.Field);

    private static AgencyName Name(string code, DossierSurroundings around) => new(code, around.Agencies.NameOf(code));

    private static IReadOnlyList<RouteStepView> Steps(Route route)
    {
        var deciding = route.DecidingIndex;
        return [.. route.Steps.Select((step, i) => new RouteStepView(
            step.Key, step.Name, step.Role, step.Division, step.LimitHours, step.Transfer?.ToAgency, i == deciding))];
    }

    private static CurrentStep? Step(DossierState s, Route route, DossierSurroundings around)
    {
        if (s.StepKey is null || route.Steps.FirstOrDefault(step => step.Key == s.StepKey) is not { } step)
        {
            return null;
        }
        var due = step.LimitHours > 0 && around.Calendar is not null && s.Details is { Clock: { IsClosed: false } clock, Steps: [.., var passage] }
            ? StepPlan.Due(clock, around.Calendar, step.LimitHours, clock.Terms.Limit.PlannedHours, passage.StartedAt)
            : s.DueAt;
        return new CurrentStep(step.Key, step.Name, step.Role, step.Division, due);
    }
}

using System.Text.Json;
using OneStop.Application.Agencies;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Dossiers;

/// <summary>A dossier in a list — dòng hồ sơ.</summary>
public record DossierLine
{
    public required DossierId Id { get; init; }

    /// <summary>The code citizens know — mã hồ sơ.</summary>
    public required string Code { get; init; }

    /// <summary>Grows with every change; <c>ETag</c> says the same.</summary>
    public required int Version { get; init; }

    public required DossierStatus Status { get; init; }

    /// <summary>The national status, 1 to 10.</summary>
    public required int StatusCode { get; init; }

    public Outcome? Outcome { get; init; }

    public required DossierProcedure Procedure { get; init; }

    public required AgencyName ReceivingAgency { get; init; }

    public required AgencyName CompetentAgency { get; init; }

    public string? SupportedBy { get; init; }

    public required Channel Channel { get; init; }

    public required Party Owner { get; init; }

    public IReadOnlyList<Party> CoOwners { get; init; } = [];

    public Party? Submitter { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>Until when a registered dossier must be accepted or refused.</summary>
    public DateTimeOffset? AcceptBy { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateOnly? DueOn { get; init; }

    public DateTimeOffset? FirstDueAt { get; init; }

    public required Timeliness Timeliness { get; init; }

    /// <summary>The current step; null before reception and after the end.</summary>
    public CurrentStep? Step { get; init; }

    /// <summary>Account of the official who works on the step.</summary>
    public AccountId? Assignee { get; init; }

    public IReadOnlyList<string> OpenTransfers { get; init; } = [];

    public IReadOnlyList<Obligation> Obligations { get; init; } = [];

    public Result? Result { get; init; }

    public required ReturnVia ReturnBy { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public DateTimeOffset? ReturnedAt { get; init; }

    /// <summary>The dossier this one belongs to; itself where it belongs to none.</summary>
    public required DossierId Root { get; init; }

    public IReadOnlyList<DossierId> Children { get; init; } = [];
}

/// <summary>A dossier, whole — hồ sơ.</summary>
public sealed record DossierView : DossierLine
{
    public IReadOnlyList<Part> Parts { get; init; } = [];

    public JsonElement? FormData { get; init; }

    public string? Note { get; init; }

    public PostalHandover? Postal { get; init; }

    /// <summary>The steps of its route, in order.</summary>
    public IReadOnlyList<RouteStepView> Route { get; init; } = [];

    public IReadOnlyList<Supplement> Supplements { get; init; } = [];

    /// <summary>Why it was not accepted.</summary>
    public IReadOnlyList<Defect> Refusal { get; init; } = [];

    public IReadOnlyList<Apology> Apologies { get; init; } = [];

    /// <summary>Why it was withdrawn or stopped.</summary>
    public string? EndReason { get; init; }

    public Decision? Decision { get; init; }

    /// <summary>What reopenings replaced, oldest first.</summary>
    public IReadOnlyList<Conclusion> Replaced { get; init; } = [];

    /// <summary>Corrections of clerks' mistakes, oldest first.</summary>
    public IReadOnlyList<ReceiptCorrection> Corrections { get; init; } = [];

    public Handing? Handing { get; init; }

    /// <summary>The highest rung of the procedure's escalation ladder it has reached; null before the first.</summary>
    public int? Rung { get; init; }

    /// <summary>Whether the results of its group leave together; null where it belongs to none.</summary>
    public bool? ReturnTogether { get; init; }

    /// <summary>The receipt, in the answer of the call that issued it.</summary>
    public ReceiptView? Receipt { get; init; }
}

/// <summary>The procedure a dossier is of, as it was named at its reception.</summary>
public sealed record DossierProcedure(string Code, int Version, string Name, string Case, string Field);

/// <summary>The step a dossier is at.</summary>
public sealed record CurrentStep(string Key, string Name, Role Role, string? Division, DateTimeOffset? DueAt);

/// <summary>A step of the route.</summary>
public sealed record RouteStepView(string Key, string Name, Role Role, string? Division, int LimitHours, string? Transfer, bool Decides);

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
            CoOwners = details.CoOwners, Submitter = details.Submitter, Parts = details.Parts, FormData = details.FormData, Note = details.Note,
            Postal = details.Postal, Route = Steps(route), Supplements = details.Supplements, Obligations = details.Obligations,
            Refusal = details.Refusal, Apologies = details.Apologies, EndReason = details.EndReason, Decision = details.Decision,
            Result = details.Result, Replaced = details.Replaced, Corrections = details.Corrections, Handing = details.Handing,
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
        Children = s.Details.Children, CoOwners = s.Details.CoOwners,
        Submitter = s.Details.Submitter, Obligations = s.Details.Obligations, Result = s.Details.Result,
    };

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

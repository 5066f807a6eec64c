using System.Text.Json;
using OneStop.Application.Agencies;
using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Transfers;

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

    /// <summary>Where it is now beside its own agencies: institution, step and expected end of every open leg.</summary>
    public IReadOnlyList<OpenLeg> OpenTransfers { get; init; } = [];

    public IReadOnlyList<Obligation> Obligations { get; init; } = [];

    public Result? Result { get; init; }

    public required ReturnVia ReturnBy { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public DateTimeOffset? ReturnedAt { get; init; }

    /// <summary>Whether only those who must work on it, their superiors and controllers see it.</summary>
    public bool Confidential { get; init; }

    /// <summary>Whether it was filed for trying out: it is in no report.</summary>
    public bool Test { get; init; }

    /// <summary>The dossier this one belongs to; itself where it belongs to none.</summary>
    public required DossierId Root { get; init; }

    public IReadOnlyList<DossierId> Children { get; init; } = [];
}

/// <summary>A dossier, whole — hồ sơ.</summary>
public sealed record DossierView : DossierLine
{
    public IReadOnlyList<Part> Parts { get; init; } = [];

    /// <summary>Components of the parts that the administration held already: they stood in an earlier dossier of the owner, or were its result.</summary>
    public IReadOnlyList<string> Reused { get; init; } = [];

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

    /// <summary>Token under which anybody can verify the result at <c>/verify/{token}</c>; null where there is none.</summary>
    public string? ResultVerification { get; init; }

    /// <summary>How sure it is who filed it; null where an official saw the papers.</summary>
    public Assurance? Assurance { get; init; }

    /// <summary>The machine client that filed it.</summary>
    public AccountId? Client { get; init; }

    /// <summary>When the personal data in it were erased; null where they are there.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>The receipt, in the answer of the call that issued it.</summary>
    public ReceiptView? Receipt { get; init; }
}

/// <summary>A leg at another agency.</summary>
/// <param name="Step">Key of the step of the route; null for a leg beside it.</param>
public sealed record OpenLeg(TransferId Id, TransferKind Kind, AgencyName Agency, string? Step, DateTimeOffset DueAt);

/// <summary>The procedure a dossier is of, as it was named at its reception.</summary>
public sealed record DossierProcedure(string Code, int Version, string Name, string Case, string Field);

/// <summary>The step a dossier is at.</summary>
public sealed record CurrentStep(string Key, string Name, Role Role, string? Division, DateTimeOffset? DueAt);

/// <summary>A step of the route.</summary>
public sealed record RouteStepView(string Key, string Name, Role Role, string? Division, int LimitHours, string? Transfer, bool Decides);

using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Transfers;

/// <summary>A transfer — chặng liên thông.</summary>
public sealed record TransferView
{
    public required TransferId Id { get; init; }

    /// <summary>Grows with every change; <c>ETag</c> says the same.</summary>
    public required int Version { get; init; }

    /// <summary>The dossier it is a leg of.</summary>
    public required TransferredDossier Dossier { get; init; }

    public required TransferKind Kind { get; init; }

    public required TransferStatus Status { get; init; }

    /// <summary>Who sent it — cơ quan chuyển.</summary>
    public required AgencyName FromAgency { get; init; }

    /// <summary>Who owns it and works on it — cơ quan nhận.</summary>
    public required AgencyName ToAgency { get; init; }

    /// <summary>What has to be done — nội dung công việc.</summary>
    public required string Task { get; init; }

    /// <summary>The inner step it is at; null before acceptance, after the end, and where none are planned.</summary>
    public LegStep? Step { get; init; }

    /// <summary>Whether it ends with the decision on the dossier.</summary>
    public bool Decides { get; init; }

    /// <summary>Whether it leads its group — chủ trì.</summary>
    public bool Lead { get; init; }

    public string? ParallelGroup { get; init; }

    /// <summary>The leg it was re-routed from.</summary>
    public TransferId? Previous { get; init; }

    /// <summary>The leg that took its place.</summary>
    public TransferId? Next { get; init; }

    /// <summary>For consultations: no answer in time counts as consent.</summary>
    public bool SilenceMeansConsent { get; init; }

    public required TimeLimit Limit { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Until when it is accepted or declined.</summary>
    public required DateTimeOffset AcceptBy { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When it ended, whichever way.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How its clock stands or closed; `notStarted` where it ended without being worked on.</summary>
    public required Timeliness Timeliness { get; init; }

    /// <summary>Why an official opened it, or re-routed it.</summary>
    public string? Reason { get; init; }

    /// <summary>Why it was declined or recalled.</summary>
    public string? EndReason { get; init; }

    public AccountId? AcceptedBy { get; init; }

    /// <summary>How often the sender asked where it stays.</summary>
    public int Reminders { get; init; }

    /// <summary>When the silence of a consultation was brought before the head of the one-stop office.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    public LegResult? Result { get; init; }

    /// <summary>Everything that travels with it by reference: what was sent along, then what came back.</summary>
    public IReadOnlyList<Document> Documents { get; init; } = [];

    /// <summary>What a citizen sees of it: institution, step, expected end, result; not what officials wrote to each other.</summary>
    public TransferView ForCitizen() => this with
    {
        Reason = null,
        EndReason = null,
        AcceptedBy = null,
        Documents = [],
        Result = Result is null ? null : Result with { Note = null, Documents = [] },
    };

    internal static TransferView Of(TransferState s, DossierState dossier, DossierSurroundings around)
    {
        var details = s.Details;
        return new TransferView
        {
            Id = s.Id, Version = s.Version, Dossier = TransferredDossier.Of(dossier, around), Kind = s.Kind, Status = s.Status,
            FromAgency = Name(s.FromAgency, around), ToAgency = Name(s.ToAgency, around), Task = details.Task, Step = StepOf(s),
            Decides = details.Decides, Lead = details.Lead, ParallelGroup = s.ParallelGroup, Previous = s.Previous, Next = details.Next,
            SilenceMeansConsent = details.SilenceMeansConsent, Limit = details.Clock.Terms.Limit, SentAt = s.SentAt, AcceptBy = s.AcceptBy,
            AcceptedAt = s.AcceptedAt, DueAt = s.DueAt, CompletedAt = s.Status == TransferStatus.Completed ? s.ClosedAt : null,
            EndedAt = s.ClosedAt, Timeliness = s.Status.IsOpen() ? details.Clock.At(around.Now) : s.Closing ?? Timeliness.NotStarted, Reason = details.Reason, EndReason = details.EndReason,
            AcceptedBy = details.AcceptedBy, Reminders = details.Reminders.Count, EscalatedAt = details.EscalatedAt,
            Result = details.Result is { } result ? new LegResult(result.Outcome, result.Result, result.Note, result.Documents) : null,
            Documents = [.. details.Documents, .. details.Result?.Documents ?? []],
        };
    }

    private static AgencyName Name(string code, DossierSurroundings around) => new(code, around.Agencies.NameOf(code));

    private static LegStep? StepOf(TransferState s)
    {
        var (steps, done) = (s.Details.InnerSteps, s.Details.StepsDone);
        return s.Status == TransferStatus.Accepted && done < steps.Count
            ? new LegStep(steps[done].Key, steps[done].Name, steps[done].Role, steps[done].Division, done + 1, steps.Count)
            : null;
    }
}

/// <summary>The dossier of a transfer, as much of it as everybody on the way needs.</summary>
public sealed record TransferredDossier(
    DossierId Id, string Code, DossierProcedure Procedure, AgencyName ReceivingAgency, AgencyName CompetentAgency, DateTimeOffset? DueAt)
{
    internal static TransferredDossier Of(DossierState s, DossierSurroundings around) => new(
        s.Id, s.Code, new DossierProcedure(s.ProcedureCode, s.ProcedureVersion, around.Version.Name, s.CaseKey, s.Field),
        new AgencyName(s.ReceivingAgency, around.Agencies.NameOf(s.ReceivingAgency)),
        new AgencyName(s.CompetentAgency, around.Agencies.NameOf(s.CompetentAgency)), s.DueAt);
}

/// <summary>Where a transfer is inside the receiving agency.</summary>
/// <param name="Number">Its place among the planned steps, 1 for the first.</param>
public sealed record LegStep(string Key, string Name, Role Role, string? Division, int Number, int Of);

/// <summary>What came back.</summary>
/// <param name="Outcome">Set on a leg that decides.</param>
public sealed record LegResult(Outcome? Outcome, Result? Result, string? Note, IReadOnlyList<Document> Documents);

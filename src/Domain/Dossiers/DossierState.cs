using System.Text.Json;
using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;

namespace OneStop.Domain.Dossiers;

/// <summary>Data of a dossier: exactly one row.</summary>
public sealed record DossierState
{
    public required DossierId Id { get; init; }

    /// <summary>The code citizens know — mã hồ sơ.</summary>
    public required string Code { get; init; }

    /// <summary>Number of events so far.</summary>
    public int Version { get; init; }

    public DossierStatus Status { get; init; }

    public Outcome? Outcome { get; init; }

    public required string ProcedureCode { get; init; }

    public required int ProcedureVersion { get; init; }

    /// <summary>Key of the case — trường hợp.</summary>
    public required string CaseKey { get; init; }

    public required string Field { get; init; }

    /// <summary>Takes the dossier in and gives the result out — cơ quan tiếp nhận.</summary>
    public required string ReceivingAgency { get; init; }

    /// <summary>Resolves it — cơ quan có thẩm quyền giải quyết.</summary>
    public required string CompetentAgency { get; init; }

    public Channel Channel { get; init; }

    /// <summary>The citizen's account, where the owner filed it signed in.</summary>
    public AccountId? OwnerAccount { get; init; }

    /// <summary>The machine client that filed it — phần mềm kết nối đã nộp hồ sơ.</summary>
    public AccountId? Client { get; init; }

    /// <summary>How sure it is who filed it; null at the counter and by post, where an official saw the papers.</summary>
    public Assurance? Assurance { get; init; }

    /// <summary>Seen only by those who must work on it, their superiors and controllers — hồ sơ mật, hạn chế tiếp cận.</summary>
    public bool Confidential { get; init; }

    /// <summary>Filed for trying out: in no report — hồ sơ thử nghiệm.</summary>
    public bool Test { get; init; }

    /// <summary>When the personal data in it were erased.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>The official who works on the current step.</summary>
    public AccountId? Assignee { get; init; }

    /// <summary>Key of the current step of the route; null before reception and after the end.</summary>
    public string? StepKey { get; init; }

    /// <summary>The dossier of its group that stands for all of them; null where it is this one, or there is no group.</summary>
    public DossierId? RootId { get; init; }

    /// <summary>The receiving agency when it was filed, where another took its place since.</summary>
    public string? OriginReceiving { get; init; }

    /// <summary>The competent agency when it was filed, where another took its place since.</summary>
    public string? OriginCompetent { get; init; }

    /// <summary>Since when an answer of the citizen lies there unread.</summary>
    public DateTimeOffset? UnreadSince { get; init; }

    /// <summary>When somebody last did something with it; what the engine does by itself does not count. Null on rows older than that.</summary>
    public DateTimeOffset? LastActAt { get; init; }

    public DateTimeOffset SubmittedAt { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The due instant now — hẹn trả kết quả.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The first promise — hẹn trả lần đầu.</summary>
    public DateTimeOffset? FirstDueAt { get; init; }

    /// <summary>From when the running clock is overdue; null while it stands still.</summary>
    public DateTimeOffset? OverdueFrom { get; init; }

    /// <summary>When it ended: result ready, withdrawn, stopped or not accepted.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>How its clock closed; null while it runs, and where it never ran.</summary>
    public Timeliness? Closing { get; init; }

    public DateTimeOffset? ReturnedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public required DossierDetails Details { get; init; }
}

/// <summary>What no query looks into: one JSON column.</summary>
public sealed record DossierDetails
{
    public required Party Owner { get; init; }

    public IReadOnlyList<Party> CoOwners { get; init; } = [];

    public Party? Submitter { get; init; }

    /// <summary>A place that helped to file it, without being receiving or competent.</summary>
    public string? SupportedBy { get; init; }

    public IReadOnlyList<Part> Parts { get; init; } = [];

    /// <summary>
    /// Components of the parts that the administration held already: a document of theirs stood in an earlier dossier of the owner, or was its
    /// result — giấy tờ được tái sử dụng.
    /// </summary>
    public IReadOnlyList<string> Reused { get; init; } = [];

    public JsonElement? FormData { get; init; }

    public required ReturnVia ReturnBy { get; init; }

    public string? Note { get; init; }

    /// <summary>Evidence of a hand-over by post, and who entered it.</summary>
    public PostalHandover? Postal { get; init; }

    /// <summary>Key of the route, fixed when the code was issued.</summary>
    public required string Route { get; init; }

    /// <summary>Weekly template of the clock, fixed at reception.</summary>
    public string? CalendarTemplate { get; init; }

    public DeadlineLedger? Clock { get; init; }

    /// <summary>Working minutes the clock ran until it closed; null while it runs.</summary>
    public long? UsedMinutes { get; init; }

    /// <summary>The official who works, or last worked, on its handling step — công chức thụ lý.</summary>
    public AccountId? Handler { get; init; }

    /// <summary>Until when a registered dossier must be accepted or refused.</summary>
    public DateTimeOffset? AcceptBy { get; init; }

    /// <summary>The steps passed and, last, the current one.</summary>
    public IReadOnlyList<StepPassage> Steps { get; init; } = [];

    /// <summary>The transfers to other agencies, oldest first.</summary>
    public IReadOnlyList<Leg> Legs { get; init; } = [];

    public IReadOnlyList<Supplement> Supplements { get; init; } = [];

    public IReadOnlyList<Obligation> Obligations { get; init; } = [];

    public IReadOnlyList<Defect> Refusal { get; init; } = [];

    /// <summary>The official who did not take it in; null where silence ended it, and on rows older than that.</summary>
    public AccountId? RefusedBy { get; init; }

    public IReadOnlyList<Apology> Apologies { get; init; } = [];

    public string? ExtensionReason { get; init; }

    public string? EndReason { get; init; }

    public Decision? Decision { get; init; }

    public Result? Result { get; init; }

    /// <summary>What reopenings replaced, oldest first.</summary>
    public IReadOnlyList<Conclusion> Replaced { get; init; } = [];

    /// <summary>Corrections of clerks' mistakes, oldest first.</summary>
    public IReadOnlyList<ReceiptCorrection> Corrections { get; init; } = [];

    public Handing? Handing { get; init; }

    public Receipt? Receipt { get; init; }

    /// <summary>The highest rung of its procedure's escalation ladder it has reached; null before the first.</summary>
    public int? Rung { get; init; }

    /// <summary>The linked dossiers this one stands for; empty where it stands for itself only.</summary>
    public IReadOnlyList<DossierId> Children { get; init; } = [];

    /// <summary>What holds for its group of linked procedures; null where it belongs to none.</summary>
    public GroupTerms? Group { get; init; }
}

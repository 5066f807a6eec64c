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

    /// <summary>Until when a registered dossier must be accepted or refused.</summary>
    public DateTimeOffset? AcceptBy { get; init; }

    /// <summary>The steps passed and, last, the current one.</summary>
    public IReadOnlyList<StepPassage> Steps { get; init; } = [];

    /// <summary>The transfers to other agencies, oldest first.</summary>
    public IReadOnlyList<Leg> Legs { get; init; } = [];

    public IReadOnlyList<Supplement> Supplements { get; init; } = [];

    public IReadOnlyList<Obligation> Obligations { get; init; } = [];

    public IReadOnlyList<Defect> Refusal { get; init; } = [];

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

/// <summary>How the citizen wants the result — hình thức nhận kết quả.</summary>
public enum ReturnVia
{
    /// <summary>Trực tiếp.</summary>
    Counter,

    /// <summary>Qua bưu chính công ích.</summary>
    Postal,

    /// <summary>Trực tuyến.</summary>
    Online,
}

/// <summary>A part handed in — thành phần hồ sơ đã nộp.</summary>
public sealed record Part
{
    /// <summary>Code of the component in the procedure version.</summary>
    public required string Component { get; init; }

    public int Originals { get; init; }

    public int CertifiedCopies { get; init; }

    public int Photocopies { get; init; }

    public int Electronic { get; init; }

    public IReadOnlyList<Document> Documents { get; init; } = [];
}

/// <summary>A document by reference: its description until files are kept here — tài liệu.</summary>
public sealed record Document
{
    public Guid? Id { get; init; }

    public required string Name { get; init; }

    public required string MediaType { get; init; }

    /// <summary>SHA-256 of the content, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    public string? Url { get; init; }
}

/// <summary>Evidence of a hand-over by post — biên bản giao nhận (Quyết định 45/2016/QĐ-TTg Điều 7.4).</summary>
public sealed record PostalHandover(string HandoverRecord, DateTimeOffset HandedOverAt);

/// <summary>How a step was left — cách kết thúc bước.</summary>
public enum StepEnd { Completed, Decided, SentBack, Recalled, Closed }

/// <summary>A dossier at one step, once — một lần xử lý tại một bước.</summary>
public sealed record StepPassage
{
    public required string Step { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public AccountId? Assignee { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public StepEnd? End { get; init; }

    public string? Note { get; init; }
}

/// <summary>A defect as data — nội dung cần bổ sung, hoàn thiện.</summary>
/// <param name="Id">Number within its request.</param>
/// <param name="Component">The component concerned, or</param>
/// <param name="Field">the field concerned.</param>
/// <param name="Code">Machine-readable kind, such as <c>missing</c>, <c>illegible</c>, <c>expired</c>.</param>
public sealed record Defect(int Id, string? Component, string? Field, string Code, string Message);

/// <summary>One round of supplement — yêu cầu bổ sung, hoàn thiện hồ sơ (Nghị định 61/2018/NĐ-CP Điều 19.4).</summary>
public sealed record Supplement
{
    public required int Round { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required string RequestedBy { get; init; }

    /// <summary>Where the dossier returns to.</summary>
    public required DossierStatus From { get; init; }

    public SupplementEffect Effect { get; init; }

    /// <summary>After this instant the dossier closes unanswered.</summary>
    public required DateTimeOffset AnswerBy { get; init; }

    public required IReadOnlyList<Defect> Defects { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public IReadOnlyList<DefectAnswer> Answers { get; init; } = [];

    /// <summary>Parts as they were before the answers replaced them.</summary>
    public IReadOnlyList<Part> ReplacedParts { get; init; } = [];
}

/// <summary>What answers one defect — nội dung đã bổ sung.</summary>
/// <param name="Defect">The defect's number.</param>
/// <param name="Part">The part that replaces or adds, where it is one.</param>
public sealed record DefectAnswer(int Defect, Part? Part, string? Message);

/// <summary>Money the citizen must pay before the work goes on — nghĩa vụ tài chính.</summary>
public sealed record Obligation
{
    public required Guid Id { get; init; }

    public required string Kind { get; init; }

    public required long AmountVnd { get; init; }

    /// <summary>Notice or law it rests on.</summary>
    public required string Basis { get; init; }

    public required DateTimeOffset ImposedAt { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public DateTimeOffset? PaidAt { get; init; }

    public string? ReceiptNumber { get; init; }
}

/// <summary>An apology for delay with a new expected date; moves no clock — xin lỗi và hẹn lại ngày trả kết quả.</summary>
public sealed record Apology(DateTimeOffset At, string Reason, DateOnly ExpectedOn);

/// <summary>What was decided, by whom — quyết định giải quyết.</summary>
public sealed record Decision(Outcome Outcome, string? Reason, AccountId By, DateTimeOffset At, Document? Document);

/// <summary>The result — kết quả giải quyết.</summary>
public sealed record Result
{
    /// <summary>Type code such as <c>KQ.G15.000031</c> — mã loại kết quả.</summary>
    public required string TypeCode { get; init; }

    /// <summary>Number in the register — số, ký hiệu.</summary>
    public required string Number { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public required string Signer { get; init; }

    public Document? Document { get; init; }
}

/// <summary>The result in the citizen's hands — trả kết quả.</summary>
public sealed record Handing(ReturnVia Via, string? ReceivedBy, DateTimeOffset At);

/// <summary>The receipt and its revisions — giấy tiếp nhận hồ sơ và hẹn trả kết quả.</summary>
/// <param name="Revision">1 for the first; a correction raises it.</param>
/// <param name="Secret">With the code it opens the public look-up; printed on the receipt and in its QR.</param>
public sealed record Receipt(int Revision, DateTimeOffset IssuedAt, AccountId IssuedBy, string Secret)
{
    internal static string NewSecret() => System.Security.Cryptography.RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 10);
}

/// <summary>One correction of a clerk's mistake — đính chính.</summary>
/// <param name="Fields">Paths of the corrected fields.</param>
/// <param name="Revision">Revision of the receipt it led to; 0 where none was issued yet.</param>
/// <param name="Before">What stood there before.</param>
public sealed record ReceiptCorrection(int Revision, DateTimeOffset At, AccountId By, string Reason, IReadOnlyList<string> Fields, Correction Before);

/// <summary>How the work on a dossier was concluded once, before it was taken up again — kết luận đã bị thay thế.</summary>
public sealed record Conclusion(Decision? Decision, Result? Result, Handing? Handing);

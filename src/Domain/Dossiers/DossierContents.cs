using OneStop.Domain.Access;
using OneStop.Domain.Calendar;

namespace OneStop.Domain.Dossiers;

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

    internal string Reference => Id?.ToString() ?? ContentReference;

    internal string ContentReference => Sha256.ToLowerInvariant();
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

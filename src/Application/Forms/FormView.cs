using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Forms;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Forms;

/// <summary>A statutory form about a dossier, filled in — biểu mẫu đã điền.</summary>
public sealed record FormView
{
    /// <summary>Its name in addresses, such as `receipt`.</summary>
    public required string Form { get; init; }

    /// <summary>Its number in the set, such as `01`.</summary>
    public required string Number { get; init; }

    public required string Title { get; init; }

    /// <summary>The set in force on the day it is about: `2018` or `2025`.</summary>
    public required string Set { get; init; }

    /// <summary>The circular of the set.</summary>
    public required string Circular { get; init; }

    public required PaperSize Paper { get; init; }

    /// <summary>Which round or number it is, of forms that can be made out several times.</summary>
    public int? Ordinal { get; init; }

    /// <summary>When what it is about happened; printed as its date.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who stands above the agency that makes it out.</summary>
    public AgencyName? SuperiorAgency { get; init; }

    /// <summary>Who makes it out, as it was on that day.</summary>
    public required AgencyName Agency { get; init; }

    /// <summary>Where the dossier is received and the result given out, as it was on that day.</summary>
    public required AgencyName ReceivingAgency { get; init; }

    /// <summary>Where, for the line of place and date; null where the name of no agency tells.</summary>
    public string? Place { get; init; }

    public required string Code { get; init; }

    public required DossierProcedure Procedure { get; init; }

    /// <summary>The case, where the procedure has several.</summary>
    public string? Case { get; init; }

    public required Channel Channel { get; init; }

    public required Party Owner { get; init; }

    /// <summary>The names of those it belongs to beside the owner.</summary>
    public IReadOnlyList<string> CoOwners { get; init; } = [];

    public Party? Submitter { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The appointment; of an apology as it was before.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The first promise, where it was another one.</summary>
    public DateTimeOffset? FirstDueAt { get; init; }

    /// <summary>When it was taken in again, so that the whole time began anew; oldest first.</summary>
    public IReadOnlyList<FormRestart> Restarts { get; init; } = [];

    /// <summary>Whoever signs or guides, where the record names one.</summary>
    public string? Official { get; init; }

    /// <summary>Content of the QR code; empty for whom the numbers of the receipt are hidden.</summary>
    public required string Qr { get; init; }

    public ReceiptView? Receipt { get; init; }

    public FormSupplement? Supplement { get; init; }

    public FormRefusal? Refusal { get; init; }

    public FormApology? Apology { get; init; }

    public FormStop? Stop { get; init; }

    public ControlSlip? ControlSlip { get; init; }
}

/// <summary>What must be completed — nội dung yêu cầu bổ sung, hoàn thiện.</summary>
/// <param name="AnswerBy">After this instant the dossier closes unanswered.</param>
public sealed record FormSupplement(int Round, DateTimeOffset AnswerBy, IReadOnlyList<FormDefect> Defects);

/// <summary>A defect with the name of what it concerns.</summary>
/// <param name="Name">The component's name, or the field.</param>
public sealed record FormDefect(string? Component, string? Field, string Name, string Code, string Message)
{
    internal static IReadOnlyList<FormDefect> Of(IReadOnlyList<Defect> defects, ProcedureVersion version) =>
        [.. defects.Select(defect => new FormDefect(
            defect.Component, defect.Field,
            version.Components.FirstOrDefault(component => component.Code == defect.Component)?.Name ?? defect.Component ?? defect.Field ?? "", defect.Code, defect.Message))];
}

/// <summary>What was refused.</summary>
public enum RefusalStage
{
    /// <summary>The dossier was not taken in.</summary>
    Reception,

    /// <summary>It was taken in and decided against.</summary>
    Resolution,
}

/// <summary>Why it was refused — lý do từ chối.</summary>
/// <param name="Defects">What is wrong with the dossier, where it was not taken in.</param>
/// <param name="Reason">The reason of the decision.</param>
/// <param name="UnansweredSince">Until when a supplement was awaited that did not come.</param>
public sealed record FormRefusal(RefusalStage Stage, IReadOnlyList<FormDefect> Defects, string? Reason, DateTimeOffset? UnansweredSince);

/// <summary>Taken in again once it was complete — tiếp nhận lại, hẹn trả mới.</summary>
/// <param name="DueAt">The new appointment.</param>
public sealed record FormRestart(DateTimeOffset At, DateTimeOffset DueAt)
{
    internal static IReadOnlyList<FormRestart> Of(DossierState s) => s.Details.Clock is { } clock
        ? [.. clock.Entries.Where(entry => entry is { Kind: LedgerEntryKind.Restart, After: not null }).Select(entry => new FormRestart(entry.At, entry.After!.Value))]
        : [];
}

/// <summary>The apology — xin lỗi, hẹn lại ngày trả hoặc đề nghị gia hạn.</summary>
/// <param name="DueAt">The appointment as it was then.</param>
/// <param name="ExtendedTo">The appointment after more time was granted; null for an apology, which extends nothing.</param>
/// <param name="ExpectedOn">The new expected day.</param>
/// <param name="Late">Whether the dossier was late already.</param>
public sealed record FormApology(int Number, string? Reason, DateTimeOffset DueAt, DateTimeOffset? ExtendedTo, DateOnly ExpectedOn, bool Late)
{
    internal static FormApology Of(DelayLetter letter) => new(letter.Number, letter.Reason, letter.DueAt, letter.ExtendedTo, letter.ExpectedOn, letter.Late);
}

/// <summary>Why it was stopped — lý do dừng giải quyết.</summary>
/// <param name="UnansweredSince">Until when a supplement was awaited that did not come.</param>
public sealed record FormStop(string? Reason, DateTimeOffset? UnansweredSince);

/// <summary>Who had the dossier when — quá trình giao, nhận hồ sơ.</summary>
/// <param name="ResolvingAgency">Resolves it.</param>
/// <param name="CooperatingAgencies">Have a leg of it, or had one they took.</param>
/// <param name="Rows">Every hand-over, oldest first.</param>
public sealed record ControlSlip(AgencyName ResolvingAgency, IReadOnlyList<AgencyName> CooperatingAgencies, IReadOnlyList<HandOver> Rows);

/// <summary>One hand-over — một lần giao, nhận.</summary>
/// <param name="To">Null where it left the agencies.</param>
/// <param name="Result">How the giver was in time; null where it had no time of its own.</param>
/// <param name="Note">What the giver remarked.</param>
public sealed record HandOver(HandOverKind Kind, HandOverSide From, HandOverSide? To, DateTimeOffset At, HandOverResult? Result, string? Note);

/// <summary>A side of a hand-over.</summary>
/// <param name="Step">The step of the route there.</param>
/// <param name="Official">Who worked on it.</param>
public sealed record HandOverSide(AgencyName Agency, string? Step, string? Official);

/// <summary>What a hand-over was.</summary>
public enum HandOverKind { Passed, SentBack, Recalled, Sent, Returned, Declined, Rerouted, TakenBack, Lapsed, HandedOut, Ended }

/// <summary>How a part of the work was in time.</summary>
public enum HandOverResult { Early, OnTime, Overdue }

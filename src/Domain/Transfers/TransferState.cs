using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Domain.Transfers;

/// <summary>Data of a transfer: exactly one row.</summary>
public sealed record TransferState
{
    public required TransferId Id { get; init; }

    /// <summary>Number of events so far.</summary>
    public int Version { get; init; }

    public required DossierId DossierId { get; init; }

    public required TransferKind Kind { get; init; }

    public TransferStatus Status { get; init; } = TransferStatus.Sent;

    /// <summary>Who sent it — cơ quan chuyển.</summary>
    public required string FromAgency { get; init; }

    /// <summary>Who owns it, answers for it and works on it — cơ quan nhận.</summary>
    public required string ToAgency { get; init; }

    /// <summary>The sender when it was sent, where another agency took its place since.</summary>
    public string? OriginFrom { get; init; }

    /// <summary>The receiver when it was sent, where another agency took its place since.</summary>
    public string? OriginTo { get; init; }

    /// <summary>The step of the route it is; null for one an official opened.</summary>
    public string? StepKey { get; init; }

    /// <summary>Legs of one group run at the same time and are awaited together.</summary>
    public string? ParallelGroup { get; init; }

    /// <summary>The leg this one was re-routed from.</summary>
    public TransferId? Previous { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Until when it is accepted or declined.</summary>
    public required DateTimeOffset AcceptBy { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>From when the running clock is overdue; null while it stands still.</summary>
    public DateTimeOffset? OverdueFrom { get; init; }

    /// <summary>When it ended, whichever way.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>How it closed; null while open, and where it ended without being worked on.</summary>
    public Timeliness? Closing { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public required TransferDetails Details { get; init; }
}

/// <summary>What no query looks into: one JSON column.</summary>
public sealed record TransferDetails
{
    /// <summary>What the receiver has to do — nội dung công việc.</summary>
    public required string Task { get; init; }

    public required DeadlineLedger Clock { get; init; }

    /// <summary>Weekly template of the clock: the receiving agency's.</summary>
    public required string CalendarTemplate { get; init; }

    /// <summary>Whether it ends with the decision on the dossier.</summary>
    public bool Decides { get; init; }

    /// <summary>Whether it leads the legs of its group — cơ quan chủ trì.</summary>
    public bool Lead { get; init; }

    /// <summary>For consultations: no answer in time counts as consent.</summary>
    public bool SilenceMeansConsent { get; init; }

    /// <summary>The citizen may have to pay in this leg.</summary>
    public bool PausesForFinancialObligation { get; init; }

    /// <summary>Why an official opened it, or why it was re-routed.</summary>
    public string? Reason { get; init; }

    /// <summary>The steps inside the receiving agency; empty where the route names none.</summary>
    public IReadOnlyList<RouteStep> InnerSteps { get; init; } = [];

    /// <summary>Number of inner steps done.</summary>
    public int StepsDone { get; init; }

    /// <summary>Documents sent along, by reference.</summary>
    public IReadOnlyList<Document> Documents { get; init; } = [];

    /// <summary>Agencies that sent it or had it before, first to last; none of them gets it again.</summary>
    public IReadOnlyList<string> Trail { get; init; } = [];

    /// <summary>The leg that took its place.</summary>
    public TransferId? Next { get; init; }

    public AccountId? SentBy { get; init; }

    public AccountId? AcceptedBy { get; init; }

    /// <summary>Why it was declined or recalled.</summary>
    public string? EndReason { get; init; }

    public TransferResult? Result { get; init; }

    public IReadOnlyList<DateTimeOffset> Reminders { get; init; } = [];

    /// <summary>When the silence of a consultation was brought before the head of the one-stop office.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }
}

/// <summary>What came back — kết quả chặng liên thông.</summary>
/// <param name="Outcome">Set on a leg that decides.</param>
/// <param name="Result">The numbered result, where there is one.</param>
/// <param name="Documents">By reference.</param>
public sealed record TransferResult(Outcome? Outcome, Result? Result, string? Note, IReadOnlyList<Document> Documents, AccountId By);

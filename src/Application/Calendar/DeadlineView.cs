using OneStop.Domain.Calendar;

namespace OneStop.Application.Calendar;

/// <summary>A deadline with everything it follows from — thời hạn và giải trình.</summary>
public sealed record DeadlineView
{
    /// <summary>Whose clock it is: `dossier`, `transfer`, `whatIf`.</summary>
    public required string Clock { get; init; }

    /// <summary>How the clock stands.</summary>
    public required ClockState State { get; init; }

    public required Timeliness Timeliness { get; init; }

    /// <summary>The term; null, like all that follows from it, where the clock has not started.</summary>
    public TimeLimit? Limit { get; init; }

    /// <summary>First instant that counts.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>The day the days are counted from.</summary>
    public DateOnly? StartsOn { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The promise on the receipt.</summary>
    public DateTimeOffset? FirstDueAt { get; init; }

    /// <summary>Working minutes used since the last start.</summary>
    public long? UsedMinutes { get; init; }

    /// <summary>Working minutes left; below 0 once overdue.</summary>
    public long? LeftMinutes { get; init; }

    public required IReadOnlyList<DeadlineEntry> Entries { get; init; }

    /// <summary>Version of the calendar it was counted with.</summary>
    public string? Calendar { get; init; }

    /// <summary>One paragraph to print, in the caller's language.</summary>
    public string? Explanation { get; init; }

    public static DeadlineView NotStarted(string clock) =>
        new() { Clock = clock, State = ClockState.NotStarted, Timeliness = Timeliness.NotStarted, Entries = [] };

    public static DeadlineView Of(string clock, DeadlineLedger ledger, WorkingCalendar calendar, DateTimeOffset now, bool english) => new()
    {
        Clock = clock, State = ledger.IsClosed ? ClockState.Closed : ledger.IsPaused ? ClockState.Paused : ClockState.Running,
        Timeliness = ledger.At(now), Limit = ledger.Terms.Limit, StartsAt = ledger.StartsAt, StartsOn = ledger.StartsOn, DueAt = ledger.DueAt,
        FirstDueAt = ledger.FirstDueAt, UsedMinutes = ledger.UsedMinutes(calendar, now), LeftMinutes = ledger.LeftMinutes(calendar, now),
        Entries = [.. ledger.Entries.Select(entry => new DeadlineEntry(
            entry.At, entry.Kind, entry.Minutes, entry.Before, entry.After, entry.Actor, entry.Reason, entry.Rule))],
        Calendar = ledger.Calendar, Explanation = DeadlineExplanation.Of(ledger, calendar, now, english),
    };
}

/// <summary>How a clock stands — trạng thái tính thời hạn.</summary>
public enum ClockState
{
    /// <summary>Chưa bắt đầu.</summary>
    NotStarted,

    /// <summary>Đang tính.</summary>
    Running,

    /// <summary>Tạm dừng.</summary>
    Paused,

    /// <summary>Đã kết thúc.</summary>
    Closed,
}

/// <summary>One line of the ledger behind a deadline.</summary>
/// <param name="Before">Due instant before.</param>
/// <param name="After">Due instant after.</param>
public sealed record DeadlineEntry(
    DateTimeOffset At, LedgerEntryKind Kind, long? Minutes, DateTimeOffset? Before, DateTimeOffset? After, string? Actor, string? Reason, string? Rule);

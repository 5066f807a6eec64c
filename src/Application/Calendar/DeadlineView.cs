using OneStop.Domain.Calendar;

namespace OneStop.Application.Calendar;

/// <summary>A deadline with everything it follows from — thời hạn và giải trình.</summary>
public sealed record DeadlineView
{
    /// <summary>Whose clock it is: `dossier`, `transfer`, `whatIf`.</summary>
    public required string Clock { get; init; }

    public required TimeLimit Limit { get; init; }

    /// <summary>First instant that counts.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>The day the days are counted from.</summary>
    public required DateOnly StartsOn { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The promise on the receipt.</summary>
    public required DateTimeOffset FirstDueAt { get; init; }

    /// <summary>Working minutes used.</summary>
    public required long UsedMinutes { get; init; }

    /// <summary>Working minutes left.</summary>
    public required long LeftMinutes { get; init; }

    public required IReadOnlyList<DeadlineEntry> Entries { get; init; }

    /// <summary>Version of the calendar it was counted with.</summary>
    public required string Calendar { get; init; }

    /// <summary>One paragraph to print, in the caller's language.</summary>
    public required string Explanation { get; init; }

    public static DeadlineView Of(string clock, DeadlineLedger ledger, WorkingCalendar calendar, DateTimeOffset now, bool english) => new()
    {
        Clock = clock, Limit = ledger.Terms.Limit, StartsAt = ledger.StartsAt, StartsOn = ledger.StartsOn, DueAt = ledger.DueAt,
        FirstDueAt = ledger.FirstDueAt, UsedMinutes = ledger.UsedMinutes(calendar, now), LeftMinutes = ledger.LeftMinutes(calendar, now),
        Entries = [.. ledger.Entries.Select(entry => new DeadlineEntry(
            entry.At, entry.Kind, entry.Minutes, entry.Before, entry.After, entry.Actor, entry.Reason, entry.Rule))],
        Calendar = ledger.Calendar, Explanation = DeadlineExplanation.Of(ledger, calendar, now, english),
    };
}

/// <summary>One line of the ledger behind a deadline.</summary>
/// <param name="Before">Due instant before.</param>
/// <param name="After">Due instant after.</param>
public sealed record DeadlineEntry(
    DateTimeOffset At, LedgerEntryKind Kind, long? Minutes, DateTimeOffset? Before, DateTimeOffset? After, string? Actor, string? Reason, string? Rule);

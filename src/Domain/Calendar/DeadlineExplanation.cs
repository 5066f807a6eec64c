using OneStop.Domain.Shared;

namespace OneStop.Domain.Calendar;

/// <summary>The deadline explains itself in one paragraph to print — giải trình thời hạn.</summary>
public static class DeadlineExplanation
{
    /// <summary>Term and source, calendar, start rule, everything that moved the due instant, days off passed, minutes used and left.</summary>
    public static string Of(DeadlineLedger ledger, WorkingCalendar calendar, DateTimeOffset now, bool english)
    {
        DeadlineWords words = english ? new EnglishDeadlineWords() : new VietnameseDeadlineWords();
        var start = ClockStart.Of(ledger.Terms, calendar, ledger.ReceivedAt);
        IEnumerable<string?> sentences =
        [
            words.Term(ledger.Terms),
            words.CalendarUsed(ledger.Calendar),
            words.Started(ledger.ReceivedAt, start, ledger.Terms),
            words.FirstPromise(ledger.FirstDueAt),
            .. ledger.Entries.Skip(1).Select((entry, i) => Changed(words, ledger, calendar, entry, ledger.Entries[i])),
            .. DaysPassed(words, ledger, calendar),
            words.Balance(ledger, calendar, now),
            words.DueNow(ledger),
        ];
        return string.Join(' ', sentences.Where(sentence => sentence is not null));
    }

    /// <summary>Stretches of days off on weekdays; the same holiday on both sides of a weekend is one stretch.</summary>
    internal static List<DayOffSpan> DaysOff(NationalCalendar national, DateOnly from, DateOnly to)
    {
        var spans = new List<DayOffSpan>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || national.DayOffOn(day) is not { } off)
            {
                continue;
            }

            if (spans.Count > 0 && spans[^1] is var last && last.Day.Name == off.Name && last.To == PreviousWeekday(day))
            {
                spans[^1] = last with { To = day };
            }
            else
            {
                spans.Add(new DayOffSpan(day, day, off));
            }
        }

        return spans;
    }

    private static DateOnly PreviousWeekday(DateOnly day) => day.AddDays(day.DayOfWeek is DayOfWeek.Monday ? -3 : -1);

    private static string? Changed(
        DeadlineWords words, DeadlineLedger ledger, WorkingCalendar calendar, LedgerEntry entry, LedgerEntry previous) => entry.Kind switch
        {
            LedgerEntryKind.Start => null,
            LedgerEntryKind.Pause => entry.StopsTime ? words.Paused(entry) : words.PausedInVain(entry),
            LedgerEntryKind.Resume => words.Resumed(entry, ledger.Terms.Limit),
            LedgerEntryKind.Restart => words.Restarted(entry, ClockStart.Of(ledger.Terms, calendar, entry.At), ledger.Terms),
            LedgerEntryKind.Extend => words.Extended(entry),
            LedgerEntryKind.Reproject => words.Reprojected(entry, previous.Calendar ?? ledger.Calendar),
            LedgerEntryKind.Close => words.Closed(entry, ledger.IsClosed && entry == ledger.Entries[^1] ? ledger.Closing : null),
            LedgerEntryKind.Reopen => words.Reopened(entry),
        };

    private static IEnumerable<string?> DaysPassed(DeadlineWords words, DeadlineLedger ledger, WorkingCalendar calendar)
    {
        var last = ledger.Entries.Last(entry => entry.After is not null);
        var received = ledger.Entries.Last(entry => entry.Kind is LedgerEntryKind.Start or LedgerEntryKind.Restart).At;
        var rolled = last.EndsOn is { } endsOn && endsOn < ledger.DueOn;
        if (rolled)
        {
            yield return words.RolledOver(last.EndsOn!.Value, ledger.DueOn);
        }

        // Where all days count, only the days off at the end matter.
        var from = last.EndsOn ?? VietnamTime.DateOf(received);
        yield return words.DaysOff(DaysOff(calendar.National, from, ledger.DueOn));
        if (last.EndsOn is null)
        {
            yield return words.WorkedDays([.. calendar.National.Years.Values.SelectMany(year => year.WorkedDays)
                .Where(day => from <= day.Date && day.Date <= ledger.DueOn).Select(day => day.Date).Order()]);
        }
    }
}

/// <summary>One stretch of days off.</summary>
/// <param name="Day">Its first day.</param>
internal readonly record struct DayOffSpan(DateOnly From, DateOnly To, DayOff Day);

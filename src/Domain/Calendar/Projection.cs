using OneStop.Domain.Shared;

namespace OneStop.Domain.Calendar;

/// <summary>Where a clock stands under one calendar; each step gives a new one.</summary>
/// <param name="StartsAt">First instant that counts.</param>
/// <param name="DueAt">When it ends, inside working time.</param>
/// <param name="EndsOn">Last day before rolling over days off, for clocks that count them: pauses shift this day, or rolling would add up.</param>
/// <param name="Budget">Working minutes it has in all.</param>
internal sealed record Projection(DateTimeOffset StartsAt, DateTimeOffset DueAt, DateOnly? EndsOn, long Budget)
{
    private const long NearDueMinutes = 480;

    /// <summary>The last 8 working hours, for short terms the second half of the budget.</summary>
    public DateTimeOffset NearDueFrom(WorkingCalendar calendar) =>
        calendar.AddMinutes(DueAt, -Math.Min(NearDueMinutes, Budget / 2));

    public static Projection Start(ClockTerms terms, WorkingCalendar calendar, DateTimeOffset at)
    {
        var start = ClockStart.Of(terms, calendar, at);
        var limit = terms.Limit;
        DateOnly? endsOn = limit.CountsDaysOff ? Plus(start.On, limit) : null;
        var due = limit.Unit switch
        {
            TimeUnit.Minute => calendar.AddMinutes(start.At, limit.Value),
            TimeUnit.Hour => calendar.AddMinutes(start.At, limit.Value * 60L),
            TimeUnit.SameDay => calendar.Closing(start.On),
            TimeUnit.WorkingDay => calendar.Closing(calendar.AddWorkingDays(start.On, limit.Value)),
            TimeUnit.CalendarDay or TimeUnit.Month => calendar.Closing(calendar.RollForward(endsOn!.Value)),
        };
        return new Projection(start.At, due, endsOn, calendar.MinutesBetween(start.At, due));
    }

    /// <summary>The first instant that is late: for day limits midnight after the due date, for hours the minute after the due instant.</summary>
    public static DateTimeOffset LateFrom(TimeLimit limit, DateTimeOffset due) =>
        limit.IsJudgedByDate ? VietnamTime.At(VietnamTime.DateOf(due).AddDays(1), TimeOnly.MinValue) : due.AddMinutes(1);

    /// <summary>How work that ended then stands to the due instant: by date for day limits, by the minute for hours.</summary>
    public static Timeliness Judge(TimeLimit limit, DateTimeOffset due, DateTimeOffset ended) =>
        ended >= LateFrom(limit, due) ? Timeliness.Late
        : limit.IsJudgedByDate ? VietnamTime.DateOf(ended) < VietnamTime.DateOf(due) ? Timeliness.Early : Timeliness.OnTime
        : ended < due ? Timeliness.Early
        : Timeliness.OnTime;

    /// <summary>Everything a ledger holds, counted again under a calendar.</summary>
    public static Projection Replay(ClockTerms terms, IReadOnlyList<LedgerEntry> entries, WorkingCalendar calendar)
    {
        var clock = Start(terms, calendar, entries[0].At);
        DateTimeOffset? stopped = null;
        foreach (var entry in entries.Skip(1))
        {
            (clock, stopped) = entry.Kind switch
            {
                LedgerEntryKind.Restart => (Start(terms, calendar, entry.At), null),
                LedgerEntryKind.Extend => (clock.ExtendedBy(calendar, entry.By!.Value), stopped),
                LedgerEntryKind.Pause or LedgerEntryKind.Close when entry.StopsTime => (clock, stopped ?? entry.At),
                _ when entry.LetsTimeRun && stopped is { } from =>
                    (clock.Shifted(calendar, terms.Limit, from, entry.At), null),
                _ => (clock, stopped),
            };
        }

        return clock;
    }

    /// <summary>Working minutes between two instants as this clock counts them: nothing before it started.</summary>
    public long Counted(WorkingCalendar calendar, DateTimeOffset from, DateTimeOffset to) =>
        calendar.MinutesBetween(Later(from, StartsAt), Later(to, StartsAt));

    /// <summary>The clock stood still between two instants.</summary>
    public Projection Shifted(WorkingCalendar calendar, TimeLimit limit, DateTimeOffset from, DateTimeOffset to)
    {
        if (EndsOn is not { } endsOn)
        {
            var minutes = Counted(calendar, from, to);
            var due = minutes == 0 ? DueAt : calendar.AddMinutes(DueAt, minutes);

            // Friday 17:00 and Monday 07:30 are the same working minute: waiting over the weekend must not make it late.
            var lostInTheBreak = LateFrom(limit, due) <= to && calendar.MinutesBetween(due, to) == 0;
            return this with { DueAt = lostInTheBreak ? calendar.NextWorkingTime(to) : due };
        }

        var stopped = VietnamTime.DateOf(Later(from, StartsAt));
        var days = VietnamTime.DateOf(Later(to, StartsAt)).DayNumber - stopped.DayNumber;
        if (days == 0)
        {
            return this;
        }

        // Stopped after its last day, while that was rolled over days off: what is left counts from the rolled day.
        var shifted = (stopped > endsOn ? VietnamTime.DateOf(DueAt) : endsOn).AddDays(days);
        return this with { EndsOn = shifted, DueAt = calendar.Closing(calendar.RollForward(shifted)) };
    }

    /// <summary>More time, counted from the old due instant in its own unit.</summary>
    public Projection ExtendedBy(WorkingCalendar calendar, TimeLimit by)
    {
        var day = VietnamTime.DateOf(DueAt);
        DateOnly? endsOn = by.CountsDaysOff ? Plus(day, by) : null;
        var due = by.Unit switch
        {
            TimeUnit.Minute => calendar.AddMinutes(DueAt, by.Value),
            TimeUnit.Hour => calendar.AddMinutes(DueAt, by.Value * 60L),
            TimeUnit.WorkingDay => SameMinuteOn(calendar, calendar.AddWorkingDays(day, by.Value)),
            TimeUnit.CalendarDay or TimeUnit.Month => calendar.Closing(calendar.RollForward(endsOn!.Value)),
            TimeUnit.SameDay => throw new ArgumentException("an extension is counted in minutes, hours, days or months", nameof(by)),
        };
        return this with
        {
            DueAt = due,
            EndsOn = EndsOn is null ? null : endsOn ?? VietnamTime.DateOf(due),
            Budget = Budget + calendar.MinutesBetween(DueAt, due),
        };
    }

    /// <summary>The same working minute of another day; closing stays closing, whatever the hours of that day.</summary>
    private DateTimeOffset SameMinuteOn(WorkingCalendar calendar, DateOnly other)
    {
        var day = VietnamTime.DateOf(DueAt);
        var minute = calendar.MinutesBetween(calendar.Opening(day), DueAt);
        var closing = calendar.Closing(other);
        if (DueAt == calendar.Closing(day) || minute >= calendar.MinutesBetween(calendar.Opening(other), closing))
        {
            return closing;
        }

        return calendar.AddMinutes(calendar.Opening(other), minute);
    }

    private static DateOnly Plus(DateOnly day, TimeLimit limit) =>
        limit.Unit is TimeUnit.Month ? day.AddMonths(limit.Value) : day.AddDays(limit.Value);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

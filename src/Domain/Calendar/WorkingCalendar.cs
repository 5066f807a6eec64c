using System.Globalization;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Calendar;

/// <summary>
/// Working time of one agency: the national days off and its weekly hours — lịch làm việc. Immutable and cheap to share.
/// An instant is read to the minute, as a receipt prints it: 15:00:59 is 15:00. Every member that looks into a year without a
/// calendar throws <see cref="MissingCalendarYearException"/>.
/// </summary>
public sealed class WorkingCalendar
{
    private readonly Dictionary<int, WorkingYear> years;

    /// <exception cref="ArgumentException">The template has faults.</exception>
    public WorkingCalendar(NationalCalendar national, WeeklyTemplate template)
    {
        if (template.Faults().FirstOrDefault() is { } fault)
        {
            throw new ArgumentException($"{fault.Path}: {fault.Rule.Code}", nameof(template));
        }

        National = national;
        Template = template;
        years = national.Years.Keys.ToDictionary(year => year, year => new WorkingYear(year, national, template));
        var last = years.Count == 0 ? 0 : years.Keys.Max();
        Version = string.Create(CultureInfo.InvariantCulture, $"{template.Name}/{last}.{national.Version}");
    }

    public NationalCalendar National { get; }

    public WeeklyTemplate Template { get; }

    /// <summary>Template, last year known and version of the days off, such as <c>office/2027.3</c>.</summary>
    public string Version { get; }

    /// <summary>Whether terms count this day — ngày làm việc.</summary>
    public bool IsWorkingDay(DateOnly day) => SessionsOn(day).Count > 0;

    /// <summary>Term hours of the day; a worked Saturday has those of the day it replaces — giờ tính thời hạn.</summary>
    public IReadOnlyList<Session> SessionsOn(DateOnly day) => Year(day.Year).SessionsOn(day);

    /// <summary>Hours of the counter on the day, a plain Saturday morning included, holidays on a weekend not — giờ mở cửa.</summary>
    public IReadOnlyList<Session> OpeningSessionsOn(DateOnly day) =>
        National.WorkedDayOn(day) is { } worked ? Template.OpeningSessions(worked.InsteadOf.DayOfWeek)
        : National.DayOffOn(day) is null ? Template.OpeningSessions(day.DayOfWeek)
        : [];

    /// <summary>Whether the counter receives at this minute; not any more at the closing minute.</summary>
    public bool IsOpenAt(DateTimeOffset at)
    {
        var (day, time) = MinuteOf(at);
        return OpeningSessionsOn(day).Any(session => session.From <= time && time < session.To);
    }

    /// <summary>Whether terms run at this instant; both ends of a session belong to it.</summary>
    public bool IsWorkingTime(DateTimeOffset at)
    {
        var (day, time) = MinuteOf(at);
        return SessionsOn(day).Any(session => session.From <= time && time <= session.To);
    }

    /// <summary>The minute itself where terms run, otherwise the start of the next session; the end of a session is not any more in it.</summary>
    public DateTimeOffset NextWorkingTime(DateTimeOffset at)
    {
        var (day, time) = MinuteOf(at);
        foreach (var session in SessionsOn(day))
        {
            if (time < session.To)
            {
                return VietnamTime.At(day, time > session.From ? time : session.From);
            }
        }

        return Opening(NextWorkingDay(day));
    }

    public DateOnly NextWorkingDay(DateOnly after)
    {
        do
        {
            after = after.AddDays(1);
        }
        while (!IsWorkingDay(after));

        return after;
    }

    /// <summary>The day itself where it is worked, otherwise the next working day (Civil Code 2015 Art. 148.5).</summary>
    public DateOnly RollForward(DateOnly day) => IsWorkingDay(day) ? day : NextWorkingDay(day);

    public DateOnly PreviousWorkingDay(DateOnly before)
    {
        do
        {
            before = before.AddDays(-1);
        }
        while (!IsWorkingDay(before));

        return before;
    }

    /// <summary>The <paramref name="count"/>-th working day after <paramref name="day"/>, or before it where negative; the day itself for 0.</summary>
    public DateOnly AddWorkingDays(DateOnly day, int count)
    {
        for (; count < 0; count++)
        {
            day = PreviousWorkingDay(day);
        }

        for (; count > 0; count--)
        {
            day = NextWorkingDay(day);
        }

        return day;
    }

    /// <summary>Beginning of the term hours of a working day.</summary>
    public TimeOnly OpeningTime(DateOnly workingDay) => SessionsOn(workingDay)[0].From;

    /// <summary>End of the term hours of a working day.</summary>
    public TimeOnly ClosingTime(DateOnly workingDay) => SessionsOn(workingDay)[^1].To;

    public DateTimeOffset Opening(DateOnly workingDay) => VietnamTime.At(workingDay, OpeningTime(workingDay));

    public DateTimeOffset Closing(DateOnly workingDay) => VietnamTime.At(workingDay, ClosingTime(workingDay));

    /// <summary>
    /// Working minutes between two instants, each read to its minute, negative where <paramref name="to"/> is the earlier one.
    /// Additive: the minutes of two adjoining stretches are those of the whole.
    /// </summary>
    public long MinutesBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var (start, end) = (VietnamTime.Of(from).DateTime, VietnamTime.Of(to).DateTime);
        if (start > end)
        {
            return -MinutesBetween(to, from);
        }

        long minutes = Year(end.Year).MinutesUntil(end) - Year(start.Year).MinutesUntil(start);
        for (var year = start.Year; year < end.Year; year++)
        {
            minutes += Year(year).Total;
        }

        return minutes;
    }

    /// <summary>
    /// The instant that many working minutes later: the end of a session rather than the start of the next. For a negative number the
    /// instant that many earlier, the start of a session rather than the end of the one before. 0 gives the minute itself, even
    /// outside working time.
    /// </summary>
    public DateTimeOffset AddMinutes(DateTimeOffset from, long minutes)
    {
        var local = VietnamTime.Of(from).DateTime;
        local = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
        var year = local.Year;
        if (minutes != 0)
        {
            var position = Year(year).MinutesUntil(local) + minutes;
            for (; minutes > 0 && position > Year(year).Total; year++)
            {
                position -= Year(year).Total;
            }

            for (; minutes < 0 && position < 0; position += Year(year).Total)
            {
                year--;
            }

            local = minutes > 0 ? Year(year).EndOf((int)position) : Year(year).StartAfter((int)position);
        }

        return new DateTimeOffset(local, VietnamTime.Offset);
    }

    /// <summary>Date and minute in Vietnam.</summary>
    internal static (DateOnly Day, TimeOnly Time) MinuteOf(DateTimeOffset at)
    {
        var local = VietnamTime.Of(at).DateTime;
        return (DateOnly.FromDateTime(local), new TimeOnly(local.Hour, local.Minute));
    }

    private WorkingYear Year(int year) => years.TryGetValue(year, out var known) ? known : throw new MissingCalendarYearException(year);
}

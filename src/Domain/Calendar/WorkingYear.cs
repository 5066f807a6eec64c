namespace OneStop.Domain.Calendar;

/// <summary>Term hours of one agency through one year, with running totals so that no arithmetic walks the days.</summary>
internal sealed class WorkingYear
{
    private readonly int year;
    private readonly Session[][] sessions;
    private readonly int[] before;

    public WorkingYear(int year, NationalCalendar national, WeeklyTemplate template)
    {
        this.year = year;
        var first = new DateOnly(year, 1, 1);
        sessions = new Session[DateTime.IsLeapYear(year) ? 366 : 365][];
        before = new int[sessions.Length + 1];
        var week = Enum.GetValues<DayOfWeek>().ToDictionary(day => day, day => template.TermSessions(day).ToArray());
        for (var i = 0; i < sessions.Length; i++)
        {
            var day = first.AddDays(i);
            sessions[i] = national.WorkedDayOn(day) is { } worked ? week[worked.InsteadOf.DayOfWeek]
                : national.DayOffOn(day) is null ? week[day.DayOfWeek]
                : [];
            before[i + 1] = before[i] + sessions[i].Sum(session => MinutesOf(session.To) - MinutesOf(session.From));
        }
    }

    /// <summary>Working minutes of the whole year.</summary>
    public int Total => before[^1];

    public IReadOnlyList<Session> SessionsOn(DateOnly day) => sessions[day.DayOfYear - 1];

    /// <summary>Working minutes from the start of the year to the minute that <paramref name="local"/> lies in.</summary>
    public int MinutesUntil(DateTime local)
    {
        var now = (local.Hour * 60) + local.Minute;
        var minutes = before[local.DayOfYear - 1];
        foreach (var session in sessions[local.DayOfYear - 1])
        {
            minutes += Math.Clamp(now, MinutesOf(session.From), MinutesOf(session.To)) - MinutesOf(session.From);
        }

        return minutes;
    }

    /// <summary>The end of the <paramref name="minute"/>-th working minute (1 to <see cref="Total"/>): 17:00 rather than 07:30.</summary>
    public DateTime EndOf(int minute) => Within(minute - 1, minute);

    /// <summary>The beginning of the working minute after <paramref name="minute"/> (0 to the total less one): 07:30 rather than 17:00.</summary>
    public DateTime StartAfter(int minute) => Within(minute, minute);

    private DateTime Within(int inside, int wanted)
    {
        var found = Array.BinarySearch(before, inside);
        var day = found < 0 ? ~found - 1 : LastEqual(found);
        var passed = before[day];
        foreach (var session in sessions[day])
        {
            var length = MinutesOf(session.To) - MinutesOf(session.From);
            if (inside < passed + length)
            {
                return new DateTime(year, 1, 1).AddDays(day).AddMinutes(MinutesOf(session.From) + wanted - passed);
            }

            passed += length;
        }

        throw new ArgumentOutOfRangeException(nameof(inside), inside, "beyond the working minutes of the year");
    }

    /// <summary>Days off repeat the running total: the day that holds the next minute is the last of them.</summary>
    private int LastEqual(int index)
    {
        while (index + 1 < before.Length && before[index + 1] == before[index])
        {
            index++;
        }

        return index;
    }

    private static int MinutesOf(TimeOnly time) => (time.Hour * 60) + time.Minute;
}

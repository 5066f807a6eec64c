using OneStop.Domain.Shared;

namespace OneStop.Domain.Calendar;

/// <summary>A term would cross into a year without a calendar; it is never guessed — thiếu lịch làm việc của năm.</summary>
public sealed class MissingCalendarYearException(int year) : Exception($"there is no calendar for {year}")
{
    public int Year { get; } = year;
}

/// <summary>Days off of the whole country, all years known — lịch nghỉ lễ, tết.</summary>
public sealed class NationalCalendar
{
    private readonly Dictionary<DateOnly, DayOff> off = [];
    private readonly Dictionary<DateOnly, WorkedDay> worked = [];

    /// <param name="years">By year; a gap is an error only for terms that cross into it.</param>
    /// <param name="version">Rises with every change of a day.</param>
    public NationalCalendar(IReadOnlyDictionary<int, CalendarYear> years, int version)
    {
        Years = years;
        Version = version;
        foreach (var year in years.Values)
        {
            foreach (var day in year.DaysOff.Concat(year.HolidaysOnWeekend))
            {
                off[day.Date] = day;
            }

            foreach (var day in year.WorkedDays)
            {
                worked[day.Date] = day;
            }
        }
    }

    public IReadOnlyDictionary<int, CalendarYear> Years { get; }

    public int Version { get; }

    /// <summary>The listed day off on this date, weekend holidays included; none on plain weekends.</summary>
    /// <exception cref="MissingCalendarYearException">The year is not known.</exception>
    public DayOff? DayOffOn(DateOnly day) => off.GetValueOrDefault(Known(day));

    /// <summary>The worked weekend day on this date.</summary>
    /// <exception cref="MissingCalendarYearException">The year is not known.</exception>
    public WorkedDay? WorkedDayOn(DateOnly day) => worked.GetValueOrDefault(Known(day));

    /// <summary>What is wrong in any year; paths begin with the year.</summary>
    public IEnumerable<Fault> Faults() =>
        from year in Years.Values
        from fault in year.Faults(Years)
        select new Fault($"{year.Year}.{fault.Path}", fault.Rule);

    private DateOnly Known(DateOnly day) => Years.ContainsKey(day.Year) ? day : throw new MissingCalendarYearException(day.Year);
}

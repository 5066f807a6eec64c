using OneStop.Domain.Calendar;

namespace OneStop.Application.Calendar;

/// <summary>Days off and worked weekend days of one year — lịch nghỉ trong năm.</summary>
public sealed record CalendarYearView
{
    public required int Year { get; init; }

    public required int Version { get; init; }

    /// <summary>Days off on weekdays; plain weekends are not listed.</summary>
    public required IReadOnlyList<DayOff> DaysOff { get; init; }

    /// <summary>Weekend days that are worked.</summary>
    public required IReadOnlyList<WorkedDay> WorkedDays { get; init; }

    /// <summary>Holidays on a weekend; counters that open on Saturday notice them.</summary>
    public required IReadOnlyList<DayOff> HolidaysOnWeekend { get; init; }

    internal static CalendarYearView Of(CalendarYearBook book) => new()
    {
        Year = book.State.Year, Version = book.NextVersion, DaysOff = book.State.DaysOff, WorkedDays = book.State.WorkedDays,
        HolidaysOnWeekend = book.State.HolidaysOnWeekend,
    };
}

using OneStop.Domain.Shared;

namespace OneStop.Domain.Calendar;

/// <summary>Why a day is off — loại ngày nghỉ.</summary>
public enum DayOffKind
{
    /// <summary>Public holiday — ngày nghỉ lễ, tết (Labour Code 2019 Art. 112.1).</summary>
    Holiday,

    /// <summary>In place of a holiday that falls on a weekend — ngày nghỉ bù (Labour Code 2019 Art. 111.3).</summary>
    Compensatory,

    /// <summary>Off in exchange for a worked Saturday — ngày nghỉ hoán đổi.</summary>
    Swap,
}

/// <summary>A day off — ngày nghỉ.</summary>
/// <param name="Compensates">The weekend holiday it makes up for.</param>
/// <param name="WorkedInstead">The weekend day worked in exchange, possibly in a neighbouring year.</param>
/// <param name="Basis">Document or rule it follows from.</param>
/// <param name="Verified">Whether it was compared with an official notice.</param>
public sealed record DayOff(
    DateOnly Date, string Name, DayOffKind Kind, DateOnly? Compensates, DateOnly? WorkedInstead, string? Basis, bool Verified);

/// <summary>A weekend day that is worked, with the hours of the day it replaces — ngày làm bù.</summary>
/// <param name="InsteadOf">The day that is off in exchange.</param>
/// <param name="Basis">Document or rule it follows from.</param>
/// <param name="Verified">Whether it was compared with an official notice.</param>
public sealed record WorkedDay(DateOnly Date, DateOnly InsteadOf, string? Basis, bool Verified);

/// <summary>Days off and worked weekend days of one year — lịch nghỉ trong năm.</summary>
public sealed record CalendarYear
{
    public required int Year { get; init; }

    /// <summary>Days off on weekdays; plain weekends are not listed.</summary>
    public required IReadOnlyList<DayOff> DaysOff { get; init; }

    public IReadOnlyList<WorkedDay> WorkedDays { get; init; } = [];

    /// <summary>Holidays on a weekend; only counters that open on Saturday notice them.</summary>
    public IReadOnlyList<DayOff> HolidaysOnWeekend { get; init; } = [];

    /// <summary>What is wrong with it; nothing where it can be used.</summary>
    /// <param name="neighbours">The other years known; a swap into a year that is not among them is not yet checked.</param>
    public IEnumerable<Fault> Faults(IReadOnlyDictionary<int, CalendarYear> neighbours)
    {
        for (var i = 0; i < DaysOff.Count; i++)
        {
            if (FaultOf(DaysOff[i], neighbours) is { } broken)
            {
                yield return new Fault($"daysOff[{i}]", broken);
            }
        }

        for (var i = 0; i < WorkedDays.Count; i++)
        {
            if (FaultOf(WorkedDays[i], neighbours) is { } broken)
            {
                yield return new Fault($"workedDays[{i}]", broken);
            }
        }

        for (var i = 0; i < HolidaysOnWeekend.Count; i++)
        {
            var day = HolidaysOnWeekend[i].Date;
            if ((CalendarRules.DateIsInYear.Unless(day.Year == Year) ?? CalendarRules.WeekendDate.Unless(IsWeekend(day))) is { } broken)
            {
                yield return new Fault($"holidaysOnWeekend[{i}]", broken);
            }
        }
    }

    private Rule? FaultOf(DayOff day, IReadOnlyDictionary<int, CalendarYear> neighbours) =>
        CalendarRules.DateIsInYear.Unless(day.Date.Year == Year)
        ?? CalendarRules.WeekdayDate.Unless(!IsWeekend(day.Date))
        ?? CalendarRules.DateIsListedOnce.Unless(DaysOff.Count(other => other.Date == day.Date) == 1)
        ?? CalendarRules.CompensatesAWeekendHoliday.Unless(
            day.Kind is not DayOffKind.Compensatory || Compensated(day) is not null)
        ?? CalendarRules.SwapHasTwoSides.Unless(
            day.Kind is not DayOffKind.Swap
            || (day.WorkedInstead is { } worked
                && In(worked, neighbours, year => year.WorkedDays.Any(w => w.Date == worked && w.InsteadOf == day.Date))));

    private Rule? FaultOf(WorkedDay day, IReadOnlyDictionary<int, CalendarYear> neighbours) =>
        CalendarRules.DateIsInYear.Unless(day.Date.Year == Year)
        ?? CalendarRules.WeekendDate.Unless(IsWeekend(day.Date))
        ?? CalendarRules.DateIsListedOnce.Unless(
            WorkedDays.Count(other => other.Date == day.Date) == 1 && HolidaysOnWeekend.All(other => other.Date != day.Date))
        ?? CalendarRules.SwapHasTwoSides.Unless(
            In(day.InsteadOf, neighbours, year => year.DaysOff.Any(off => off.Date == day.InsteadOf && off.WorkedInstead == day.Date)));

    private DayOff? Compensated(DayOff day) => HolidaysOnWeekend.FirstOrDefault(holiday => holiday.Date == day.Compensates);

    private bool In(DateOnly day, IReadOnlyDictionary<int, CalendarYear> neighbours, Func<CalendarYear, bool> holds) =>
        day.Year == Year ? holds(this) : !neighbours.TryGetValue(day.Year, out var year) || holds(year);

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}

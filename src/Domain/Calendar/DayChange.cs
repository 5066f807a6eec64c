using OneStop.Domain.Shared;

namespace OneStop.Domain.Calendar;

/// <summary>What a day becomes — loại ngày trong lịch.</summary>
public enum DayKind
{
    /// <summary>Public holiday — ngày nghỉ lễ, tết.</summary>
    Holiday,

    /// <summary>In place of a holiday on a weekend — ngày nghỉ bù.</summary>
    Compensatory,

    /// <summary>Off in exchange for a worked weekend day — ngày nghỉ hoán đổi.</summary>
    Swap,

    /// <summary>A weekend day that is worked — ngày làm bù.</summary>
    Worked,

    /// <summary>As the week has it — ngày thường.</summary>
    Plain,
}

/// <summary>A change of one day, both sides of a swap together — điều chỉnh một ngày trong lịch.</summary>
/// <param name="Other">The holiday made up for, the day worked instead, or the day off in exchange, as the kind has it.</param>
public sealed record DayChange(DateOnly Date, DayKind Kind, string? Name, DateOnly? Other, string? Basis)
{
    /// <summary>The years with the change; a swap may touch two. Years without a calendar stay as they are.</summary>
    public IReadOnlyList<CalendarYear> To(IReadOnlyDictionary<int, CalendarYear> years)
    {
        var changed = new Dictionary<int, CalendarYear>();
        Clear(Date);
        switch (Kind)
        {
            case DayKind.Holiday when Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday:
                In(Date, year => year with { HolidaysOnWeekend = [.. year.HolidaysOnWeekend.Append(Off(DayOffKind.Holiday)).OrderBy(day => day.Date)] });
                break;
            case DayKind.Holiday:
                Add(Off(DayOffKind.Holiday));
                break;
            case DayKind.Compensatory:
                Add(Off(DayOffKind.Compensatory) with { Compensates = Other });
                break;
            case DayKind.Swap:
                Swap(Date, Other);
                break;
            case DayKind.Worked:
                Swap(Other, Date);
                break;
        }
        return [.. changed.Values];

        void Swap(DateOnly? off, DateOnly? worked)
        {
            if (off is not { } day || worked is not { } instead)
            {
                throw new InvalidInputException("other", CalendarRules.SwapHasTwoSides);
            }
            Clear(day);
            Clear(instead);
            Add(Off(DayOffKind.Swap) with { Date = day, WorkedInstead = instead });
            In(instead, year => year with { WorkedDays = [.. year.WorkedDays.Append(new WorkedDay(instead, day, Basis, Verified: false)).OrderBy(w => w.Date)] });
        }

        void Add(DayOff day) => In(day.Date, year => year with { DaysOff = [.. year.DaysOff.Append(day).OrderBy(other => other.Date)] });

        // A swap that loses one side loses the other too.
        void Clear(DateOnly day)
        {
            foreach (var number in years.Keys)
            {
                In(new DateOnly(number, 1, 1), year => Without(year, day));
            }
        }

        void In(DateOnly day, Func<CalendarYear, CalendarYear> change)
        {
            if ((changed.GetValueOrDefault(day.Year) ?? years.GetValueOrDefault(day.Year)) is { } year && change(year) is var after && after != year)
            {
                changed[day.Year] = after;
            }
        }
    }

    private DayOff Off(DayOffKind kind) => new(Date, Name ?? "", kind, Compensates: null, WorkedInstead: null, Basis, Verified: false);

    private static CalendarYear Without(CalendarYear year, DateOnly day)
    {
        bool Listed(DayOff off) => off.Date == day || off.WorkedInstead == day;
        bool Traded(WorkedDay worked) => worked.Date == day || worked.InsteadOf == day;
        return year.DaysOff.Any(Listed) || year.WorkedDays.Any(Traded) || year.HolidaysOnWeekend.Any(Listed)
            ? year with
            {
                DaysOff = [.. year.DaysOff.Where(off => !Listed(off))],
                WorkedDays = [.. year.WorkedDays.Where(worked => !Traded(worked))],
                HolidaysOnWeekend = [.. year.HolidaysOnWeekend.Where(off => !Listed(off))],
            }
            : year;
    }
}

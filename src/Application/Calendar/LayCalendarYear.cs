using FluentValidation;
using MediatR;
using OneStop.Application.Jobs;
using OneStop.Application.Pipeline;
using OneStop.Domain.Calendar;
using OneStop.Domain.Shared;

namespace OneStop.Application.Calendar;

/// <summary>Lay down the calendar of a year — ban hành lịch nghỉ của năm.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record LayCalendarYear(int Year, CalendarDays Days) : ICommand<CalendarYearView>;

/// <summary>The days of a year that are not as the week would have them.</summary>
public sealed record CalendarDays
{
    /// <summary>Days off on Monday to Friday.</summary>
    public required IReadOnlyList<DayOff> DaysOff { get; init; }

    /// <summary>Weekend days that are worked in exchange.</summary>
    public IReadOnlyList<WorkedDay> WorkedDays { get; init; } = [];

    /// <summary>Holidays on a weekend.</summary>
    public IReadOnlyList<DayOff> HolidaysOnWeekend { get; init; } = [];
}

internal sealed class LayCalendarYearValidator : AbstractValidator<LayCalendarYear>
{
    private const int MostDays = 366;

    public LayCalendarYearValidator()
    {
        RuleFor(c => c.Year).InclusiveBetween(1990, 2100);
        RuleFor(c => c.Days.DaysOff).Must(AreNamed).WithState(_ => FieldRules.Required).OverridePropertyName("daysOff");
        RuleFor(c => c.Days.HolidaysOnWeekend).Must(AreNamed).WithState(_ => FieldRules.Required).OverridePropertyName("holidaysOnWeekend");
        RuleFor(c => c.Days.WorkedDays).Must(days => days.Count <= MostDays && days.All(day => day is not null))
            .WithState(_ => FieldRules.Required).OverridePropertyName("workedDays");
    }

    private static bool AreNamed(IReadOnlyList<DayOff> days) => days.Count <= MostDays && days.All(day => day is { Name: not null });
}

internal sealed class LayCalendarYearHandler(ICalendarRepository calendars, ICalendars all, IDueJobs jobs, TimeProvider clock)
    : IRequestHandler<LayCalendarYear, CalendarYearView>
{
    public async Task<CalendarYearView> Handle(LayCalendarYear command, CancellationToken ct)
    {
        var year = new CalendarYear
        {
            Year = command.Year, DaysOff = command.Days.DaysOff, WorkedDays = command.Days.WorkedDays,
            HolidaysOnWeekend = command.Days.HolidaysOnWeekend,
        };
        year.DemandSound((await all.National(ct)).Years);
        var book = CalendarYearBook.Lay(year, clock.GetUtcNow());
        await calendars.Save(book, ct);
        await jobs.Schedule(DueJob.ReprojectAll(clock.GetUtcNow()), ct);
        return CalendarYearView.Of(book);
    }
}

internal static class SoundYears
{
    /// <summary>Demands a year without faults beside its neighbours.</summary>
    public static void DemandSound(this CalendarYear year, IReadOnlyDictionary<int, CalendarYear> neighbours)
    {
        if (year.Faults(neighbours).ToList() is { Count: > 0 } faults)
        {
            throw new InvalidInputException(faults);
        }
    }
}

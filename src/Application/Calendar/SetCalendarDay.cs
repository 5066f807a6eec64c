using FluentValidation;
using MediatR;
using OneStop.Application.Jobs;
using OneStop.Application.Ports;
using OneStop.Domain.Calendar;
using OneStop.Domain.Shared;

namespace OneStop.Application.Calendar;

/// <summary>Change one day of the calendar; a swap changes both its days — điều chỉnh một ngày.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record SetCalendarDay(DateOnly Date, CalendarDay Day) : ICommand<CalendarYearView>;

/// <summary>What a day becomes.</summary>
public sealed record CalendarDay
{
    public required DayKind Kind { get; init; }

    /// <summary>What the day is called; needed for days off.</summary>
    public string? Name { get; init; }

    /// <summary>`compensatory`: the holiday on a weekend. `swap`: the weekend day worked instead. `worked`: the day off in exchange.</summary>
    public DateOnly? Other { get; init; }

    /// <summary>Document it follows from.</summary>
    public string? Basis { get; init; }
}

internal sealed class SetCalendarDayValidator : AbstractValidator<SetCalendarDay>
{
    public SetCalendarDayValidator()
    {
        RuleFor(c => c.Day.Name).NotEmpty().When(c => c.Day.Kind is not DayKind.Plain).OverridePropertyName("name");
        RuleFor(c => c.Day.Name).MaximumLength(200).OverridePropertyName("name");
        RuleFor(c => c.Day.Basis).MaximumLength(400).OverridePropertyName("basis");
        RuleFor(c => c.Day.Other).NotNull().When(c => c.Day.Kind is DayKind.Compensatory or DayKind.Swap or DayKind.Worked).OverridePropertyName("other");
    }
}

internal sealed class SetCalendarDayHandler(ICalendarRepository calendars, ICalendars all, IDueJobs jobs, ICaller caller, TimeProvider clock)
    : IRequestHandler<SetCalendarDay, CalendarYearView>
{
    public async Task<CalendarYearView> Handle(SetCalendarDay command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var book = await calendars.FindYear(command.Date.Year, ct) ?? throw new NotFoundException(CalendarBookRules.YearExists);
        caller.DemandVersion(book.Kind, book.Version);

        var (day, years) = (command.Day, (await all.National(ct)).Years);
        var changed = new DayChange(command.Date, day.Kind, day.Name, day.Other, day.Basis).To(years);
        var together = years.ToDictionary(known => known.Key, known => changed.FirstOrDefault(year => year.Year == known.Key) ?? known.Value);
        foreach (var year in changed)
        {
            year.DemandSound(together);
            var changedBook = year.Year == book.State.Year ? book : await calendars.FindYear(year.Year, ct) ?? throw new NotFoundException(CalendarBookRules.YearExists);
            changedBook.Change(year, now);
            await calendars.Save(changedBook, ct);
        }
        await jobs.Schedule(DueJob.ReprojectAll(now), ct);
        return CalendarYearView.Of(book);
    }
}

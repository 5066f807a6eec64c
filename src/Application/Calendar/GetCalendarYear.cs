using MediatR;
using OneStop.Domain.Calendar;
using OneStop.Domain.Shared;

namespace OneStop.Application.Calendar;

/// <summary>The calendar of a year — lịch nghỉ của năm.</summary>
[Allows(Permission.Public)]
public sealed record GetCalendarYear(int Year) : IQuery<CalendarYearView>;

internal sealed class GetCalendarYearHandler(ICalendarRepository calendars) : IRequestHandler<GetCalendarYear, CalendarYearView>
{
    public async Task<CalendarYearView> Handle(GetCalendarYear query, CancellationToken ct) =>
        CalendarYearView.Of(await calendars.FindYear(query.Year, ct) ?? throw new NotFoundException(CalendarBookRules.YearExists));
}

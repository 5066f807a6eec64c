using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Calendar;
using OneStop.Application.Lists;

namespace OneStop.Api.Calendar;

/// <summary>Days off, weekly hours and the calculator.</summary>
internal static class CalendarEndpoints
{
    public static void MapCalendar(this RouteGroupBuilder v1)
    {
        var calendar = v1.MapGroup("/calendar").WithTags("Calendar");

        calendar.MapGet("/{year:int}", GetYear).WithName(nameof(GetCalendarYear));
        calendar.MapPost("/{year:int}", LayYear).WithName(nameof(LayCalendarYear));
        calendar.MapPut("/days/{date}", SetDay).WithName(nameof(SetCalendarDay)).NeedVersion();
        calendar.MapGet("/templates", Templates).WithName(nameof(ListWeeklyTemplates));
        // A new template has no version yet, so that the handler asks for it and not the convention.
        calendar.MapPut("/templates/{name}", WriteTemplate).WithName(nameof(WriteWeeklyTemplate)).WithMetadata(new NeedsVersion());

        v1.MapPost("/deadlines/calculate", Calculate).WithTags("Calendar").WithName(nameof(CalculateDeadline)).OnlyReads();
    }

    /// <summary>The calendar of a year — lịch nghỉ của năm</summary>
    /// <param name="year">The year.</param>
    /// <response code="200">Days off, worked weekend days and holidays on weekends.</response>
    private static async Task<Results<Ok<CalendarYearView>, StatusCodeHttpResult>> GetYear(
        int year, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var calendar = await mediator.Send(new GetCalendarYear(year), ct);
        return Answers.Versioned(http, calendar, calendar.Version);
    }

    /// <summary>Lay down a year — ban hành lịch nghỉ của năm</summary>
    /// <remarks>Terms that would cross into a year without a calendar are refused until it is laid down.</remarks>
    /// <param name="year">The year.</param>
    /// <param name="days">Its days.</param>
    /// <response code="201">Laid down.</response>
    private static async Task<Created<CalendarYearView>> LayYear(
        int year, CalendarDays days, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var calendar = await mediator.Send(new LayCalendarYear(year, days), ct);
        return Answers.Made(http, $"/api/v1/calendar/{calendar.Year}", calendar, calendar.Version);
    }

    /// <summary>Change one day — điều chỉnh một ngày</summary>
    /// <remarks>`If-Match` is the version of the year the day lies in. Both sides of a swap change together; `plain` takes back what was said of the day.</remarks>
    /// <param name="date">The day.</param>
    /// <param name="day">What it becomes.</param>
    /// <response code="200">The year after it.</response>
    private static async Task<Ok<CalendarYearView>> SetDay(
        DateOnly date, CalendarDay day, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var calendar = await mediator.Send(new SetCalendarDay(date, day), ct);
        return Answers.Acted(http, calendar, calendar.Version);
    }

    /// <summary>Weekly templates — danh sách lịch tuần</summary>
    /// <remarks>In the order of names.</remarks>
    /// <response code="200">One page. `Link` has the address of the next one.</response>
    private static async Task<Ok<Page<WeeklyTemplateView>>> Templates(
        [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListWeeklyTemplates(page.Request()), ct));

    /// <summary>Enter or change a weekly template — thêm, điều chỉnh lịch tuần</summary>
    /// <remarks>`If-Match` is needed where the template exists.</remarks>
    /// <param name="name">Its name: lower-case letters, digits and hyphens.</param>
    /// <param name="hours">The hours of each day.</param>
    /// <response code="200">The template after it.</response>
    private static async Task<Ok<WeeklyTemplateView>> WriteTemplate(
        string name, WeeklyHours hours, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var template = await mediator.Send(new WriteWeeklyTemplate(name, hours), ct);
        return Answers.Acted(http, template, template.Version);
    }

    /// <summary>What date would follow — tính thử hạn trả kết quả</summary>
    /// <remarks>
    /// For a procedure (its version in force on the day of reception) or for a limit of one's own. Nothing is written. The explanation is in the
    /// language of `Accept-Language`.
    /// </remarks>
    /// <param name="query">What is received, where and when.</param>
    /// <response code="200">The deadline with its explanation.</response>
    private static async Task<Ok<DeadlineView>> Calculate(CalculateDeadline query, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(query, ct));
}

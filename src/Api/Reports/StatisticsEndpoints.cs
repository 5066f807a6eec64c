using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Reports;

namespace OneStop.Api.Reports;

/// <summary>Figures for everybody.</summary>
internal static class StatisticsEndpoints
{
    private const string KeptForAnHour = "public, max-age=3600";

    public static void MapStatistics(this RouteGroupBuilder v1)
    {
        var statistics = v1.MapGroup("/statistics").WithTags("Statistics").LimitPublic();

        statistics.MapGet("/processing-times", Times).WithName(nameof(ProcessingTimes));
        statistics.MapGet("/handling", Handling).WithName(nameof(HandlingStatistics));
    }

    /// <summary>How long procedures really take — thời gian giải quyết thực tế</summary>
    /// <remarks>
    /// Of the dossiers decided in the last quarter that is over, from the second day after it, without confidential ones: their number, half and
    /// nine tenths of them by working minutes and working days (480 minutes), the shortest term among them, and the share decided on time. A number
    /// of one to four is hidden, and with it one that would give it away beside others: `value` is null and `hidden` true. Agencies are those that
    /// held the work at the end of the quarter, and what was recorded later stands in no quarter.
    /// </remarks>
    /// <param name="procedure">Code of one procedure; all where absent.</param>
    /// <param name="agency">The agency that resolves, with all below it; all where absent.</param>
    /// <response code="200">One row per procedure.</response>
    private static async Task<Ok<ProcessingTimesView>> Times(string? procedure, string? agency, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var times = await mediator.Send(new ProcessingTimes(procedure, agency), ct);
        http.Response.Headers.CacheControl = KeptForAnHour;
        return TypedResults.Ok(times);
    }

    /// <summary>How dossiers were handled in a month — công khai kết quả giải quyết hồ sơ</summary>
    /// <remarks>
    /// Per province and level of the agencies that resolve, without confidential dossiers and as on record in the last instant of the month. Work
    /// that is recorded later, such as a postal hand-over entered the next day, stands neither in this month nor in the next. A number of one to four
    /// is hidden, and a share that would give it away: `value` is null and `hidden` true. There are no totals.
    /// </remarks>
    /// <param name="period">One of the last 24 months that are over, `2026-07`, from the second day of the next.</param>
    /// <response code="200">One row per province and level.</response>
    private static async Task<Ok<HandlingStatisticsView>> Handling(string? period, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var month = await mediator.Send(new HandlingStatistics(period), ct);
        http.Response.Headers.CacheControl = KeptForAnHour;
        return TypedResults.Ok(month);
    }
}

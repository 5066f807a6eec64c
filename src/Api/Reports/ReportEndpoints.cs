using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Dossiers;
using OneStop.Application.Ports;
using OneStop.Application.Reports;

namespace OneStop.Api.Reports;

/// <summary>Reports, each figure with what it comes from.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this RouteGroupBuilder v1)
    {
        var reports = v1.MapGroup("/reports").WithTags("Reports");

        reports.MapGet("/online-share", Online).WithName(nameof(OnlineShare)).Produces<string>(StatusCodes.Status200OK, ReportCharts.Picture);
        reports.MapGet("/handling", Handling).WithName(nameof(HandlingReport)).Produces<string>(StatusCodes.Status200OK, ReportCharts.Picture);
        reports.MapGet("/handling/months", Months).WithName(nameof(HandlingByMonth)).Produces<string>(StatusCodes.Status200OK, ReportCharts.Picture);
        reports.MapGet("/responsibility-time", ResponsibilityTime).WithName(nameof(ResponsibilityReport)).Produces<string>(StatusCodes.Status200OK, ReportCharts.Picture);
        reports.MapFigures();
        v1.MapStatistics();
        reports.MapQuality();
        v1.MapGet("/dossiers/{id}/responsibility", Responsibility).WithTags("Dossiers").WithName(nameof(GetResponsibility));
    }

    /// <summary>Share of dossiers received online — tỷ lệ hồ sơ trực tuyến</summary>
    /// <remarks>
    /// Of the receptions of the period at the receiving agency. Cells: `received`, `online`, `onlineShare` (percent), `authenticatedShare` (percent of
    /// the online ones that somebody signed in filed). Every figure has a `drillDown` with exactly its dossiers. `structure` is `historical` by default.
    /// With `Accept: image/svg+xml` a chart of the shares.
    /// </remarks>
    /// <param name="groupBy">`level` (the default), `procedure`, `agency`, `field`, `channel` or `official`.</param>
    /// <param name="base">`received` (the default) or `proceduresFiledOnline`.</param>
    /// <response code="200">The report.</response>
    private static async Task<Results<Ok<Report>, ContentHttpResult>> Online(
        [AsParameters] ReportParameters report, Choice<ReportGroup>? groupBy, Choice<OnlineShareBase>? @base,
        HttpContext http, ICaller caller, IMediator mediator, CancellationToken ct)
    {
        var query = new OnlineShare(report.Frame(ReportStructure.Historical), groupBy?.Value ?? ReportGroup.Level, @base?.Value ?? default);
        return ReportCharts.Drawn(http, caller, await mediator.Send(query, ct), ReportCharts.OnlineShare);
    }

    /// <summary>How dossiers are handled, by form 06 — tình hình, kết quả giải quyết thủ tục hành chính (Biểu số 06/VPCP/KSTT)</summary>
    /// <remarks>
    /// Cells: `received` = `receivedOnline` + `receivedDirect` (counter and post) + `carriedOver` (received before, open at the start);
    /// `resolved` = `resolvedEarly` + `resolvedOnTime` + `resolvedOverdue` (the clock closed in the period; withdrawn dossiers are on time);
    /// `inProgress` = `inProgressInTime` + `inProgressOverdue` (at the end of the period, or at `asOf`; whatever waits for the citizen is in time);
    /// `received` = `resolved` + `inProgress`. Of which: `paused` of those in progress, `withdrawn`, `stopped`, `refused` of those resolved.
    /// `punctuality` and `firstPromisePunctuality` are percentages of those resolved, by the current due date and by the first promise. With
    /// `countBy=root` a group of linked dossiers counts once. With `countBy=leg` every dossier counts at its competent agency, and the same cells
    /// with `legs` before their name (`legsReceived`, …) count every transfer at its receiver by its own clock, without declined, re-routed and
    /// recalled ones; a consultation that lapsed is overdue. Every figure has a `drillDown` with exactly its dossiers or transfers. With
    /// `Accept: image/svg+xml` a chart of both kinds of punctuality, of the 40 rows with most dossiers.
    /// </remarks>
    /// <param name="groupBy">`field` (the default), `procedure`, `agency` (the competent one), `level` (the receiving agency's), `channel` or `official` (who handles it); of a transfer its receiver is both agencies.</param>
    /// <param name="countBy">`root` (the default) or `leg`.</param>
    /// <response code="200">The report.</response>
    private static async Task<Results<Ok<Report>, ContentHttpResult>> Handling(
        [AsParameters] ReportParameters report, Choice<ReportGroup>? groupBy, Choice<HandlingUnit>? countBy,
        HttpContext http, ICaller caller, IMediator mediator, CancellationToken ct)
    {
        var query = new HandlingReport(report.Frame(), groupBy?.Value ?? default, countBy?.Value ?? default);
        return ReportCharts.Drawn(http, caller, await mediator.Send(query, ct), ReportCharts.Punctuality);
    }

    /// <summary>How dossiers are handled, month by month — tình hình giải quyết theo tháng</summary>
    /// <remarks>
    /// A row for each month of the period, with the cells of the handling report as of one instant; what is carried over counts in every month it is open.
    /// With `Accept: image/svg+xml` a chart of punctuality by the current due date and by the first promise.
    /// </remarks>
    /// <response code="200">The report.</response>
    private static async Task<Results<Ok<Report>, ContentHttpResult>> Months(
        [AsParameters] ReportParameters report, HttpContext http, ICaller caller, IMediator mediator, CancellationToken ct) =>
        ReportCharts.Drawn(http, caller, await mediator.Send(new HandlingByMonth(report.Frame()), ct), ReportCharts.PunctualityByMonth);

    /// <summary>The time each agency answered for — thời gian trách nhiệm của từng cơ quan</summary>
    /// <remarks>
    /// Of dossiers whose clock closed in the period. Cells: `dossiers`, `minutes` (working minutes charged), `averageMinutes`. Every working
    /// minute of a clock is charged to one agency: that of the open leg, of several the one that ends last, else the competent one; a misrouted
    /// leg to its sender, pauses to nobody. Every figure has a `drillDown` with exactly its dossiers. With `Accept: image/svg+xml` a chart of the averages.
    /// </remarks>
    /// <param name="groupBy">`agency` (the default), `procedure`, `field` or `level`, of the agency that answered.</param>
    /// <response code="200">The report.</response>
    private static async Task<Results<Ok<Report>, ContentHttpResult>> ResponsibilityTime(
        [AsParameters] ReportParameters report, Choice<ResponsibilityGroup>? groupBy, HttpContext http, ICaller caller, IMediator mediator, CancellationToken ct) =>
        ReportCharts.Drawn(http, caller, await mediator.Send(new ResponsibilityReport(report.Frame(), groupBy?.Value ?? default), ct), ReportCharts.ResponsibilityTime);

    /// <summary>Who answers for its time so far — thời gian trách nhiệm của từng cơ quan đối với hồ sơ</summary>
    /// <param name="id">Identity or code.</param>
    /// <response code="200">The parties, whose minutes add up to those the clock used since its last start, and the spans they come from.</response>
    private static async Task<Ok<ResponsibilityView>> Responsibility(string id, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new GetResponsibility(id), ct));
}

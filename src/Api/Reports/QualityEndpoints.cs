using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Application.Reports;

namespace OneStop.Api.Reports;

/// <summary>How well agencies work, by the indicators of the law.</summary>
internal static class QualityEndpoints
{
    public static void MapQuality(this RouteGroupBuilder reports)
    {
        reports.MapGet("/service-quality", Quality).WithName(nameof(ServiceQuality)).Produces<string>(StatusCodes.Status200OK, ReportCharts.Picture);
        reports.MapGet("/evaluation", Evaluation).WithName(nameof(EvaluationReport));
        reports.MapGet("/overdue-causes", Overdue).WithName(nameof(OverdueCauses));
        reports.MapGet("/procedures", Procedures).WithName(nameof(ListCountedProcedures));
    }

    /// <summary>Service-quality index — bộ chỉ số phục vụ người dân, doanh nghiệp (Quyết định 766/QĐ-TTg)</summary>
    /// <remarks>
    /// 100 points in five groups, of the agency with all below it, at the competent agency. An indicator has the figure it is counted from, its
    /// points with two decimals, and `rule`, how the points follow; `points` of the whole is the sum of those. An indicator whose source is not
    /// there yet, or that finds nothing in the period, has `status` `noData` with the `reason`, and earns what the rule gives for nothing: 0, of
    /// petitions answered on time 6. `maxWithData` says what the others could earn. Procedures are those the catalogue offers now, in the version
    /// in force on the last day. The limits of the classes (90, 80, 70, 50) are not verified against the decision. `groupBy=agency` adds `units`:
    /// the index of each agency that had work, best first. With `Accept: image/svg+xml` a chart of the groups.
    /// </remarks>
    /// <param name="groupBy">`scope` (the default) or `agency`.</param>
    /// <response code="200">The index.</response>
    private static async Task<Results<Ok<ServiceQualityReport>, ContentHttpResult>> Quality(
        [AsParameters] ReportParameters report, Choice<ServiceQualityGroup>? groupBy, HttpContext http, ICaller caller, IMediator mediator, CancellationToken ct) =>
        ReportCharts.Drawn(http, caller, await mediator.Send(new ServiceQuality(report.Frame(), groupBy?.Value ?? default), ct), ReportCharts.ServiceQuality);

    /// <summary>Units and officials by nine indicators — đánh giá việc giải quyết thủ tục hành chính (Thông tư 01/2018/TT-VPCP)</summary>
    /// <remarks>
    /// Each indicator earns up to 2 points. Indicators 1, 2 and 3 are means with one decimal over the dossiers approved or refused in the period,
    /// indicator 2 over the transfers ended at the agency too: `grades` has how many earned 2, 1 and 0 points. Time is compared by dates: early,
    /// on time, late. Indicators 5, 6 and 9 are of the unit, with their `figures`. What has no data is left out, its `reason` says why; the
    /// thresholds of the classes are not scaled then, `maxWithData` says what could be earned. Officials are evaluated by 1, 2, 3, 4 and 7;
    /// heads, leaders, heads of the one-stop, administrators of the agency and controllers see those of their agencies, everybody else only himself, and
    /// a machine client ids in place of names.
    /// </remarks>
    /// <param name="groupBy">`unit` (the default) or `official`.</param>
    /// <response code="200">The evaluation, one row for each who had work.</response>
    private static async Task<Ok<EvaluationSheet>> Evaluation(
        [AsParameters] ReportParameters report, Choice<EvaluatedKind>? groupBy, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new EvaluationReport(report.Frame(), groupBy?.Value ?? default), ct));

    /// <summary>Causes of overdue — nguyên nhân quá hạn (phụ lục Biểu số 06/VPCP/KSTT)</summary>
    /// <remarks>
    /// Cells: `overdue` (resolved late in the period, or open and overdue at its end) = `atTransfer` (a transfer was late at its receiver) +
    /// `atAgency` (none was); `apologised` of those overdue; `atTransferShare`, `atAgencyShare`, `apologisedShare` in percent of `overdue`.
    /// Every figure has a `drillDown` with exactly its dossiers.
    /// </remarks>
    /// <param name="groupBy">`agency` (the default, the competent one), `procedure`, `field`, `level` (the receiving agency's), `channel` or `official` (who handles it).</param>
    /// <response code="200">The report.</response>
    private static async Task<Ok<Report>> Overdue(
        [AsParameters] ReportParameters report, Choice<ReportGroup>? groupBy, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new OverdueCauses(report.Frame(), groupBy?.Value ?? ReportGroup.Agency), ct));

    /// <summary>The procedures behind a figure — danh sách thủ tục của một số liệu</summary>
    /// <param name="cell">As the `drillDown` of the figure gave it.</param>
    /// <response code="200">A page of exactly the procedures that the figure counts, by code.</response>
    private static async Task<Ok<Page<CountedProcedure>>> Procedures(
        string? cell, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListCountedProcedures(ProcedureCell.Parse(cell), page.Request()), ct));
}

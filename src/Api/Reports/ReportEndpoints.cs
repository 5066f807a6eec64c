using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Dossiers;
using OneStop.Application.Pipeline;
using OneStop.Application.Reports;
using OneStop.Domain.Shared;

namespace OneStop.Api.Reports;

/// <summary>Reports, each figure with what it comes from.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this RouteGroupBuilder v1)
    {
        var reports = v1.MapGroup("/reports").WithTags("Reports");

        reports.MapGet("/online-share", Online).WithName(nameof(OnlineShare));
        reports.MapGet("/handling", Handling).WithName(nameof(HandlingReport));
        reports.MapGet("/responsibility-time", ResponsibilityTime).WithName(nameof(ResponsibilityReport));
        v1.MapGet("/dossiers/{id}/responsibility", Responsibility).WithTags("Dossiers").WithName(nameof(GetResponsibility));
    }

    /// <summary>Share of dossiers received online — tỷ lệ hồ sơ trực tuyến</summary>
    /// <remarks>Cells: `received`, `online`, `onlineShare` (percent), `authenticatedShare` (percent of the online ones that somebody signed in filed). Every figure has a `drillDown` with exactly its dossiers.</remarks>
    /// <param name="from">First day of reception.</param>
    /// <param name="to">Last day of reception, included.</param>
    /// <param name="agency">The receiving agency with all below it; by default the caller's.</param>
    /// <param name="groupBy">`level` (the default), `procedure` or `agency`.</param>
    /// <param name="base">`received` (the default) or `proceduresFiledOnline`.</param>
    /// <param name="structure">`historical` (the default): at the agency that received it; `current`: at the one that holds its work now.</param>
    /// <response code="200">The report.</response>
    private static async Task<Ok<Report>> Online(
        DateOnly? from, DateOnly? to, string? agency, Choice<OnlineShareGroup>? groupBy, Choice<OnlineShareBase>? @base,
        Choice<ReportStructure>? structure, IMediator mediator, CancellationToken ct)
    {
        var period = Period(from, to);
        var query = new OnlineShare(
            agency, period.From, period.To, groupBy?.Value ?? default, @base?.Value ?? default, structure?.Value ?? ReportStructure.Historical);
        return TypedResults.Ok(await mediator.Send(query, ct));
    }

    /// <summary>How dossiers are handled, by form 06 — tình hình, kết quả giải quyết thủ tục hành chính (Biểu số 06/VPCP/KSTT)</summary>
    /// <remarks>
    /// Cells: `received` = `receivedOnline` + `receivedDirect` (counter and post) + `carriedOver` (received before, open at the start);
    /// `resolved` = `resolvedEarly` + `resolvedOnTime` + `resolvedOverdue` (the clock closed in the period; withdrawn dossiers are on time);
    /// `inProgress` = `inProgressInTime` + `inProgressOverdue` (at the end of the period, or now; whatever awaits a supplement is in time);
    /// `received` = `resolved` + `inProgress`. With `countBy=root` a group of linked dossiers counts once. With `countBy=leg` every dossier
    /// counts at its competent agency, and the same cells with `legs` before their name (`legsReceived`, …) count every transfer at its
    /// receiver by its own clock, without declined, re-routed and recalled ones; a consultation that lapsed is overdue. Every figure has a
    /// `drillDown` with exactly its dossiers or transfers.
    /// </remarks>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day, included.</param>
    /// <param name="agency">The competent agency with all below it; by default the caller's.</param>
    /// <param name="groupBy">`field` (the default), `procedure`, `agency` (the competent one), `level` (the receiving agency's) or `channel`; of a transfer its receiver is both agencies.</param>
    /// <param name="countBy">`root` (the default) or `leg`.</param>
    /// <param name="structure">`current` (the default): under the agencies that hold the work now; `historical`: as they were when it came.</param>
    /// <response code="200">The report.</response>
    private static async Task<Ok<Report>> Handling(
        DateOnly? from, DateOnly? to, string? agency, Choice<ReportGroup>? groupBy, Choice<HandlingUnit>? countBy, Choice<ReportStructure>? structure,
        IMediator mediator, CancellationToken ct)
    {
        var period = Period(from, to);
        return TypedResults.Ok(await mediator.Send(
            new HandlingReport(agency, period.From, period.To, groupBy?.Value ?? default, countBy?.Value ?? default, structure?.Value ?? default), ct));
    }

    /// <summary>The time each agency answered for — thời gian trách nhiệm của từng cơ quan</summary>
    /// <remarks>
    /// Of dossiers whose clock closed in the period. Cells: `dossiers`, `minutes` (working minutes charged), `averageMinutes`. Every working
    /// minute of a clock is charged to one agency: that of the open leg, of several the one that ends last, else the competent one; a misrouted
    /// leg to its sender, pauses to nobody. Every figure has a `drillDown` with exactly its dossiers.
    /// </remarks>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day, included.</param>
    /// <param name="agency">The agency that answered, with all below it; by default the caller's.</param>
    /// <param name="groupBy">`agency` (the default), `procedure`, `field` or `level`, of the agency that answered.</param>
    /// <param name="structure">`current` (the default): under the agencies that hold the work now; `historical`: as they were when it came.</param>
    /// <response code="200">The report.</response>
    private static async Task<Ok<Report>> ResponsibilityTime(
        DateOnly? from, DateOnly? to, string? agency, Choice<ResponsibilityGroup>? groupBy, Choice<ReportStructure>? structure, IMediator mediator, CancellationToken ct)
    {
        var period = Period(from, to);
        return TypedResults.Ok(await mediator.Send(
            new ResponsibilityReport(agency, period.From, period.To, groupBy?.Value ?? default, structure?.Value ?? default), ct));
    }

    /// <summary>Who answers for its time so far — thời gian trách nhiệm của từng cơ quan đối với hồ sơ</summary>
    /// <param name="id">Identity or code.</param>
    /// <response code="200">The parties, whose minutes add up to those the clock used since its last start, and the spans they come from.</response>
    private static async Task<Ok<ResponsibilityView>> Responsibility(string id, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new GetResponsibility(id), ct));

    private static (DateOnly From, DateOnly To) Period(DateOnly? from, DateOnly? to) =>
        from is { } first && to is { } last ? (first, last) : throw new InvalidInputException(from is null ? "from" : "to", FieldRules.Required);
}

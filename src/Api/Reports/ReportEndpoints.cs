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
    }

    /// <summary>Share of dossiers received online — tỷ lệ hồ sơ trực tuyến</summary>
    /// <remarks>Cells: `received`, `online`, `onlineShare` (percent). Every figure has a `drillDown` with exactly its dossiers.</remarks>
    /// <param name="from">First day of reception.</param>
    /// <param name="to">Last day of reception, included.</param>
    /// <param name="agency">The receiving agency with all below it; by default the caller's.</param>
    /// <param name="groupBy">`level` (the default), `procedure` or `agency`.</param>
    /// <param name="base">`received` (the default) or `proceduresFiledOnline`.</param>
    /// <param name="structure">After a reorganisation: `atReception` (the default) counts at the agency that received, `today` at the one that holds it.</param>
    /// <response code="200">The report.</response>
    private static async Task<Ok<Report>> Online(
        DateOnly? from, DateOnly? to, string? agency, Choice<OnlineShareGroup>? groupBy, Choice<OnlineShareBase>? @base,
        Choice<AgencyStructure>? structure, IMediator mediator, CancellationToken ct)
    {
        if (from is null || to is null)
        {
            throw new InvalidInputException(from is null ? "from" : "to", FieldRules.Required);
        }
        var query = new OnlineShare(agency, from.Value, to.Value, groupBy?.Value ?? default, @base?.Value ?? default, structure?.Value ?? default);
        return TypedResults.Ok(await mediator.Send(query, ct));
    }
}

using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using OneStop.Api.Http;
using OneStop.Application.Exports;
using OneStop.Application.Lists;
using OneStop.Domain.Exports;

namespace OneStop.Api.Exports;

/// <summary>Reports and long lists as files, drawn beside the requests.</summary>
internal static class ExportEndpoints
{
    public static void MapExports(this RouteGroupBuilder v1)
    {
        var exports = v1.MapGroup("/exports").WithTags("Reports");

        exports.MapPost("/", Request).WithName(nameof(RequestExport));
        exports.MapGet("/", List).WithName(nameof(ListExports));
        exports.MapGet("/{id}", Get).WithName(nameof(GetExport));
        exports.MapGet("/{id}/content", Content).WithName(nameof(GetExportContent)).SendContent();
        exports.MapPost("/{id}/retry", Retry).WithName(nameof(RetryExport)).NeedVersion();
        exports.MapDelete("/{id}", Remove).WithName(nameof(RemoveExport)).NeedVersion();
    }

    /// <summary>Draw a report or a long list into a file — kết xuất báo cáo, danh sách</summary>
    /// <remarks>
    /// `report` is `handling`, `handling-months`, `online-share`, `responsibility-time`, `procedures-usage`, `time-saved`, `reuse`, `ranking`,
    /// `overdue-causes`, `catalogue`, `accounts`, `service-quality`, `evaluation`, `register` or `dossiers`; beside it stand the parameters of that
    /// report as its own address takes them (`from`, `to`, `agency`, `groupBy`, …; for `dossiers` the filters of the list, also `cell`, the
    /// `drillDown` of a figure, and `sort`; of lists no page). They are checked at once; the figures are drawn later, under the access that the
    /// account has then. Numbers and contacts are masked as in the list. Words are in the language of this request.
    /// </remarks>
    /// <param name="body">Which report, as what, with which parameters.</param>
    /// <response code="202">It waits for its turn; `Location` says where to ask how far it is.</response>
    private static async Task<Accepted<ExportView>> Request(
        ExportBody body, HttpContext http, IOptions<JsonOptions> json, IMediator mediator, CancellationToken ct)
    {
        var export = await mediator.Send(body.Command(json.Value.SerializerOptions), ct);
        return Answers.Taken(http, $"/api/v1/exports/{export.Id}", export, export.Version);
    }

    /// <summary>The caller's exports — các lần kết xuất của tôi</summary>
    /// <remarks>Newest first; only the requester sees an export.</remarks>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<ExportView>>> List([AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListExports(page.Request()), ct));

    /// <summary>How far an export is — tiến độ kết xuất</summary>
    /// <remarks>`state`: `queued`, `running`, `finished` (then `content` leads to the file), `failed` (then `problem` says why), `expired`.</remarks>
    /// <param name="id">Identity of the export.</param>
    /// <response code="200">The export.</response>
    private static async Task<Results<Ok<ExportView>, StatusCodeHttpResult>> Get(ExportId id, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var export = await mediator.Send(new GetExport(id), ct);
        // Progress is no change of its version: whoever waits for it reads it anew.
        return export.State is ExportStanding.Queued or ExportStanding.Running
            ? Answers.Acted(http, export, export.Version)
            : Answers.Versioned(http, export, export.Version);
    }

    /// <summary>The file — tải nội dung kết xuất</summary>
    /// <remarks>
    /// Resumable: `Range` gives a part (206), `If-Range` with the `ETag` makes sure that it is a part of the same file. The tag is the digest of the
    /// content. 409 while it is not finished, 410 when it was kept long enough; 403 `export.reach-holds` where the account lost a part of the reach
    /// under which it was drawn.
    /// </remarks>
    /// <param name="id">Identity of the export.</param>
    /// <response code="200">The whole file.</response>
    /// <response code="206">The part that was asked for.</response>
    /// <response code="409">It is not finished.</response>
    /// <response code="410">Its content was kept long enough.</response>
    /// <response code="416">The range lies outside the file.</response>
    private static async Task<Download> Content(ExportId id, IMediator mediator, CancellationToken ct) =>
        new(await mediator.Send(new GetExportContent(id), ct));

    /// <summary>Draw a failed export again — kết xuất lại</summary>
    /// <param name="id">Identity of the export.</param>
    /// <response code="200">It waits for its turn again.</response>
    private static async Task<Ok<ExportView>> Retry(ExportId id, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var export = await mediator.Send(new RetryExport(id), ct);
        return Answers.Acted(http, export, export.Version);
    }

    /// <summary>Stop or remove an export — hủy, xóa kết xuất</summary>
    /// <remarks>One that is under way stops; the content of a finished one is gone.</remarks>
    /// <param name="id">Identity of the export.</param>
    /// <response code="204">It is gone.</response>
    private static async Task<NoContent> Remove(ExportId id, IMediator mediator, CancellationToken ct)
    {
        await mediator.Send(new RemoveExport(id), ct);
        return TypedResults.NoContent();
    }
}

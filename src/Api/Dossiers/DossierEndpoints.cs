using System.Text.Json.Serialization;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Forms;
using OneStop.Api.Http;
using OneStop.Application.Calendar;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Api.Dossiers;

/// <summary>Filing and reading dossiers.</summary>
internal static class DossierEndpoints
{
    public static void MapDossiers(this RouteGroupBuilder v1)
    {
        var dossiers = v1.MapGroup("/dossiers").WithTags("Dossiers");

        dossiers.MapPost("/", File).WithName(nameof(FileDossier));
        dossiers.MapGet("/", List).WithName(nameof(ListDossiers));
        dossiers.MapPost("/search", Search).WithName("SearchDossiers").OnlyReads();
        dossiers.MapGet("/{id}", Get).WithName(nameof(GetDossier));
        dossiers.MapGet("/{id}/history", History).WithName(nameof(GetHistory));
        dossiers.MapGet("/{id}/deadline", Deadline).WithName(nameof(GetDeadline));
        dossiers.MapGet("/{id}/actions", Actions).WithName(nameof(GetActions));
        dossiers.MapGet("/{id}/receipt", Receipt).WithName(nameof(GetReceipt));
        dossiers.MapActions();
        dossiers.MapBatch();
    }

    /// <summary>File a dossier — nộp, tiếp nhận hồ sơ</summary>
    /// <remarks>
    /// At the counter and by post it is received at once: code, receipt, appointment. Online it is registered, and the agency accepts or
    /// refuses it. With `onTheSpot` a same-day procedure passes reception, decision and return in one call. Everything is written in one
    /// commit, or nothing is.
    /// </remarks>
    /// <param name="command">The dossier as handed in.</param>
    /// <param name="validateOnly">Check only: the same errors, and the due date that would result; nothing is written.</param>
    /// <response code="200">With `validateOnly`: what would come of it.</response>
    /// <response code="201">Filed. The body is the dossier and, when received, its `receipt`.</response>
    private static async Task<Results<Created<DossierView>, Ok<FilingCheck>>> File(
        FileDossier command, bool? validateOnly, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        if (validateOnly == true)
        {
            return TypedResults.Ok(await mediator.Send(new ValidateFiling(command), ct));
        }
        var dossier = await mediator.Send(command, ct);
        return Answers.Made(http, $"/api/v1/dossiers/{dossier.Id}", dossier, dossier.Version);
    }

    /// <summary>Dossiers within the caller's reach — danh sách hồ sơ</summary>
    /// <remarks>
    /// Work-lists, search by code and drill-down. `sort`: `-submittedAt` (newest first, the default), `submittedAt`, `dueAt` (open dossiers
    /// with a clock, earliest first). Personal data is searched with `POST /dossiers/search`.
    /// </remarks>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<DossierLine>>> List(
        [AsParameters] DossierListParameters parameters, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListDossiers(parameters.Filter, page.Request()), ct));

    /// <summary>Search with personal data in the body — tìm kiếm hồ sơ</summary>
    /// <remarks>The filters of the list and those that must not stand in an address; changes nothing.</remarks>
    /// <param name="body">What to look for, and which page.</param>
    /// <response code="200">A page.</response>
    private static async Task<Ok<Page<DossierLine>>> Search(SearchBody body, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(body.Request, ct));

    /// <summary>One dossier — xem hồ sơ</summary>
    /// <param name="id">Identity or code.</param>
    /// <response code="200">The dossier, whole.</response>
    private static async Task<Results<Ok<DossierView>, StatusCodeHttpResult>> Get(string id, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var dossier = await mediator.Send(new GetDossier(id), ct);
        return Answers.Versioned(http, dossier, dossier.Version);
    }

    /// <summary>Everything that happened — lịch sử xử lý</summary>
    /// <param name="id">Identity or code.</param>
    /// <response code="200">The events, oldest first.</response>
    private static async Task<Ok<Page<HistoryLine>>> History(
        string id, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new GetHistory(id, page.Request()), ct));

    /// <summary>Why it is due when it is — giải trình thời hạn</summary>
    /// <param name="id">Identity or code.</param>
    /// <response code="200">The deadline with its ledger and one paragraph that explains it.</response>
    private static async Task<Ok<DeadlineView>> Deadline(string id, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new GetDeadline(id), ct));

    /// <summary>What the caller can do now — các thao tác có thể thực hiện</summary>
    /// <param name="id">Identity or code.</param>
    /// <response code="200">Every action, allowed or not, and if not, why.</response>
    private static async Task<Ok<DossierActions>> Actions(string id, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new GetActions(id), ct));

    /// <summary>The receipt as it stands now — giấy tiếp nhận hồ sơ và hẹn trả kết quả</summary>
    /// <remarks>Printed as form `receipt` of the dossier.</remarks>
    /// <param name="id">Identity or code.</param>
    /// <response code="200">The receipt with its QR as SVG.</response>
    private static async Task<Ok<PrintedReceipt>> Receipt(string id, IMediator mediator, DatabaseHealth database, CancellationToken ct)
    {
        var receipt = await mediator.Send(new GetReceipt(id), ct);
        return TypedResults.Ok(new PrintedReceipt(receipt, QrCode.Svg(receipt.Qr), (await database.Check(ct)).Sandbox));
    }
}

/// <summary>What a search looks for: the filters of the list, personal data, and which page.</summary>
internal sealed record SearchBody : DossierFilter
{
    /// <summary>Rows per page, 1 to 200; 50 where absent.</summary>
    public int? Limit { get; init; }

    /// <summary>`next` of the page before.</summary>
    public string? Cursor { get; init; }

    public CountMode? Count { get; init; }

    /// <summary>As in the list.</summary>
    public string? Sort { get; init; }

    /// <summary>A figure's dossiers, as its `drillDown` gave it.</summary>
    [JsonPropertyName("cell")]
    public string? CellOfReport { get; init; }

    internal ListDossiers Request => new(
        this with { Cell = CellOfReport is null ? null : ReportCell.Parse(CellOfReport) },
        new PageRequest { Limit = Limit ?? PageRequest.DefaultLimit, Cursor = Cursor, Count = Count ?? CountMode.Capped, Sort = Sort });
}

/// <summary>A receipt and its QR code — giấy tiếp nhận có mã QR.</summary>
/// <param name="QrSvg">The QR code as SVG.</param>
/// <param name="Sandbox">Whether it comes from a sandbox, so that it promises nothing.</param>
public sealed record PrintedReceipt(ReceiptView Receipt, string QrSvg, bool Sandbox);

/// <summary>Refuses nothing, explains what changed since the version a caller had.</summary>
internal static class DossierStaleness
{
    public static async Task<object?> ChangesSince(HttpContext http, CancellationToken ct)
    {
        var caller = http.RequestServices.GetRequiredService<ICaller>();
        if (http.GetRouteValue("id") is not string id || caller.ExpectedVersion is not { } seen)
        {
            return null;
        }
        var changes = await http.RequestServices.GetRequiredService<IMediator>()
            .Send(new GetHistory(id, new PageRequest { Count = CountMode.None }, seen), ct);
        return Changes(changes);
    }

    internal static IEnumerable<Change> Changes(Page<HistoryLine> lines) => lines.Items.Select(line => new Change(line.Version, line.At, line.ActorName, line.Type));

    /// <summary>Who changed what, when.</summary>
    internal sealed record Change(int Version, DateTimeOffset At, string? By, string What);
}

using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Forms;
using OneStop.Api.Http;
using OneStop.Application.Calendar;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Application.Transfers;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Api.Transfers;

/// <summary>Reading transfers.</summary>
internal static class TransferEndpoints
{
    public static void MapTransfers(this RouteGroupBuilder v1)
    {
        var transfers = v1.MapGroup("/transfers").WithTags("Transfers");

        transfers.MapGet("/", List).WithName(nameof(ListTransfers));
        transfers.MapGet("/{id}", Get).WithName(nameof(GetTransfer));
        transfers.MapGet("/{id}/history", History).WithName(nameof(GetTransferHistory));
        transfers.MapGet("/{id}/deadline", Deadline).WithName(nameof(GetTransferDeadline));
        transfers.MapGet("/{id}/actions", Actions).WithName(nameof(GetTransferActions));
        transfers.MapGet("/{id}/slip", Slip).WithName(nameof(GetTransferSlip)).Produces<string>(StatusCodes.Status200OK, "text/html");
        transfers.MapTransferActions();
        v1.MapOpening();
        v1.MapGet("/dossiers/{id}/transfers", OfDossier).WithName(nameof(ListTransfersOfDossier)).WithTags("Transfers");
    }

    /// <summary>Transfers within the caller's reach — danh sách chặng liên thông</summary>
    /// <remarks>`sort`: `-sentAt` (newest first, the default), `sentAt`, `dueAt` (open transfers, earliest first).</remarks>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<TransferView>>> List(
        [AsParameters] TransferListParameters parameters, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListTransfers(parameters.Filter, page.Request()), ct));

    /// <summary>The transfers of a dossier — các chặng liên thông của hồ sơ</summary>
    /// <remarks>Oldest first: institution, step, expected end and result of each. An agency with a leg of its own sees that one only.</remarks>
    /// <param name="id">Identity or code of the dossier.</param>
    /// <response code="200">A page.</response>
    private static async Task<Ok<Page<TransferView>>> OfDossier(
        string id, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListTransfersOfDossier(id, page.Request()), ct));

    /// <summary>One transfer — xem chặng liên thông</summary>
    /// <param name="id">Identity.</param>
    /// <response code="200">The transfer, whole.</response>
    private static async Task<Results<Ok<TransferView>, StatusCodeHttpResult>> Get(string id, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var transfer = await mediator.Send(new GetTransfer(id), ct);
        return Answers.Versioned(http, transfer, transfer.Version);
    }

    /// <summary>Everything that happened — lịch sử chặng liên thông</summary>
    /// <param name="id">Identity.</param>
    /// <response code="200">The events, oldest first.</response>
    private static async Task<Ok<Page<HistoryLine>>> History(
        string id, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new GetTransferHistory(id, page.Request()), ct));

    /// <summary>Why it is due when it is — giải trình thời hạn chặng liên thông</summary>
    /// <param name="id">Identity.</param>
    /// <response code="200">The transfer's own clock with its ledger.</response>
    private static async Task<Ok<DeadlineView>> Deadline(string id, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new GetTransferDeadline(id), ct));

    /// <summary>The hand-over slip — phiếu chuyển, giao nhận hồ sơ</summary>
    /// <remarks>As data, or print-ready with `Accept: text/html`. For officials. Its QR carries the dossier's code and the transfer, nothing personal.</remarks>
    /// <param name="id">Identity.</param>
    /// <response code="200">The slip.</response>
    private static async Task<Results<Ok<PrintedSlip>, ContentHttpResult>> Slip(
        string id, HttpContext http, ICaller caller, IMediator mediator, DatabaseHealth database, CancellationToken ct)
    {
        var slip = await mediator.Send(new GetTransferSlip(id), ct);
        var sandbox = (await database.Check(ct)).Sandbox;
        return PrintedPage.IsWanted(http)
            ? PrintedPage.Answer(SlipPage.Of(slip, caller.English, sandbox))
            : TypedResults.Ok(new PrintedSlip(slip, QrCode.Svg(slip.Qr), sandbox));
    }

    /// <summary>What the caller can do now — các thao tác có thể thực hiện</summary>
    /// <param name="id">Identity.</param>
    /// <response code="200">Every action, allowed or not, and if not, why.</response>
    private static async Task<Ok<TransferActions>> Actions(string id, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new GetTransferActions(id), ct));
}

/// <summary>A hand-over slip and its QR code — phiếu chuyển có mã QR.</summary>
/// <param name="QrSvg">The QR code as SVG.</param>
/// <param name="Sandbox">Whether it comes from a sandbox, so that it promises nothing.</param>
public sealed record PrintedSlip(TransferSlip Slip, string QrSvg, bool Sandbox);

/// <summary>Filters of the list of transfers.</summary>
internal sealed record TransferListParameters
{
    /// <summary>Code of the receiving agency.</summary>
    public string? ToAgency { get; init; }

    /// <summary>Code of the sending agency.</summary>
    public string? FromAgency { get; init; }

    /// <summary>Where they stand.</summary>
    public Choice<TransferStatus>? Status { get; init; }

    /// <summary>Identity or code of the dossier.</summary>
    public string? Dossier { get; init; }

    /// <summary>Open transfers due before this instant.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>A figure's transfers, as its `drillDown` gave it.</summary>
    public string? Cell { get; init; }

    internal TransferFilter Filter => new()
    {
        ToAgency = ToAgency, FromAgency = FromAgency, Status = Status?.Value, Dossier = Dossier, DueBefore = DueBefore,
        Cell = Cell is null ? null : TransferCell.Parse(Cell),
    };
}

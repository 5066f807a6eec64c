using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OneStop.Api.Http;
using OneStop.Application.Contract;
using OneStop.Application.Lists;
using OneStop.Application.Portal;
using OneStop.Domain.Portal;

namespace OneStop.Api.Portal;

/// <summary>The exchange with the National Public Service Portal: its ledger, sending again, comparing, checking a message.</summary>
internal static class PortalEndpoints
{
    public static void MapPortal(this RouteGroupBuilder v1)
    {
        var portal = v1.MapGroup("/portal").WithTags("Portal");

        portal.MapGet("/sync", List).WithName(nameof(ListPortalSync));
        portal.MapGet("/sync/{id}", Get).WithName(nameof(GetPortalSync));
        portal.MapPost("/sync/{id}/resend", Resend).WithName(nameof(ResendToPortal));
        portal.MapGet("/reconciliations", Reconciliations).WithName(nameof(ListReconciliations));
        portal.MapPost("/reconciliations", Reconcile).WithName(nameof(ReconcilePortal));
        portal.MapGet("/reconciliations/{id}", Report).WithName(nameof(GetReconciliation));
        portal.MapPost("/validate", Validate).WithName(nameof(ValidatePortalMessage));
        v1.MapNationalCatalogue();
    }

    /// <summary>What the portal has of which dossier — sổ đồng bộ với Cổng Dịch vụ công quốc gia</summary>
    /// <remarks>
    /// Dossiers within the caller's reach. `state`: `pending` waits to be sent, `inSync` the portal has it as it stands, `rejected` it was not taken and
    /// waits for a change, a re-send or the next reconciliation, `differs` a reconciliation found it otherwise there. What stands so longest comes first.
    /// Two more states are about the portal's own messages, newest first: `parked` those that wait here, `refused` those that will never have an effect.
    /// `message` is the id of each, `errorCode` the code of the reason, `problemText` its words. Officials see those that name their agencies, system
    /// administrators all, also those that name none; without `state` they are not listed.
    /// Dossiers filed for trying out never stand here.
    /// </remarks>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<PortalSyncLine>>> List(
        [AsParameters] PortalSyncParameters parameters, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListPortalSync(parameters.Filter(), page.Request()), ct));

    /// <summary>What the portal has of a dossier, and every call about it — tình trạng đồng bộ của hồ sơ</summary>
    /// <remarks>The calls explain every delay: when each was made, how long it took, what came of it. They hold nothing about persons.</remarks>
    /// <param name="id">Identity or code of the dossier.</param>
    /// <response code="200">Its line of the ledger and the last 200 calls, newest first.</response>
    private static async Task<Ok<PortalSyncView>> Get(string id, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new GetPortalSync(id), ct));

    /// <summary>Send a dossier to the portal again — gửi lại hồ sơ</summary>
    /// <remarks>For administrators of the receiving or the competent agency, and of the system. It is sent whole and at once, after a look at what the portal has.</remarks>
    /// <param name="id">Identity or code of the dossier.</param>
    /// <response code="200">Its line of the ledger; it waits to be sent.</response>
    private static async Task<Ok<PortalSyncView>> Resend(string id, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new ResendToPortal(id), ct));

    /// <summary>The reconciliations — các lần đối soát</summary>
    /// <remarks>Newest first; one is begun every night.</remarks>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<ReconciliationView>>> Reconciliations(
        [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListReconciliations(page.Request()), ct));

    /// <summary>Compare the ledger with the portal — đối soát với Cổng Dịch vụ công quốc gia</summary>
    /// <remarks>
    /// A worker compares every dossier of the ledger, or those filed between `from` and `to`, beside the requests: status, dates, outcome, lines of
    /// progress. What differs is reported and sent again, what was refused before is tried again. One at a time (409 `portal.one-reconciliation`).
    /// Where no portal is connected it waits until one is.
    /// </remarks>
    /// <param name="body">Which dossiers; all of them where absent.</param>
    /// <response code="202">It is under way; `Location` says where to ask how far it is.</response>
    private static async Task<Accepted<ReconciliationView>> Reconcile([FromBody] ReconcileBody? body, IMediator mediator, CancellationToken ct)
    {
        var begun = await mediator.Send(new ReconcilePortal(body?.From, body?.To), ct);
        return TypedResults.Accepted($"/api/v1/portal/reconciliations/{begun.Id}", begun);
    }

    /// <summary>What a reconciliation found — báo cáo đối soát</summary>
    /// <remarks>`differences` has codes, dates and counts only; `next` in it leads to its next page by `cursor`.</remarks>
    /// <param name="id">Identity of the reconciliation.</param>
    /// <param name="page">Which page of the differences.</param>
    /// <response code="200">Its counts, and a page of what differs.</response>
    private static async Task<Ok<ReconciliationReport>> Report(
        ReconciliationId id, [AsParameters] PageParameters page, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new GetReconciliation(id, page.Request()), ct));

    /// <summary>Check a message to the portal, field by field — kiểm tra gói tin gửi Cổng Dịch vụ công quốc gia</summary>
    /// <remarks>
    /// `service` is `DongBoHoSoMC`, `CapNhatTienDoHoSoMC` or `TraCuuHoSo`; `data` is what such a message carries. Nothing is sent or stored. Each fault:
    /// `missing`, `tooLong`, `malformed`, `unknownCode` or `unknown`, with what is expected there.
    /// </remarks>
    /// <param name="body">The message.</param>
    /// <response code="200">What the message has against it; nothing where it is valid.</response>
    private static async Task<Ok<MessageVerdict>> Validate(ValidateBody body, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new ValidatePortalMessage(body.Service, body.Data), ct));

    /// <summary>Which dossiers are compared: those filed at or after `from` and before `to`.</summary>
    internal sealed record ReconcileBody(DateTimeOffset? From = null, DateTimeOffset? To = null);

    /// <summary>A message to the portal.</summary>
    internal sealed record ValidateBody(string Service, JsonElement Data);
}

/// <summary>Filters of the ledger.</summary>
/// <param name="State">`pending`, `inSync`, `rejected`, `differs`, or `parked`, `refused` for the portal's messages that wait here or were refused.</param>
/// <param name="Agency">Only dossiers that this agency receives or resolves.</param>
/// <param name="Procedure">Only dossiers of this procedure; not with `parked`, `refused`.</param>
/// <param name="OlderThan">Only what stands so since before this instant; not with `parked`, `refused`.</param>
internal sealed record PortalSyncParameters(Choice<PortalSyncStanding>? State, string? Agency, string? Procedure, DateTimeOffset? OlderThan)
{
    public PortalSyncFilter Filter() => new(State?.Value, Agency, Procedure, OlderThan);
}

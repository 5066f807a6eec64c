using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Dossiers;
using OneStop.Api.Http;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Application.Transfers;
using OneStop.Domain.Dossiers;

namespace OneStop.Api.Transfers;

/// <summary>What can be done with a transfer: every action answers the whole transfer with its new version.</summary>
internal static class TransferActionEndpoints
{
    public static void MapTransferActions(this RouteGroupBuilder transfers)
    {
        var one = transfers.MapGroup("/{id}").NeedVersion().WithMetadata(new ExplainsStaleness(ChangesSince));

        one.MapPost("/accept", Accept).WithName(nameof(AcceptTransfer));
        one.MapPost("/decline", Decline).WithName(nameof(DeclineTransfer));
        one.MapPost("/reroute", Reroute).WithName(nameof(RerouteTransfer));
        one.MapPost("/steps/complete", CompleteStep).WithName(nameof(CompleteTransferStep));
        one.MapPost("/complete", Complete).WithName(nameof(CompleteTransfer));
        one.MapPost("/recall", Recall).WithName(nameof(RecallTransfer));
        one.MapPost("/remind", Remind).WithName(nameof(RemindTransfer));
    }

    public static void MapOpening(this RouteGroupBuilder v1) => v1.MapGroup("/dossiers/{id}").NeedVersion()
        .WithMetadata(new ExplainsStaleness(DossierStaleness.ChangesSince))
        .MapPost("/transfers", Open).WithName(nameof(OpenTransfer)).WithTags("Transfers");

    /// <summary>Open a leg beside the route — chuyển liên thông ngoài quy trình</summary>
    /// <remarks>
    /// The assignee of the step, a head or leader of the competent agency, or the head of the one-stop office. Routes open their legs by
    /// themselves. `If-Match` is the dossier's version. Legs of one `parallelGroup` are sent to all at once; one of them may lead.
    /// </remarks>
    /// <param name="id">Identity or code of the dossier.</param>
    /// <param name="body">What is sent to whom.</param>
    /// <response code="201">Sent: its clock runs. The body is the transfer.</response>
    private static async Task<Created<TransferView>> Open(string id, NewTransfer body, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var transfer = await mediator.Send(new OpenTransfer(id, body), ct);
        return Answers.Made(http, $"/api/v1/transfers/{transfer.Id}", transfer, transfer.Version);
    }

    /// <summary>Take it — tiếp nhận hồ sơ liên thông</summary>
    /// <remarks>Officials of the receiving agency, until `acceptBy`; later too, but then it stands in the attention list.</remarks>
    /// <param name="id">Identity.</param>
    /// <param name="body">Empty.</param>
    /// <response code="200">Accepted.</response>
    private static Task<Ok<TransferView>> Accept(string id, Nothing? body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new AcceptTransfer(id), ct));

    /// <summary>Send it back — từ chối tiếp nhận liên thông</summary>
    /// <remarks>The sender finds a new way (`reroute`). The time lost is charged to the sender.</remarks>
    /// <param name="id">Identity.</param>
    /// <param name="body">The reason.</param>
    /// <response code="200">Declined.</response>
    private static Task<Ok<TransferView>> Decline(string id, ReasonBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new DeclineTransfer(id, body.Reason), ct));

    /// <summary>Let another agency have it — chuyển tiếp, chuyển lại</summary>
    /// <remarks>
    /// The receiver forwards before it accepts; the sender re-routes what was declined or recalled. The new leg has `previous`, the limit
    /// anew, and who re-routed it as its sender.
    /// </remarks>
    /// <param name="id">Identity.</param>
    /// <param name="body">Where to, and why.</param>
    /// <response code="200">The transfer that was re-routed; `next` is the new one.</response>
    private static Task<Ok<TransferView>> Reroute(string id, RerouteBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new RerouteTransfer(id, body.ToAgency, body.Reason), ct));

    /// <summary>End the current inner step — hoàn thành bước của chặng</summary>
    /// <remarks>Who waits sees where it is; the leg ends by `complete`, whichever step it is at.</remarks>
    /// <param name="id">Identity.</param>
    /// <param name="body">A note, where there is one.</param>
    /// <response code="200">The next inner step has begun.</response>
    private static Task<Ok<TransferView>> CompleteStep(string id, NoteBody? body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new CompleteTransferStep(id, body?.Note), ct));

    /// <summary>The work is done — hoàn thành chặng liên thông</summary>
    /// <remarks>A leg that decides ends with `outcome` and `result`. Once all legs of the step have ended the dossier moves on, in the same commit.</remarks>
    /// <param name="id">Identity.</param>
    /// <param name="body">What comes back.</param>
    /// <response code="200">Completed.</response>
    private static Task<Ok<TransferView>> Complete(string id, CompleteBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new CompleteTransfer(id, body.Outcome, body.Result, body.Note, body.Documents ?? []), ct));

    /// <summary>Take it back before it is opened — thu hồi</summary>
    /// <remarks>Also a consultation that was not answered in time.</remarks>
    /// <param name="id">Identity.</param>
    /// <param name="body">The reason.</param>
    /// <response code="200">Recalled.</response>
    private static Task<Ok<TransferView>> Recall(string id, ReasonBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new RecallTransfer(id, body.Reason), ct));

    /// <summary>Ask where it stays — đôn đốc</summary>
    /// <param name="id">Identity.</param>
    /// <param name="body">Empty.</param>
    /// <response code="200">Noted in its history.</response>
    private static Task<Ok<TransferView>> Remind(string id, Nothing? body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new RemindTransfer(id), ct));

    private static async Task<Ok<TransferView>> Act(HttpContext http, Task<TransferView> acting)
    {
        var transfer = await acting;
        return Answers.Acted(http, transfer, transfer.Version);
    }

    private static async Task<object?> ChangesSince(HttpContext http, CancellationToken ct)
    {
        var caller = http.RequestServices.GetRequiredService<ICaller>();
        return http.GetRouteValue("id") is string id && caller.ExpectedVersion is { } seen
            ? DossierStaleness.Changes(await http.RequestServices.GetRequiredService<IMediator>()
                .Send(new GetTransferHistory(id, new PageRequest { Count = CountMode.None }, seen), ct))
            : null;
    }
}

/// <summary>Where to, and why.</summary>
internal sealed record RerouteBody(string ToAgency, string Reason);

/// <summary>What comes back.</summary>
/// <param name="Outcome">Needed on a leg that decides.</param>
/// <param name="Result">Needed on a leg that decides.</param>
internal sealed record CompleteBody(Outcome? Outcome, Result? Result, string? Note, IReadOnlyList<Document>? Documents);

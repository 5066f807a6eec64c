using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Lists;
using OneStop.Application.Webhooks;
using OneStop.Domain.Webhooks;

namespace OneStop.Api.Webhooks;

/// <summary>What webhooks sent, and sending it again.</summary>
internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this RouteGroupBuilder webhooks)
    {
        webhooks.MapPost("/{id}/ping", Ping).WithName(nameof(PingWebhook));
        webhooks.MapGet("/{id}/deliveries", List).WithName(nameof(ListDeliveries));
        webhooks.MapGet("/{id}/deliveries/{did}", Get).WithName(nameof(GetDelivery));
        webhooks.MapPost("/{id}/redeliver", Again).WithName(nameof(Redeliver));
    }

    /// <summary>Send a ping — gửi thử</summary>
    /// <remarks>
    /// To see whether the receiver is there and checks the signature: one attempt, also while the webhook is paused; `type` is `ping`. One at a time; of
    /// each webhook the latest 20 are kept.
    /// </remarks>
    /// <param name="id">Identity of the webhook.</param>
    /// <response code="202">It waits for its turn; `Location` says where to look what came of it.</response>
    private static async Task<Accepted<DeliveryView>> Ping(WebhookId id, IMediator mediator, CancellationToken ct)
    {
        var ping = await mediator.Send(new PingWebhook(id), ct);
        return TypedResults.Accepted($"/api/v1/webhooks/{id}/deliveries/{ping.Delivery.Id}", ping);
    }

    /// <summary>What a webhook sent, and still has to send — nhật ký gửi thông báo</summary>
    /// <remarks>
    /// Newest first. `pending` waits for its turn or its next attempt, `delivered` was taken, `failed` was given up after a day and longer, `parked` leads
    /// where may not be sent to, `withheld` was not sent because the owner may not see the event any more; `reason` says what came between.
    /// </remarks>
    /// <param name="id">Identity of the webhook.</param>
    /// <param name="state">Only those that stand there.</param>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<DeliveryLine>>> List(
        WebhookId id, Choice<DeliveryStanding>? state, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListDeliveries(id, state?.Value, page.Request()), ct));

    /// <summary>One delivery with its body and every attempt — chi tiết lần gửi</summary>
    /// <remarks>Of each attempt: when, how long, the status and the first 4 KB of the answer, or what came between. `body` and the
    /// answers are the owner's alone, as far as it may see the event today.</remarks>
    /// <param name="id">Identity of the webhook.</param>
    /// <param name="did">Identity of the delivery.</param>
    /// <response code="200">The delivery.</response>
    private static async Task<Ok<DeliveryView>> Get(WebhookId id, DeliveryId did, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new GetDelivery(id, did), ct));

    /// <summary>Send deliveries again — gửi lại thông báo</summary>
    /// <remarks>
    /// One (`delivery`), those of a range of positions that are not waiting anyway (`from` and `to`), or all that failed or are parked (`failed`, with `from`
    /// those from there on). They keep their `webhook-id` and body, and come before what is later about the same dossier; what the owner may not see any more
    /// ends as `withheld`. At most 1,000 at once: `next` is the `from` to go on with. What was kept long enough is gone; the feed still has the events.
    /// </remarks>
    /// <param name="id">Identity of the webhook.</param>
    /// <param name="what">What to send again.</param>
    /// <response code="200">How many wait for their turn again.</response>
    private static async Task<Ok<Redelivered>> Again(WebhookId id, Redelivery what, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new Redeliver(id, what), ct));
}

using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Lists;
using OneStop.Application.Webhooks;
using OneStop.Domain.Webhooks;

namespace OneStop.Api.Webhooks;

/// <summary>Subscriptions to the feed that are pushed to other systems, and what they sent.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this RouteGroupBuilder v1)
    {
        var webhooks = v1.MapGroup("/webhooks").WithTags("Integration");

        webhooks.MapGet("/", List).WithName(nameof(ListWebhooks));
        webhooks.MapPost("/", Register).WithName(nameof(RegisterWebhook));
        webhooks.MapGet("/{id}", Get).WithName(nameof(GetWebhook));
        webhooks.MapPatch("/{id}", Change).WithName(nameof(ChangeWebhook)).NeedVersion();
        webhooks.MapDelete("/{id}", Remove).WithName(nameof(RemoveWebhook)).NeedVersion();
        webhooks.MapPost("/{id}/secrets", AddSecret).WithName(nameof(AddWebhookSecret)).NeedVersion();
        webhooks.MapDelete("/{id}/secrets/{sid}", RevokeSecret).WithName(nameof(RevokeWebhookSecret)).NeedVersion();
        webhooks.MapDeliveries();
    }

    /// <summary>The caller's webhooks — danh sách đăng ký nhận thông báo</summary>
    /// <remarks>Newest first; system administrators see those of all, the `url` of others without path and query.</remarks>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<WebhookView>>> List([AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListWebhooks(page.Request()), ct));

    /// <summary>Subscribe to what happens — đăng ký nhận thông báo biến động</summary>
    /// <remarks>
    /// For machine clients that may read dossiers, and administrators. From now on each event of the feed that the account may see, and `filter` lets
    /// through, is posted to `url` as JSON: the item of the feed. An event about a dossier or a leg of it comes after those before it. What counts as
    /// taken is an answer of 2xx within 10 s; anything else is tried again, with growing delay, for a day and longer. The same `webhook-id` may come more
    /// than once. `webhook-signature` holds `v1,` and the Base64 of HMAC-SHA256 over `webhook-id`.`webhook-timestamp`.body, one for each live secret
    /// (standardwebhooks.com). `url` must lead outside of the engine's own network. The secret is in this answer only; an `Idempotency-Key` is refused.
    /// </remarks>
    /// <param name="command">Where to send to, and what.</param>
    /// <response code="201">The webhook and its secret, with its version as ETag.</response>
    private static async Task<Created<WebhookSecretGiven>> Register(RegisterWebhook command, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var made = await mediator.Send(command, ct);
        http.Response.Headers.CacheControl = "no-store";
        return Answers.Made(http, $"/api/v1/webhooks/{made.Webhook.Id}", made, made.Webhook.Version);
    }

    /// <summary>One webhook and how it gets on — xem đăng ký nhận thông báo</summary>
    /// <remarks>With its live secrets (never what they are), how far it has read, what is open, and since when nothing gets through.</remarks>
    /// <param name="id">Identity of the webhook.</param>
    /// <response code="200">The webhook, with its version as ETag.</response>
    private static async Task<Ok<WebhookView>> Get(WebhookId id, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        // No 304: it gets on under one version.
        var webhook = await mediator.Send(new GetWebhook(id), ct);
        return Answers.Acted(http, webhook, webhook.Version);
    }

    /// <summary>Change, pause or resume a webhook — thay đổi, tạm dừng, gửi tiếp</summary>
    /// <remarks>
    /// What is left out stays; a `filter` replaces the whole one. While it is paused nothing is sent, but what is under way, and nothing is lost: resumed, it
    /// goes on where it stood, also where the engine paused it (`pauseReason`). System administrators may pause and resume those of others, and change nothing else.
    /// </remarks>
    /// <param name="id">Identity of the webhook.</param>
    /// <param name="change">What to change.</param>
    /// <response code="200">The webhook after it, with its new ETag.</response>
    private static async Task<Ok<WebhookView>> Change(WebhookId id, WebhookChange change, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var webhook = await mediator.Send(new ChangeWebhook(id, change), ct);
        return Answers.Acted(http, webhook, webhook.Version);
    }

    /// <summary>Remove a webhook — hủy đăng ký nhận thông báo</summary>
    /// <remarks>What it had not sent is forgotten, and nothing is sent any more.</remarks>
    /// <param name="id">Identity of the webhook.</param>
    /// <response code="204">It is gone.</response>
    private static async Task<NoContent> Remove(WebhookId id, IMediator mediator, CancellationToken ct)
    {
        await mediator.Send(new RemoveWebhook(id), ct);
        return TypedResults.NoContent();
    }

    /// <summary>Give a webhook one more secret — cấp khóa ký</summary>
    /// <remarks>
    /// At most two sign at once, so that the receiver can change over without a gap: the one before signs too until `previousUntil`, or until it is
    /// revoked. The secret is in this answer only; an `Idempotency-Key` is refused.
    /// </remarks>
    /// <param name="id">Identity of the webhook.</param>
    /// <param name="body">Until when the secret before it signs too.</param>
    /// <response code="201">The webhook and the secret, with its new version as ETag.</response>
    private static async Task<Created<WebhookSecretGiven>> AddSecret(
        WebhookId id, WebhookSecretBody body, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var made = await mediator.Send(new AddWebhookSecret(id, body.PreviousUntil), ct);
        http.Response.Headers.CacheControl = "no-store";
        return Answers.Made(http, $"/api/v1/webhooks/{id}", made, made.Webhook.Version);
    }

    /// <summary>End a secret of a webhook — thu hồi khóa ký</summary>
    /// <remarks>One that does not end by itself stays: make another one before.</remarks>
    /// <param name="id">Identity of the webhook.</param>
    /// <param name="sid">Identity of the secret.</param>
    /// <response code="200">The webhook after it, with its new ETag.</response>
    private static async Task<Ok<WebhookView>> RevokeSecret(
        WebhookId id, WebhookSecretId sid, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var webhook = await mediator.Send(new RevokeWebhookSecret(id, sid), ct);
        return Answers.Acted(http, webhook, webhook.Version);
    }

    /// <summary>A secret to be made.</summary>
    internal sealed record WebhookSecretBody
    {
        /// <summary>Until when the secret before it signs too, at most 30 days; null until it is revoked.</summary>
        public DateTimeOffset? PreviousUntil { get; init; }
    }
}

using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;
using OneStop.Domain.Webhooks;

namespace OneStop.Application.Webhooks;

/// <summary>What the requests about webhooks share: an account sees its own, a system administrator all.</summary>
internal sealed class WebhookDesk(IWebhooks webhooks, ICaller caller, TimeProvider clock)
{
    public async Task<Webhook> Find(WebhookId id, CancellationToken ct)
    {
        var webhook = await webhooks.Find(id, ct);
        WebhookRules.Exists.DemandFound(webhook is not null && (IsOwn(webhook) || caller.Required().IsSystemAdmin));
        return webhook!;
    }

    /// <summary>Whose webhooks the caller sees; null for all.</summary>
    public AccountId? Seen => caller.Required().IsSystemAdmin ? null : caller.Required().Id;

    public async Task<WebhookView> View(Webhook webhook, CancellationToken ct) =>
        WebhookView.Of(webhook, IsOwn(webhook), await webhooks.Secrets(webhook.State.Id, ct), await webhooks.Progress(webhook.State.Id, ct));

    /// <summary>Lets a verb act on the version that the caller last saw, and stores it.</summary>
    public async Task<Webhook> Act(WebhookId id, bool ownerOnly, Func<Webhook, DateTimeOffset, Task> verb, CancellationToken ct)
    {
        var webhook = await Find(id, ct);
        if (ownerOnly && !IsOwn(webhook))
        {
            throw new ForbiddenException(WebhookRules.IsOwn);
        }
        caller.DemandVersion(webhook.Kind, webhook.Version);
        await verb(webhook, clock.GetUtcNow());
        await webhooks.Save(webhook, ct);
        return webhook;
    }

    /// <summary>Whether it is the caller's.</summary>
    public bool IsOwn(Webhook webhook) => webhook.State.Owner == caller.Required().Id;
}

using OneStop.Application;
using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Application.Webhooks;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Access;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>What the owners of webhooks may see today; without the right to subscribe their webhooks are paused.</summary>
internal sealed class WebhookOwners(Standings standings, IAgencies agencies, IWebhooks webhooks, TimeProvider clock)
{
    /// <summary>The reach of an owner; null where it may not subscribe any more.</summary>
    public async Task<DossierReach?> ReachOf(AccountId owner, CancellationToken ct)
    {
        var actor = await standings.Of(owner, Assurance.Account, ct);
        return actor is not null && actor.Grants(Permission.Subscribe)
            ? DossierReach.Of(actor, await agencies.Tree(ct), VietnamTime.DateOf(clock.GetUtcNow()))
            : null;
    }

    /// <summary>Pauses a webhook that is active; only inside a transaction.</summary>
    public async Task<bool> Pause(WebhookId id, PauseReason reason, CancellationToken ct)
    {
        if (await webhooks.Find(id, ct) is not { IsActive: true } webhook)
        {
            return false;
        }
        webhook.Pause(reason, clock.GetUtcNow());
        await webhooks.Save(webhook, ct);
        return true;
    }
}

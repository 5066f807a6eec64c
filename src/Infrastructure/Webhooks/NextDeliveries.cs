using OneStop.Application.Changes;
using OneStop.Application.Webhooks;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;
using OneStop.Domain.Webhooks;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>A delivery that is due, not yet looked at as its owner sees it.</summary>
internal sealed record DueRow
{
    public required DeliveryId Id { get; init; }

    public required long Position { get; init; }

    public required string Body { get; init; }
}

/// <summary>What keeps a webhook from sending anything.</summary>
/// <param name="Pause">Why it is paused.</param>
/// <param name="Rule">Why its pings end.</param>
internal sealed record Obstacle(PauseReason Pause, Rule Rule)
{
    public static readonly Obstacle OwnerMayNotAct = new(PauseReason.OwnerMayNotAct, DeliveryRules.OwnerMayAct);

    public static readonly Obstacle NoSecret = new(PauseReason.NoSecret, DeliveryRules.IsSigned);
}

/// <summary>What is due for a webhook, as its owner sees it at this moment: there is no other way to a lease.</summary>
/// <param name="Shown">What may be sent, in its order.</param>
/// <param name="Withheld">What its owner may not see any more as it was written.</param>
/// <param name="Obstacle">What keeps all of it back; null where nothing does.</param>
internal sealed record NextDeliveries(WebhookId Webhook, IReadOnlyList<DeliveryId> Shown, IReadOnlyList<DeliveryId> Withheld, Obstacle? Obstacle)
{
    public bool IsNone => Shown.Count == 0 && Withheld.Count == 0 && Obstacle is null;
}

/// <summary>Looks at what is due with the reach that the owner of its webhook has now.</summary>
internal sealed class DeliverySight(WebhookOwners owners, IChanges changes)
{
    public async Task<NextDeliveries> Of(WebhookId webhook, AccountId owner, IReadOnlyList<DueRow> due, CancellationToken ct)
    {
        if (await owners.ReachOf(owner, ct) is not { } reach)
        {
            return new NextDeliveries(webhook, [], [], Obstacle.OwnerMayNotAct);
        }
        var today = (await changes.At([.. due.Select(row => row.Position).Where(position => position > 0)], reach, ct)).ToDictionary(item => item.Position);
        var shown = due.ToLookup(row => row.Position == 0 || DeliveryBody.Shows(row.Body, today.GetValueOrDefault(row.Position)), row => row.Id);
        return new NextDeliveries(webhook, [.. shown[true]], [.. shown[false]], null);
    }
}

using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Webhooks;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>
/// Forgets deliveries that were done long ago, or whose webhook was removed, with their attempts; webhooks that were removed long ago; and secrets
/// as soon as they ended. What was looked for before the transaction is not looked for again inside it.
/// </summary>
internal sealed class WebhookSweep(DbSession db, WebhookOptions options, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : ISweep
{
    private const int Slice = 200;

    internal const string Old = "SELECT d.Id FROM WebhookDeliveries d WHERE d.DoneAt <= @Before ORDER BY d.DoneAt, d.Id";

    /// <summary>The first removed webhook that left something; asked for each of the few there are, whatever else was ever sent.</summary>
    internal const string Left = """
        SELECT w.Id
        FROM Webhooks w
        WHERE w.RemovedAt IS NOT NULL
            AND CASE WHEN EXISTS (SELECT 1 FROM WebhookDeliveries d WHERE d.WebhookId = w.Id) THEN 1 ELSE 0 END = 1
        ORDER BY w.RemovedAt, w.Id
        """;

    internal const string Of = "SELECT d.Id FROM WebhookDeliveries d WHERE d.WebhookId = @Webhook ORDER BY d.Id";

    private const string Ended = "SELECT Id FROM WebhookSecrets WHERE ExpiresAt <= @Now ORDER BY Id";

    /// <summary>Until then their owners find in the feed what became of them.</summary>
    internal const string Removed = """
        SELECT w.Id
        FROM Webhooks w
        WHERE w.RemovedAt <= @Before
            AND CASE WHEN EXISTS (SELECT 1 FROM WebhookDeliveries d WHERE d.WebhookId = w.Id) THEN 1 ELSE 0 END = 0
        ORDER BY w.RemovedAt, w.Id
        """;

    private const string DeleteDeliveries = """
        DELETE FROM WebhookDeliveries
        WHERE Id = @Id AND (DoneAt <= @Before OR EXISTS (SELECT 1 FROM Webhooks w WHERE w.Id = WebhookDeliveries.WebhookId AND w.RemovedAt IS NOT NULL))
        """;

    private const string DeleteAttempts = """
        DELETE FROM WebhookAttempts WHERE DeliveryId = @Id AND NOT EXISTS (SELECT 1 FROM WebhookDeliveries d WHERE d.Id = WebhookAttempts.DeliveryId)
        """;

    private const string DeleteSecrets = "DELETE FROM WebhookSecrets WHERE ExpiresAt <= @Now";

    private const string DeleteProgress = "DELETE FROM WebhookProgress WHERE WebhookId = @Id";

    private const string DeleteWebhooks = "DELETE FROM Webhooks WHERE Id = @Id";

    private Expired? found;

    public async Task<bool> AnyExpired(CancellationToken ct)
    {
        found = await Find(ct);
        return found.Deliveries.Count > 0 || found.Webhooks.Count > 0 || found.Secrets;
    }

    public async Task<bool> Sweep(CancellationToken ct)
    {
        var expired = found ?? await Find(ct);
        found = null;
        var deliveries = expired.Deliveries.Select(id => new { Id = id, Before }).ToArray();
        await db.Execute(DeleteDeliveries, deliveries, ct);
        await db.Execute(DeleteAttempts, deliveries, ct);
        if (expired.Secrets)
        {
            await db.Execute(DeleteSecrets, new { Now }, ct);
        }
        var webhooks = expired.Webhooks.Select(id => new { Id = id }).ToArray();
        await db.Execute(DeleteProgress, webhooks, ct);
        await db.Execute(DeleteWebhooks, webhooks, ct);
        return expired.Deliveries.Count > 0 || expired.Webhooks.Count == Slice;
    }

    private DateTimeOffset Now => machineClock.GetUtcNow();

    private DateTimeOffset Before => Now - TimeSpan.FromDays(options.KeepDays);

    private async Task<Expired> Find(CancellationToken ct)
    {
        var deliveries = await First<DeliveryId>(Old, Slice, default, ct);
        if (deliveries.Count == 0)
        {
            foreach (var webhook in await First<WebhookId>(Left, 1, default, ct))
            {
                deliveries = await First<DeliveryId>(Of, Slice, webhook, ct);
            }
        }
        return new Expired(deliveries, await First<WebhookId>(Removed, Slice, default, ct), (await First<WebhookSecretId>(Ended, 1, default, ct)).Count > 0);
    }

    private Task<IReadOnlyList<T>> First<T>(string which, int take, WebhookId webhook, CancellationToken ct) =>
        db.Query<T>($"{which} {db.Dialect.Page}", new { Before, Now, Webhook = webhook, Take = take }, ct);

    /// <summary>A slice of what may be forgotten.</summary>
    private sealed record Expired(IReadOnlyList<DeliveryId> Deliveries, IReadOnlyList<WebhookId> Webhooks, bool Secrets);
}

using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Webhooks;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>
/// Forgets deliveries that were done long ago, or whose webhook was removed, with their attempts; webhooks that were removed long ago; and secrets
/// as soon as they ended.
/// </summary>
internal sealed class WebhookSweep(DbSession db, WebhookOptions options, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : ISweep
{
    private const int Slice = 200;

    private const string Old = "SELECT Id FROM WebhookDeliveries WHERE DoneAt <= @Before ORDER BY DoneAt, Id";

    private const string OfRemoved = """
        SELECT d.Id
        FROM Webhooks w
        INNER JOIN WebhookDeliveries d ON d.WebhookId = w.Id
        WHERE w.RemovedAt IS NOT NULL
        ORDER BY d.WebhookId, d.Id
        """;

    private const string Ended = "SELECT Id FROM WebhookSecrets WHERE ExpiresAt <= @Now ORDER BY Id";

    /// <summary>Until then their owners find in the feed what became of them.</summary>
    private const string Removed = """
        SELECT w.Id
        FROM Webhooks w
        WHERE w.RemovedAt <= @Before AND NOT EXISTS (SELECT 1 FROM WebhookDeliveries d WHERE d.WebhookId = w.Id)
        ORDER BY w.Id
        """;

    private const string DeleteAttempts = "DELETE FROM WebhookAttempts WHERE DeliveryId = @Id";

    private const string DeleteDeliveries = """
        DELETE FROM WebhookDeliveries
        WHERE Id = @Id AND (DoneAt IS NOT NULL OR EXISTS (SELECT 1 FROM Webhooks w WHERE w.Id = WebhookDeliveries.WebhookId AND w.RemovedAt IS NOT NULL))
        """;

    private const string DeleteSecrets = "DELETE FROM WebhookSecrets WHERE ExpiresAt <= @Now";

    private const string DeleteProgress = "DELETE FROM WebhookProgress WHERE WebhookId = @Id";

    private const string DeleteWebhooks = "DELETE FROM Webhooks WHERE Id = @Id";

    public async Task<bool> AnyExpired(CancellationToken ct) =>
        (await Deliveries(Old, 1, ct)).Count > 0 || (await Deliveries(OfRemoved, 1, ct)).Count > 0
        || (await db.Query<WebhookSecretId>($"{Ended} {db.Dialect.Page}", new { Now, Take = 1 }, ct)).Count > 0 || (await Webhooks(1, ct)).Count > 0;

    public async Task<bool> Sweep(CancellationToken ct)
    {
        var (old, left) = (await Deliveries(Old, Slice, ct), await Deliveries(OfRemoved, Slice, ct));
        var deliveries = old.Union(left).Select(id => new { Id = id }).ToArray();
        await db.Execute(DeleteAttempts, deliveries, ct);
        await db.Execute(DeleteDeliveries, deliveries, ct);
        await db.Execute(DeleteSecrets, new { Now }, ct);
        var removed = await Webhooks(Slice, ct);
        var webhooks = removed.Select(id => new { Id = id }).ToArray();
        await db.Execute(DeleteProgress, webhooks, ct);
        await db.Execute(DeleteWebhooks, webhooks, ct);
        return old.Count == Slice || left.Count == Slice || removed.Count == Slice;
    }

    private DateTimeOffset Now => machineClock.GetUtcNow();

    private DateTimeOffset Before => Now - TimeSpan.FromDays(options.KeepDays);

    private Task<IReadOnlyList<DeliveryId>> Deliveries(string which, int take, CancellationToken ct) =>
        db.Query<DeliveryId>($"{which} {db.Dialect.Page}", new { Before, Take = take }, ct);

    private Task<IReadOnlyList<WebhookId>> Webhooks(int take, CancellationToken ct) =>
        db.Query<WebhookId>($"{Removed} {db.Dialect.Page}", new { Before, Take = take }, ct);
}

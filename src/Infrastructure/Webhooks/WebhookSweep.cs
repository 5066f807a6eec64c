using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Webhooks;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>Forgets deliveries that were done long ago, with their attempts, and secrets that ended.</summary>
internal sealed class WebhookSweep(DbSession db, WebhookOptions options, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : ISweep
{
    private const int Slice = 200;

    private const string Old = "SELECT Id FROM WebhookDeliveries WHERE DoneAt <= @Before ORDER BY DoneAt, Id";

    private const string DeleteAttempts = "DELETE FROM WebhookAttempts WHERE DeliveryId IN @Ids";

    private const string DeleteDeliveries = "DELETE FROM WebhookDeliveries WHERE Id IN @Ids AND DoneAt <= @Before";

    private const string DeleteSecrets = "DELETE FROM WebhookSecrets WHERE ExpiresAt <= @Before";

    public async Task<bool> AnyExpired(CancellationToken ct) => (await Expired(1, ct)).Count > 0;

    public async Task<bool> Sweep(CancellationToken ct)
    {
        var old = await Expired(Slice, ct);
        var ids = old.Select(TypeHandlers.Bytes).ToArray();
        await db.Execute(DeleteAttempts, new { Ids = ids }, ct);
        await db.Execute(DeleteDeliveries, new { Ids = ids, Before }, ct);
        await db.Execute(DeleteSecrets, new { Before }, ct);
        return old.Count == Slice;
    }

    private DateTimeOffset Before => machineClock.GetUtcNow() - TimeSpan.FromDays(options.KeepDays);

    private Task<IReadOnlyList<DeliveryId>> Expired(int take, CancellationToken ct) =>
        db.Query<DeliveryId>($"{Old} {db.Dialect.Page}", new { Before, Take = take }, ct);
}

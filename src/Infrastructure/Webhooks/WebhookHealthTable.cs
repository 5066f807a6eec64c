using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>Whether what webhooks send gets through, as their progress says.</summary>
internal sealed class WebhookHealthTable(DbSession db)
{
    /// <summary>Lets nobody else judge its health before this transaction ends.</summary>
    private const string Lock = "UPDATE WebhookProgress SET Failures = Failures WHERE WebhookId = @Webhook";

    private const string HealthOf = "SELECT Failures, FailingSince, Probes, HeldUntil FROM WebhookProgress WHERE WebhookId = @Webhook";

    private const string SetHealth = """
        UPDATE WebhookProgress
        SET Failures = @Failures, FailingSince = @FailingSince, Probes = @Probes, HeldUntil = @HeldUntil
        WHERE WebhookId = @Webhook
        """;

    private const string HoldForProbe = "UPDATE WebhookProgress SET HeldUntil = @Until WHERE WebhookId = @Webhook AND (HeldUntil IS NULL OR HeldUntil <= @Now)";

    public async Task<WebhookHealth> Of(WebhookId webhook, CancellationToken ct) =>
        await db.QueryOne<WebhookHealth>(HealthOf, new { Webhook = webhook }, ct) ?? new WebhookHealth();

    /// <summary>The health, which nobody else changes before this transaction ends.</summary>
    public async Task<WebhookHealth> Locked(WebhookId webhook, CancellationToken ct)
    {
        await db.Execute(Lock, new { Webhook = webhook }, ct);
        return await Of(webhook, ct);
    }

    public Task Set(WebhookId webhook, WebhookHealth health, CancellationToken ct) =>
        db.Execute(SetHealth, new { Webhook = webhook, health.Failures, health.FailingSince, health.Probes, health.HeldUntil }, ct);

    /// <summary>Nothing else is sent while one delivery tries a receiver that was down.</summary>
    public Task Hold(WebhookId webhook, DateTimeOffset until, DateTimeOffset now, CancellationToken ct) =>
        db.Execute(HoldForProbe, new { Webhook = webhook, Until = until, Now = now }, ct);
}

using OneStop.Application.Webhooks;
using OneStop.Domain.Access;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Delivery;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>A delivery that this process holds.</summary>
internal sealed record DueDelivery
{
    public required DeliveryId Id { get; init; }

    public required WebhookId WebhookId { get; init; }

    public required long Position { get; init; }

    public required int Attempts { get; init; }

    public DateTimeOffset? TriedSince { get; init; }

    public required string Url { get; init; }

    public required string Body { get; init; }

    /// <summary>What says that this process holds it.</summary>
    public byte[] Lease { get; init; } = [];

    /// <summary>Whether it tries a receiver that was down.</summary>
    public bool IsProbe { get; init; }

    /// <summary>Tried once, whether the webhook is paused or held or not; says nothing about its health.</summary>
    public bool IsPing => Position == 0;
}

/// <summary>Deliveries as the sender takes them and writes down what came of them.</summary>
internal sealed class DeliveryQueue(DbSession db, WebhookOwners owners, WebhookOptions options)
{
    /// <summary>Well above the time of an attempt.</summary>
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(5);

    /// <summary>Due, and the first open one about its subject.</summary>
    private const string IsDue = """
        d.Standing = 'pending' AND d.DueAt <= @Now
            AND (d.Position = 0 OR (w.Standing = 'active' AND (p.HeldUntil IS NULL OR p.HeldUntil <= @Now)
                AND NOT EXISTS (SELECT 1 FROM WebhookDeliveries e WHERE e.WebhookId = d.WebhookId AND e.Subject = d.Subject
                    AND e.Position < d.Position AND e.Standing IN ('pending', 'parked'))))
        """;

    private const string WithDue = $"""
        SELECT w.Id
        FROM Webhooks w
        INNER JOIN WebhookProgress p ON p.WebhookId = w.Id
        WHERE w.RemovedAt IS NULL AND EXISTS (SELECT 1 FROM WebhookDeliveries d WHERE d.WebhookId = w.Id AND {IsDue})
        ORDER BY w.Id
        """;

    private const string Candidates = $"""
        SELECT d.Id
        FROM WebhookDeliveries d
        INNER JOIN Webhooks w ON w.Id = d.WebhookId
        INNER JOIN WebhookProgress p ON p.WebhookId = d.WebhookId
        WHERE d.WebhookId = @Webhook AND {IsDue}
        ORDER BY d.DueAt, d.Position
        """;

    private const string OwnerOf = "SELECT Owner FROM Webhooks WHERE Id = @Webhook";

    private const string Take = "UPDATE WebhookDeliveries SET Lease = @Lease, DueAt = @Until WHERE Id IN @Ids AND Standing = 'pending' AND DueAt <= @Now";

    private const string Taken = """
        SELECT d.Id, d.WebhookId, d.Position, d.Attempts, d.TriedSince, w.Url, d.Body, d.Lease
        FROM WebhookDeliveries d
        INNER JOIN Webhooks w ON w.Id = d.WebhookId
        WHERE d.Id IN @Ids AND d.Lease = @Lease
        ORDER BY d.Position
        """;

    private const string SecretsOf = """
        SELECT Value FROM WebhookSecrets WHERE WebhookId = @Webhook AND (ExpiresAt IS NULL OR ExpiresAt > @Now) ORDER BY Id
        """;

    private const string HealthOf = "SELECT Failures, FailingSince, Probes, HeldUntil FROM WebhookProgress WHERE WebhookId = @Webhook";

    private const string SetHealth = """
        UPDATE WebhookProgress
        SET Failures = @Failures, FailingSince = @FailingSince, Probes = @Probes, HeldUntil = @HeldUntil
        WHERE WebhookId = @Webhook
        """;

    private const string HoldForProbe = "UPDATE WebhookProgress SET HeldUntil = @Until WHERE WebhookId = @Webhook AND (HeldUntil IS NULL OR HeldUntil <= @Now)";

    private const string AllDueNow = """
        UPDATE WebhookDeliveries SET DueAt = @Now WHERE WebhookId = @Webhook AND Standing = 'pending' AND DueAt > @Now AND Lease IS NULL
        """;

    private const string Finish = """
        UPDATE WebhookDeliveries
        SET Standing = @Standing, Reason = @Reason, Attempts = @Attempts, TriedSince = @TriedSince, DueAt = @DueAt, DoneAt = @DoneAt, Lease = NULL
        WHERE Id = @Id AND Lease = @Lease
        """;

    private const string InsertAttempt = """
        INSERT INTO WebhookAttempts (DeliveryId, Number, At, Milliseconds, Status, Problem, Answer)
        VALUES (@DeliveryId, @Number, @At, @Milliseconds, @Status, @Problem, @Answer)
        """;

    /// <summary>The webhooks for which something is due.</summary>
    public Task<IReadOnlyList<WebhookId>> Due(DateTimeOffset now, CancellationToken ct) => db.Query<WebhookId>(WithDue, new { Now = now }, ct);

    /// <summary>What may be taken next, in its order; looked at before the transaction.</summary>
    public Task<IReadOnlyList<DeliveryId>> Next(WebhookId webhook, int most, DateTimeOffset now, CancellationToken ct) =>
        db.Query<DeliveryId>($"{Candidates} {db.Dialect.Page}", new { Webhook = webhook, Now = now, Take = most }, ct);

    public async Task<AccountId> Owner(WebhookId webhook, CancellationToken ct) => await db.QueryOne<AccountId>(OwnerOf, new { Webhook = webhook }, ct);

    public Task<IReadOnlyList<byte[]>> Secrets(WebhookId webhook, DateTimeOffset now, CancellationToken ct) =>
        db.Query<byte[]>(SecretsOf, new { Webhook = webhook, Now = now }, ct);

    /// <summary>Takes what nobody else has taken meanwhile; of a receiver that is down one, and nobody else does.</summary>
    public async Task<IReadOnlyList<DueDelivery>> Lease(WebhookId webhook, IReadOnlyList<DeliveryId> next, DateTimeOffset now, CancellationToken ct)
    {
        var (lease, until) = (Guid.CreateVersion7(now).ToByteArray(bigEndian: true), now + LeaseLength);
        var probe = (await Health(webhook, ct)).IsDown;
        var ids = next.Take(probe ? 1 : next.Count).Select(TypeHandlers.Bytes).ToArray();
        await db.Execute(Take, new { Ids = ids, Lease = lease, Until = until, Now = now }, ct);
        var taken = await db.Query<DueDelivery>(Taken, new { Ids = ids, Lease = lease }, ct);
        if (probe && taken.Any(one => !one.IsPing))
        {
            await db.Execute(HoldForProbe, new { Webhook = webhook, Until = until, Now = now }, ct);
        }
        return [.. taken.Select(one => one with { IsProbe = probe && !one.IsPing })];
    }

    /// <summary>Writes down what came of an attempt; false where another process has taken it over.</summary>
    public async Task<bool> Note(DueDelivery delivery, DeliveryOutcome outcome, DateTimeOffset now, CancellationToken ct)
    {
        var health = await Health(delivery.WebhookId, ct);
        var after = outcome.Problem is null ? new WebhookHealth() : health.AfterFailure(delivery.IsProbe, Hold(health), now);
        var pause = delivery.IsPing ? null : PauseFor(outcome, after, now);
        var next = DeliveryCourse.After(delivery, outcome, pauses: pause is not null, now);
        if (await db.Execute(Finish, next.Row(delivery, outcome), ct) == 0)
        {
            return false;
        }
        await db.Execute(InsertAttempt, DeliveryCourse.Attempt(delivery, outcome), ct);
        if (after != health && (!delivery.IsPing || after.IsWell))
        {
            await db.Execute(SetHealth, new { Webhook = delivery.WebhookId, after.Failures, after.FailingSince, after.Probes, after.HeldUntil }, ct);
        }
        if (after.IsWell && health.IsDown)
        {
            await db.Execute(AllDueNow, new { Webhook = delivery.WebhookId, Now = now }, ct);
        }
        if (pause is { } reason)
        {
            await owners.Pause(delivery.WebhookId, reason, ct);
        }
        return true;
    }

    private async Task<WebhookHealth> Health(WebhookId webhook, CancellationToken ct) =>
        await db.QueryOne<WebhookHealth>(HealthOf, new { Webhook = webhook }, ct) ?? new WebhookHealth();

    private PauseReason? PauseFor(DeliveryOutcome outcome, WebhookHealth health, DateTimeOffset now) =>
        outcome.Problem == DeliveryRules.ReceiverIsThere ? PauseReason.Gone
        : outcome.Problem is not null && health.IsHopeless(TimeSpan.FromHours(options.PauseAfterHours), now) ? PauseReason.Failing
        : null;

    private static TimeSpan Hold(WebhookHealth health)
    {
        var wait = Backoff.After(health.Probes + 1);
        return wait < LongestHold ? wait : LongestHold;
    }
}

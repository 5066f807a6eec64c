using OneStop.Application.Webhooks;
using OneStop.Domain.Access;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Delivery;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>Deliveries as the sender takes them and writes down what came of them.</summary>
internal sealed class DeliveryQueue(DbSession db, WebhookOwners owners, WebhookOptions options)
{
    /// <summary>Well above the time of an attempt.</summary>
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(5);

    /// <summary>Whether a webhook sends at all: asked before its deliveries are looked at.</summary>
    private const string Sends = "w.RemovedAt IS NULL AND w.Standing = 'active' AND (p.HeldUntil IS NULL OR p.HeldUntil <= @Now)";

    /// <summary>Due, and the first open one about its subject.</summary>
    private const string IsDue = """
        d.Standing = 'pending' AND d.DueAt <= @Now AND d.Position > 0
            AND NOT EXISTS (SELECT 1 FROM WebhookDeliveries e WHERE e.WebhookId = d.WebhookId AND e.Subject = d.Subject
                AND e.Position < d.Position AND e.Standing IN ('pending', 'parked'))
        """;

    /// <summary>A ping, whether its webhook sends or not.</summary>
    private const string IsDuePing = "d.Standing = 'pending' AND d.Position = 0 AND d.DueAt <= @Now";

    /// <summary>Deliveries named in one statement: so few that there are few texts of it, each prepared once.</summary>
    private const int AtOnce = 8;

    internal const string WithDue = $"""
        SELECT w.Id
        FROM Webhooks w
        INNER JOIN WebhookProgress p ON p.WebhookId = w.Id
        WHERE CASE WHEN {Sends} THEN CASE WHEN EXISTS (SELECT 1 FROM WebhookDeliveries d WHERE d.WebhookId = w.Id AND {IsDue}) THEN 1 ELSE 0 END ELSE 0 END = 1
        UNION ALL
        SELECT w.Id
        FROM Webhooks w
        WHERE w.RemovedAt IS NULL AND EXISTS (SELECT 1 FROM WebhookDeliveries d WHERE d.WebhookId = w.Id AND {IsDuePing})
        """;

    internal const string Candidates = $"""
        SELECT d.Id
        FROM WebhookDeliveries d
        INNER JOIN Webhooks w ON w.Id = @Webhook
        INNER JOIN WebhookProgress p ON p.WebhookId = @Webhook
        WHERE d.WebhookId = @Webhook AND {Sends} AND {IsDue}
        ORDER BY d.DueAt, d.Position
        """;

    internal const string Pings = $"SELECT d.Id FROM WebhookDeliveries d WHERE d.WebhookId = @Webhook AND {IsDuePing} ORDER BY d.DueAt";

    private const string OwnerOf = "SELECT Owner FROM Webhooks WHERE Id = @Webhook";

    private const string Take = "UPDATE WebhookDeliveries SET Lease = @Lease, DueAt = @Until";

    private const string Free = "Standing = 'pending' AND DueAt <= @Now";

    private const string FreePing = $"{Free} AND Position = 0";

    private const string Taken = """
        SELECT d.Id, d.WebhookId, d.Position, d.Attempts, d.TriedSince, (SELECT w.Url FROM Webhooks w WHERE w.Id = @Webhook) AS Url, d.Body, d.Lease
        FROM WebhookDeliveries d
        """;

    private const string SecretsOf = """
        SELECT Value FROM WebhookSecrets WHERE WebhookId = @Webhook AND (ExpiresAt IS NULL OR ExpiresAt > @Now) ORDER BY Id
        """;

    /// <summary>Lets nobody else judge its health before this transaction ends.</summary>
    private const string Lock = "UPDATE WebhookProgress SET Failures = Failures WHERE WebhookId = @Webhook";

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
    public async Task<IReadOnlyList<WebhookId>> Due(DateTimeOffset now, CancellationToken ct) =>
        [.. (await db.Query<WebhookId>(WithDue, new { Now = now }, ct)).Distinct()];

    /// <summary>What may be taken next, in its order; looked at before the transaction.</summary>
    public async Task<IReadOnlyList<DeliveryId>> Next(WebhookId webhook, int most, DateTimeOffset now, CancellationToken ct)
    {
        var next = new { Webhook = webhook, Now = now, Take = most };
        var pings = await db.Query<DeliveryId>($"{Pings} {db.Dialect.Page}", next, ct);
        return pings.Count == most ? pings : [.. pings, .. (await db.Query<DeliveryId>($"{Candidates} {db.Dialect.Page}", next, ct)).Take(most - pings.Count)];
    }

    public async Task<AccountId> Owner(WebhookId webhook, CancellationToken ct) => await db.QueryOne<AccountId>(OwnerOf, new { Webhook = webhook }, ct);

    public Task<IReadOnlyList<byte[]>> Secrets(WebhookId webhook, DateTimeOffset now, CancellationToken ct) =>
        db.Query<byte[]>(SecretsOf, new { Webhook = webhook, Now = now }, ct);

    /// <summary>Takes what nobody else has taken meanwhile; of a receiver that is down one, and nobody else does.</summary>
    public async Task<IReadOnlyList<DueDelivery>> Lease(WebhookId webhook, IReadOnlyList<DeliveryId> next, DateTimeOffset now, CancellationToken ct)
    {
        var (lease, until) = (Guid.CreateVersion7(now).ToByteArray(bigEndian: true), now + LeaseLength);
        var health = await LockedHealth(webhook, ct);
        var probe = health.IsDown;
        var ids = next.Take(probe ? 1 : next.Count).Select(TypeHandlers.Bytes).ToArray();
        var taken = new List<DueDelivery>();
        foreach (var some in ids.Chunk(AtOnce))
        {
            var free = new Narrowing().AnyOf("Id", "Id", some).To(health.HeldUntil > now ? FreePing : Free)
                .With("Lease", lease).With("Until", until.ToUnixTimeMilliseconds()).With("Now", now.ToUnixTimeMilliseconds());
            await db.Execute($"{Take} {free.Where}", free.Parameters, ct);
            var ours = new Narrowing().AnyOf("d.Id", "Id", some).To("d.Lease = @Lease").With("Lease", lease).With("Webhook", TypeHandlers.Bytes(webhook));
            taken.AddRange(await db.Query<DueDelivery>($"{Taken} {ours.Where}", ours.Parameters, ct));
        }
        if (probe && taken.Any(one => !one.IsPing))
        {
            await db.Execute(HoldForProbe, new { Webhook = webhook, Until = until, Now = now }, ct);
        }
        return [.. taken.OrderBy(one => one.Position).Select(one => one with { IsProbe = probe && !one.IsPing })];
    }

    /// <summary>Writes down what came of an attempt; false where another process has taken it over.</summary>
    public async Task<bool> Note(DueDelivery delivery, DeliveryOutcome outcome, DateTimeOffset now, CancellationToken ct)
    {
        var health = await Health(delivery.WebhookId, ct);
        if (outcome.Problem is not null || !health.IsWell)
        {
            health = await LockedHealth(delivery.WebhookId, ct);
        }
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

    private async Task<WebhookHealth> LockedHealth(WebhookId webhook, CancellationToken ct)
    {
        await db.Execute(Lock, new { Webhook = webhook }, ct);
        return await Health(webhook, ct);
    }

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

using OneStop.Domain.Access;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>Deliveries as the sender takes them.</summary>
internal sealed class DeliveryQueue(DbSession db, WebhookHealthTable healths, WebhookOwners owners, DeliverySight sight)
{
    /// <summary>Well above the time of an attempt.</summary>
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(1);

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
        SELECT d.Id, d.Position, d.Body
        FROM WebhookDeliveries d
        INNER JOIN Webhooks w ON w.Id = @Webhook
        INNER JOIN WebhookProgress p ON p.WebhookId = @Webhook
        WHERE d.WebhookId = @Webhook AND {Sends} AND {IsDue}
        ORDER BY d.DueAt, d.Position
        """;

    internal const string Pings = $"SELECT d.Id, d.Position, d.Body FROM WebhookDeliveries d WHERE d.WebhookId = @Webhook AND {IsDuePing} ORDER BY d.DueAt";

    private const string OwnerOf = "SELECT Owner FROM Webhooks WHERE Id = @Webhook";

    /// <summary>Looked at under the lock of its health: what was paused meanwhile sends pings only, what was removed nothing.</summary>
    private const string StandingOf = "SELECT Standing FROM Webhooks WHERE Id = @Webhook AND RemovedAt IS NULL";

    private const string Take = "UPDATE WebhookDeliveries SET Lease = @Lease, DueAt = @Until";

    private const string Free = "Standing = 'pending' AND DueAt <= @Now";

    private const string FreePing = $"{Free} AND Position = 0";

    private const string Taken = """
        SELECT d.Id, d.WebhookId, d.Position, d.Attempts, d.Forgiven, d.TriedSince, (SELECT w.Url FROM Webhooks w WHERE w.Id = @Webhook) AS Url, d.Body, d.Lease
        FROM WebhookDeliveries d
        """;

    private const string SecretsOf = """
        SELECT Value FROM WebhookSecrets WHERE WebhookId = @Webhook AND (ExpiresAt IS NULL OR ExpiresAt > @Now) ORDER BY Id
        """;

    private const string Withhold = """
        UPDATE WebhookDeliveries
        SET Standing = 'withheld', Reason = @Reason, DoneAt = @Now, Lease = NULL
        WHERE Id = @Id AND Standing = 'pending' AND DueAt <= @Now
        """;

    private const string EndPings = """
        UPDATE WebhookDeliveries
        SET Standing = 'failed', Reason = @Reason, DoneAt = @Now, Lease = NULL
        WHERE WebhookId = @Webhook AND Standing = 'pending' AND Position = 0 AND DueAt <= @Now
        """;

    private const string Exists = "SELECT COUNT(*) FROM WebhookDeliveries WHERE Id = @Id";

    /// <summary>The webhooks for which something is due.</summary>
    public async Task<IReadOnlyList<WebhookId>> Due(DateTimeOffset now, CancellationToken ct) =>
        [.. (await db.Query<WebhookId>(WithDue, new { Now = now }, ct)).Distinct()];

    /// <summary>What may be taken next, in its order, and what not any more; looked at before the transaction.</summary>
    public async Task<NextDeliveries> Next(WebhookId webhook, int most, DateTimeOffset now, CancellationToken ct)
    {
        var next = new { Webhook = webhook, Now = now, Take = most };
        var due = (await db.Query<DueRow>($"{Pings} {db.Dialect.Page}", next, ct)).ToList();
        due.AddRange(due.Count == most ? [] : (await db.Query<DueRow>($"{Candidates} {db.Dialect.Page}", next, ct)).Take(most - due.Count));
        return due.Count == 0 ? new NextDeliveries(webhook, [], [], null)
            : (await Secrets(webhook, now, ct)).Count == 0 ? new NextDeliveries(webhook, [], [], Obstacle.NoSecret)
            : await sight.Of(webhook, await db.QueryOne<AccountId>(OwnerOf, new { Webhook = webhook }, ct), due, ct);
    }

    /// <summary>
    /// Takes what nobody else has taken meanwhile; of a receiver that is down one, and nobody else does. What the owner may not see ends here.
    /// </summary>
    public async Task<IReadOnlyList<SignedDelivery>> Lease(NextDeliveries next, DateTimeOffset now, CancellationToken ct)
    {
        if (next.Obstacle is { } obstacle)
        {
            await db.Execute(EndPings, new { next.Webhook, Reason = obstacle.Rule.Code, Now = now }, ct);
            await owners.Pause(next.Webhook, obstacle.Pause, ct);
            return [];
        }
        foreach (var withheld in next.Withheld)
        {
            await db.Execute(Withhold, new { Id = withheld, Reason = DeliveryRules.OwnerSeesIt.Code, Now = now }, ct);
        }
        var secrets = next.Shown.Count == 0 ? [] : await Secrets(next.Webhook, now, ct);
        return secrets.Count == 0 ? [] : [.. (await Held(next, now, ct)).Select(delivery => new SignedDelivery(delivery, secrets))];
    }

    /// <summary>Whether a delivery is there still.</summary>
    public async Task<bool> Has(DeliveryId id, CancellationToken ct) => await db.QueryOne<int>(Exists, new { Id = id }, ct) > 0;

    private async Task<IReadOnlyList<DueDelivery>> Held(NextDeliveries next, DateTimeOffset now, CancellationToken ct)
    {
        var (webhook, lease, until) = (next.Webhook, Guid.CreateVersion7(now).ToByteArray(bigEndian: true), now + LeaseLength);
        var health = await healths.Locked(webhook, ct);
        if (await db.QueryOne<string>(StandingOf, new { Webhook = webhook }, ct) is not { } standing)
        {
            return [];
        }
        var (probe, pings) = (health.IsDown, health.HeldUntil > now || standing != EnumName.Of(WebhookStanding.Active));
        var taken = new List<DueDelivery>();
        foreach (var some in next.Shown.Take(probe ? 1 : next.Shown.Count).Select(TypeHandlers.Bytes).Chunk(AtOnce))
        {
            var free = new Narrowing().AnyOf("Id", "Id", some).To(pings ? FreePing : Free)
                .With("Lease", lease).With("Until", until.ToUnixTimeMilliseconds()).With("Now", now.ToUnixTimeMilliseconds());
            await db.Execute($"{Take} {free.Where}", free.Parameters, ct);
            var ours = new Narrowing().AnyOf("d.Id", "Id", some).To("d.Lease = @Lease").With("Lease", lease).With("Webhook", TypeHandlers.Bytes(webhook));
            taken.AddRange(await db.Query<DueDelivery>($"{Taken} {ours.Where}", ours.Parameters, ct));
        }
        if (probe && taken.Any(one => !one.IsPing))
        {
            await healths.Hold(webhook, until, now, ct);
        }
        return [.. taken.OrderBy(one => one.Position).Select(one => one with { IsProbe = probe && !one.IsPing })];
    }

    private Task<IReadOnlyList<byte[]>> Secrets(WebhookId webhook, DateTimeOffset now, CancellationToken ct) =>
        db.Query<byte[]>(SecretsOf, new { Webhook = webhook, Now = now }, ct);
}

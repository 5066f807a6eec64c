using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Lists;
using OneStop.Application.Webhooks;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>Deliveries as requests see and turn them.</summary>
internal sealed class DeliveryTable(DbSession db, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : IDeliveries
{
    public const string PingType = "ping";

    /// <summary>Pings of a webhook that are kept.</summary>
    private const int KeptPings = 20;

    /// <summary>Before it there are only pings.</summary>
    private const long FirstEvent = 1;

    public const string Insert = """
        INSERT INTO WebhookDeliveries (Id, WebhookId, Position, EventId, Type, Subject, Standing, Attempts, CreatedAt, DueAt, Body)
        VALUES (@Id, @WebhookId, @Position, @EventId, @Type, @Subject, 'pending', 0, @CreatedAt, @CreatedAt, @Body)
        """;

    private const string Columns = """
        Id, Position, Type, Subject, Standing AS State, Reason, Attempts, CreatedAt, CASE WHEN Standing = 'pending' THEN DueAt END AS DueAt, DoneAt
        """;

    internal const string Newest = $"SELECT {Columns} FROM WebhookDeliveries WHERE WebhookId = @Webhook AND Id < @Before ORDER BY Id DESC";

    internal const string NewestStanding = $"""
        SELECT {Columns} FROM WebhookDeliveries WHERE WebhookId = @Webhook AND Standing = @Standing AND Id < @Before ORDER BY Id DESC
        """;

    private const string All = "SELECT Id FROM WebhookDeliveries WHERE WebhookId = @Webhook ORDER BY Id DESC";

    private const string AllStanding = "SELECT Id FROM WebhookDeliveries WHERE WebhookId = @Webhook AND Standing = @Standing ORDER BY Id DESC";

    private const string ById = $"SELECT {Columns} FROM WebhookDeliveries WHERE Id = @Id AND WebhookId = @Webhook";

    private const string BodyOf = "SELECT Body FROM WebhookDeliveries WHERE Id = @Id";

    private const string AttemptsOf = """
        SELECT Number, At, Milliseconds, Status, Problem, Answer FROM WebhookAttempts WHERE DeliveryId = @Id ORDER BY Number
        """;

    /// <summary>What is under way is left to whoever has it.</summary>
    private const string One = "SELECT Id, Position FROM WebhookDeliveries WHERE WebhookId = @Webhook AND Id = @Id AND Lease IS NULL ORDER BY Position";

    internal const string InRange = """
        SELECT Id, Position
        FROM WebhookDeliveries
        WHERE WebhookId = @Webhook AND Position >= @From AND Position <= @To AND Lease IS NULL AND Standing <> 'pending'
        ORDER BY Position
        """;

    /// <summary>But pings, which are tried once.</summary>
    internal const string GivenUp = """
        SELECT Id, Position
        FROM WebhookDeliveries
        WHERE WebhookId = @Webhook AND Position >= @From AND Standing IN ('failed', 'parked')
        ORDER BY Position
        """;

    private const string TurnBack = """
        UPDATE WebhookDeliveries
        SET Standing = 'pending', Reason = NULL, DueAt = @Now, TriedSince = NULL, Forgiven = Attempts, DoneAt = NULL
        WHERE Id = @Id AND Lease IS NULL
        """;

    private const string ReleaseAll = """
        UPDATE WebhookDeliveries
        SET Standing = 'pending', DueAt = @Now, TriedSince = NULL, Forgiven = Attempts
        WHERE WebhookId = @Webhook AND Standing IN ('pending', 'parked') AND Lease IS NULL
        """;

    private const string Forgive = """
        UPDATE WebhookProgress SET Failures = 0, FailingSince = NULL, Probes = 0, HeldUntil = NULL WHERE WebhookId = @Webhook
        """;

    /// <summary>Lets nobody else make a ping before this transaction ends.</summary>
    private const string Lock = "UPDATE WebhookProgress SET Failures = Failures WHERE WebhookId = @Webhook";

    internal const string AllPings = "SELECT Id, Standing AS State FROM WebhookDeliveries WHERE WebhookId = @Webhook AND Position = 0 ORDER BY EventId DESC";

    private const string DropPingAttempts = "DELETE FROM WebhookAttempts WHERE DeliveryId = @Id";

    private const string DropPing = "DELETE FROM WebhookDeliveries WHERE Id = @Id";

    private const string DropAttempts = """
        DELETE FROM WebhookAttempts
        WHERE DeliveryId IN (SELECT d.Id FROM WebhookDeliveries d WHERE d.WebhookId = @Webhook AND d.Standing IN ('pending', 'parked'))
        """;

    private const string DropOpen = "DELETE FROM WebhookDeliveries WHERE WebhookId = @Webhook AND Standing IN ('pending', 'parked')";

    private const string DropSecrets = "DELETE FROM WebhookSecrets WHERE WebhookId = @Webhook";

    public async Task<DeliveryId?> Ping(WebhookId webhook, CancellationToken ct)
    {
        await db.Execute(Lock, new { Webhook = webhook }, ct);
        var before = await db.Query<PingRow>(AllPings, new { Webhook = webhook }, ct);
        if (before.Any(ping => ping.State == DeliveryStanding.Pending))
        {
            return null;
        }
        var old = before.Skip(KeptPings - 1).Select(ping => new { ping.Id }).ToArray();
        await db.Execute(DropPingAttempts, old, ct);
        await db.Execute(DropPing, old, ct);
        var now = machineClock.GetUtcNow();
        var (id, eventId) = (DeliveryId.New(now), EventId.New(now));
        await db.Execute(
            Insert,
            new
            {
                Id = id, WebhookId = webhook, Position = 0L, EventId = eventId, Type = PingType, Subject = $"{PingType}:{id}", CreatedAt = now,
                Body = Details.Write(new PingBody(eventId.Value, PingType, now, webhook.Value)),
            },
            ct);
        return id;
    }

    public async Task<Page<DeliveryLine>> List(WebhookId webhook, DeliveryStanding? standing, PageRequest page, CancellationToken ct)
    {
        var before = Cursor.Before<DeliveryId>(page);
        var name = standing is { } one ? EnumName.Of(one) : null;
        var rows = await db.Query<DeliveryLine>($"{(standing is null ? Newest : NewestStanding)} {db.Dialect.Page}", new { Webhook = webhook, Standing = name, Before = before, page.Take }, ct);
        long? count = page.Count == CountMode.None ? null : await db.QueryOne<long>(
            $"SELECT COUNT(*) FROM ({(standing is null ? All : AllStanding)} {db.Dialect.Page}) AS Counted",
            new { Webhook = webhook, Standing = name, Take = page.CountTake }, ct);
        return Pages.Of(page, rows, row => [row.Id.ToString()], count);
    }

    public async Task<(DeliveryLine Line, string Body)?> Find(WebhookId webhook, DeliveryId id, CancellationToken ct) =>
        await db.QueryOne<DeliveryLine>(ById, new { Webhook = webhook, Id = id }, ct) is { } line
            ? (line, await db.QueryOne<string>(BodyOf, new { Id = id }, ct) ?? "")
            : null;

    public Task<IReadOnlyList<DeliveryAttempt>> Attempts(DeliveryId id, CancellationToken ct) => db.Query<DeliveryAttempt>(AttemptsOf, new { Id = id }, ct);

    public async Task<Redelivered> Again(WebhookId webhook, Redelivery wanted, int most, CancellationToken ct)
    {
        var found = await db.Query<Place>(
            $"{(wanted.Delivery is not null ? One : wanted.Failed ? GivenUp : InRange)} {db.Dialect.Page}",
            new { Webhook = webhook, Id = wanted.Delivery ?? default, From = wanted.From ?? FirstEvent, To = wanted.To ?? 0, Take = most + 1 }, ct);
        var (taken, now) = (found.Take(most).ToArray(), machineClock.GetUtcNow());
        await db.Execute(TurnBack, taken.Select(place => new { place.Id, Now = now }).ToArray(), ct);
        return new Redelivered(taken.Length, found.Count > most ? found[^1].Position : null);
    }

    public async Task Release(WebhookId webhook, CancellationToken ct)
    {
        await db.Execute(ReleaseAll, new { Webhook = webhook, Now = machineClock.GetUtcNow() }, ct);
        await db.Execute(Forgive, new { Webhook = webhook }, ct);
    }

    public async Task Drop(WebhookId webhook, CancellationToken ct)
    {
        await db.Execute(DropAttempts, new { Webhook = webhook }, ct);
        await db.Execute(DropOpen, new { Webhook = webhook }, ct);
        await db.Execute(DropSecrets, new { Webhook = webhook }, ct);
    }

    /// <summary>What a ping says.</summary>
    private sealed record PingBody(Guid Id, string Type, DateTimeOffset At, Guid Webhook);

    private sealed record PingRow
    {
        public required DeliveryId Id { get; init; }

        public required DeliveryStanding State { get; init; }
    }

    private sealed record Place
    {
        public required DeliveryId Id { get; init; }

        public required long Position { get; init; }
    }
}

using OneStop.Domain.Access;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>A webhook as its reader needs it.</summary>
internal sealed record ReadingWebhook
{
    public required WebhookId Id { get; init; }

    public required int Version { get; init; }

    public required AccountId Owner { get; init; }

    public required WebhookFilter Details { get; init; }

    public required long Position { get; init; }
}

/// <summary>A delivery to be made.</summary>
internal sealed record NewDelivery(
    DeliveryId Id, WebhookId WebhookId, long Position, EventId EventId, string Type, string Subject, DateTimeOffset CreatedAt, string Body);

/// <summary>How far each webhook has read the event log; its cursor moves in the transaction of its deliveries.</summary>
internal sealed class WebhookCursors(DbSession db)
{
    private const string Active = """
        SELECT w.Id, w.Version, w.Owner, w.Details, p.Position
        FROM Webhooks w
        INNER JOIN WebhookProgress p ON p.WebhookId = w.Id
        WHERE w.Standing = 'active' AND w.RemovedAt IS NULL
        ORDER BY w.Id
        """;

    private const string CountOpen = "SELECT COUNT(*) FROM WebhookDeliveries WHERE WebhookId = @Id AND Standing IN ('pending', 'parked')";

    private const string Advance = """
        UPDATE WebhookProgress
        SET Position = @To, MovedAt = @Now
        WHERE WebhookId = @Id AND Position = @Position
            AND EXISTS (SELECT 1 FROM Webhooks w WHERE w.Id = @Id AND w.Version = @Version AND w.RemovedAt IS NULL)
        """;

    public Task<IReadOnlyList<ReadingWebhook>> All(CancellationToken ct) => db.Query<ReadingWebhook>(Active, null, ct);

    /// <summary>How many deliveries wait or are parked.</summary>
    public Task<int> Open(WebhookId id, CancellationToken ct) => db.QueryOne<int>(CountOpen, new { Id = id }, ct);

    /// <summary>Moves the cursor and writes the deliveries; false where another process did so, or the webhook changed meanwhile.</summary>
    public async Task<bool> Move(ReadingWebhook from, long to, IReadOnlyList<NewDelivery> deliveries, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Execute(Advance, new { from.Id, from.Position, from.Version, To = to, Now = now }, ct) == 0)
        {
            return false;
        }
        foreach (var delivery in deliveries)
        {
            await db.Execute(DeliveryTable.Insert, delivery, ct);
        }
        return true;
    }
}

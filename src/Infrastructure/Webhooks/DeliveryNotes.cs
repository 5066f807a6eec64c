using OneStop.Application.Webhooks;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Delivery;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>Writes down what came of attempts, and what follows from it for the delivery and its webhook.</summary>
internal sealed class DeliveryNotes(DbSession db, WebhookHealthTable healths, WebhookOwners owners, WebhookOptions options)
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(5);

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

    /// <summary>Writes down what came of an attempt; false where another process has taken it over, or it is gone with its webhook.</summary>
    public async Task<bool> Note(DueDelivery delivery, DeliveryOutcome outcome, DateTimeOffset now, CancellationToken ct)
    {
        var health = await healths.Of(delivery.WebhookId, ct);
        if (outcome.Problem is not null || !health.IsWell)
        {
            health = await healths.Locked(delivery.WebhookId, ct);
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
            await healths.Set(delivery.WebhookId, after, ct);
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

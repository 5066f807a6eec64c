using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Delivery;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>Where a delivery stands after an attempt.</summary>
/// <param name="DueAt">When it is tried next, where it still waits.</param>
internal sealed record DeliveryCourse(DeliveryStanding Standing, DateTimeOffset DueAt, DateTimeOffset Now)
{
    /// <summary>Without anybody there to connect to, and no fault of the receiver: nothing is tried until somebody looks at it.</summary>
    private static readonly HashSet<string> Parking =
    [
        DeliveryRules.TargetIsAddress.Code, DeliveryRules.TargetIsSecure.Code, DeliveryRules.TargetPortIsOpen.Code, DeliveryRules.TargetIsOutside.Code,
    ];

    /// <summary>Delivered, parked, given up after the patience of all deliveries, or waiting for the next attempt.</summary>
    /// <param name="pauses">Whether the webhook pauses now, so that nothing is given up.</param>
    public static DeliveryCourse After(DueDelivery delivery, DeliveryOutcome outcome, bool pauses, DateTimeOffset now)
    {
        var patient = (delivery.TriedSince ?? now) + Backoff.Patience > now;
        var standing = outcome.Problem is null ? DeliveryStanding.Delivered
            : delivery.IsPing ? DeliveryStanding.Failed
            : Parking.Contains(outcome.Problem.Code) ? DeliveryStanding.Parked
            : pauses || patient ? DeliveryStanding.Pending
            : DeliveryStanding.Failed;
        return new DeliveryCourse(standing, standing == DeliveryStanding.Pending ? now + Backoff.After(delivery.Try) : now, now);
    }

    public object Row(DueDelivery delivery, DeliveryOutcome outcome) => new
    {
        delivery.Id, delivery.Lease, Standing = EnumName.Of(Standing), Reason = outcome.Problem?.Code, Attempts = delivery.Attempts + 1,
        TriedSince = delivery.TriedSince ?? Now, DueAt, DoneAt = Standing is DeliveryStanding.Delivered or DeliveryStanding.Failed ? (DateTimeOffset?)Now : null,
    };

    public static object Attempt(DueDelivery delivery, DeliveryOutcome outcome) => new
    {
        DeliveryId = delivery.Id, Number = delivery.Attempts + 1, outcome.At, outcome.Milliseconds, outcome.Status, Problem = outcome.Problem?.Code, outcome.Answer,
    };
}

using OneStop.Domain.Webhooks;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>A delivery that this process holds.</summary>
internal sealed record DueDelivery
{
    public required DeliveryId Id { get; init; }

    public required WebhookId WebhookId { get; init; }

    public required long Position { get; init; }

    public required int Attempts { get; init; }

    /// <summary>Attempts that do not count any more, because it was let go anew after them.</summary>
    public int? Forgiven { get; init; }

    public DateTimeOffset? TriedSince { get; init; }

    public required string Url { get; init; }

    public required string Body { get; init; }

    /// <summary>What says that this process holds it.</summary>
    public byte[] Lease { get; init; } = [];

    /// <summary>Whether it tries a receiver that was down.</summary>
    public bool IsProbe { get; init; }

    /// <summary>Tried once, whether the webhook is paused or held or not; says nothing about its health.</summary>
    public bool IsPing => Position == 0;

    /// <summary>Which attempt comes next, since it was let go: what the wait after it depends on.</summary>
    public int Try => Attempts + 1 - (Forgiven ?? 0);
}

/// <summary>A delivery with the secrets that sign it; there is none without.</summary>
internal sealed record SignedDelivery
{
    public SignedDelivery(DueDelivery delivery, IReadOnlyList<byte[]> secrets)
    {
        ArgumentOutOfRangeException.ThrowIfZero(secrets.Count);
        (Delivery, Secrets) = (delivery, secrets);
    }

    public DueDelivery Delivery { get; }

    public IReadOnlyList<byte[]> Secrets { get; }
}

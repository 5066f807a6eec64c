using OneStop.Domain.Webhooks;

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

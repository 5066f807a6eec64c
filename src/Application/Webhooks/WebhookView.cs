using OneStop.Application.Pipeline;
using OneStop.Domain.Access;
using OneStop.Domain.Webhooks;

namespace OneStop.Application.Webhooks;

/// <summary>A webhook and how it gets on — đăng ký nhận thông báo.</summary>
public sealed record WebhookView
{
    public required WebhookId Id { get; init; }

    /// <summary>Grows with every change of the webhook, not with what it sends; <c>ETag</c> says the same.</summary>
    public required int Version { get; init; }

    /// <summary>The account under whose access it reads.</summary>
    public required AccountId Owner { get; init; }

    /// <summary>Where it sends to; for anybody but the owner without path and query, which may hold what lets in there.</summary>
    public required string Url { get; init; }

    public required WebhookFilter Filter { get; init; }

    public required WebhookStanding State { get; init; }

    /// <summary>Why it is paused; null while it is active.</summary>
    public PauseReason? PauseReason { get; init; }

    public DateTimeOffset? PausedAt { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>The secrets that sign now, oldest first; never what they are.</summary>
    public required IReadOnlyList<WebhookSecretLine> Secrets { get; init; }

    public required WebhookProgress Progress { get; init; }

    public static WebhookView Of(Webhook webhook, bool own, IReadOnlyList<WebhookSecretLine> secrets, WebhookProgress progress)
    {
        var state = webhook.State;
        return new WebhookView
        {
            Id = state.Id, Version = webhook.CurrentVersion, Owner = state.Owner,
            Url = own ? state.Url : new Uri(state.Url).GetLeftPart(UriPartial.Authority), Filter = state.Details, State = state.Standing,
            PauseReason = state.PauseReason, PausedAt = state.PausedAt, RegisteredAt = state.RegisteredAt, Secrets = secrets, Progress = progress,
        };
    }
}

/// <summary>A live secret, not what it is — khóa ký.</summary>
public sealed record WebhookSecretLine
{
    public required WebhookSecretId Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it does not sign any more; null until it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>How far a webhook is — tiến độ gửi.</summary>
public sealed record WebhookProgress
{
    /// <summary>Position of the feed up to which everything was looked at.</summary>
    public required long Position { get; init; }

    /// <summary>Deliveries that wait for their turn, or are parked.</summary>
    public required int Open { get; init; }

    /// <summary>Attempts that failed since the last one that got through.</summary>
    public required int Failures { get; init; }

    /// <summary>Since when nothing got through; null where the last attempt did.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Until when nothing more is tried, because nothing got through; null where it is tried at once.</summary>
    public DateTimeOffset? HeldUntil { get; init; }
}

/// <summary>A webhook with a secret of it, shown this once — đăng ký nhận thông báo kèm khóa ký.</summary>
public sealed record WebhookSecretGiven : IHoldsSecret
{
    public required WebhookView Webhook { get; init; }

    public required WebhookSecretId SecretId { get; init; }

    /// <summary>With it the receiver checks signatures: <c>whsec_</c> and 32 bytes in Base64. It cannot be read again.</summary>
    public required string Secret { get; init; }
}

/// <summary>A delivery — lần gửi thông báo.</summary>
public sealed record DeliveryLine
{
    /// <summary>Sent as <c>webhook-id</c>, the same at each attempt and when it is sent again.</summary>
    public required DeliveryId Id { get; init; }

    /// <summary>Place of the event in the feed; 0 for a ping.</summary>
    public required long Position { get; init; }

    /// <summary>Kind of event; <c>ping</c> for a ping.</summary>
    public required string Type { get; init; }

    /// <summary>What it is about; those about the same are sent one after the other.</summary>
    public required string Subject { get; init; }

    public required DeliveryStanding State { get; init; }

    /// <summary>What came between at the last attempt: a problem code, as <c>GET /errors/{code}</c> explains it.</summary>
    public string? Reason { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is tried next, or, where it is under way, taken over by another process; null where it is done or parked.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was delivered or given up.</summary>
    public DateTimeOffset? DoneAt { get; init; }
}

/// <summary>One attempt — lần thử gửi.</summary>
public sealed record DeliveryAttempt
{
    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>How long it took.</summary>
    public required int Milliseconds { get; init; }

    /// <summary>Status of the answer; null where there was none.</summary>
    public int? Status { get; init; }

    /// <summary>What came between: a problem code; null where it got through.</summary>
    public string? Problem { get; init; }

    /// <summary>The first 4 KB of the answer; null where there was none, or it is not for the caller because it may repeat the body.</summary>
    public string? Answer { get; init; }
}

/// <summary>A delivery with everything that is known about it — chi tiết lần gửi.</summary>
/// <param name="Body">What is sent, byte for byte; null, as the answers, for anybody but the owner, and where the owner may not see the event like that any more.</param>
public sealed record DeliveryView(DeliveryLine Delivery, string? Body, IReadOnlyList<DeliveryAttempt> Attempts);

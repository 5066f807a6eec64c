namespace OneStop.Domain.Webhooks;

/// <summary>Whether what a webhook sends gets through — tình trạng kết nối nơi nhận.</summary>
public sealed record WebhookHealth
{
    /// <summary>So many failures in a row mean that the receiver is down, not that it dislikes one delivery.</summary>
    public const int Down = 5;

    /// <summary>A webhook is not paused for fewer failures than this.</summary>
    public const int LeastFailures = 10;

    /// <summary>Attempts that failed since the last one that got through.</summary>
    public int Failures { get; init; }

    /// <summary>Since when nothing got through.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>How often a single delivery tried whether a receiver that is down is there again.</summary>
    public int Probes { get; init; }

    /// <summary>Until when nothing is sent to a receiver that is down.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>Whether the last attempt got through.</summary>
    public bool IsWell => Failures == 0;

    /// <summary>Whether the receiver is taken to be down, so that one delivery at a time tries it.</summary>
    public bool IsDown => Failures >= Down;

    /// <summary>An attempt failed — một lần gửi không thành công.</summary>
    /// <param name="probe">Whether it was the one that tried a receiver that is down.</param>
    /// <param name="hold">How long nothing is sent, where the receiver is down.</param>
    public WebhookHealth AfterFailure(bool probe, TimeSpan hold, DateTimeOffset now)
    {
        var after = this with { Failures = Failures + 1, FailingSince = FailingSince ?? now };
        return after.IsDown && (probe || HeldUntil is null) ? after with { Probes = Probes + 1, HeldUntil = now + hold } : after;
    }

    /// <summary>Whether it failed for so long that the webhook is paused.</summary>
    public bool IsHopeless(TimeSpan patience, DateTimeOffset now) => Failures >= LeastFailures && FailingSince + patience <= now;
}

using Microsoft.Extensions.DependencyInjection;
using OneStop.Domain.Notifications;
using OneStop.Infrastructure.Delivery;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>When what is sent, and what follows from an answer.</summary>
internal sealed class NotificationSchedule(NotificationOptions options, QuietHours quiet, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock)
{
    /// <summary>So long after what happened a message may disturb the quiet hours that may disturb them at all.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(30);

    /// <summary>A channel that did not say whether it has a message is given it this often.</summary>
    private const int MostUncertain = 2;

    /// <summary>What may have come is not sent again before.</summary>
    private static readonly TimeSpan AfterUncertain = TimeSpan.FromMinutes(10);

    public bool Enabled => options.Enabled;

    public int Places => options.Places;

    public DateTimeOffset Now => machineClock.GetUtcNow();

    /// <summary>When the quiet hours end for a message; null where it may go.</summary>
    public DateTimeOffset? QuietUntil(LeasedNotice notice) =>
        (notice.AtOnce && Now - notice.CreatedAt < Fresh) || !QuietHours.Holds(notice.Channel) ? null : quiet.EndAfter(Now);

    /// <summary>Where a message goes after an answer; what is not refused is tried for more than a day.</summary>
    public NoticeStep After(LeasedNotice notice, SendOutcome outcome)
    {
        var now = Now;
        return outcome.Result switch
        {
            SendResult.Accepted => new NoticeStep(outcome, NoticeState.Sent, null, null),
            SendResult.Delivered => new NoticeStep(outcome, NoticeState.Delivered, null, null),
            SendResult.Rejected => new NoticeStep(outcome, NoticeState.Failed, outcome.Reason ?? "rejected", null),
            SendResult.Uncertain when notice.Uncertain + 1 >= MostUncertain => new NoticeStep(outcome, NoticeState.Sent, "unconfirmed", null),
            _ when now - notice.FirstTriedAt >= Backoff.Patience => new NoticeStep(outcome, NoticeState.Failed, "givenUp", null),
            SendResult.Uncertain => Again(outcome, now + AfterUncertain),
            _ => Again(outcome, now + Backoff.After(notice.Attempts)),
        };
    }

    private static NoticeStep Again(SendOutcome outcome, DateTimeOffset at) =>
        new(outcome, NoticeState.Queued, outcome.Reason ?? EnumName.Of(outcome.Result), at);
}

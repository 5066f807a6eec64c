using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OneStop.Domain.Notifications;
using OneStop.Infrastructure.Delivery;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>Sends what waits, each channel in places of its own.</summary>
internal sealed class NotificationWorker(
    IServiceScopeFactory scopes, ChannelSenders channels, NotificationSchedule schedule, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock, ILogger<NotificationWorker> log)
    : OutboundWorker<LeasedNotice>(machineClock, log)
{
    protected override bool IsWanted => schedule.Enabled && channels.CanSend;

    protected override int Places => schedule.Places;

    protected override Task<IReadOnlyList<string>> Destinations(DateTimeOffset now, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>([.. channels.Channels.Where(channel => channels.PausedUntil(channel) is null).Select(EnumName.Of)]);

    protected override async Task<IReadOnlyList<LeasedNotice>> Lease(string destination, int most, DateTimeOffset now, CancellationToken ct)
    {
        IReadOnlyList<LeasedNotice> due;
        await using (var reading = scopes.CreateAsyncScope())
        {
            due = await reading.ServiceProvider.GetRequiredService<NotificationQueue>().DueFor(destination, most, now, ct);
        }
        if (due.Count == 0)
        {
            return due;
        }
        return await scopes.InTransaction(
            async services =>
            {
                var (queue, taken) = (services.GetRequiredService<NotificationQueue>(), new List<LeasedNotice>());
                foreach (var notice in due)
                {
                    if (await queue.TakeOne(notice, now, ct))
                    {
                        taken.Add(notice with { Attempts = notice.Attempts + 1, FirstTriedAt = notice.FirstTriedAt ?? now });
                    }
                }
                return taken;
            },
            ct);
    }

    /// <summary>What is begun is ended, also while the process closes down: a message that left and is not written down goes out twice.</summary>
    protected override async Task Send(LeasedNotice item, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (item is not { Address: { } to, Text: { } text })
        {
            // Erased since it was looked for.
            return;
        }
        if (schedule.QuietUntil(item) is { } end)
        {
            await Write(queue => queue.Wait(item, NoticeState.Held, NotificationQueue.InQuietHours, end, default));
            return;
        }
        var begun = Stopwatch.GetTimestamp();
        var outcome = await channels.Send(
            new OutgoingMessage(item.Id.Value, item.Channel, to, item.Subject, text, item.AccountId, item.DossierId, item.Test), CancellationToken.None);
        var took = (int)Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        await (outcome.Result == SendResult.Paused
            ? Write(queue => queue.Wait(item, NoticeState.Queued, "paused", channels.PausedUntil(item.Channel) ?? schedule.Now, default))
            : Write(queue => queue.Note(item, schedule.After(item, outcome), took, default)));
    }

    private Task<bool> Write(Func<NotificationQueue, Task> write) => scopes.InTransaction(
        async services =>
        {
            await write(services.GetRequiredService<NotificationQueue>());
            return true;
        },
        CancellationToken.None);
}

/// <summary>When what is sent, and what follows from an answer.</summary>
internal sealed class NotificationSchedule(NotificationOptions options, QuietHours quiet, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock)
{
    public bool Enabled => options.Enabled;

    public int Places => options.Places;

    public DateTimeOffset Now => machineClock.GetUtcNow();

    /// <summary>When the quiet hours end for a message; null where it may go.</summary>
    public DateTimeOffset? QuietUntil(LeasedNotice notice) =>
        notice.AtOnce || !QuietHours.Holds(notice.Channel) ? null : quiet.EndAfter(Now);

    /// <summary>Where a message goes after an answer; what is not refused is tried for more than a day.</summary>
    public NoticeStep After(LeasedNotice notice, SendOutcome outcome)
    {
        var now = Now;
        return outcome.Result switch
        {
            SendResult.Accepted => new NoticeStep(outcome, NoticeState.Sent, null, null),
            SendResult.Delivered => new NoticeStep(outcome, NoticeState.Delivered, null, null),
            SendResult.Rejected => new NoticeStep(outcome, NoticeState.Failed, outcome.Reason ?? "rejected", null),
            _ when now - notice.FirstTriedAt >= Backoff.Patience => new NoticeStep(outcome, NoticeState.Failed, "givenUp", null),
            _ => new NoticeStep(outcome, NoticeState.Queued, outcome.Reason ?? EnumName.Of(outcome.Result), now + Backoff.After(notice.Attempts)),
        };
    }
}

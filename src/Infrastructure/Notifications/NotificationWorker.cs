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
    private readonly NotificationMeasures measures = new(scopes);

    protected override bool IsWanted => schedule.Enabled && channels.CanSend;

    protected override int Places => schedule.Places;

    /// <summary>So long is waited for a channel while the process closes down; null for what all senders have.</summary>
    internal TimeSpan? Farewell { get; init; }

    protected override TimeSpan Grace => Farewell ?? base.Grace;

    protected override async Task<IReadOnlyList<string>> Destinations(DateTimeOffset now, CancellationToken ct)
    {
        await measures.Take(channels.Channels, now, ct);
        return [.. channels.Channels.Where(channel => channels.PausedUntil(channel) is null).Select(EnumName.Of)];
    }

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

    /// <summary>
    /// What came of it is written down, also while the process closes down: a message that left and is not written down goes out twice.
    /// </summary>
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
        var outcome = await Outcome(
            new OutgoingMessage(item.Id.Value, item.Channel, to, item.Subject, text, item.AccountId, item.DossierId, item.Test), ct);
        var took = (int)Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        await (outcome.Result == SendResult.Paused
            ? Write(queue => queue.Wait(item, NoticeState.Queued, "paused", channels.PausedUntil(item.Channel) ?? schedule.Now, default))
            : Write(queue => queue.Note(item, schedule.After(item, outcome), took, default)));
    }

    private async Task<SendOutcome> Outcome(OutgoingMessage message, CancellationToken ct)
    {
        try
        {
            return await channels.Send(message, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return new SendOutcome(SendResult.TimeOut);
        }
    }

    private Task<bool> Write(Func<NotificationQueue, Task> write) => scopes.InTransaction(
        async services =>
        {
            await write(services.GetRequiredService<NotificationQueue>());
            return true;
        },
        CancellationToken.None);
}

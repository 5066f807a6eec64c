using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Pipeline;
using OneStop.Domain.Notifications;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>
/// Says once a minute that somebody is there who sends, and for how long the oldest message of each channel has waited that should be on its way; what is
/// held waits from the end of the quiet hours on, and what stands behind another message not at all.
/// </summary>
internal sealed class NotificationMeasures(IServiceScopeFactory scopes)
{
    private const string Waiting =
        $"SELECT n.Channel, MIN(n.WaitsSince) AS Since FROM Notifications n WHERE n.DueAt IS NOT NULL AND {NotificationQueue.IsFirst} GROUP BY n.Channel";

    private static readonly Meter Meter = new(TelemetrySources.Name);

    private static readonly Gauge<double> Ages = Meter.CreateGauge<double>("onestop.notifications.waiting", "s");

    private DateTimeOffset takenAt;

    public async Task Take(IEnumerable<NoticeChannel> channels, DateTimeOffset now, CancellationToken ct)
    {
        if ((now - takenAt).Duration() < NotificationPresence.Between)
        {
            return;
        }
        takenAt = now;
        await scopes.InTransaction(
            async services =>
            {
                await services.GetRequiredService<NotificationPresence>().Note(ct);
                return true;
            },
            ct);
        await using var reading = scopes.CreateAsyncScope();
        var waiting = (await reading.ServiceProvider.GetRequiredService<DbSession>().Query<WaitingRow>(Waiting, null, ct)).ToDictionary(row => row.Channel, row => row.Since);
        foreach (var channel in channels)
        {
            var age = waiting.TryGetValue(channel, out var since) && since < now ? now - since.Value : TimeSpan.Zero;
            Ages.Record(age.TotalSeconds, new KeyValuePair<string, object?>("channel", EnumName.Of(channel)));
        }
    }

    private sealed record WaitingRow
    {
        public required NoticeChannel Channel { get; init; }

        public DateTimeOffset? Since { get; init; }
    }
}

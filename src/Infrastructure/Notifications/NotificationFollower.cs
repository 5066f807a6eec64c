using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OneStop.Application.Notifications;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>An event with what it leads to.</summary>
internal sealed record FollowedHappening(LoggedEvent Event, DossierId Dossier, ComposedHappening Composed);

/// <summary>
/// Writes down who is to be told of what happens to dossiers, from its first start on. Where no message can leave the house it does not begin:
/// what happened before there first was a way to send is not sent. Switched off and on again, it tells what happened meanwhile.
/// </summary>
internal sealed class NotificationFollower : LogFollower<IReadOnlyList<FollowedHappening>>
{
    private readonly NotificationWorker worker;

    public NotificationFollower(LogFollowing following, NotificationOptions options, ChannelSenders channels, NotificationWorker worker, ILogger<NotificationFollower> log)
        : base(following)
    {
        this.worker = worker;
        IsWanted = options.Enabled && channels.CanSend;
        if (options.Enabled && !channels.CanSend)
        {
            log.LogWarning("There is no way to send messages (Notifications:Smtp, Notifications:Gateway): nobody is told of anything");
        }
    }

    protected override string Name => "notifications";

    protected override bool IsWanted { get; }

    protected override bool FromTheBeginning => false;

    protected override async Task<IReadOnlyList<FollowedHappening>> Read(IServiceProvider services, IReadOnlyList<LoggedEvent> events, CancellationToken ct)
    {
        var composer = services.GetRequiredService<NoticeComposer>();
        var followed = new List<FollowedHappening>();
        foreach (var one in events.Where(one => one.Aggregate == "dossier"))
        {
            var dossier = DossierId.Parse(one.AggregateId, null);
            using var data = JsonDocument.Parse(one.Data);
            if (await composer.Compose(new DossierHappening(dossier, one.Type, one.Version, one.At, data.RootElement), ct) is { } composed)
            {
                followed.Add(new FollowedHappening(one, dossier, composed));
            }
        }
        return followed;
    }

    protected override async Task Write(IServiceProvider services, IReadOnlyList<FollowedHappening> work, CancellationToken ct)
    {
        var queue = services.GetRequiredService<NotificationQueue>();
        foreach (var one in work)
        {
            await queue.Supersede(one, ct);
            await queue.Add(one, ct);
        }
    }

    protected override void Taken() => worker.Wake();
}

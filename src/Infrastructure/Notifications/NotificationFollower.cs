using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OneStop.Application.Notifications;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Notifications;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>An event with what it leads to.</summary>
internal sealed record FollowedHappening(LoggedEvent Event, DossierId Dossier, ComposedHappening Composed)
{
    /// <summary>Where it corrects how the owner's side is reached: earlier events whose messages did not go out, composed anew.</summary>
    public IReadOnlyList<FollowedHappening> Anew { get; init; } = [];

    /// <summary>Where later events were taken before it: those of them that make something untrue.</summary>
    public IReadOnlyList<FollowedHappening> Later { get; init; } = [];
}

/// <summary>
/// Writes down who is to be told of what happens to dossiers, from its first start on. Where no message can leave the house it does not begin:
/// what happened before there first was a way to send is not sent, nor what happened while it was switched off.
/// </summary>
internal sealed class NotificationFollower : LogFollower<IReadOnlyList<FollowedHappening>>
{
    private readonly LogFollowing following;
    private readonly NotificationWorker worker;

    public NotificationFollower(LogFollowing following, NotificationOptions options, ChannelSenders channels, NotificationWorker worker, ILogger<NotificationFollower> log)
        : base(following)
    {
        (this.following, this.worker) = (following, worker);
        IsWanted = options.Enabled && channels.CanSend;
        if (options.Enabled && !channels.CanSend)
        {
            log.LogWarning("There is no way to send messages (Notifications:Smtp, Notifications:Gateway): nobody is told of anything");
        }
    }

    protected override string Name => "notifications";

    protected override bool IsWanted { get; }

    protected override bool FromTheBeginning => false;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsWanted)
        {
            await following.Scopes.InTransaction(
                async services =>
                {
                    await services.GetRequiredService<NotificationPresence>().Begin(cancellationToken);
                    return true;
                },
                cancellationToken);
        }
        await base.StartAsync(cancellationToken);
    }

    protected override async Task<IReadOnlyList<FollowedHappening>> Read(IServiceProvider services, IReadOnlyList<LoggedEvent> events, CancellationToken ct)
    {
        var (composer, isOldNews) = (services.GetRequiredService<NoticeComposer>(), await services.GetRequiredService<NotificationPresence>().Gap(ct));
        // One that was passed and is taken again comes behind those that it came before.
        var (log, taken) = (services.GetRequiredService<LogReader>(), await services.GetRequiredService<LogCursors>().Of(Name, ct));
        var followed = new List<FollowedHappening>();
        foreach (var one in events.Where(one => one.Aggregate == "dossier"))
        {
            using var data = JsonDocument.Parse(one.Data);
            var happening = one.Happening(data);
            if (await composer.Compose(happening, ct) is { } composed)
            {
                followed.Add(new FollowedHappening(one, happening.Dossier, isOldNews(one) ? composed with { Notices = [] } : composed)
                {
                    Anew = happening.CorrectsContacts ? await services.GetRequiredService<NotificationCorrections>().Compose(happening.Dossier, one.Position, ct) : [],
                    Later = one.Position <= taken ? await log.Overtaking(one, happening.Dossier, ct) : [],
                });
            }
        }
        return followed;
    }

    protected override async Task Write(IServiceProvider services, IReadOnlyList<FollowedHappening> work, CancellationToken ct)
    {
        var (queue, corrections) = (services.GetRequiredService<NotificationQueue>(), services.GetRequiredService<NotificationCorrections>());
        foreach (var one in work)
        {
            await queue.Supersede(one, ct);
            await queue.Add(one, ct);
            await corrections.Write(one, ct);
        }
    }

    protected override void Taken() => worker.Wake();
}

internal static class LoggedHappening
{
    /// <summary>The event as messages are composed from it; its data live as long as the document.</summary>
    public static DossierHappening Happening(this LoggedEvent one, JsonDocument data) =>
        new(DossierId.Parse(one.AggregateId, null), one.Type, one.Version, one.At, data.RootElement);

    /// <summary>The later events of a dossier that make messages untrue.</summary>
    public static async Task<IReadOnlyList<FollowedHappening>> Overtaking(this LogReader log, LoggedEvent one, DossierId dossier, CancellationToken ct)
    {
        var later = new List<FollowedHappening>();
        foreach (var next in await log.LaterThan(one, ct))
        {
            using var data = JsonDocument.Parse(next.Data);
            var happening = next.Happening(data);
            if (NoticeMatrix.OvertakenBy(happening.Type, happening.IsResolved, happening.MovesAppointment) is { Count: > 0 } overtaken)
            {
                later.Add(new FollowedHappening(next, dossier, new ComposedHappening(overtaken, [], Test: false)));
            }
        }
        return later;
    }
}

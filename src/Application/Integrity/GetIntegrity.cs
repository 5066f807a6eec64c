using MediatR;
using OneStop.Application.Ports;

namespace OneStop.Application.Integrity;

/// <summary>Whether everything is whole and nothing is stuck — kiểm tra toàn vẹn và hàng đợi.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record GetIntegrity : IQuery<IntegrityView>;

/// <summary>How the system stands.</summary>
/// <param name="At">When this was asked.</param>
/// <param name="Sound">
/// Whether the last finished examination found nothing and is not older than 36 hours, no work failed, nobody who follows the log stays behind or passed an event,
/// no queue is late, and nothing but messages to people (whose addresses may be wrong) is stuck.
/// </param>
/// <param name="Followers">Those who follow the event log, and how far they are.</param>
/// <param name="Passed">The first events that they could not take and passed, at most 1,000; each stays until it is taken.</param>
/// <param name="Queues">What waits to be sent to systems outside.</param>
/// <param name="Work">The engine's due work.</param>
/// <param name="LastCheck">The last finished examination of the whole database; null where there was none yet.</param>
/// <param name="CheckUnderWay">The one under way.</param>
public sealed record IntegrityView(
    DateTimeOffset At, bool Sound, IReadOnlyList<FollowerStanding> Followers, IReadOnlyList<PassedEvent> Passed, IReadOnlyList<QueueStanding> Queues,
    WorkStanding Work, IntegrityCheck? LastCheck, IntegrityCheck? CheckUnderWay);

internal sealed class GetIntegrityHandler(IFlow flow, IIntegrityChecks checks, TimeProvider clock, MachineClock machine) : IRequestHandler<GetIntegrity, IntegrityView>
{
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(5);

    /// <summary>One examination each night, and half a day for the one that was kept from it.</summary>
    private static readonly TimeSpan OldestCheck = TimeSpan.FromHours(36);

    public async Task<IntegrityView> Handle(GetIntegrity query, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (followers, queues, work) = (await flow.Followers(ct), await flow.Queues(ct), await flow.Work(now, ct));
        var passed = await flow.Passed(ct);
        var (check, underWay) = await checks.Latest(ct);
        var sound = check is null or { FindingCount: 0 } && work.Faulty == 0 && passed.Count == 0
            && queues.All(queue => !queue.Late && (queue.Stuck == 0 || queue.Name == IFlow.Notifications))
            && followers.All(follower => follower.LastFault is null && !(follower.WaitsSince < now - Lag));
        sound = sound && !(check?.FinishedAt < machine.Now - OldestCheck);
        return new IntegrityView(now, sound, followers, passed, queues, work, check, underWay);
    }
}

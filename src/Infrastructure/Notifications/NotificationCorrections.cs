using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Notifications;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Notifications;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>
/// After a correction of how the owner's side is reached: what did not go out (it waits, it failed, or nobody knew how to reach the person) is
/// superseded and written anew to the corrected address. What a channel has already, and what goes to an address that stays, is left as it is.
/// </summary>
internal sealed class NotificationCorrections(
    DbSession db, LogReader log, NoticeComposer composer, NotificationQueue queue, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock)
{
    private const string Open = """
        SELECT DISTINCT n.Position
        FROM Notifications n
        WHERE n.DossierId = @DossierId AND n.Audience = 'owner' AND n.State IN ('queued', 'held', 'failed', 'unreachable') AND n.SupersededBy IS NULL
            AND n.Position < @Position
        ORDER BY n.Position
        """;

    private const string OfEvent = """
        SELECT n.Id, n.Channel, n.Address, n.State
        FROM Notifications n
        WHERE n.DossierId = @DossierId AND n.EventId = @EventId AND n.Audience = 'owner' AND n.State <> 'superseded' AND n.SupersededBy IS NULL
        """;

    /// <summary>What is on its way keeps its state until it is known, and is not tried again.</summary>
    private const string Retire = """
        UPDATE Notifications
        SET State = CASE WHEN LeaseUntil > @Now THEN State ELSE 'superseded' END, SupersededBy = @By, DueAt = CASE WHEN LeaseUntil > @Now THEN DueAt END,
            LeaseUntil = CASE WHEN LeaseUntil > @Now THEN LeaseUntil END, Version = Version + 1
        WHERE Id = @Id AND State NOT IN ('sent', 'delivered', 'superseded')
        """;

    /// <summary>So many earlier events of a dossier are looked at.</summary>
    private const int Most = 200;

    /// <summary>The earlier events of which something did not go out, with what they say now; outside of a transaction.</summary>
    public async Task<IReadOnlyList<FollowedHappening>> Compose(DossierId dossier, long position, CancellationToken ct)
    {
        var positions = await db.Query<long>($"{Open} {db.Dialect.Page}", new { DossierId = dossier, Position = position, Take = Most }, ct);
        var anew = new List<FollowedHappening>();
        foreach (var one in await log.At(positions, ct))
        {
            using var data = JsonDocument.Parse(one.Data);
            if (await composer.Compose(one.Happening(data), ct) is { } composed)
            {
                anew.Add(new FollowedHappening(one, dossier, composed) { Later = await log.Overtaking(one, dossier, ct) });
            }
        }
        return anew;
    }

    /// <summary>Supersedes and writes anew, in the transaction of the cursor.</summary>
    public async Task Write(FollowedHappening correction, CancellationToken ct)
    {
        foreach (var earlier in correction.Anew)
        {
            await queue.SupersedeBy(earlier.Later, ct);
            var legs = await db.Query<Leg>(OfEvent, new { DossierId = earlier.Dossier, EventId = earlier.Event.Id }, ct);
            if (!legs.Any(leg => leg.IsOpen))
            {
                // What did not go out when it was looked for went out since, or is untrue by now.
                continue;
            }
            var notices = earlier.Composed.Notices;
            var gone = legs.Where(leg => !leg.IsWithChannel && !notices.Any(notice => notice.Plan.Channel == leg.Channel && notice.Plan.To == leg.Address)).ToList();
            foreach (var leg in gone)
            {
                await db.Execute(Retire, new { leg.Id, By = correction.Event.Id, Now = machineClock.GetUtcNow() }, ct);
            }
            var stay = legs.Except(gone).Select(leg => leg.Channel).ToHashSet();
            await queue.Add(earlier, [.. notices.Where(notice => !stay.Contains(notice.Plan.Channel))], correction.Event.Position, ct);
        }
    }

    private sealed record Leg
    {
        public required NotificationId Id { get; init; }

        public required NoticeChannel Channel { get; init; }

        public string? Address { get; init; }

        public required NoticeState State { get; init; }

        /// <summary>Whether it did not go out.</summary>
        public bool IsOpen => State is NoticeState.Queued or NoticeState.Held or NoticeState.Failed or NoticeState.Unreachable;

        public bool IsWithChannel => State is NoticeState.Sent or NoticeState.Delivered;
    }
}

using Microsoft.Extensions.DependencyInjection;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Notifications;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>
/// Where a message that the law demands has failed and no other channel has it or still tries, it goes by the next one by which the person can
/// be reached, although that one is not wanted.
/// </summary>
internal sealed class NotificationFallback(DbSession db, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock)
{
    private const string Legs = """
        SELECT l.Id, l.Kind, l.Channel, l.State, l.Reason
        FROM Notifications f
        INNER JOIN Notifications l ON l.DossierId = f.DossierId AND l.EventId = f.EventId AND l.Recipient = f.Recipient
        WHERE f.Id = @Id AND f.Statutory = 1 AND f.State = 'failed' AND f.SupersededBy IS NULL
        """;

    private const string Place = "SELECT DossierId, EventId, Recipient FROM Notifications WHERE Id = @Id AND Statutory = 1";

    /// <summary>Changes nothing: who comes second waits here, and then sees what the first wrote.</summary>
    private const string Lock = "UPDATE Notifications SET Reference = Reference WHERE DossierId = @DossierId AND EventId = @EventId AND Recipient = @Recipient";

    private const string Force = """
        UPDATE Notifications
        SET State = 'queued', Reason = NULL, DueAt = @Now, WaitsSince = @Now, Version = Version + 1
        WHERE Id = @Id AND State = 'suppressed' AND Reason = @NotWanted AND Address IS NOT NULL
        """;

    /// <summary>
    /// Before a failure is written down: of two messages that fail at the same instant by two channels, one must see that the other failed.
    /// </summary>
    public async Task Hold(NotificationId failing, CancellationToken ct)
    {
        if (await db.QueryOne<PlaceRow>(Place, new { Id = failing }, ct) is { } place)
        {
            await db.Execute(Lock, place, ct);
        }
    }

    /// <summary>After the final failure of a message; at most once for each channel.</summary>
    public async Task After(NotificationId failed, CancellationToken ct)
    {
        var legs = await db.Query<Leg>(Legs, new { Id = failed }, ct);
        if (legs.Count > 0 && NoticePlan.NextAfterFailure(NoticeMatrix.Of(legs[0].Kind), [.. legs.Select(leg => leg.Standing)]) is { } next)
        {
            await db.Execute(Force, new { legs.First(leg => leg.Channel == next && leg.State == NoticeState.Suppressed).Id, Now = machineClock.GetUtcNow(), NoticePlan.NotWanted }, ct);
        }
    }

    private sealed record PlaceRow
    {
        public required DossierId DossierId { get; init; }

        public required EventId EventId { get; init; }

        public required string Recipient { get; init; }
    }

    private sealed record Leg
    {
        public required NotificationId Id { get; init; }

        public required NoticeKind Kind { get; init; }

        public required NoticeChannel Channel { get; init; }

        public required NoticeState State { get; init; }

        public string? Reason { get; init; }

        public PlannedNotice Standing => new(Channel, null, State, Reason);
    }
}

using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>What becomes untrue before it is sent.</summary>
internal sealed partial class NotificationQueue
{
    private const string Overtake = """
        UPDATE Notifications
        SET State = 'superseded', SupersededBy = @EventId, Reason = CASE WHEN State IN ('failed', 'unreachable') THEN Reason END, DueAt = NULL,
            LeaseUntil = NULL, Version = Version + 1
        WHERE DossierId = @DossierId AND Kind IN @Kinds AND Position < @Position AND State IN ('queued', 'held', 'failed', 'unreachable')
            AND LeaseUntil IS NULL
        """;

    /// <summary>What is on its way, or may have left with a process that was killed: it is not tried again.</summary>
    private const string MarkOvertaken = """
        UPDATE Notifications
        SET SupersededBy = @EventId, Version = Version + 1
        WHERE DossierId = @DossierId AND Kind IN @Kinds AND Position < @Position AND State IN ('queued', 'held', 'sent') AND SupersededBy IS NULL
        """;

    /// <summary>Takes back what was not sent and is no longer true; what is on its way, or failed, is not tried again.</summary>
    public async Task Supersede(FollowedHappening one, CancellationToken ct)
    {
        if (one.Composed.Overtaken.Count > 0)
        {
            var kinds = one.Composed.Overtaken.Select(EnumName.Of).ToArray();
            var overtaken = new { EventId = one.Event.Id, DossierId = one.Dossier, Kinds = kinds, one.Event.Position, Now };
            await db.Execute(Overtake, overtaken, ct);
            await db.Execute(MarkOvertaken, overtaken, ct);
        }
    }

    /// <summary>Takes back what later events made untrue that were taken before what they overtake was written down.</summary>
    public async Task SupersedeBy(IReadOnlyList<FollowedHappening> later, CancellationToken ct)
    {
        foreach (var one in later)
        {
            await Supersede(one, ct);
        }
    }
}

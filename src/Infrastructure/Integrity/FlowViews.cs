using OneStop.Application.Integrity;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Integrity;

/// <summary>How those who follow the event log, the queues to the outside and the due work stand; an index range each.</summary>
internal sealed class FlowViews(DbSession db, LogReader log, IEnumerable<IOutboundQueue> queues) : IFlow
{
    private const string Cursors = """
        SELECT c.Name, c.Position, c.MovedAt, c.LastFault, (SELECT e.At FROM Events e WHERE e.Position = c.Position + 1) AS WaitsSince
        FROM LogCursors c
        ORDER BY c.Name
        """;

    private const string Overdue = "SELECT COUNT(*) AS Many, MIN(j.DueAt) AS Oldest FROM DueJobs j WHERE j.DueAt <= @Now AND j.Kind <> 'Export'";

    private const string Faulty = "SELECT COUNT(*) FROM DueJobs j WHERE j.LastFault IS NOT NULL";

    public async Task<IReadOnlyList<FollowerStanding>> Followers(CancellationToken ct)
    {
        var last = await log.Last(ct);
        return [.. (await db.Query<CursorRow>(Cursors, null, ct)).Select(row => new FollowerStanding(
            row.Name, row.Position, Math.Max(0, last - row.Position), row.MovedAt, row.WaitsSince, row.LastFault))];
    }

    public async Task<IReadOnlyList<QueueStanding>> Queues(CancellationToken ct)
    {
        var standings = new List<QueueStanding>();
        foreach (var queue in queues)
        {
            standings.Add(await queue.Standing(ct));
        }
        return standings;
    }

    public async Task<WorkStanding> Work(DateTimeOffset now, CancellationToken ct)
    {
        var overdue = await db.QueryOne<OverdueRow>(Overdue, new { Now = now }, ct);
        return new WorkStanding(overdue?.Many ?? 0, overdue?.Oldest, await db.QueryOne<long>(Faulty, null, ct));
    }

    private sealed record CursorRow
    {
        public required string Name { get; init; }

        public required long Position { get; init; }

        public required DateTimeOffset MovedAt { get; init; }

        public string? LastFault { get; init; }

        public DateTimeOffset? WaitsSince { get; init; }
    }

    private sealed record OverdueRow
    {
        public required long Many { get; init; }

        public DateTimeOffset? Oldest { get; init; }
    }
}

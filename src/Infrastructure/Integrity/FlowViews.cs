using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Integrity;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Integrity;

/// <summary>How those who follow the event log, the queues to the outside and the due work stand; an index range each.</summary>
internal sealed class FlowViews(
    DbSession db, Dialect dialect, LogReader log, PassedEvents passedEvents, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : IFlow
{
    /// <summary>Where counting a queue stops.</summary>
    private const int CountedTo = 10_000;

    private const int MostPassed = 1_000;

    private const string Cursors = """
        SELECT c.Name, c.Position, c.MovedAt, c.LastFault, c.Passed, c.LastPassed, (SELECT e.At FROM Events e WHERE e.Position = c.Position + 1) AS WaitsSince
        FROM LogCursors c
        ORDER BY c.Name
        """;

    private const string PassedBy = """
        SELECT p.Follower, p.Position, e.Type, e.Aggregate, e.AggregateId, e.At, p.PassedAt, p.Fault, p.Tries, p.WantedAt
        FROM PassedEvents p
        INNER JOIN Events e ON e.Position = p.Position
        """;

    private const string Overdue = "SELECT COUNT(*) AS Many, MIN(j.DueAt) AS Oldest FROM DueJobs j WHERE j.DueAt <= @Now AND j.Kind <> 'Export'";

    private const string Faulty = "SELECT COUNT(*) FROM DueJobs j WHERE j.LastFault IS NOT NULL";

    /// <summary>What waits in each queue, for how long at most, and what is stuck there, each by the words of an index.</summary>
    private static readonly (string Name, TimeSpan Longest, string Waiting, string Stuck)[] All =
    [
        ("webhooks", TimeSpan.FromHours(25),
            "SELECT q.CreatedAt AS Since FROM WebhookDeliveries q WHERE q.Standing = 'pending' ORDER BY q.WebhookId, q.DueAt, q.Position",
            """
            SELECT q.Id
            FROM WebhookDeliveries q
            WHERE q.Standing IN ('failed', 'parked') AND q.Position > 0 AND EXISTS (SELECT 1 FROM Webhooks w WHERE w.Id = q.WebhookId AND w.RemovedAt IS NULL)
            ORDER BY q.WebhookId, q.Id
            """),
        ("portal", TimeSpan.FromHours(2),
            "SELECT q.Since FROM PortalSyncs q WHERE q.State = 'pending' ORDER BY q.State, q.Since, q.DossierId",
            "SELECT q.DossierId FROM PortalSyncs q WHERE q.State IN ('rejected', 'differs') ORDER BY q.State, q.Since, q.DossierId"),
        // From the end of the quiet hours, and of what a recipient's own server asked for, each recipient's first: an hour in which nothing leaves is an alarm.
        (IFlow.Notifications, TimeSpan.FromHours(1),
            """
            SELECT q.WaitsSince AS Since
            FROM Notifications q
            WHERE q.DueAt IS NOT NULL AND NOT EXISTS (SELECT 1 FROM Notifications e
                WHERE e.DossierId = q.DossierId AND e.Channel = q.Channel AND e.Recipient = q.Recipient AND e.Position < q.Position AND e.DueAt IS NOT NULL)
            ORDER BY q.WaitsSince, q.Channel
            """,
            "SELECT q.Id FROM Notifications q WHERE q.State = 'failed' ORDER BY q.Id"),
        ("inbox", TimeSpan.FromDays(7),
            "SELECT q.ReceivedAt AS Since FROM PortalInbox q WHERE q.State = 'parked' ORDER BY q.State, q.ReceivedAt, q.MessageId",
            """
            SELECT q.MessageId
            FROM PortalInbox q
            WHERE q.State = 'parked' AND q.Reason NOT IN ('portal.dossier-is-here', 'portal.dossier-awaits-it')
            ORDER BY q.State, q.ReceivedAt, q.MessageId
            """),
        ("documents", TimeSpan.FromHours(25),
            "SELECT q.QueuedAt AS Since FROM OutgoingDocuments q WHERE q.State = 'waiting' ORDER BY q.State, q.QueuedAt, q.Id",
            "SELECT q.Id FROM OutgoingDocuments q WHERE q.State IN ('givenUp', 'rejected') ORDER BY q.State, q.QueuedAt, q.Id"),
    ];

    public async Task<IReadOnlyList<FollowerStanding>> Followers(CancellationToken ct)
    {
        var last = await log.Last(ct);
        return [.. (await db.Query<CursorRow>(Cursors, null, ct)).Select(row => new FollowerStanding(
            row.Name, row.Position, Math.Max(0, last - row.Position), row.MovedAt, row.WaitsSince, row.LastFault, row.Passed, row.LastPassed))];
    }

    public async Task<IReadOnlyList<PassedEvent>> Passed(CancellationToken ct) =>
        [.. (await db.Query<PassedRow>($"{PassedBy} ORDER BY p.Follower, p.Position {dialect.Page}", new { Take = MostPassed }, ct)).Select(row => row.Event)];

    public async Task<PassedEvent?> Passed(string follower, long position, CancellationToken ct) => (await db.QueryOne<PassedRow>(
        $"{PassedBy} WHERE p.Follower = @Follower AND p.Position = @Position", new { Follower = follower, Position = position }, ct))?.Event;

    public Task TakeAgain(PassedEvent passed, CancellationToken ct) =>
        passedEvents.TakeAgain(passed.Follower, passed.Position, machineClock.GetUtcNow(), ct);

    public async Task<IReadOnlyList<QueueStanding>> Queues(CancellationToken ct)
    {
        var standings = new List<QueueStanding>();
        foreach (var (name, longest, waiting, stuck) in All)
        {
            var first = await db.QueryOne<WaitingRow>($"SELECT COUNT(*) AS Many, MIN(x.Since) AS Oldest FROM ({waiting} {dialect.Page}) x", new { Take = CountedTo }, ct);
            var held = await db.QueryOne<long>($"SELECT COUNT(*) FROM ({stuck} {dialect.Page}) x", new { Take = CountedTo }, ct);
            standings.Add(new QueueStanding(name, first?.Many ?? 0, first?.Oldest, first?.Oldest < machineClock.GetUtcNow() - longest, held));
        }
        return standings;
    }

    public async Task<WorkStanding> Work(DateTimeOffset now, CancellationToken ct)
    {
        var overdue = await db.QueryOne<WaitingRow>(Overdue, new { Now = now }, ct);
        return new WorkStanding(overdue?.Many ?? 0, overdue?.Oldest, await db.QueryOne<long>(Faulty, null, ct));
    }

    private sealed record CursorRow
    {
        public required string Name { get; init; }

        public required long Position { get; init; }

        public required DateTimeOffset MovedAt { get; init; }

        public string? LastFault { get; init; }

        public required long Passed { get; init; }

        public string? LastPassed { get; init; }

        public DateTimeOffset? WaitsSince { get; init; }
    }

    private sealed record PassedRow
    {
        public required string Follower { get; init; }

        public required long Position { get; init; }

        public required string Type { get; init; }

        public required string Aggregate { get; init; }

        public required string AggregateId { get; init; }

        public required DateTimeOffset At { get; init; }

        public required DateTimeOffset PassedAt { get; init; }

        public required string Fault { get; init; }

        public required int Tries { get; init; }

        public DateTimeOffset? WantedAt { get; init; }

        public PassedEvent Event => new(Follower, Position, Type, Aggregate, AggregateId, At, PassedAt, Fault, Tries, WantedAt);
    }

    private sealed record WaitingRow
    {
        public required long Many { get; init; }

        public DateTimeOffset? Oldest { get; init; }
    }
}

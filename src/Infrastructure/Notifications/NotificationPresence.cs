using Microsoft.Extensions.DependencyInjection;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>
/// When some process last told people of anything. What happened while messages were switched off everywhere is old news when they are switched on again, and is
/// not told; what happened just before all processes ended is.
/// </summary>
internal sealed class NotificationPresence(DbSession db, LogReader log, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock)
{
    /// <summary>How often a process says that it is there.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    /// <summary>After so long without a word nobody was there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>So long after its last word a process may still have been there.</summary>
    private static readonly TimeSpan Spare = 2 * Between;

    private const string Select = "SELECT AliveAt, AlivePosition, OffSince, OffAfter, OffUntil FROM NotificationPresence WHERE Id = 1";

    private const string NoteAlive = "UPDATE NotificationPresence SET AliveAt = @Now, AlivePosition = @Last WHERE Id = 1";

    private const string NoteGap = """
        UPDATE NotificationPresence
        SET OffSince = @Since, OffAfter = AlivePosition, OffUntil = @Last
        WHERE Id = 1 AND AliveAt < @Before
        """;

    /// <summary>A process begins to tell people, inside a transaction.</summary>
    public async Task Begin(CancellationToken ct)
    {
        var (now, last) = (machineClock.GetUtcNow(), await log.Last(ct));
        if ((await Read(ct)).AliveAt is { } aliveAt)
        {
            await db.Execute(NoteGap, new { Since = aliveAt + Spare, Last = last, Before = now - Patience }, ct);
        }
        await Note(ct);
    }

    /// <summary>A process is there, inside a transaction.</summary>
    public async Task Note(CancellationToken ct) =>
        await db.Execute(NoteAlive, new { Now = machineClock.GetUtcNow(), Last = await log.Last(ct) }, ct);

    /// <summary>Tells of an event whether it happened while nobody was there.</summary>
    public async Task<Func<LoggedEvent, bool>> Gap(CancellationToken ct)
    {
        var row = await Read(ct);
        return one => one.Position > row.OffAfter && one.Position <= row.OffUntil && one.At > row.OffSince;
    }

    private async Task<Row> Read(CancellationToken ct) => (await db.QueryOne<Row>(Select, null, ct))!;

    private sealed record Row
    {
        public DateTimeOffset? AliveAt { get; init; }

        public required long AlivePosition { get; init; }

        public DateTimeOffset? OffSince { get; init; }

        public required long OffAfter { get; init; }

        public required long OffUntil { get; init; }
    }
}

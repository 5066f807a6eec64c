using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Audit;

/// <summary>
/// Finds where in the event log an instant lies. Positions are taken in the order of the commits, and nobody writes of the future: from the first
/// event of an instant on, everything was written at that instant or later. A job that ran late writes of an instant that is past, so that a stretch
/// of events is looked at each time, not one. Halving the log finds the place in some twenty looks, and no index by time is needed.
/// </summary>
internal sealed class EventWindow(DbSession db)
{
    /// <summary>So many events, at most, lie between the instant a job was due and the place where it wrote.</summary>
    public const int Stretch = 1_000;

    private const string Last = "SELECT Value FROM LogPositions WHERE Id = 1";

    private const string Newest = "SELECT MAX(e.At) FROM Events e WHERE e.Position > @After AND e.Position <= @Position";

    /// <summary>The first position written at or after an instant; one behind the last where there is none.</summary>
    public async Task<long> FirstFrom(DateTimeOffset instant, CancellationToken ct)
    {
        var (low, high) = (1L, await db.QueryOne<long>(Last, null, ct) + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var newest = await db.QueryOne<long?>(Newest, new { After = middle - Stretch, Position = middle }, ct);
            if (newest >= instant.ToUnixTimeMilliseconds())
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }
        return low;
    }
}

using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Audit;

/// <summary>
/// Finds where in the event log an instant lies. Positions are taken in the order of the commits, so that instants grow with them; halving the
/// log finds the place in some twenty looks, and no index by time is needed.
/// </summary>
internal sealed class EventWindow(DbSession db, Dialect dialect)
{
    private const string Last = "SELECT Value FROM LogPositions WHERE Id = 1";

    private const string From = "SELECT e.Position, e.At FROM Events e WHERE e.Position >= @Position ORDER BY e.Position";

    /// <summary>The first position written at or after an instant; one behind the last where there is none.</summary>
    public async Task<long> FirstFrom(DateTimeOffset instant, CancellationToken ct)
    {
        var (low, high) = (1L, await db.QueryOne<long>(Last, null, ct) + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var found = await db.QueryOne<Place>($"{From} {dialect.Page}", new { Position = middle, Take = 1 }, ct);
            if (found is null || found.At >= instant)
            {
                high = middle;
            }
            else
            {
                low = found.Position + 1;
            }
        }
        return low;
    }

    private sealed record Place
    {
        public required long Position { get; init; }

        public required DateTimeOffset At { get; init; }
    }
}

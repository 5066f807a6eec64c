namespace OneStop.Infrastructure.Persistence;

/// <summary>What a cache holds; each has a stamp in the database that grows with every change.</summary>
internal enum Stamp { Catalogue, Agencies, Calendar, Access, Clock }

/// <summary>
/// The stamps as this request sees them. A cache that was filled under another stamp is stale, in whichever process the change was
/// made.
/// </summary>
internal sealed class Stamps(DbSession db)
{
    private const string Select = "SELECT Catalogue, Agencies, Calendar, Access, Clock FROM Stamps WHERE Id = 1";

    private static readonly Dictionary<Stamp, string> Raise = new()
    {
        [Stamp.Catalogue] = "UPDATE Stamps SET Catalogue = Catalogue + 1 WHERE Id = 1",
        [Stamp.Agencies] = "UPDATE Stamps SET Agencies = Agencies + 1 WHERE Id = 1",
        [Stamp.Calendar] = "UPDATE Stamps SET Calendar = Calendar + 1 WHERE Id = 1",
        [Stamp.Access] = "UPDATE Stamps SET Access = Access + 1 WHERE Id = 1",
        [Stamp.Clock] = "UPDATE Stamps SET Clock = Clock + 1 WHERE Id = 1",
    };

    private Row? seen;

    /// <summary>The stamp as the database has it, read once per request (and again inside a transaction).</summary>
    public async ValueTask<long> Of(Stamp stamp, CancellationToken ct)
    {
        if (seen is null || seen.Transaction != db.TransactionNumber)
        {
            seen = await db.QueryOne<Row>(Select, null, ct) ?? throw new InvalidOperationException("the table Stamps is empty");
            seen.Transaction = db.TransactionNumber;
        }
        return stamp switch
        {
            Stamp.Catalogue => seen.Catalogue,
            Stamp.Agencies => seen.Agencies,
            Stamp.Calendar => seen.Calendar,
            Stamp.Access => seen.Access,
            Stamp.Clock => seen.Clock,
        };
    }

    /// <summary>Notes a change: every cache of that kind, in every process, is stale from the commit on.</summary>
    public async Task Changed(Stamp stamp, CancellationToken ct)
    {
        await db.Execute(Raise[stamp], null, ct);
        db.CachesBypassed = true;
        seen = null;
    }

    private sealed record Row
    {
        public long Catalogue { get; init; }

        public long Agencies { get; init; }

        public long Calendar { get; init; }

        public long Access { get; init; }

        public long Clock { get; init; }

        public int Transaction { get; set; }
    }
}

/// <summary>One value kept in the process for as long as its stamp in the database stays the same.</summary>
internal sealed class Cached<T>(Stamp stamp)
    where T : class
{
    private volatile Entry? entry;

    /// <summary>The value under the stamp of this request; loaded where there is none.</summary>
    public async ValueTask<T> Get(DbSession db, Stamps stamps, Func<CancellationToken, Task<T>> load, CancellationToken ct)
    {
        if (db.CachesBypassed)
        {
            return await load(ct);
        }
        var current = await stamps.Of(stamp, ct);
        if (entry is { } kept && kept.Stamp == current && kept.Epoch == CacheEpoch.Current)
        {
            return kept.Value;
        }
        var epoch = CacheEpoch.Current;
        var value = await load(ct);
        entry = new Entry(current, epoch, value);
        return value;
    }

    private sealed record Entry(long Stamp, int Epoch, T Value);
}

/// <summary>Grows whenever a group of commands was lost, so that nothing cached from its rows outlives it.</summary>
internal static class CacheEpoch
{
    private static int current;

    public static int Current => Volatile.Read(ref current);

    public static void Next() => Interlocked.Increment(ref current);
}

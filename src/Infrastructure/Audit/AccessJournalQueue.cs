using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Audit;

/// <summary>
/// The journal's rows on their way to the database. What was noted in this minute is known by heart; what is new waits in a bounded queue, and
/// whoever finds it full waits with it.
/// </summary>
internal sealed class AccessJournalQueue([FromKeyedServices(Clocks.Machine)] TimeProvider machineClock, JournalOptions options)
{
    /// <summary>Readers and dossiers remembered at most; beyond it the table alone keeps them apart.</summary>
    private const int MostRemembered = 100_000;

    private readonly Channel<AccessRow> rows = Channel.CreateBounded<AccessRow>(new BoundedChannelOptions(options.WaitingRows) { SingleReader = true });

    private volatile Remembered remembered = new(0);

    public ChannelReader<AccessRow> Rows => rows.Reader;

    /// <summary>Whether the reading was noted in this minute already.</summary>
    public bool IsNoted(DossierId subject, AccountId actor) => ThisMinute().Seen.ContainsKey((subject, actor));

    public async ValueTask Add(DossierId subject, AccountId actor, Func<long, AccessRow> row, CancellationToken ct)
    {
        var minute = ThisMinute();
        if (!minute.Seen.TryAdd((subject, actor), true))
        {
            return;
        }
        minute.Count();
        try
        {
            await rows.Writer.WriteAsync(row(minute.Number), ct);
        }
        catch (OperationCanceledException)
        {
            // The reading ends here as well; the next one of this minute has to be noted.
            minute.Seen.TryRemove((subject, actor), out _);
            throw;
        }
        catch (ChannelClosedException e)
        {
            throw new UnavailableException("the access journal is closing", e);
        }
    }

    /// <summary>No more rows come; those that wait are still written.</summary>
    public void Close() => rows.Writer.TryComplete();

    private Remembered ThisMinute()
    {
        var number = machineClock.GetUtcNow().ToUnixTimeSeconds() / 60;
        var known = remembered;
        if (known.Number != number || known.Size >= MostRemembered)
        {
            // Two requests may both begin the minute: the table keeps one row.
            remembered = known = new Remembered(number);
        }
        return known;
    }

    private sealed class Remembered(long number)
    {
        private int size;

        public long Number => number;

        public int Size => Volatile.Read(ref size);

        public ConcurrentDictionary<(DossierId, AccountId), bool> Seen { get; } = new();

        public void Count() => Interlocked.Increment(ref size);
    }
}

/// <summary>How the access journal is written.</summary>
internal sealed record JournalOptions
{
    /// <summary>Rows that wait at most; beyond it readers wait.</summary>
    public int WaitingRows { get; init; } = 10_000;
}

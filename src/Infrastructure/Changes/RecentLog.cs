using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Changes;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Changes;

/// <summary>
/// The end of the event log, read once for all of this process who follow it, with what each event is about: whoever waits for something else asks
/// the database for nothing.
/// </summary>
internal sealed class RecentLog(IServiceScopeFactory scopes, LogTail tail) : IDisposable
{
    /// <summary>Events that are kept: about a megabyte.</summary>
    private const int Kept = 1_000;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseOfEach = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim reading = new(1);
    private volatile RecentSlice recent = new(0, []);
    private int following;

    /// <summary>The last position that this process knows of.</summary>
    public long Last => tail.Last;

    /// <summary>Between two looks of one who follows: longer the more of them there are, so that all together look about 200 times a second.</summary>
    public Task Rest(CancellationToken ct) => Following(async () =>
    {
        var pause = PauseOfEach * Volatile.Read(ref following);
        await Task.Delay(pause < ShortestPause ? ShortestPause : pause > LongestPause ? LongestPause : pause, ct);
        return true;
    });

    /// <summary>The first events behind a position; null where they are not kept, or none is known, so that only the database can tell.</summary>
    public async ValueTask<IReadOnlyList<LoggedEvent>?> After(long position, int most, CancellationToken ct)
    {
        var last = tail.Last;
        if (position >= last || position < last - Kept || (await UpTo(last, ct)).Behind(position) is not { } events)
        {
            return null;
        }
        return [.. events.Take(most).Select(one => one.Event)];
    }

    /// <summary>Waits until something stands behind a position that may be what is waited for; false where the time is over before.</summary>
    public Task<bool> Comes(ChangeInterest interest, IReadOnlyList<string>? agencies, long position, TimeSpan wait, CancellationToken ct) => Following(async () =>
    {
        var (began, at) = (Stopwatch.GetTimestamp(), position);
        while (wait - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } left && await tail.Passes(at, left, ct))
        {
            var slice = await UpTo(tail.Last, ct);
            if (slice.Behind(at) is not { } events || events.Any(one => one.MayBe(interest, agencies)))
            {
                return true;
            }
            at = slice.Last;
        }
        return false;
    });

    public void Dispose() => reading.Dispose();

    /// <summary>Counts one more who follows, for as long as something takes.</summary>
    private async Task<bool> Following(Func<Task<bool>> act)
    {
        Interlocked.Increment(ref following);
        try
        {
            return await act();
        }
        finally
        {
            Interlocked.Decrement(ref following);
        }
    }

    private async ValueTask<RecentSlice> UpTo(long last, CancellationToken ct)
    {
        if (recent is { } known && known.Last >= last)
        {
            return known;
        }
        await reading.WaitAsync(ct);
        try
        {
            return recent.Last >= last ? recent : recent = await Read(recent, last, ct);
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task<RecentSlice> Read(RecentSlice known, long last, CancellationToken ct)
    {
        var from = Math.Max(known.Last, last - Kept);
        await using var scope = scopes.CreateAsyncScope();
        var events = await scope.ServiceProvider.GetRequiredService<LogReader>().After(from, Kept, ct);
        var read = await RecentEvent.Of(scope.ServiceProvider.GetRequiredService<DbSession>(), events, ct);
        return (from == known.Last ? known : new RecentSlice(from, [])).And(read, Kept);
    }
}

/// <summary>Events behind a position, without a gap.</summary>
/// <param name="Before">The position behind which they begin.</param>
internal sealed record RecentSlice(long Before, RecentEvent[] Events)
{
    public long Last => Events.Length == 0 ? Before : Events[^1].Event.Position;

    /// <summary>Those behind a position; null where not all of them are kept.</summary>
    public IReadOnlyList<RecentEvent>? Behind(long position) =>
        position < Before ? (IReadOnlyList<RecentEvent>?)null : new ArraySegment<RecentEvent>(Events)[(Array.FindLastIndex(Events, one => one.Event.Position <= position) + 1)..];

    /// <summary>With further ones, of all of them the last.</summary>
    public RecentSlice And(IReadOnlyList<RecentEvent> further, int most)
    {
        var left = Math.Max(0, Events.Length + further.Count - most);
        RecentEvent[] all = [.. Events, .. further];
        return left == 0 ? this with { Events = all } : new RecentSlice(all[left - 1].Event.Position, all[left..]);
    }
}

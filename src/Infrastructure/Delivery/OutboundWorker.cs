using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OneStop.Infrastructure.Delivery;

/// <summary>
/// Sends what waits in the database to systems outside. Each destination has places of its own, so that a slow or dead one delays no other.
/// What is sent is leased in the database before: no two processes send it at the same time, and what a killed process held is taken over when its
/// lease ends. It is sent at least once; its id says whether it came before. What was begun when the process closes down may end.
/// </summary>
/// <typeparam name="T">What is sent at once.</typeparam>
internal abstract class OutboundWorker<T>(TimeProvider machineClock, ILogger log) : BackgroundService
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, int> underWay = new();
    private readonly SemaphoreSlim wake = new(0, 1);

    /// <summary>Whether there is anywhere to send to.</summary>
    protected virtual bool IsWanted => true;

    /// <summary>How many are under way to one destination at the same time.</summary>
    protected abstract int Places { get; }

    /// <summary>So long may go on what was begun when the process closes down; senders close down one after the other.</summary>
    protected virtual TimeSpan Grace => TimeSpan.FromSeconds(5);

    /// <summary>The destinations for which something is due.</summary>
    protected abstract Task<IReadOnlyList<string>> Destinations(DateTimeOffset now, CancellationToken ct);

    /// <summary>Leases what is due for a destination to this process.</summary>
    /// <param name="most">At most so many.</param>
    protected abstract Task<IReadOnlyList<T>> Lease(string destination, int most, DateTimeOffset now, CancellationToken ct);

    /// <summary>Sends it and writes down what came of it; a fault of the destination is no exception.</summary>
    /// <param name="ct">Ends what takes too long while the process closes down.</param>
    protected abstract Task Send(T item, CancellationToken ct);

    /// <summary>There is something new to send.</summary>
    public void Wake()
    {
        try
        {
            wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake, or will be.
        }
    }

    /// <summary>Sends everything that is due now, and waits until it is done; for those who turn the clock themselves.</summary>
    public async Task SendDue(CancellationToken ct)
    {
        var ending = new CancellationTokenSource();
        await using var closing = ct.Register(() => ending.CancelAfter(Grace));
        while (await Round(ending.Token, ct) is { Count: > 0 } begun)
        {
            await Task.WhenAll(begun);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsWanted)
        {
            return;
        }
        using var ending = new CancellationTokenSource();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Round(ending.Token, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Sending stopped; it goes on at the next round");
            }
            catch (OperationCanceledException)
            {
                break;
            }
            await ((Task)wake.WaitAsync(Glance, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        ending.CancelAfter(Grace);
        while (underWay.Values.Sum() > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }
    }

    /// <summary>Fills the free places of every destination; one where that fails delays no other.</summary>
    private async Task<IReadOnlyList<Task>> Round(CancellationToken ending, CancellationToken ct)
    {
        var begun = new List<Task>();
        foreach (var destination in await Destinations(machineClock.GetUtcNow(), ct))
        {
            try
            {
                await Fill(destination, begun, ending, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                log.LogError(e, "Nothing more could be taken for {Destination}; it is tried again at the next round", destination);
            }
        }
        return begun;
    }

    private async Task Fill(string destination, List<Task> begun, CancellationToken ending, CancellationToken ct)
    {
        var free = Places - underWay.GetValueOrDefault(destination);
        if (free <= 0)
        {
            return;
        }
        foreach (var item in await Lease(destination, free, machineClock.GetUtcNow(), ct))
        {
            underWay.AddOrUpdate(destination, 1, (_, count) => count + 1);
            begun.Add(Run(destination, item, ending));
        }
    }

    private async Task Run(string destination, T item, CancellationToken ct)
    {
        await Task.Yield();
        try
        {
            await Send(item, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogError(e, "What was sent to {Destination} could not be written down; it is sent again when its lease ends", destination);
        }
        catch (OperationCanceledException)
        {
            // The process closes down; its lease ends, and another sends it.
        }
        finally
        {
            underWay.AddOrUpdate(destination, 0, (_, count) => count - 1);
            Wake();
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OneStop.Application.Ports;

namespace OneStop.Infrastructure.Persistence;

/// <summary>What everybody who follows the event log needs.</summary>
internal sealed record LogFollowing(
    IServiceScopeFactory Scopes, LogTail Tail, Dialect Dialect, [FromKeyedServices(Clocks.Machine)] TimeProvider MachineClock, ILoggerFactory Logs);

/// <summary>
/// Follows the event log a slice at a time and writes what is to be done about it, in the transaction in which its cursor moves: each event is
/// taken once, whichever process takes it and whenever one is killed. One that cannot be taken is passed after some minutes (<see cref="LogPatience"/>).
/// </summary>
/// <typeparam name="T">What is to be written about a slice.</typeparam>
internal abstract class LogFollower<T>(LogFollowing following) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly LogPatience patience = new(following.Dialect);
    private readonly ILogger log = following.Logs.CreateLogger<LogFollower<T>>();

    /// <summary>Name of its cursor.</summary>
    protected abstract string Name { get; }

    /// <summary>Whether there is anything to follow the log for.</summary>
    protected virtual bool IsWanted => true;

    /// <summary>Whether it begins with the first event there ever was; else with those after its first start.</summary>
    protected abstract bool FromTheBeginning { get; }

    /// <summary>Finds out what is to be written about events, outside of a transaction.</summary>
    protected abstract Task<T> Read(IServiceProvider services, IReadOnlyList<LoggedEvent> events, CancellationToken ct);

    /// <summary>Writes it, in the transaction of the cursor: SQL only.</summary>
    protected abstract Task Write(IServiceProvider services, T work, CancellationToken ct);

    /// <summary>After a slice was taken: wakes who works on what was written.</summary>
    protected virtual void Taken()
    {
    }

    /// <summary>Takes the next slice.</summary>
    /// <returns>The position reached.</returns>
    public async Task<long> FollowOn(CancellationToken ct)
    {
        var from = await Begin(ct);
        await using var reading = following.Scopes.CreateAsyncScope();
        var events = await reading.ServiceProvider.GetRequiredService<LogReader>().After(from, patience.Slice(from), ct);
        if (events.Count == 0)
        {
            return from;
        }
        var to = events[^1].Position;
        try
        {
            var work = await Read(reading.ServiceProvider, events, ct);
            await Take(from, to, work, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            if (!patience.IsOver(events, e, following.MachineClock.GetUtcNow()))
            {
                await Note(from, e.GetType().Name, ct);
                throw;
            }
            log.LogError(e, "{Follower} passes the event at position {Position}: it cannot be taken", Name, to);
            await Pass(from, to, e.GetType().Name, ct);
        }
        patience.Taken();
        Taken();
        return to;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsWanted)
        {
            return;
        }
        var at = -1L;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await following.Tail.Passes(at, Patience, stoppingToken))
                {
                    at = await FollowOn(stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "{Follower} stopped behind position {Position}; it goes on soon", Name, at);
                await Task.Delay(patience.Wait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<long> Begin(CancellationToken ct)
    {
        await using var scope = following.Scopes.CreateAsyncScope();
        var cursors = scope.ServiceProvider.GetRequiredService<LogCursors>();
        if (await cursors.Of(Name, ct) is { } position)
        {
            return position;
        }
        var first = FromTheBeginning ? 0 : await scope.ServiceProvider.GetRequiredService<LogReader>().Last(ct);
        return await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(async () =>
        {
            await cursors.Begin(Name, first, following.MachineClock.GetUtcNow(), ct);
            return (await cursors.Of(Name, ct))!.Value;
        }, ct);
    }

    private async Task Take(long from, long to, T work, CancellationToken ct)
    {
        await using var scope = following.Scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(async () =>
        {
            var moved = await scope.ServiceProvider.GetRequiredService<LogCursors>().Move(Name, from, to, following.MachineClock.GetUtcNow(), ct);
            if (moved)
            {
                await Write(scope.ServiceProvider, work, ct);
            }
            return moved;
        }, ct);
    }

    private async Task Pass(long from, long to, string fault, CancellationToken ct)
    {
        await using var scope = following.Scopes.CreateAsyncScope();
        var cursors = scope.ServiceProvider.GetRequiredService<LogCursors>();
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(
            () => cursors.Pass(Name, from, to, fault, following.MachineClock.GetUtcNow(), ct), ct);
    }

    private async Task Note(long from, string fault, CancellationToken ct)
    {
        await using var scope = following.Scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(async () =>
        {
            await scope.ServiceProvider.GetRequiredService<LogCursors>().Note(Name, from, fault, ct);
            return true;
        }, ct);
    }
}

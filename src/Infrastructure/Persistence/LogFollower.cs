using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OneStop.Infrastructure.Persistence;

/// <summary>What everybody who follows the event log needs.</summary>
internal sealed record LogFollowing(
    IServiceScopeFactory Scopes, LogTail Tail, Dialect Dialect, [FromKeyedServices(Clocks.Machine)] TimeProvider MachineClock, ILoggerFactory Logs);

/// <summary>
/// Follows the event log a slice at a time and writes what is to be done about it, in the transaction in which its cursor moves: each event is
/// taken once, whichever process takes it and whenever one is killed. One that cannot be taken is passed after some minutes (<see cref="LogPatience"/>),
/// and taken when somebody asks for it again (<see cref="PassedEvents"/>).
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

    /// <summary>Takes what is to be taken again, and the next slice.</summary>
    /// <returns>The position reached. Where another process took the slice it is the one before it: how far that one came only the cursor says.</returns>
    public async Task<long> FollowOn(CancellationToken ct)
    {
        while (await Wanted(ct) is { } position)
        {
            await TakeAgain(position, ct);
        }
        var from = await Begin(ct);
        await using var reading = following.Scopes.CreateAsyncScope();
        var events = await reading.ServiceProvider.GetRequiredService<LogReader>().After(from, patience.Slice(from), ct);
        if (events.Count == 0)
        {
            return from;
        }
        var to = events[^1].Position;
        bool moved;
        try
        {
            var work = await Read(reading.ServiceProvider, events, ct);
            moved = await Take(services => services.GetRequiredService<LogCursors>().Move(Name, from, to, Now, ct), work, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            if (!patience.IsOver(events, e, Now))
            {
                await Note(from, e.GetType().Name, ct);
                throw;
            }
            log.LogError(e, "{Follower} passes the event at position {Position}: it cannot be taken", Name, to);
            moved = await Pass(from, to, e.GetType().Name, ct);
        }
        patience.Taken();
        if (!moved)
        {
            return from;
        }
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
                await following.Tail.Passes(at, Patience, stoppingToken);
                at = await FollowOn(stoppingToken);
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

    private DateTimeOffset Now => following.MachineClock.GetUtcNow();

    private async Task<long> Begin(CancellationToken ct)
    {
        await using var scope = following.Scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<LogCursors>().Of(Name, ct) is { } position)
        {
            return position;
        }
        var first = FromTheBeginning ? 0 : await scope.ServiceProvider.GetRequiredService<LogReader>().Last(ct);
        return await following.Scopes.InTransaction(
            async services =>
            {
                var cursors = services.GetRequiredService<LogCursors>();
                await cursors.Begin(Name, first, Now, ct);
                return (await cursors.Of(Name, ct))!.Value;
            },
            ct);
    }

    /// <summary>Writes work in the transaction of what says that it is this process's to do.</summary>
    private Task<bool> Take(Func<IServiceProvider, Task<bool>> isOurs, T work, CancellationToken ct) => following.Scopes.InTransaction(
        async services =>
        {
            var ours = await isOurs(services);
            if (ours)
            {
                await Write(services, work, ct);
            }
            return ours;
        },
        ct);

    /// <summary>Takes an event that was passed, once more: that it was passed is forgotten in the transaction of its effect.</summary>
    private async Task TakeAgain(long position, CancellationToken ct)
    {
        await using var reading = following.Scopes.CreateAsyncScope();
        try
        {
            var events = await reading.ServiceProvider.GetRequiredService<LogReader>().After(position - 1, 1, ct);
            var work = await Read(reading.ServiceProvider, [.. events.Where(one => one.Position == position)], ct);
            if (await Take(services => services.GetRequiredService<PassedEvents>().Forget(Name, position, ct), work, ct))
            {
                Taken();
            }
        }
        catch (Exception e) when (!ct.IsCancellationRequested && !patience.IsOfDatabase(e))
        {
            log.LogError(e, "{Follower} cannot take the event at position {Position} that it passed", Name, position);
            await following.Scopes.InTransaction(
                services => services.GetRequiredService<PassedEvents>().Fail(Name, position, e.GetType().Name, ct), ct);
        }
    }

    private async Task<long?> Wanted(CancellationToken ct)
    {
        await using var scope = following.Scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PassedEvents>().Wanted(Name, ct);
    }

    private Task<bool> Pass(long from, long to, string fault, CancellationToken ct) => following.Scopes.InTransaction(
        async services =>
        {
            var moved = await services.GetRequiredService<LogCursors>().Pass(Name, from, to, fault, Now, ct);
            if (moved)
            {
                await services.GetRequiredService<PassedEvents>().Add(Name, to, fault, Now, ct);
            }
            return moved;
        },
        ct);

    private Task<bool> Note(long from, string fault, CancellationToken ct) =>
        following.Scopes.InTransaction(services => services.GetRequiredService<LogCursors>().Note(Name, from, fault, ct), ct);
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OneStop.Infrastructure.Persistence;

/// <summary>
/// How far the event log goes, for those who wait for what comes next. What this process commits is known at once, what others commit is seen
/// by a look at the database, one for all who wait.
/// </summary>
internal sealed class LogTail(IServiceScopeFactory scopes, ILogger<LogTail> log) : BackgroundService
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    private TaskCompletionSource moved = NextMove();
    private long last;

    /// <summary>The last position known to be committed; no position up to it is missing.</summary>
    public long Last => Volatile.Read(ref last);

    /// <summary>Events up to a position are committed.</summary>
    public void Reached(long position)
    {
        var known = Last;
        while (position > known)
        {
            var before = Interlocked.CompareExchange(ref last, position, known);
            if (before == known)
            {
                Interlocked.Exchange(ref moved, NextMove()).TrySetResult();
                return;
            }
            known = before;
        }
    }

    /// <summary>Waits until something stands behind a position; false where the time is over before.</summary>
    public async Task<bool> Passes(long position, TimeSpan wait, CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        ending.CancelAfter(wait);
        while (true)
        {
            var next = Volatile.Read(ref moved).Task;
            if (Last > position)
            {
                return true;
            }
            await next.WaitAsync(ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ct.ThrowIfCancellationRequested();
            if (ending.IsCancellationRequested)
            {
                return Last > position;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Glance);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                Reached(await scope.ServiceProvider.GetRequiredService<LogReader>().Last(stoppingToken));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "The end of the event log was not seen; it is looked for again");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static TaskCompletionSource NextMove() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OneStop.Application.Jobs;
using OneStop.Application.Ports;
using OneStop.Application.Sandbox;
using OneStop.Infrastructure.Delivery;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Jobs;

/// <summary>
/// Does the due work in order. Several processes may run it: a lease keeps them apart, and a job leaves the table in the transaction of its
/// effect, so that a process killed in between loses nothing and does nothing twice.
/// </summary>
internal sealed class DueJobRunner(
    IServiceScopeFactory scopes, TimeProvider clock, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock, ILogger<DueJobRunner> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(1);

    /// <summary>The first waits of what is sent over networks are too short for work here: about a minute is the first, an hour the longest.</summary>
    private const int QuickAttempts = 3;

    /// <summary>Does every job due until an instant, in order.</summary>
    public async Task RunUntil(DateTimeOffset until, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested && await Next(until, ct) is { } job)
        {
            await Run(job, ct);
        }
    }

    /// <summary>The same, and waits for those another worker has in hand; one whose worker was killed is taken over when its lease ends.</summary>
    public async Task FinishUntil(DateTimeOffset until, CancellationToken ct)
    {
        await RunUntil(until, ct);
        while (await AreInHand(until, ct))
        {
            await Task.Delay(Glance, ct);
            await RunUntil(until, ct);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using (var scope = scopes.CreateAsyncScope())
                {
                    await scope.ServiceProvider.GetRequiredService<ISandbox>().Refresh(scope.ServiceProvider, stoppingToken);
                }
                await RunUntil(clock.GetUtcNow(), stoppingToken);
                await Sweep(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Due work stopped; it goes on at the next round");
            }
        }
    }

    /// <summary>Forgets what was kept long enough: answers under idempotency keys, sessions, failed sign-ins; a slice at a time.</summary>
    private async Task Sweep(CancellationToken ct)
    {
        int kinds;
        await using (var counting = scopes.CreateAsyncScope())
        {
            kinds = counting.ServiceProvider.GetServices<ISweep>().Count();
        }
        for (var kind = 0; kind < kinds; kind++)
        {
            while (!ct.IsCancellationRequested && await SweepSlice(kind, ct))
            {
                // The next slice, in a transaction of its own.
            }
        }
    }

    private async Task<bool> SweepSlice(int kind, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var sweep = scope.ServiceProvider.GetServices<ISweep>().ElementAt(kind);
        return await sweep.AnyExpired(ct)
            && await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(() => sweep.Sweep(ct), ct);
    }

    private async Task<bool> AreInHand(DateTimeOffset until, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DueJobTable>().AreInHand(until, machineClock.GetUtcNow(), ct);
    }

    /// <summary>The next job, leased to this process; null where nothing is due.</summary>
    private async Task<DueJob?> Next(DateTimeOffset until, CancellationToken ct)
    {
        var now = machineClock.GetUtcNow();
        DueJob? job;
        await using (var reading = scopes.CreateAsyncScope())
        {
            job = await reading.ServiceProvider.GetRequiredService<DueJobTable>().FirstDue(until, now, ct);
        }
        if (job is null)
        {
            return null;
        }
        await using var scope = scopes.CreateAsyncScope();
        var leased = await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(
            () => scope.ServiceProvider.GetRequiredService<DueJobTable>().TakeLease(job, now, LeaseLength, ct), ct);
        return leased ? job : await Next(until, ct);
    }

    private async Task Run(DueJob job, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IActAsEngine>().ActAsEngine();
        try
        {
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RunDueJob(job), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Due job {Kind} {Subject} failed; it is tried again later", job.Kind, job.Subject);
            await scopes.InTransaction(async services =>
            {
                var table = services.GetRequiredService<DueJobTable>();
                var attempts = (int)await table.Attempts(job, ct);
                await table.Note(job, e.GetType().Name, machineClock.GetUtcNow() + Backoff.After(attempts + QuickAttempts), ct);
                return true;
            }, ct);
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OneStop.Application.Exports;
using OneStop.Application.Jobs;
using OneStop.Application.Ports;
using OneStop.Application.Sandbox;
using OneStop.Domain.Exports;
using OneStop.Infrastructure.Jobs;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Exports;

/// <summary>
/// Draws exports, one at a time per process, beside the other due work. The lease of a killed process ends, and another draws it anew from the
/// beginning; what keeps killing whoever draws it is given up.
/// </summary>
internal sealed class ExportRunner(
    IServiceScopeFactory scopes, ExportOptions options, TimeProvider clock, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock, ILogger<ExportRunner> log)
    : BackgroundService
{
    public const int MostAttempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    /// <summary>Draws the next export; false where there is none.</summary>
    public async Task<bool> DrawNext(CancellationToken ct)
    {
        if (await Next(ct) is not var (job, run))
        {
            return false;
        }
        if (run is not null)
        {
            await Draw(job, run, ct);
        }
        return true;
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
                while (await DrawNext(stoppingToken))
                {
                    // The next one.
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Drawing exports stopped; it goes on at the next round");
            }
        }
    }

    /// <summary>Leases the next export to this process; without a run where there was nothing left to draw.</summary>
    private async Task<(DueJob Job, ExportState? Run)?> Next(CancellationToken ct)
    {
        var now = machineClock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var jobs = scope.ServiceProvider.GetRequiredService<DueJobTable>();
        if (await jobs.FirstExport(now, ct) is not { } subject)
        {
            return null;
        }
        var job = DueJob.Draw(ExportId.Parse(subject, null), clock.GetUtcNow());
        var run = await InTransaction(async services =>
        {
            var table = services.GetRequiredService<DueJobTable>();
            if (!await table.TakeLease(job, now, Lease, ct))
            {
                return null;
            }
            var begun = await services.GetRequiredService<ExportRunTable>().Begin(ExportId.Parse(subject, null), ct);
            if (begun is null)
            {
                await table.Finish(job, ct);
            }
            return begun;
        }, ct);
        return (job, run);
    }

    private async Task Draw(DueJob job, ExportState run, CancellationToken ct)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var drawing = new ExportDrawing(run, scopes, options, stopping.Token);
        var beating = KeepLease(job, drawing, stopping);
        try
        {
            var attempts = await InTransaction(services => services.GetRequiredService<DueJobTable>().Attempts(job, ct), ct);
            ExportRules.CanBeDrawn.Demand(attempts <= MostAttempts);
            var content = await drawing.Draw();
            await End(job, run, export => export.Finish(content, TimeSpan.FromHours(options.KeepHours), clock.GetUtcNow()), ct);
        }
        catch (Exception e) when (e is RunIsOverException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            log.LogInformation("Export {Export} was removed, or is drawn elsewhere", run.Id);
        }
        catch (OperationCanceledException)
        {
            // The process closes down: another may go on at once.
            await InTransaction(async services =>
            {
                await services.GetRequiredService<DueJobTable>().Hold(job, machineClock.GetUtcNow() - Lease, CancellationToken.None);
                return true;
            }, CancellationToken.None);
        }
        catch (Exception e) when (ExportDesk.ProblemOf(e) is { } problem)
        {
            log.LogWarning(e, "Export {Export} failed: {Problem}", run.Id, problem.Code);
            await End(job, run, export => export.Fail(problem, clock.GetUtcNow()), ct);
        }
        finally
        {
            await stopping.CancelAsync();
            await beating;
        }
    }

    /// <summary>Writes how it ended, unless the run counts no more.</summary>
    private Task<bool> End(DueJob job, ExportState run, Action<Export> end, CancellationToken ct) => InTransaction(async services =>
    {
        var exports = services.GetRequiredService<IExports>();
        if (await exports.Find(run.Id, ct) is { IsOpen: true } export && export.State.Run == run.Run)
        {
            end(export);
            await exports.Save(export, ct);
            await services.GetRequiredService<DueJobTable>().Finish(job, ct);
        }
        return true;
    }, ct);

    /// <summary>Prolongs the lease while it is drawn, and stops the drawing where it counts no more.</summary>
    private async Task KeepLease(DueJob job, ExportDrawing drawing, CancellationTokenSource stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                await Task.Delay(Beat, stopping.Token);
                await drawing.Note(stopping.Token);
                await InTransaction(async services =>
                {
                    await services.GetRequiredService<DueJobTable>().Hold(job, machineClock.GetUtcNow() + Lease, stopping.Token);
                    return true;
                }, stopping.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or RunIsOverException or UnavailableException)
        {
            await stopping.CancelAsync();
        }
    }

    private Task<T> InTransaction<T>(Func<IServiceProvider, Task<T>> work, CancellationToken ct) => scopes.InTransaction(work, ct);
}

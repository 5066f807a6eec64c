using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OneStop.Application.Exports;
using OneStop.Application.Jobs;
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
    IServiceScopeFactory scopes, ExportOptions options, ExportClocks clocks, Dialect dialect, ILogger<ExportRunner> log)
    : BackgroundService
{
    public const int MostAttempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Draws the next export; false where there is none.</summary>
    public async Task<bool> DrawNext(CancellationToken ct)
    {
        var now = clocks.Now.Machine;
        if (await Next(now, ct) is not var (job, run))
        {
            return false;
        }
        if (run is not null)
        {
            await Draw(job, run, new ExportLease(job, run, now + ExportLease.Length, scopes, clocks.Machine), ct);
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
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Drawing exports stopped; it goes on at the next round");
            }
            catch (Exception e) when (stoppingToken.IsCancellationRequested)
            {
                log.LogInformation(e, "Drawing exports ended, as the process closes down");
                return;
            }
        }
    }

    /// <summary>Leases the next export to this process; without a run where there was nothing left to draw.</summary>
    private async Task<(DueJob Job, ExportState? Run)?> Next(DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var jobs = scope.ServiceProvider.GetRequiredService<DueJobTable>();
        if (await jobs.FirstExport(now, ct) is not { } subject)
        {
            return null;
        }
        var job = DueJob.Draw(ExportId.Parse(subject, null), clocks.Now.At);
        var run = await InTransaction(async services =>
        {
            var table = services.GetRequiredService<DueJobTable>();
            if (!await table.TakeLease(job, now, ExportLease.Length, ct))
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

    private async Task Draw(DueJob job, ExportState run, ExportLease lease, CancellationToken ct)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var keeping = lease.Keep(stopping, log);
        try
        {
            await DrawOrFail(job, run, stopping.Token);
        }
        catch (Exception e) when (ct.IsCancellationRequested)
        {
            log.LogInformation(e, "Export {Export} is left to others, as the process closes down", run.Id);
            await GiveBack(run, lease, -ExportLease.Length, ct);
        }
        catch (Exception e) when (lease.IsOver || e is RunIsOverException)
        {
            log.LogInformation("Export {Export} was removed, or is drawn elsewhere", run.Id);
        }
        catch (Exception e) when (stopping.IsCancellationRequested || IsOutage(e))
        {
            log.LogWarning(e, "Drawing export {Export} was interrupted; it is drawn again", run.Id);
            await GiveBack(run, lease, ExportLease.Beat, ct);
        }
        finally
        {
            await stopping.CancelAsync();
            await keeping;
        }
    }

    /// <summary>Draws it; what is wrong with the export itself ends it, everything else is thrown.</summary>
    /// <param name="ct">Whoever is stopped is at no fault, whatever the exception.</param>
    private async Task DrawOrFail(DueJob job, ExportState run, CancellationToken ct)
    {
        try
        {
            var attempts = await InTransaction(services => services.GetRequiredService<DueJobTable>().Attempts(job, ct), ct);
            ExportRules.CanBeDrawn.Demand(attempts <= MostAttempts);
            var content = await new ExportDrawing(run, scopes, options, ct).Draw();
            await End(job, run, export => export.Finish(content, TimeSpan.FromHours(options.KeepHours), clocks.Now), ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is not RunIsOverException && !IsOutage(e) && ExportDesk.ProblemOf(e) is { } problem)
        {
            log.LogWarning(e, "Export {Export} failed: {Problem}", run.Id, problem.Code);
            await End(job, run, export => export.Fail(problem, clocks.Now), ct);
        }
    }

    /// <summary>Gives it back, as soon as the database takes it; a process that closes down does not wait for that.</summary>
    private async Task GiveBack(ExportState run, ExportLease lease, TimeSpan wait, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await lease.GiveBack(wait);
                return;
            }
            catch (Exception e) when (IsOutage(e))
            {
                log.LogWarning(e, "Export {Export} was not given back", run.Id);
                await Task.Delay(ExportLease.Beat, ct);
            }
        }
    }

    /// <summary>Whether it says nothing about the export, so that it may succeed later.</summary>
    private bool IsOutage(Exception e) => ExportDesk.ProblemOf(e) is null || (e is DbException fault && dialect.IsTransient(fault));

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

    private Task<T> InTransaction<T>(Func<IServiceProvider, Task<T>> work, CancellationToken ct) => scopes.InTransaction(work, ct);
}

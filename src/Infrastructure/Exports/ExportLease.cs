using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OneStop.Application.Jobs;
using OneStop.Domain.Exports;
using OneStop.Infrastructure.Jobs;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Exports;

/// <summary>What a process has of an export while it draws it. Whatever it does with the job counts only as long as its run does.</summary>
/// <param name="until">When it ends by itself.</param>
internal sealed class ExportLease(DueJob job, ExportState run, DateTimeOffset until, IServiceScopeFactory scopes, TimeProvider machineClock)
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    /// <summary>Between two prolongations, and before something is tried again.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private DateTimeOffset until = until;

    /// <summary>Whether the run counts no more: the export was removed, or another process draws it.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Prolongs it until the drawing ends; ends the drawing where the run is over or the lease ran out. It throws nothing.</summary>
    public async Task Keep(CancellationTokenSource drawing, ILogger log)
    {
        while (true)
        {
            await Task.Delay(Beat, drawing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (drawing.IsCancellationRequested)
            {
                return;
            }
            try
            {
                await Prolong(drawing.Token);
            }
            catch (Exception e) when (!drawing.IsCancellationRequested)
            {
                log.LogWarning(e, "The lease of export {Export} was not prolonged; it is tried again", run.Id);
            }
            catch (Exception) when (drawing.IsCancellationRequested)
            {
                return;
            }
            if (IsOver || machineClock.GetUtcNow() >= until)
            {
                await drawing.CancelAsync();
            }
        }
    }

    /// <summary>Holds it longer, unless the run counts no more.</summary>
    public async Task Prolong(CancellationToken ct)
    {
        var next = machineClock.GetUtcNow() + Length;
        IsOver = !await WhileItCounts(jobs => jobs.Hold(job, next, ct), ct);
        until = next;
    }

    /// <summary>Gives it back as if this attempt had not been.</summary>
    /// <param name="wait">After how long another process may take it.</param>
    public Task<bool> GiveBack(TimeSpan wait) =>
        WhileItCounts(jobs => jobs.GiveBack(job, machineClock.GetUtcNow() + wait, CancellationToken.None), CancellationToken.None);

    private Task<bool> WhileItCounts(Func<DueJobTable, Task> work, CancellationToken ct) => scopes.InTransaction(async services =>
    {
        if (!await services.GetRequiredService<ExportRunTable>().Counts(run, ct))
        {
            return false;
        }
        await work(services.GetRequiredService<DueJobTable>());
        return true;
    }, ct);
}

using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OneStop.Application.Ports;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Audit;

/// <summary>
/// Writes the access journal behind the requests: in batches, each at the latest half a second after its first reading. A database that does not
/// take them gets them again; when the process closes down, what waits is written first.
/// </summary>
internal sealed class AccessJournalWriter(AccessJournalQueue queue, IServiceScopeFactory scopes, Dialect dialect, ILogger<AccessJournalWriter> log) : BackgroundService
{
    private const int LargestBatch = 1_000;
    private const int LastAttempts = 5;

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Close();
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is { IsCanceled: true })
        {
            // Stopped before it had begun.
            await WriteAll(new CancellationToken(canceled: true));
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => WriteAll(stoppingToken);

    private async Task WriteAll(CancellationToken stoppingToken)
    {
        var batch = new List<AccessRow>(LargestBatch);
        while (await queue.Rows.WaitToReadAsync(CancellationToken.None))
        {
            if (queue.Rows.Count < LargestBatch)
            {
                await Pause(Gathering, stoppingToken);
            }
            while (batch.Count < LargestBatch && queue.Rows.TryRead(out var row))
            {
                batch.Add(row);
            }
            await Write([.. batch.DistinctBy(row => (row.Subject, row.Minute, row.Actor))], stoppingToken);
            batch.Clear();
        }
    }

    /// <summary>Until the database has taken them; a process that closes down tries a few times more.</summary>
    private async Task Write(IReadOnlyList<AccessRow> rows, CancellationToken stopping)
    {
        var pause = Gathering;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await InTransaction(rows);
                return;
            }
            catch (Exception e) when (e is DbException fault && dialect.IsUniqueViolation(fault) && rows.Count > 1)
            {
                // Another process wrote one of them at the same instant: each on its own finds out which.
                foreach (var row in rows)
                {
                    await Write([row], stopping);
                }
                return;
            }
            catch (Exception e) when (e is DbException fault && dialect.IsUniqueViolation(fault))
            {
                return;
            }
            catch (Exception e)
            {
                if (stopping.IsCancellationRequested && attempt >= LastAttempts)
                {
                    log.LogCritical(e, "{Rows} rows of the access journal were not written when the process ended", rows.Count);
                    return;
                }
                log.LogWarning(e, "{Rows} rows of the access journal wait for the database", rows.Count);
                await Pause(pause, stopping);
                pause = pause + pause < LongestPause ? pause + pause : LongestPause;
            }
        }
    }

    private async Task InTransaction(IReadOnlyList<AccessRow> rows)
    {
        await using var scope = scopes.CreateAsyncScope();
        var table = scope.ServiceProvider.GetRequiredService<AccessJournalTable>();
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(
            async () =>
            {
                await table.Write(rows, CancellationToken.None);
                return true;
            },
            CancellationToken.None);
    }

    private static async Task Pause(TimeSpan length, CancellationToken stopping)
    {
        // Cut short where the process closes down.
        await Task.Delay(length, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Jobs;
using OneStop.Application.Ports;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Audit;

/// <summary>Sees to it that the nightly erasure is on the list of due work, once, however many processes start.</summary>
internal sealed class ErasureSchedule(IServiceScopeFactory scopes, Dialect dialect, TimeProvider clock)
{
    private const string Bring = "UPDATE DueJobs SET DueAt = @Night WHERE Kind = @Kind AND DueAt > @Night";

    private const string Scheduled = "SELECT COUNT(*) FROM DueJobs j WHERE j.Kind = @Kind";

    public async Task Begin(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, jobs) = (scope.ServiceProvider.GetRequiredService<DbSession>(), scope.ServiceProvider.GetRequiredService<IDueJobs>());
        var first = DueJob.EraseExpired(clock.GetUtcNow());
        try
        {
            await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(
                async () =>
                {
                    // The term may be another since the last start: the walk does not sleep on.
                    await db.Execute(Bring, new { Night = first.DueAt, Kind = nameof(DueJobKind.Erase) }, ct);
                    if (await db.QueryOne<long>(Scheduled, new { Kind = nameof(DueJobKind.Erase) }, ct) == 0)
                    {
                        await jobs.Schedule(first, ct);
                    }
                    return true;
                },
                ct);
        }
        catch (DbException e) when (dialect.IsUniqueViolation(e))
        {
            // Another process that starts at the same instant was first.
        }
    }
}

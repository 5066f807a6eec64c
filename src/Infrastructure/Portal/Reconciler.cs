using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>
/// Walks the reconciliation that is under way, a slice of dossiers at a time: each slice is compared outside of a transaction, and what it found
/// is written with the place it goes on from. A process that is killed loses a slice at most, which another compares again.
/// </summary>
internal sealed class Reconciler(PortalSendingParts parts, DossierComparer comparer, TimeProvider clock, ILogger<Reconciler> log) : BackgroundService
{
    private const int Slice = 20;
    private const int MostTries = 3;

    private const int MostSilentTries = 120;

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(30);

    /// <summary>Two turns of a slice, with two tries each, one after the other.</summary>
    private DateTimeOffset LeaseEnd => parts.MachineClock.GetUtcNow() + (parts.Options.CallTime * 2 * 2 * Slice) + AfterFault;

    /// <summary>Walks it to its end, as far as the portal answers; does nothing where none is under way.</summary>
    public async Task Walk(CancellationToken ct)
    {
        if (await Next(ct) is not { } row)
        {
            return;
        }
        while (await Step(row, ct) is { } moved)
        {
            row = moved;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!parts.Options.IsConnected)
        {
            return;
        }
        using var timer = new PeriodicTimer(Glance);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Walk(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "The reconciliation stopped; it goes on when its lease ends");
            }
        }
    }

    private async Task<ReconciliationRow?> Next(CancellationToken ct)
    {
        var now = parts.MachineClock.GetUtcNow();
        var row = await Read<ReconciliationTable, ReconciliationRow?>(table => table.Next(now, ct));
        return row is null ? null : await parts.Scopes.InTransaction(services => services.GetRequiredService<ReconciliationTable>().Lease(row, now, LeaseEnd - now, ct), ct);
    }

    /// <summary>Compares a slice; null at the end, where the portal does not answer, and where another process walks on.</summary>
    private async Task<ReconciliationRow?> Step(ReconciliationRow row, CancellationToken ct)
    {
        var slice = await Read<ReconciliationTable, IReadOnlyList<ComparedRow>>(table => table.Slice(row, Slice, ct));
        if (slice.Count == 0)
        {
            await Write(table => table.Finish(row, clock.GetUtcNow(), parts.MachineClock.GetUtcNow().AddDays(parts.Options.KeepDays), ct), ct);
            return null;
        }
        Dictionary<ComparedRow, Comparison> found;
        try
        {
            found = await Compare(slice, ct);
        }
        catch (PortalPausedException)
        {
            return await Later(row, "paused", ct);
        }
        if (MustWait(row, found.Values))
        {
            var faults = string.Join(", ", found.Values.Select(one => one.Fault).OfType<PortalFaultException>().Select(fault => fault.Message).Distinct());
            return await Later(row with { Tries = row.Tries + 1 }, faults, ct);
        }
        await parts.Scopes.InTransaction(services => Keep(services, row, slice, found, ct), ct);
        return row with { After = slice[^1].DossierId, Tries = 0 };
    }

    /// <summary>
    /// Compares them all; what met a fault of the line, while the portal answered about others, is compared once more by itself. Then the portal has
    /// nothing else to do for this walk.
    /// </summary>
    /// <exception cref="PortalPausedException">The line is broken.</exception>
    private async Task<Dictionary<ComparedRow, Comparison>> Compare(IReadOnlyList<ComparedRow> slice, CancellationToken ct)
    {
        var found = new ConcurrentDictionary<ComparedRow, Comparison>();
        await Parallel.ForEachAsync(
            slice, new ParallelOptions { MaxDegreeOfParallelism = parts.Options.Places, CancellationToken = ct },
            async (one, token) => found[one] = await comparer.Compare(one, token));
        if (IsAnswered(found.Values))
        {
            foreach (var one in slice.Where(one => found[one].Fault is not null))
            {
                found[one] = await comparer.Compare(one, ct);
            }
        }
        return new Dictionary<ComparedRow, Comparison>(found);
    }

    private static bool IsAnswered(IEnumerable<Comparison> found) => found.Any(one => one.IsAnswered);

    /// <summary>
    /// Whether the slice is to be compared again: a few times, so that a dossier that spoils only its own answer holds up no others; where the portal
    /// answers about nothing, for an hour (a line that is broken is waited for as long as it is).
    /// </summary>
    private static bool MustWait(ReconciliationRow row, ICollection<Comparison> found) =>
        found.Any(one => one.Fault is not null)
        && row.Tries + 1 < (!IsAnswered(found) && found.Any(one => one.Fault is { IsAnswer: false }) ? MostSilentTries : MostTries);

    private async Task<ReconciliationRow?> Later(ReconciliationRow row, string fault, CancellationToken ct)
    {
        log.LogWarning("The portal does not answer ({Fault}); the reconciliation goes on later", fault);
        await Write(table => table.Pause(row, parts.MachineClock.GetUtcNow() + AfterFault, ct), ct);
        return null;
    }

    private async Task<bool> Keep(
        IServiceProvider services, ReconciliationRow row, IReadOnlyList<ComparedRow> slice, Dictionary<ComparedRow, Comparison> found, CancellationToken ct)
    {
        var results = new List<Comparison>();
        foreach (var one in slice)
        {
            results.Add(await comparer.Keep(services, row, one, found[one], ct));
        }
        int Count(Func<Comparison, bool> which) => results.Count(which);
        var counts = new ReconciliationCounts(
            Count(one => one.Outcome != ComparisonOutcome.Waits), Count(one => one.Outcome == ComparisonOutcome.Waits), Count(one => one.IsEqual), Count(one => one.IsDifferent), Count(one => one.IsMissing),
            Count(one => one.Outcome == ComparisonOutcome.Fails));
        // Somebody else's walk counts: everything above is undone with it.
        return await services.GetRequiredService<ReconciliationTable>().Advance(row, slice[^1].DossierId, counts, LeaseEnd, ct)
            ? true
            : throw new InvalidOperationException("the reconciliation is in another hand");
    }

    private async Task<T> Read<TService, T>(Func<TService, Task<T>> read)
        where TService : notnull
    {
        await using var scope = parts.Scopes.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TService>());
    }

    private Task<bool> Write(Func<ReconciliationTable, Task> write, CancellationToken ct) => parts.Scopes.InTransaction(
        async services =>
        {
            await write(services.GetRequiredService<ReconciliationTable>());
            return true;
        },
        ct);
}

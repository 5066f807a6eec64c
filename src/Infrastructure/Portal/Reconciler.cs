using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OneStop.Application.Portal;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Portal;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>
/// Walks the reconciliation that is under way, a slice of dossiers at a time: each slice is compared outside of a transaction, and what it found
/// is written with the place it goes on from. A process that is killed loses a slice at most, which another compares again.
/// </summary>
internal sealed class Reconciler(PortalSendingParts parts, PortalCodes codes, TimeProvider clock, ILogger<Reconciler> log) : BackgroundService
{
    private const int Slice = 20;
    private const int MostTries = 3;

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(30);

    private ((ReconciliationId Id, DossierId? After) Of, int Times) tries;

    private DateTimeOffset LeaseEnd => parts.MachineClock.GetUtcNow() + (parts.Options.CallTime * 2 * Slice) + AfterFault;

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
        var found = new ConcurrentDictionary<ComparedRow, Comparison>();
        try
        {
            await Parallel.ForEachAsync(
                slice, new ParallelOptions { MaxDegreeOfParallelism = parts.Options.Places, CancellationToken = ct },
                async (one, token) => found[one] = await Compare(one, token));
        }
        catch (PortalPausedException)
        {
            return await Later(row, "paused", ct);
        }
        if (MustWait(row, found.Values))
        {
            return await Later(row, string.Join(", ", found.Values.Select(one => one.Fault).OfType<PortalFaultException>().Select(fault => fault.Message).Distinct()), ct);
        }
        var moved = row with { After = slice[^1].DossierId };
        return await parts.Scopes.InTransaction(services => Keep(services.GetRequiredService<ReconciliationTable>(), row, slice, found, ct), ct) ? moved : null;
    }

    private async Task<Comparison> Compare(ComparedRow row, CancellationToken ct)
    {
        if (row.NextAt is not null)
        {
            return Comparison.Waits;
        }
        try
        {
            var material = await Read<PortalMaterials, PortalMaterial>(materials => materials.Of(row.DossierId, ct));
            // What the ledger has not heard of yet is no difference.
            if (row.AcknowledgedVersion < material.Dossier.Version && !await Read<ReconciliationTable, bool>(table => table.IsFollowed(ct)))
            {
                return Comparison.Waits;
            }
            var picture = PortalPicture.Of(material, codes);
            return new Comparison(ComparisonOutcome.Compared, PortalComparison.Differences(picture, await parts.Portal.Find(picture.Record.MaHoSo, [], picture.Persons(), ct)));
        }
        catch (PortalFaultException e)
        {
            return Comparison.Fails with { Fault = e };
        }
        catch (Exception e) when (e is UnmappedCodeException or PortalRefusedException or InvalidOperationException)
        {
            return Comparison.Fails;
        }
    }

    /// <summary>
    /// Whether the slice is to be compared again: where the portal answered about nothing, for as long as it answers nothing at all, and a few times
    /// where it answers what cannot be read. A dossier that spoils only its own answer never holds up the others.
    /// </summary>
    private bool MustWait(ReconciliationRow row, ICollection<Comparison> found)
    {
        if (!found.Any(one => one.Fault is not null) || found.Any(one => one is { Fault: null, Outcome: not ComparisonOutcome.Waits }))
        {
            return false;
        }
        if (found.Any(one => one.Fault is { IsAnswer: false }))
        {
            return true;
        }
        tries = tries.Of == (row.Id, row.After) ? (tries.Of, tries.Times + 1) : ((row.Id, row.After), 1);
        return tries.Times < MostTries;
    }

    private async Task<ReconciliationRow?> Later(ReconciliationRow row, string fault, CancellationToken ct)
    {
        log.LogWarning("The portal does not answer ({Fault}); the reconciliation goes on later", fault);
        await Write(table => table.Pause(row, parts.MachineClock.GetUtcNow() + AfterFault, ct), ct);
        return null;
    }

    private async Task<bool> Keep(ReconciliationTable table, ReconciliationRow row, IReadOnlyList<ComparedRow> slice, ConcurrentDictionary<ComparedRow, Comparison> found, CancellationToken ct)
    {
        var now = parts.MachineClock.GetUtcNow();
        var results = new List<Comparison>();
        foreach (var one in slice)
        {
            results.Add(await Keep(table, row, one, found[one], now, ct));
        }
        int Count(Func<Comparison, bool> which) => results.Count(which);
        var counts = new ReconciliationCounts(
            Count(one => one.Outcome != ComparisonOutcome.Waits), Count(one => one.Outcome == ComparisonOutcome.Waits), Count(one => one.IsEqual), Count(one => one.IsDifferent), Count(one => one.IsMissing),
            Count(one => one.Outcome == ComparisonOutcome.Fails));
        // Somebody else's walk counts: everything above is undone with it.
        return await table.Advance(row, slice[^1].DossierId, counts, LeaseEnd, ct) ? true : throw new InvalidOperationException("the reconciliation is in another hand");
    }

    /// <summary>Writes what differs and lets it be sent again; what was refused before is tried again in any case.</summary>
    private static async Task<Comparison> Keep(ReconciliationTable table, ReconciliationRow row, ComparedRow one, Comparison found, DateTimeOffset now, CancellationToken ct)
    {
        if (found.Differences.Any(difference => difference.IsMended) && !await table.Again(one, PortalSyncStanding.Differs, now, ct))
        {
            return Comparison.Waits;
        }
        await table.Note(row, one.DossierId, found.Differences, ct);
        if (!found.Differences.Any(difference => difference.IsMended) && one.State == PortalSyncStanding.Rejected && found.Outcome != ComparisonOutcome.Waits)
        {
            await table.Again(one, PortalSyncStanding.Pending, now, ct);
        }
        return found;
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

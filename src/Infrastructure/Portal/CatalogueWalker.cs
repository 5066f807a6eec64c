using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OneStop.Application.Portal;
using OneStop.Infrastructure.Delivery;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>
/// Does the reading of the national catalogue that is under way, a slice of records at a time: each slice is read outside of a transaction, and
/// written with the place it goes on from. Where the portal fails, what is known stays, and it goes on later; after many faults in a row it ends.
/// </summary>
internal sealed class CatalogueWalker(
    PortalSendingParts parts, CatalogueSources sources, ProcedureStage procedures, AgencyStage agencies, ILogger<CatalogueWalker> log) : BackgroundService
{
    private const int MostFaults = 12;
    private const string Unforeseen = "unforeseen";

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(30);

    private DateTimeOffset LeaseEnd => parts.MachineClock.GetUtcNow() + (parts.Options.CallTime * 2 * procedures.Slice) + Spare;

    /// <summary>Reads to the end, as far as the portal answers; does nothing where nothing is under way.</summary>
    public async Task Walk(CancellationToken ct)
    {
        var row = await Next(ct);
        while (row is { State: CatalogueSyncStanding.UnderWay })
        {
            row = await Stage(row, row.Stage == CatalogueSyncRow.OfProcedures ? procedures : agencies, ct);
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
                log.LogError(e, "The reading of the national catalogue stopped; it goes on when its lease ends");
            }
        }
    }

    private async Task<CatalogueSyncRow?> Next(CancellationToken ct)
    {
        var now = parts.MachineClock.GetUtcNow();
        CatalogueSyncRow? row;
        await using (var reading = parts.Scopes.CreateAsyncScope())
        {
            row = await reading.ServiceProvider.GetRequiredService<CatalogueSyncTable>().Next(now, ct);
        }
        return row is null ? null : await parts.Scopes.InTransaction(services => services.GetRequiredService<CatalogueSyncTable>().Lease(row, now, LeaseEnd, ct), ct);
    }

    /// <summary>Walks one list to its end; null where the portal does not answer, and where another process goes on.</summary>
    private async Task<CatalogueSyncRow?> Stage(CatalogueSyncRow row, ICatalogueStage stage, CancellationToken ct)
    {
        var (calls, last) = (new List<MadeCall>(), row);
        try
        {
            var listing = await sources.Dictionary.List(stage.Service, stage.CodeField, calls, ct);
            while (listing.After(last.After, stage.Slice) is { Count: > 0 } codes)
            {
                var write = await stage.Read(listing, codes, calls, ct);
                var begun = last.After.Length == 0 ? last.Refuse(listing.Refusals) : last;
                if (await Keep(calls, async (services, now) => await write(services, begun, now), ct) is not { } moved)
                {
                    return null;
                }
                last = moved;
            }
            return await End(listing.Codes.Count == 0 ? last.Refuse(listing.Refusals) : last, stage, listing, calls, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // Also what nobody foresaw is a fault of the reading: it ends after as many of them.
            await Pause(last, calls, e, ct);
            return null;
        }
    }

    /// <summary>Looks at what the list does not name, and goes on to the next list or ends.</summary>
    private async Task<CatalogueSyncRow?> End(CatalogueSyncRow row, ICatalogueStage stage, CatalogueListing listing, List<MadeCall> calls, CancellationToken ct)
    {
        var (missing, tooMany) = listing.Complete ? await sources.Shrinkage.Missing(stage, listing, ct) : ([], false);
        if (tooMany && !row.AcceptShrunk)
        {
            throw new CatalogueShrunkException();
        }
        CatalogueSyncRow? last = row;
        foreach (var slice in missing)
        {
            var reached = last;
            last = await Keep(
                calls, async (services, now) => reached with { Withdrawn = reached.Withdrawn + await stage.Miss(services, slice, row, now, ct) }, ct);
            if (last is null)
            {
                return null;
            }
        }
        return await Keep(calls, (_, now) => Task.FromResult(Ended(last, stage, now)), ct);
    }

    private CatalogueSyncRow Ended(CatalogueSyncRow row, ICatalogueStage stage, DateTimeOffset now) => stage == procedures
        ? row with { Stage = CatalogueSyncRow.OfAgencies, After = "" }
        : row with { State = CatalogueSyncStanding.Finished, FinishedAt = now, SweepAt = SweepAt };

    private DateTimeOffset SweepAt => parts.MachineClock.GetUtcNow().AddDays(parts.Options.KeepDays);

    /// <summary>Writes in a transaction, with how far it is and the calls that went wrong; null where it is in another hand.</summary>
    private Task<CatalogueSyncRow?> Keep(List<MadeCall> calls, Func<IServiceProvider, DateTimeOffset, Task<CatalogueSyncRow>> write, CancellationToken ct) =>
        Write(calls, async (services, now) => await write(services, now) with { Attempts = 0, Fault = null, LeasedUntil = LeaseEnd }, ct);

    private async Task<CatalogueSyncRow?> Write(List<MadeCall> calls, Func<IServiceProvider, DateTimeOffset, Task<CatalogueSyncRow>> write, CancellationToken ct)
    {
        try
        {
            return await parts.Scopes.InTransaction<CatalogueSyncRow?>(
                async services =>
                {
                    var row = await write(services, services.GetRequiredService<TimeProvider>().GetUtcNow());
                    await services.GetRequiredService<PortalCallTable>().Add(null, row.Run, calls.Where(call => call.Outcome != PortalOutcome.Acknowledged), ct);
                    return await services.GetRequiredService<CatalogueSyncTable>().Keep(row, ct) ? row : throw new AnotherHandException();
                },
                ct);
        }
        catch (AnotherHandException)
        {
            return null;
        }
        finally
        {
            calls.Clear();
        }
    }

    /// <summary>Notes the fault and goes on later; ends it after too many in a row.</summary>
    private async Task Pause(CatalogueSyncRow row, List<MadeCall> calls, Exception fault, CancellationToken ct)
    {
        var name = fault switch
        {
            PortalFaultException e => EnumName.Of(e.Outcome),
            PortalRefusedException => "refused",
            EmptyCatalogueException => "emptyList",
            CatalogueShrunkException => "listShrunk",
            PortalPausedException => "paused",
            _ => Unforeseen,
        };
        // A list that shrank does not grow by asking again tonight.
        var attempts = fault is CatalogueShrunkException ? MostFaults : row.Attempts + (fault is PortalPausedException ? 0 : 1);
        log.LogWarning(name == Unforeseen ? fault : null, "The national catalogue cannot be read ({Fault})", name);
        await Write(
            calls,
            (_, now) => Task.FromResult(attempts < MostFaults
                ? row with { Attempts = attempts, Fault = name, LeasedUntil = parts.MachineClock.GetUtcNow() + Backoff.After(attempts + 1) }
                : row with { Attempts = attempts, Fault = name, State = CatalogueSyncStanding.Failed, FinishedAt = now, SweepAt = SweepAt }),
            ct);
    }

    /// <summary>Nothing of the transaction is kept.</summary>
    private sealed class AnotherHandException : Exception;
}

/// <summary>Where the walker reads, and what it knows of what is missing there.</summary>
internal sealed record CatalogueSources(PortalDictionary Dictionary, CatalogueShrinkage Shrinkage);

/// <summary>Forgets the readings of the national catalogue that were kept long enough.</summary>
internal sealed class CatalogueSweep(CatalogueSyncTable syncs, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : ISweep
{
    public async Task<bool> AnyExpired(CancellationToken ct) => await syncs.NextToSweep(machineClock.GetUtcNow(), ct) is not null;

    public async Task<bool> Sweep(CancellationToken ct)
    {
        if (await syncs.NextToSweep(machineClock.GetUtcNow(), ct) is not { } old)
        {
            return false;
        }
        await syncs.Sweep(old, ct);
        return true;
    }
}

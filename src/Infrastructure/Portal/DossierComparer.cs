using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Portal;
using OneStop.Domain.Portal;

namespace OneStop.Infrastructure.Portal;

/// <summary>Compares one dossier with what the portal has of it, and writes down what follows.</summary>
internal sealed class DossierComparer(PortalSendingParts parts, PortalCodes codes)
{
    /// <summary>After so many times that sending it again mended nothing, a difference is only told.</summary>
    private const int MostMends = 3;

    /// <summary>Compares it, outside of every transaction.</summary>
    public async Task<Comparison> Compare(ComparedRow row, CancellationToken ct)
    {
        if (row.NextAt is not null)
        {
            return Comparison.Waits;
        }
        try
        {
            var material = await Read<PortalMaterials, PortalMaterial>(materials => materials.Of(row.DossierId, ct));
            // What the ledger has not heard of yet is no difference.
            if ((row.State is null || row.AcknowledgedVersion < material.Dossier.Version) && !await Read<ReconciliationTable, bool>(table => table.IsFollowed(ct)))
            {
                return Comparison.Waits;
            }
            if (row.State is null)
            {
                return Comparison.Unlisted;
            }
            var picture = PortalPicture.Of(material, codes);
            var differences = PortalComparison.Differences(picture, await parts.Portal.Find(picture.Record.MaHoSo, [], picture.Persons(), ct));
            return new Comparison(ComparisonOutcome.Compared, differences) { IsAnswered = true };
        }
        catch (PortalFaultException e)
        {
            return Comparison.Fails with { Fault = e };
        }
        catch (Exception e) when (e is UnmappedCodeException or PortalRefusedException or InvalidOperationException)
        {
            return Comparison.Fails with { IsAnswered = e is PortalRefusedException };
        }
    }

    /// <summary>Writes what differs and lets it be sent again; what was refused before is tried again in any case.</summary>
    /// <returns>What counts: where something happened to the dossier meanwhile, it waits.</returns>
    public async Task<Comparison> Keep(IServiceProvider services, ReconciliationRow row, ComparedRow one, Comparison found, CancellationToken ct)
    {
        var (table, now) = (services.GetRequiredService<ReconciliationTable>(), parts.MachineClock.GetUtcNow());
        if (one.State is null)
        {
            if (found.Differences.Count > 0 && !await services.GetRequiredService<PortalSyncTable>().Enlist(one.DossierId, ct))
            {
                return Comparison.Waits;
            }
        }
        else if (found.Differences.Any(difference => difference.IsMended))
        {
            if (!await Mend(table, one, found, now, ct))
            {
                return Comparison.Waits;
            }
        }
        else if (one.State == PortalSyncStanding.Rejected && found.Outcome != ComparisonOutcome.Waits)
        {
            await table.Again(one, PortalSyncStanding.Pending, now, ct);
        }
        else if (found.Outcome == ComparisonOutcome.Compared && one.Mends > 0)
        {
            await table.Stand(one with { Mends = 0, Difference = null }, PortalSyncStanding.InSync, now, ct);
        }
        await table.Note(row, one.DossierId, found.Differences, ct);
        return found;
    }

    /// <summary>Sends it again; only tells it where the portal took it that often and shows the same difference again.</summary>
    private static Task<bool> Mend(ReconciliationTable table, ComparedRow one, Comparison found, DateTimeOffset now, CancellationToken ct)
    {
        if (one.State == PortalSyncStanding.Rejected)
        {
            return table.Again(one, PortalSyncStanding.Differs, now, ct);
        }
        var difference = PortalText.Digest(string.Join('\n', found.Differences.Where(one => one.IsMended).Select(one => $"{one.Field}|{one.Ours}|{one.Theirs}")));
        var mends = difference == one.Difference ? one.Mends : 0;
        return mends < MostMends
            ? table.Again(one with { Mends = mends + 1, Difference = difference }, PortalSyncStanding.Differs, now, ct)
            : table.Stand(one, PortalSyncStanding.Differs, now, ct);
    }

    private async Task<T> Read<TService, T>(Func<TService, Task<T>> read)
        where TService : notnull
    {
        await using var scope = parts.Scopes.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TService>());
    }
}

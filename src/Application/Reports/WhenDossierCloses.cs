using OneStop.Application.Dossiers;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Reports;

/// <summary>
/// Keeps who answered for the time of a dossier when its clock closes, and drops it when the clock runs again. Follows after whoever writes
/// the transfers.
/// </summary>
internal sealed class WhenDossierCloses(IResponsibilityTimes times, ITransferTimes transfers) : IFollowDossiers
{
    public async Task Follow(DossierChange change, CancellationToken ct)
    {
        var (before, after) = (change.Before, change.Dossier.State);
        if (after.Test)
        {
            return;
        }
        if (before is { Closing: not null, ClosedAt: { } closedAt } && after.Closing is null)
        {
            await times.Forget(after.Id, closedAt, change.On.Now, ct);
        }
        else if (before?.Closing is null && after is { Closing: not null, ClosedAt: not null, Details.Clock: not null })
        {
            // Most dossiers have no transfers, and the dossier knows it: no question then.
            var legs = after.Details.Legs.Count == 0 ? [] : await transfers.Of(after.Id, ct);
            await times.Keep(Shares(after, ResponsibilityTime.Of(
                after.Details.Clock, change.On.Calendar, ResponsibleAgency.CompetentFor(after), legs, change.On.Now)), ct);
        }
    }

    private static List<KeptShare> Shares(DossierState dossier, ResponsibilityTime time)
    {
        var shares = time.Shares;
        return [.. shares.Select(share => new KeptShare(
            dossier.ClosedAt!.Value, dossier.Id, share.Agency.Code, share.Agency.Origin, share.Minutes, share.Legs, shares.Count, dossier.ProcedureCode, dossier.Field))];
    }
}

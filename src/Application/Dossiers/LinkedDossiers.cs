using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Dossiers;

/// <summary>The dossiers that were handed in together with one.</summary>
internal sealed class LinkedDossiers(IDossierRepository dossiers, IProcedureRepository procedures)
{
    /// <summary>The others of its group; none where it belongs to none.</summary>
    public async Task<IReadOnlyList<DossierState>> OthersOf(DossierState state, CancellationToken ct) =>
        await GroupOf(state, ct) is { } group ? [.. group.Others(state.Id)] : [];

    /// <summary>What the receipt says of its group; null where it belongs to none.</summary>
    /// <param name="reach">Whoever reads it sees only these of the others; null for the holder of the paper, which names them all.</param>
    public async Task<LinkedReceipts?> ReceiptsOf(DossierState state, CancellationToken ct, DossierReach? reach = null)
    {
        if (await GroupOf(state, ct) is not { } group)
        {
            return null;
        }
        var others = new List<LinkedReceipt>();
        foreach (var other in group.Others(state.Id).Where(other => reach is null || reach.Covers(other)))
        {
            others.Add(new LinkedReceipt(other.Code, await ProcedureOf(other, ct), other.DueAt));
        }
        return new LinkedReceipts(group.ReceiptRevision, others);
    }

    /// <summary>The name of a dossier's procedure in its version.</summary>
    public async Task<string> ProcedureOf(DossierState state, CancellationToken ct) =>
        (await procedures.Find(state.ProcedureCode, ct))!.VersionOf(state.ProcedureVersion)!.Name;

    private async Task<DossierGroup?> GroupOf(DossierState state, CancellationToken ct) =>
        state.Details.Group is null ? null : await dossiers.Group(state.RootId ?? state.Id, ct);
}

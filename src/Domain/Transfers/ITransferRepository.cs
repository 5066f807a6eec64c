using OneStop.Domain.Dossiers;

namespace OneStop.Domain.Transfers;

/// <summary>The transfers, loaded and saved whole.</summary>
public interface ITransferRepository
{
    Task<InterAgencyTransfer?> Find(TransferId id, CancellationToken ct);

    /// <summary>The open transfers of a dossier.</summary>
    Task<IReadOnlyList<InterAgencyTransfer>> OpenOf(DossierId dossier, CancellationToken ct);

    /// <param name="dossier">Its dossier: whose agencies see the transfer too.</param>
    Task Add(InterAgencyTransfer transfer, DossierState dossier, CancellationToken ct);

    /// <param name="dossier">Its dossier as it stands now.</param>
    Task Save(InterAgencyTransfer transfer, DossierState dossier, CancellationToken ct);
}

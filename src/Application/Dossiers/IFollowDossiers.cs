using OneStop.Domain.Dossiers;

namespace OneStop.Application.Dossiers;

/// <summary>
/// What another module does in the transaction of a dossier's change: open legs, schedule escalations, keep figures. Called after the
/// dossier acted and before it is stored.
/// </summary>
public interface IFollowDossiers
{
    Task Follow(DossierChange change, CancellationToken ct);
}

/// <summary>A change of a dossier.</summary>
/// <param name="Before">Its state before; null where it is new.</param>
public sealed record DossierChange(Dossier Dossier, DossierState? Before, Circumstances On);

using OneStop.Domain.Dossiers;

namespace OneStop.Application.Dossiers;

/// <summary>The documents the administration holds of each owner, by reference — kho tài liệu của chủ hồ sơ.</summary>
public interface IOwnerDocuments
{
    /// <summary>Those of the references that another dossier of the same owner brought in before, or had as its result.</summary>
    Task<IReadOnlySet<string>> Held(DossierState dossier, IReadOnlyCollection<string> references, CancellationToken ct);

    /// <summary>Keeps what a dossier brought in.</summary>
    Task Keep(DossierState dossier, IReadOnlyCollection<string> references, CancellationToken ct);

    /// <summary>Takes back what was kept for the dossier under the owner it had.</summary>
    Task Forget(DossierState before, CancellationToken ct);
}

/// <summary>Notes at filing and with every answer which parts were held already, and keeps the documents for later dossiers; asks nothing where there are none.</summary>
internal sealed class WhenPapersCome(IOwnerDocuments documents) : IFollowDossiers
{
    public async Task Follow(DossierChange change, CancellationToken ct)
    {
        var (before, now) = (change.Before, change.Dossier.State);
        var (had, has) = (DossierPapers.Of(before), DossierPapers.Of(now));
        var moved = before is not null && before.Details.Owner != now.Details.Owner && had.Count > 0;
        var fresh = moved ? [.. has] : has.Except(had).ToArray();
        var came = DossierPapers.Came(before, now);
        if (came.Count > 0 && !now.Test)
        {
            var references = came.SelectMany(DossierPapers.Of).Distinct().ToArray();
            change.Dossier.NoteReuse(came, references.Length == 0 ? new HashSet<string>() : await documents.Held(now, references, ct));
        }
        if (moved)
        {
            await documents.Forget(before!, ct);
        }
        if (fresh.Length > 0)
        {
            await documents.Keep(now, fresh, ct);
        }
    }
}

using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Access;

/// <summary>Hand-overs and the open work that they are about.</summary>
public interface IHandovers
{
    Task<Handover?> Find(HandoverId id, CancellationToken ct);

    Task Add(Handover handover, CancellationToken ct);

    Task Save(Handover handover, CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<Page<Handover>> Of(AccountId official, PageRequest page, CancellationToken ct);

    /// <summary>Open dossiers of the one who leaves, oldest first.</summary>
    /// <param name="agencies">Only those of these agencies; null for all.</param>
    Task<IReadOnlyList<DossierId>> OpenWork(AccountId official, IReadOnlyList<string>? agencies, int most, CancellationToken ct);

    /// <summary>How many they are.</summary>
    Task<int> CountOpenWork(AccountId official, IReadOnlyList<string>? agencies, CancellationToken ct);
}

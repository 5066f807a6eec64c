namespace OneStop.Domain.Dossiers;

/// <summary>The dossiers, loaded and saved whole.</summary>
public interface IDossierRepository
{
    /// <summary>By identity or by code; null where there is none.</summary>
    Task<Dossier?> Find(string idOrCode, CancellationToken ct);

    /// <summary>The agency's next number of the day: without gaps, never twice, also with several processes.</summary>
    /// <param name="test">Whether it is for what is filed for trying out, which has numbers of its own.</param>
    Task<long> NextNumber(string agency, DateOnly day, bool test, CancellationToken ct);

    /// <summary>Lets an agency's numbers of the day go on after the highest of others that print the same codes.</summary>
    Task ContinueNumbers(IReadOnlyList<string> after, string agency, DateOnly day, CancellationToken ct);

    /// <summary>Whether the owner has an open dossier of the same procedure and case at the competent agency.</summary>
    Task<bool> HasOpenTwin(Dossier dossier, CancellationToken ct);

    /// <summary>Keeps the dossier from others until the transaction ends.</summary>
    Task Lock(DossierId id, CancellationToken ct);

    /// <summary>The group that a dossier stands for.</summary>
    Task<DossierGroup> Group(DossierId root, CancellationToken ct);

    Task Add(Dossier dossier, CancellationToken ct);

    Task Save(Dossier dossier, CancellationToken ct);
}

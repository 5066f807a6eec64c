using System.Data.Common;
using OneStop.Application.Dossiers;
using OneStop.Application.Ports;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>
/// References of documents under the key of their owner: the first of its numbers, or its account. Nothing is kept of an owner without
/// either. The rows go with the keys of the dossier when its personal data are erased.
/// </summary>
internal sealed class OwnerDocuments(DbSession db) : IOwnerDocuments
{
    private const string SelectHeld = """
        SELECT DISTINCT o.Document
        FROM OwnerDocuments o
        WHERE o.Kind = @Kind AND o.Value = @Value AND o.Document IN @References AND o.DossierId <> @Id
        """;

    private const string Insert = "INSERT INTO OwnerDocuments (Kind, Value, Document, DossierId) VALUES (@Kind, @Value, @Document, @Id)";

    private const string Delete = "DELETE FROM OwnerDocuments WHERE Kind = @Kind AND Value = @Value AND DossierId = @Id";

    public async Task<IReadOnlySet<string>> Held(DossierState dossier, IReadOnlyCollection<string> references, CancellationToken ct)
    {
        if (KeyOf(dossier) is not { } key)
        {
            return new HashSet<string>();
        }
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in references.Chunk(500))
        {
            held.UnionWith(await db.Query<string>(SelectHeld, new { key.Kind, key.Value, References = some, dossier.Id }, ct));
        }
        return held;
    }

    public async Task Keep(DossierState dossier, IReadOnlyCollection<string> references, CancellationToken ct)
    {
        if (KeyOf(dossier) is not { } key)
        {
            return;
        }
        try
        {
            await db.Execute(Insert, references.Select(document => new { key.Kind, key.Value, Document = document, dossier.Id }), ct);
        }
        catch (DbException e) when (db.Dialect.IsUniqueViolation(e))
        {
            // Somebody brought the same paper at the same instant.
            throw new RunAgainException(e);
        }
    }

    public async Task Forget(DossierState before, CancellationToken ct)
    {
        if (KeyOf(before) is { } key)
        {
            await db.Execute(Delete, new { key.Kind, key.Value, before.Id }, ct);
        }
    }

    private static DossierKey? KeyOf(DossierState dossier) => DossierKey.OfOwner(dossier.Details.Owner)
        ?? (dossier.OwnerAccount is { } account ? new DossierKey(DossierKeyKind.Account, account.ToString()) : null);
}

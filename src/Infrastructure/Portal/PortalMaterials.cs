using OneStop.Application.Agencies;
using OneStop.Application.Portal;
using OneStop.Application.Procedures;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>Reads what the messages of a dossier are made of.</summary>
internal sealed class PortalMaterials(DbSession db, IDossierRepository dossiers, IProcedureRepository procedures, IFields fields, IAgencies agencies)
{
    private const string NamesOf = "SELECT Id, DisplayName FROM Accounts WHERE Id IN @Ids";

    public async Task<PortalMaterial> Of(DossierId id, CancellationToken ct)
    {
        var dossier = (await dossiers.Find(id.ToString(), ct))?.State ?? throw new InvalidOperationException($"there is no dossier {id}");
        var version = (await procedures.Find(dossier.ProcedureCode, ct))?.VersionOf(dossier.ProcedureVersion)
            ?? throw new InvalidOperationException($"dossier {id} lives under an unknown version");
        var field = (await fields.All(ct)).GetValueOrDefault(dossier.Field)?.Name ?? dossier.Field;
        return new PortalMaterial(
            dossier, version, field, await agencies.Tree(ct), await Names(dossier, ct), await PortalNames.NationalOf(db, dossier.ProcedureCode, ct),
            await new PortalDossierTable(db).CodeOf(id, ct));
    }

    private async Task<Dictionary<AccountId, string>> Names(DossierState dossier, CancellationToken ct)
    {
        var ids = PortalMaterial.Officials(dossier).Where(id => id != AccountId.System).Select(TypeHandlers.Bytes).ToArray();
        return ids.Length == 0 ? [] : (await db.Query<Name>(NamesOf, new { Ids = ids }, ct)).ToDictionary(name => name.Id, name => name.DisplayName);
    }

    private sealed record Name
    {
        public required AccountId Id { get; init; }

        public required string DisplayName { get; init; }
    }
}

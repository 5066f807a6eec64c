using System.Data.Common;
using OneStop.Application.Portal;
using OneStop.Application.Ports;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>Which of our dossiers is which of the portal's.</summary>
internal sealed class PortalDossierTable(DbSession db) : IPortalDossiers
{
    private const string ByDossier = "SELECT PortalCode FROM PortalDossiers WHERE DossierId = @Dossier";

    private const string ByCode = "SELECT PortalCode, DossierId, ClientId FROM PortalDossiers WHERE PortalCode = @PortalCode";

    private const string Insert = "INSERT INTO PortalDossiers (PortalCode, DossierId, ClientId) VALUES (@PortalCode, @DossierId, @ClientId)";

    public Task<string?> CodeOf(DossierId dossier, CancellationToken ct) => db.QueryOne<string>(ByDossier, new { Dossier = dossier }, ct);

    public async Task<PortalDossier?> Find(string portalCode, CancellationToken ct) =>
        await db.QueryOne<Row>(ByCode, new { PortalCode = portalCode }, ct) is { } row ? new PortalDossier(row.PortalCode, row.DossierId, row.ClientId) : null;

    public async Task Remember(PortalDossier link, CancellationToken ct)
    {
        try
        {
            await db.Execute(Insert, link, ct);
        }
        catch (DbException e) when (db.Dialect.IsUniqueViolation(e))
        {
            // Another message filed it at the same instant: the transaction runs again and sees that.
            throw new RunAgainException(e);
        }
    }

    private sealed record Row
    {
        public required string PortalCode { get; init; }

        public required DossierId DossierId { get; init; }

        public required Domain.Access.AccountId ClientId { get; init; }
    }
}

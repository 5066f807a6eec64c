using OneStop.Application.Dossiers;
using OneStop.Application.Reports;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Reports;

/// <summary>
/// The rows lie in the order of closing, so that a period is one range of them. What an agency had alone is added up by the database; the
/// few dossiers of several parties come one by one, to be counted once in a row that holds more than one of their parties.
/// </summary>
internal sealed class ResponsibilityTimes(DbSession db) : IResponsibilityTimes
{
    private const string Insert = """
        INSERT INTO ResponsibilityTimes (ClosedAt, DossierId, AgencyCode, OriginAgency, Minutes, Legs, Parties, ProcedureCode, Field)
        VALUES (@ClosedAt, @DossierId, @AgencyCode, @OriginAgency, @Minutes, @Legs, @Parties, @ProcedureCode, @Field)
        """;

    private const string Delete = "DELETE FROM ResponsibilityTimes WHERE ClosedAt = @ClosedAt AND DossierId = @Dossier";

    private const string Alone = """
        SELECT AgencyCode AS Agency, OriginAgency AS Origin, ProcedureCode AS [Procedure], Field, COUNT(*) AS Dossiers, SUM(Minutes) AS Minutes
        FROM ResponsibilityTimes
        WHERE ClosedAt >= @From AND ClosedAt < @To AND Parties = 1
        GROUP BY AgencyCode, OriginAgency, ProcedureCode, Field
        """;

    private const string Shared = """
        SELECT t.AgencyCode AS Agency, t.OriginAgency AS Origin, t.ProcedureCode AS [Procedure], t.Field, t.DossierId AS Dossier, 1 AS Dossiers, t.Minutes
        FROM ResponsibilityTimes t
        WHERE t.ClosedAt >= @From AND t.ClosedAt < @To AND t.Parties > 1
        """;

    private const string SharedWithin = $"""
        {Shared} AND EXISTS (SELECT 1 FROM DossierAgencies r WHERE r.DossierId = t.DossierId AND r.AgencyCode IN @Reach)
        """;

    public Task Keep(IReadOnlyList<KeptShare> shares, CancellationToken ct) => db.Execute(Insert, shares, ct);

    public Task Forget(DossierId dossier, DateTimeOffset closedAt, CancellationToken ct) =>
        db.Execute(Delete, new { ClosedAt = closedAt, Dossier = dossier }, ct);

    public async Task<IReadOnlyList<ResponsibilityCount>> Closed(DateTimeOffset from, DateTimeOffset to, DossierReach reach, CancellationToken ct) =>
    [
        .. await db.Query<ResponsibilityCount>(Alone, new { From = from, To = to }, ct),
        .. reach.Everything
            ? await db.Query<ResponsibilityCount>(Shared, new { From = from, To = to }, ct)
            : await db.Query<ResponsibilityCount>(SharedWithin, new { From = from, To = to, Reach = reach.Agencies.ToArray() }, ct),
    ];
}

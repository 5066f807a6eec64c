using Dapper;
using OneStop.Application.Dossiers;
using OneStop.Application.Reports;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Dossiers;
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
        INNER JOIN Dossiers d ON d.Id = t.DossierId
        WHERE t.ClosedAt >= @From AND t.ClosedAt < @To AND t.Parties > 1
        """;

    /// <summary>The same of dossiers within a reach that does not show all of its agencies.</summary>
    private const string AloneWithin = $"""
        SELECT t.AgencyCode AS Agency, t.OriginAgency AS Origin, t.ProcedureCode AS [Procedure], t.Field, COUNT(*) AS Dossiers, SUM(t.Minutes) AS Minutes
        FROM ResponsibilityTimes t
        INNER JOIN Dossiers d ON d.Id = t.DossierId
        WHERE t.ClosedAt >= @From AND t.ClosedAt < @To AND t.Parties = 1 AND {ReachConditions.Counted}
        GROUP BY t.AgencyCode, t.OriginAgency, t.ProcedureCode, t.Field
        """;

    /// <summary>The agencies that stand in the dossier itself are asked first, because most are among them.</summary>
    private const string SharedWithin = $"""
        {Shared} AND (@ReachAll = 1 OR d.CompetentAgency IN @Reach OR d.ReceivingAgency IN @Reach
            OR EXISTS (SELECT 1 FROM DossierAgencies r WHERE r.DossierId = d.Id AND r.AgencyCode IN @Reach)) AND {ReachConditions.Counted}
        """;

    public Task Keep(IReadOnlyList<KeptShare> shares, CancellationToken ct) => db.Execute(Insert, shares, ct);

    public Task Forget(DossierId dossier, DateTimeOffset closedAt, CancellationToken ct) =>
        db.Execute(Delete, new { ClosedAt = closedAt, Dossier = dossier }, ct);

    public async Task<IReadOnlyList<ResponsibilityCount>> Closed(DateTimeOffset from, DateTimeOffset to, DossierReach reach, CancellationToken ct)
    {
        var parameters = new DynamicParameters(new { From = from, To = to, ReachAll = reach.Everything ? 1 : 0, Reach = reach.Agencies.ToArray() });
        ReachConditions.Count(new Narrowing([], parameters), reach);
        var showsAll = reach is { SeesConfidential: true, Procedures: null };
        return
        [
            .. await db.Query<ResponsibilityCount>(showsAll ? Alone : AloneWithin, parameters, ct),
            .. await db.Query<ResponsibilityCount>(SharedWithin, parameters, ct),
        ];
    }
}

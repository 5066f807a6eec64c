using Dapper;
using OneStop.Application.Dossiers;
using OneStop.Application.Reports;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Lists;
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

    private const string End = """
        UPDATE ResponsibilityTimes
        SET RecordedUntil = @At
        WHERE ClosedAt = @ClosedAt AND DossierId = @Dossier AND RecordedUntil IS NULL
        """;

    /// <summary>What stood for no time at all was never on record.</summary>
    private const string Delete = "DELETE FROM ResponsibilityTimes WHERE ClosedAt = @ClosedAt AND DossierId = @Dossier AND RecordedUntil IS NULL";

    private const string Alone = $"""
        SELECT p.AgencyCode AS Agency, p.OriginAgency AS Origin, p.ProcedureCode AS [Procedure], p.Field, COUNT(*) AS Dossiers, SUM(p.Minutes) AS Minutes
        FROM ResponsibilityTimes p
        WHERE {CellConditions.ResponsibleWithin} AND p.Parties = 1
        GROUP BY p.AgencyCode, p.OriginAgency, p.ProcedureCode, p.Field
        """;

    private const string Shared = $"""
        SELECT p.AgencyCode AS Agency, p.OriginAgency AS Origin, p.ProcedureCode AS [Procedure], p.Field, p.DossierId AS Dossier, 1 AS Dossiers, p.Minutes
        FROM ResponsibilityTimes p
        INNER JOIN Dossiers d ON d.Id = p.DossierId
        WHERE {CellConditions.ResponsibleWithin} AND p.Parties > 1
        """;

    /// <summary>The same of dossiers within a reach that does not show all of its agencies.</summary>
    private const string AloneWithin = $"""
        SELECT p.AgencyCode AS Agency, p.OriginAgency AS Origin, p.ProcedureCode AS [Procedure], p.Field, COUNT(*) AS Dossiers, SUM(p.Minutes) AS Minutes
        FROM ResponsibilityTimes p
        INNER JOIN Dossiers d ON d.Id = p.DossierId
        WHERE {CellConditions.ResponsibleWithin} AND p.Parties = 1 AND {ReachConditions.Counted}
        GROUP BY p.AgencyCode, p.OriginAgency, p.ProcedureCode, p.Field
        """;

    /// <summary>The agencies that stand in the dossier itself are asked first, because most are among them.</summary>
    private const string SharedWithin = $"""
        {Shared} AND (@ReachAll = 1 OR d.CompetentAgency IN @Reach OR d.ReceivingAgency IN @Reach
            OR EXISTS (SELECT 1 FROM DossierAgencies r WHERE r.DossierId = d.Id AND r.AgencyCode IN @Reach)) AND {ReachConditions.Counted}
        """;

    public Task Keep(IReadOnlyList<KeptShare> shares, CancellationToken ct) => db.Execute(Insert, shares, ct);

    public Task Forget(DossierId dossier, DateTimeOffset closedAt, DateTimeOffset at, CancellationToken ct) =>
        db.Execute(closedAt < at ? End : Delete, new { ClosedAt = closedAt, Dossier = dossier, At = at }, ct);

    public async Task<IReadOnlyList<ResponsibilityCount>> Closed(FactPeriod period, DossierReach reach, CancellationToken ct)
    {
        var parameters = new DynamicParameters(new { ReachAll = reach.Everything ? 1 : 0, Reach = reach.Agencies.ToArray() });
        FactConditions.Period(ReachConditions.Count(new Narrowing([], parameters), reach), period);
        var showsAll = reach is { SeesConfidential: true, Procedures: null };
        return
        [
            .. await db.Query<ResponsibilityCount>(showsAll ? Alone : AloneWithin, parameters, ct),
            .. await db.Query<ResponsibilityCount>(SharedWithin, parameters, ct),
        ];
    }
}

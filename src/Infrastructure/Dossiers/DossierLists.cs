using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>Lists of dossiers: every shape starts at the index that fits the caller's reach and walks it in the order of the page.</summary>
internal sealed class DossierLists(DbSession db, Dialect dialect) : IDossierLists, Application.Jobs.IReprojection
{
    private const int SliceOfReprojection = 100;

    private const string Everything = "FROM Dossiers d";

    private const string OneAgency = "FROM DossierAgencies a";

    private const string OfOneAgency = $"{OneAgency} INNER JOIN Dossiers d ON d.Id = a.DossierId";

    private const string OfMovingAgencies = """
        FROM (
            SELECT m.DossierId, MAX(m.IsOpen) AS IsOpen, MAX(m.DueAt) AS DueAt, MAX(CASE WHEN m.Confidential = 1 THEN 1 ELSE 0 END) AS Confidential
            FROM DossierAgencies m
            WHERE m.AgencyCode IN @Reach
            GROUP BY m.DossierId) a
        INNER JOIN Dossiers d ON d.Id = a.DossierId
        """;

    private const string OfParty = "FROM DossierKeys k INNER JOIN Dossiers d ON d.Id = k.DossierId";

    private const string OpenClocks = """
        SELECT d.Id
        FROM Dossiers d
        WHERE d.Id > @After AND d.ClosedAt IS NULL AND d.DueAt IS NOT NULL
        ORDER BY d.Id
        """;

    public async Task<Page<DossierState>> List(
        ListDossiers query, DossierReach reach, DateTimeOffset now, AgencyTree agencies, CancellationToken ct)
    {
        var plan = DossierListPlan.Of(query, reach, now, agencies);
        if (plan is null)
        {
            return new Page<DossierState>([], null, new PageCount(0, Exact: true));
        }
        var source = plan.Source switch
        {
            ListSource.Agency => OfOneAgency,
            ListSource.Moving => OfMovingAgencies,
            ListSource.Party => OfParty,
            ListSource.Facts => $"FROM {FactConditions.Source(query.Filter.Cell!.Facts!)}{(plan.FindsByFactsAlone ? "" : " INNER JOIN Dossiers d ON d.Id = f.ItemId")}",
            _ => Everything,
        };
        var where = plan.Where();
        var rows = await db.Query<DossierState>(
            plan.Source == ListSource.Facts
                ? $"SELECT {DossierRepository.Columns} FROM (SELECT {plan.IdColumn} AS Id {source} {plan.After(where)} ORDER BY {plan.Order} {dialect.Page}) p INNER JOIN Dossiers d ON d.Id = p.Id ORDER BY {plan.OrderOfPage}"
                : $"SELECT {DossierRepository.Columns} {source} {plan.After(where)} ORDER BY {plan.Order} {dialect.Page}",
            plan.Parameters, ct);
        var counted = query.Page.Count == CountMode.None
            ? (long?)null
            : await db.QueryOne<long>(
                $"SELECT COUNT(*) FROM (SELECT {plan.IdColumn} {(plan.CountsByAgencyAlone ? OneAgency : source)} {where} ORDER BY {plan.Order} {dialect.Page}) c", plan.Counting, ct);
        return Pages.Of(query.Page, rows, plan.Keys, counted);
    }

    public Task<IReadOnlyList<DossierId>> OpenAfter(string after, CancellationToken ct) => db.Query<DossierId>(
        $"{OpenClocks} {dialect.Page}",
        new { After = DossierId.TryParse(after, null, out var id) ? id : default, Take = SliceOfReprojection }, ct);
}

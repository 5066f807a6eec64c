using Dapper;
using OneStop.Application.Dossiers;
using OneStop.Application.Transfers;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Transfers;

/// <summary>How one list of transfers is read: from one agency's index, one dossier's, or all with a condition.</summary>
internal sealed class TransferListPlan
{
    private const string Open = "(1, 2)";

    /// <summary>By the keys of their owners; conditions and a bracket follow.</summary>
    private static string OwnDossiers => "t.DossierId IN (SELECT k.DossierId FROM DossierKeys k INNER JOIN Dossiers d ON d.Id = k.DossierId WHERE d.Id IS NOT NULL";

    private readonly KeysetWalk walk;
    private readonly ListTransfers query;

    private TransferListPlan(ListTransfers query) => (this.query, walk) = (query, new KeysetWalk(query.Page, "sentAt"));

    public bool OfOneAgency { get; private set; }

    public DynamicParameters Parameters => walk.Parameters;

    /// <summary>The parameters with the number of rows to count.</summary>
    public DynamicParameters Counting => walk.Counting;

    public string IdColumn => OfOneAgency ? "a.TransferId" : query.Filter.Cell is null ? "t.Id" : "f.ItemId";

    public string Order => walk.Order(IdColumn, DueColumn);

    /// <summary>The same order of the transfers of one page.</summary>
    public string OrderOfPage => walk.Order("t.Id", "t.DueAt");

    private string DueColumn => OfOneAgency ? "a.DueAt" : "t.DueAt";

    /// <param name="dossier">The dossier asked for, where there is such a one.</param>
    public static TransferListPlan Of(ListTransfers query, DossierReach reach, DossierState? dossier, AgencyTree agencies)
    {
        var plan = new TransferListPlan(query);
        plan.Within(reach, dossier);
        plan.Narrow(query.Filter);
        if (query.Filter.Cell is { } cell)
        {
            FactConditions.Add(new Narrowing(plan.walk.Conditions, plan.Parameters), FactKind.Leg, cell.Facts, agencies, reach);
        }
        if (plan.walk.ByDue)
        {
            plan.walk.Conditions.Add(plan.OfOneAgency ? "a.IsOpen = 1" : $"t.Status IN {Open}");
        }
        return plan;
    }

    public string Where() => walk.Where();

    /// <summary>The conditions, and those that begin after the cursor.</summary>
    public string After(string where) => walk.After<TransferId>(where, IdColumn, DueColumn);

    /// <summary>What a row is ordered by.</summary>
    public string[] Keys(TransferState row) => walk.Keys(row.Id.ToString(), row.DueAt);

    private void Within(DossierReach reach, DossierState? dossier)
    {
        if (dossier is not null)
        {
            And("t.DossierId = @Dossier", "Dossier", TypeHandlers.Bytes(dossier.Id));
            if (!reach.SeesWhole(dossier))
            {
                walk.Conditions.Add("(t.FromAgency IN @Reach OR t.ToAgency IN @Reach)");
                Parameters.Add("Reach", reach.Held.ToArray());
            }
            return;
        }
        if (!reach.ByAgencies)
        {
            OfDossiers(OwnDossiers, inner => ReachConditions.Own(inner, reach));
            return;
        }
        var asked = new[] { query.Filter.ToAgency, query.Filter.FromAgency }.OfType<string>()
            .FirstOrDefault(agency => reach.Everything || reach.Agencies.Contains(agency));
        if (query.Filter.Cell is null && (asked ?? (!reach.Everything && reach.Agencies.Count == 1 ? reach.Agencies.First() : null)) is { } agency)
        {
            OfOneAgency = true;
            And("a.AgencyCode = @Agency", "Agency", agency);
        }
        else if (!reach.Everything)
        {
            walk.Conditions.Add(TransferLists.ReachCondition);
            Parameters.Add("Reach", reach.Agencies.ToArray());
        }
        OfDossiers(ReachConditions.OfLeg, inner => ReachConditions.Limit(inner, reach));
    }

    /// <summary>Only legs of dossiers for which conditions hold, where there are any.</summary>
    private void OfDossiers(string which, Action<Narrowing> narrow)
    {
        var conditions = new List<string>();
        narrow(new Narrowing(conditions, Parameters));
        if (conditions.Count > 0)
        {
            walk.Conditions.Add($"{which} AND {string.Join(" AND ", conditions)})");
        }
    }

    private void Narrow(TransferFilter filter)
    {
        And("t.ToAgency = @ToAgency", "ToAgency", filter.ToAgency);
        And("t.FromAgency = @FromAgency", "FromAgency", filter.FromAgency);
        And("t.Status = @Status", "Status", (int?)filter.Status);
        if (filter.DueBefore is { } due)
        {
            walk.Conditions.Add($"{(OfOneAgency ? "a.IsOpen = 1" : $"t.Status IN {Open}")} AND {DueColumn} < @DueBefore");
            Parameters.Add("DueBefore", due.ToUnixTimeMilliseconds());
        }
    }

    private void And(string condition, string name, object? value) => walk.And(condition, name, value);
}

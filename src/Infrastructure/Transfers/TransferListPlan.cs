using System.Globalization;
using Dapper;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Transfers;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Transfers;

/// <summary>How one list of transfers is read: from one agency's index, one dossier's, or all with a condition.</summary>
internal sealed class TransferListPlan
{
    private const string Open = "(1, 2)";

    private readonly List<string> conditions = [];
    private readonly ListTransfers query;
    private readonly bool byDue;
    private readonly bool oldestFirst;

    private TransferListPlan(ListTransfers query)
    {
        this.query = query;
        (byDue, oldestFirst) = (query.Page.Sort == "dueAt", query.Page.Sort == "sentAt");
    }

    public bool OfOneAgency { get; private set; }

    public DynamicParameters Parameters { get; } = new();

    /// <summary>The parameters with the number of rows to count.</summary>
    public DynamicParameters Counting
    {
        get
        {
            var counting = new DynamicParameters(Parameters);
            counting.Add("Take", query.Page.CountTake);
            return counting;
        }
    }

    public string IdColumn => OfOneAgency ? "a.TransferId" : "t.Id";

    public string Order => byDue ? $"{DueColumn}, {IdColumn}" : oldestFirst ? IdColumn : $"{IdColumn} DESC";

    private string DueColumn => OfOneAgency ? "a.DueAt" : "t.DueAt";

    /// <param name="dossier">The dossier asked for, where there is such a one.</param>
    public static TransferListPlan Of(ListTransfers query, DossierReach reach, DossierState? dossier, AgencyTree agencies)
    {
        var plan = new TransferListPlan(query);
        plan.Parameters.Add("Take", query.Page.Take);
        plan.Within(reach, dossier);
        plan.Narrow(query.Filter);
        if (query.Filter.Cell is { } cell)
        {
            TransferConditions.Add(new Narrowing(plan.conditions, plan.Parameters), cell, agencies, reach);
        }
        if (plan.byDue)
        {
            plan.conditions.Add(plan.OfOneAgency ? "a.IsOpen = 1" : $"t.Status IN {Open}");
        }
        return plan;
    }

    public string Where() => conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}";

    /// <summary>The conditions, and those that begin after the cursor.</summary>
    public string After(string where)
    {
        var cursor = Cursor.Read(query.Page, keys: byDue ? 2 : 1);
        if (cursor is null)
        {
            return where;
        }
        long due = 0;
        if (!TransferId.TryParse(cursor[^1], CultureInfo.InvariantCulture, out var id)
            || (byDue && !long.TryParse(cursor[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out due)))
        {
            throw new InvalidInputException("cursor", Application.Pipeline.FieldRules.WellFormed);
        }
        Parameters.Add("AfterId", TypeHandlers.Bytes(id));
        var after = $"{IdColumn} {(oldestFirst ? ">" : "<")} @AfterId";
        if (byDue)
        {
            Parameters.Add("AfterDue", due);
            after = $"{DueColumn} >= @AfterDue AND ({DueColumn} > @AfterDue OR {IdColumn} > @AfterId)";
        }
        return where.Length == 0 ? $"WHERE {after}" : $"{where} AND {after}";
    }

    /// <summary>What a row is ordered by.</summary>
    public string[] Keys(TransferState row) => byDue
        ? [row.DueAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), row.Id.ToString()]
        : [row.Id.ToString()];

    private void Within(DossierReach reach, DossierState? dossier)
    {
        if (dossier is not null)
        {
            And("t.DossierId = @Dossier", "Dossier", TypeHandlers.Bytes(dossier.Id));
            if (!reach.SeesWhole(dossier))
            {
                conditions.Add("(t.FromAgency IN @Reach OR t.ToAgency IN @Reach)");
                Parameters.Add("Reach", reach.Held.ToArray());
            }
            return;
        }
        var asked = new[] { query.Filter.ToAgency, query.Filter.FromAgency }.OfType<string>()
            .FirstOrDefault(agency => reach.Everything || reach.Agencies.Contains(agency));
        if ((asked ?? (!reach.Everything && reach.Agencies.Count == 1 ? reach.Agencies.First() : null)) is { } agency)
        {
            OfOneAgency = true;
            And("a.AgencyCode = @Agency", "Agency", agency);
        }
        else if (!reach.Everything && reach.Agencies.Count > 0)
        {
            conditions.Add(TransferLists.ReachCondition);
            Parameters.Add("Reach", reach.Agencies.ToArray());
        }
        else if (!reach.Everything)
        {
            conditions.Add(TransferLists.OwnerCondition);
            Parameters.Add("Owner", reach.Owner?.ToString() ?? "");
        }
    }

    private void Narrow(TransferFilter filter)
    {
        And("t.ToAgency = @ToAgency", "ToAgency", filter.ToAgency);
        And("t.FromAgency = @FromAgency", "FromAgency", filter.FromAgency);
        And("t.Status = @Status", "Status", (int?)filter.Status);
        if (filter.DueBefore is { } due)
        {
            conditions.Add($"{(OfOneAgency ? "a.IsOpen = 1" : $"t.Status IN {Open}")} AND {DueColumn} < @DueBefore");
            Parameters.Add("DueBefore", due.ToUnixTimeMilliseconds());
        }
    }

    private void And(string condition, string name, object? value)
    {
        if (value is not null)
        {
            conditions.Add(condition);
            Parameters.Add(name, value);
        }
    }
}

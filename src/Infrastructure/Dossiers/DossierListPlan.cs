using System.Globalization;
using Dapper;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>Where a list starts reading.</summary>
internal enum ListSource { Everything, Agency, Party }

/// <summary>How one list is read: its source, its conditions, its order and the place it goes on from.</summary>
internal sealed class DossierListPlan
{
    private static readonly string OpenStatuses =
        string.Join(", ", Enum.GetValues<DossierStatus>().Where(status => status.IsOpen()).Select(status => (int)status));

    private readonly List<string> conditions = [];
    private readonly ListDossiers query;
    private bool byDue;
    private bool oldestFirst;

    private DossierListPlan(ListDossiers query) => this.query = query;

    public ListSource Source { get; private set; }

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

    public string Order => byDue ? $"{DueColumn}, {IdColumn}" : oldestFirst ? IdColumn : $"{IdColumn} DESC";

    /// <summary>Whether no condition looks at the dossiers themselves: the agency's index then counts by itself.</summary>
    public bool CountsByAgencyAlone => Source == ListSource.Agency && conditions.TrueForAll(condition => !condition.Contains("d.", StringComparison.Ordinal));

    public string IdColumn => Source switch { ListSource.Agency => "a.DossierId", ListSource.Party => "k.DossierId", _ => "d.Id" };

    private string DueColumn => Source == ListSource.Agency ? "a.DueAt" : "d.DueAt";

    /// <summary>The plan; null where the caller's reach and the filter have nothing in common.</summary>
    public static DossierListPlan? Of(ListDossiers query, DossierReach reach, AccountId caller, DateTimeOffset now, AgencyTree agencies)
    {
        var plan = new DossierListPlan(query) { byDue = query.Page.Sort == "dueAt", oldestFirst = query.Page.Sort == "submittedAt" };
        plan.Parameters.Add("Take", query.Page.Take);
        if (!plan.Within(reach))
        {
            return null;
        }
        plan.Narrow(query.Filter, caller, now);
        if (query.Filter.Cell is { } cell)
        {
            CellConditions.Add(new Narrowing(plan.conditions, plan.Parameters), cell, agencies, reach);
        }
        if (plan.byDue)
        {
            plan.conditions.Add(plan.Source == ListSource.Agency ? "a.IsOpen = 1 AND a.DueAt IS NOT NULL" : $"d.Status IN ({OpenStatuses}) AND d.DueAt IS NOT NULL");
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
        if (!DossierId.TryParse(cursor[^1], CultureInfo.InvariantCulture, out var id)
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
    public string[] Keys(DossierState row) => byDue
        ? [row.DueAt!.Value.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), row.Id.ToString()]
        : [row.Id.ToString()];

    /// <summary>Chooses the source: a person looked for, one agency, one citizen, or all dossiers with a condition.</summary>
    private bool Within(DossierReach reach)
    {
        var filter = query.Filter;
        var seesAgency = filter.Agency is { } asked && (reach.Everything || reach.Agencies.Contains(asked));
        if (!reach.Everything && reach.Owner is null && (reach.Agencies.Count == 0 || (filter.Agency is not null && !seesAgency)))
        {
            return false;
        }
        if (Person(filter) is { } person)
        {
            OfParty($"k.Kind IN ({person.Kinds})", person.Value);
            KeepWithin(reach);
        }
        else if (seesAgency)
        {
            OfAgency(filter.Agency!);
        }
        else if (!reach.Everything && reach.Owner is { } owner)
        {
            OfParty($"k.Kind = {(int)DossierKeyKind.Account}", owner.ToString());
        }
        else if (!reach.Everything && reach.Agencies.Count == 1)
        {
            OfAgency(reach.Agencies.First());
        }
        else
        {
            KeepWithin(reach);
        }
        if (Source != ListSource.Agency)
        {
            And("(d.ReceivingAgency = @Agency OR d.CompetentAgency = @Agency)", "Agency", filter.Agency);
        }
        return true;
    }

    private void KeepWithin(DossierReach reach)
    {
        if (reach.Everything)
        {
            return;
        }
        if (reach.Owner is { } owner)
        {
            And("d.OwnerAccount = @Owner", "Owner", TypeHandlers.Bytes(owner));
            return;
        }
        conditions.Add(DossierLists.ReachCondition);
        Parameters.Add("Reach", reach.Agencies.ToArray());
    }

    /// <summary>The person a search is about, by the key that tells most.</summary>
    private static (string Kinds, string Value)? Person(DossierFilter filter) =>
        filter.PersonalId is { } id ? (Kinds(DossierKeyKind.PersonalId, DossierKeyKind.OtherPersonalId), id)
        : filter.TaxCode is { } tax ? (Kinds(DossierKeyKind.TaxCode, DossierKeyKind.OtherTaxCode), tax)
        : filter.Phone is { } phone ? (Kinds(DossierKeyKind.Phone), phone)
        : filter.OwnerName is { } name ? (Kinds(DossierKeyKind.Name), DossierKey.Fold(name))
        : null;

    private static string Kinds(params DossierKeyKind[] kinds) => string.Join(", ", kinds.Select(kind => (int)kind));

    private void OfAgency(string agency)
    {
        Source = ListSource.Agency;
        conditions.Add("a.AgencyCode = @Agency");
        Parameters.Add("Agency", agency);
    }

    private void OfParty(string kinds, string value)
    {
        Source = ListSource.Party;
        conditions.Add($"{kinds} AND k.Value = @Party");
        Parameters.Add("Party", value);
    }

    private void Narrow(DossierFilter filter, AccountId caller, DateTimeOffset now)
    {
        And("d.Code = @Code", "Code", filter.Code);
        And("d.Status = @Status", "Status", (int?)filter.Status);
        And("d.ProcedureCode = @Procedure", "Procedure", filter.Procedure);
        And("d.Field = @Field", "Field", filter.Field);
        And("d.Channel = @Channel", "Channel", (int?)filter.Channel);
        And("d.Assignee = @Assignee", "Assignee", filter.Assignee switch
        {
            null => null,
            "me" => TypeHandlers.Bytes(caller),
            var text => TypeHandlers.Bytes(AccountId.Parse(text, CultureInfo.InvariantCulture)),
        });
        And("d.DueAt < @DueBefore", "DueBefore", filter.DueBefore?.ToUnixTimeMilliseconds());
        And("d.UpdatedAt >= @UpdatedSince", "UpdatedSince", filter.UpdatedSince?.ToUnixTimeMilliseconds());
        if (filter.DueBefore is not null || filter.Overdue == true)
        {
            conditions.Add(Source == ListSource.Agency ? "a.IsOpen = 1 AND d.ClosedAt IS NULL" : "d.ClosedAt IS NULL");
        }
        And(
            filter.Overdue == true ? "d.OverdueFrom <= @Now" : "(d.ClosedAt IS NOT NULL OR d.OverdueFrom IS NULL OR d.OverdueFrom > @Now)",
            "Now", filter.Overdue is null ? null : now.ToUnixTimeMilliseconds());
        Received(filter.ReceivedFrom, filter.ReceivedTo);
        Party("Name", Kinds(DossierKeyKind.Name), filter.OwnerName is { } name ? DossierKey.Fold(name) : null);
        Party("PersonalId", Kinds(DossierKeyKind.PersonalId, DossierKeyKind.OtherPersonalId), filter.PersonalId);
        Party("TaxCode", Kinds(DossierKeyKind.TaxCode, DossierKeyKind.OtherTaxCode), filter.TaxCode);
        Party("Phone", Kinds(DossierKeyKind.Phone), filter.Phone);
    }

    private void Received(DateOnly? from, DateOnly? to)
    {
        And("d.ReceivedAt >= @ReceivedFrom", "ReceivedFrom", Midnight(from));
        And("d.ReceivedAt < @ReceivedTo", "ReceivedTo", Midnight(to?.AddDays(1)));
    }

    private static long? Midnight(DateOnly? day) =>
        day is { } known ? VietnamTime.At(known, TimeOnly.MinValue).ToUnixTimeMilliseconds() : null;

    private void Party(string name, string kinds, string? value)
    {
        if (value is not null)
        {
            conditions.Add($"EXISTS (SELECT 1 FROM DossierKeys s WHERE s.DossierId = d.Id AND s.Kind IN ({kinds}) AND s.Value = @{name})");
            Parameters.Add(name, value);
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

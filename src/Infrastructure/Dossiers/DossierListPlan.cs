using System.Globalization;
using Dapper;
using OneStop.Application.Dossiers;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>Where a list starts reading.</summary>
internal enum ListSource
{
    Everything,
    Agency,

    /// <summary>One agency and those whose rows are on their way to it.</summary>
    Moving,
    Party,

    /// <summary>The work on record behind a figure.</summary>
    Facts,
}

/// <summary>How one list is read: its source, its conditions, its order and the place it goes on from.</summary>
internal sealed class DossierListPlan
{
    private static readonly string OpenStatuses =
        string.Join(", ", Enum.GetValues<DossierStatus>().Where(status => status.IsOpen()).Select(status => (int)status));

    private readonly KeysetWalk walk;
    private readonly ListDossiers query;

    private DossierListPlan(ListDossiers query) => (this.query, walk) = (query, new KeysetWalk(query.Page, "submittedAt"));

    public ListSource Source { get; private set; }

    public DynamicParameters Parameters => walk.Parameters;

    /// <summary>The parameters with the number of rows to count.</summary>
    public DynamicParameters Counting => walk.Counting;

    public string Order => walk.Order(IdColumn, DueColumn);

    /// <summary>The same order of the dossiers of one page.</summary>
    public string OrderOfPage => walk.Order("d.Id", "d.DueAt");

    /// <summary>Whether no condition looks at the dossiers themselves: the agency's index then counts by itself.</summary>
    public bool CountsByAgencyAlone => Source == ListSource.Agency && walk.Conditions.TrueForAll(condition => !condition.Contains("d.", StringComparison.Ordinal));

    public string IdColumn => Source switch { ListSource.Agency or ListSource.Moving => "a.DossierId", ListSource.Party => "k.DossierId", ListSource.Facts => "f.ItemId", _ => "d.Id" };

    private Narrowing Conditions => new(walk.Conditions, Parameters);

    private bool ByAgency => Source is ListSource.Agency or ListSource.Moving;

    private string DueColumn => ByAgency ? "a.DueAt" : "d.DueAt";

    /// <summary>The plan; null where the caller's reach and the filter have nothing in common.</summary>
    public static DossierListPlan? Of(ListDossiers query, DossierReach reach, DateTimeOffset now, AgencyTree agencies)
    {
        var plan = new DossierListPlan(query);
        if (!plan.Within(reach, agencies, VietnamTime.DateOf(now)))
        {
            return null;
        }
        plan.Narrow(query.Filter, reach, now);
        if (query.Filter.Cell is { } cell)
        {
            CellConditions.Add(plan.Conditions, cell, agencies, reach);
        }
        if (plan.walk.ByDue)
        {
            plan.walk.Conditions.Add(plan.ByAgency ? "a.IsOpen = 1 AND a.DueAt IS NOT NULL" : $"d.Status IN ({OpenStatuses}) AND d.DueAt IS NOT NULL");
        }
        return plan;
    }

    public string Where() => walk.Where();

    /// <summary>The conditions, and those that begin after the cursor.</summary>
    public string After(string where) => walk.After<DossierId>(where, IdColumn, DueColumn);

    /// <summary>What a row is ordered by.</summary>
    public string[] Keys(DossierState row) => walk.Keys(row.Id.ToString(), row.DueAt);

    /// <summary>Chooses the source: a person looked for, one agency, one citizen, or all dossiers with a condition.</summary>
    private bool Within(DossierReach reach, AgencyTree agencies, DateOnly today)
    {
        var filter = query.Filter;
        var seesAgency = filter.Agency is { } asked && (reach.Everything || reach.Agencies.Contains(asked));
        if (reach.ByAgencies ? !reach.Everything && filter.Agency is not null && !seesAgency : reach.Owners.Count == 0 && reach.Client is null)
        {
            return false;
        }
        if (filter.Cell?.Facts is not null)
        {
            Source = ListSource.Facts;
            ReachConditions.Keep(Conditions, reach);
            if (filter is not { PersonalId: null, TaxCode: null, Phone: null })
            {
                ReachConditions.Identify(Conditions, reach);
            }
        }
        else if (filter.Root is not null)
        {
            ReachConditions.Keep(Conditions, reach);
        }
        else if (Person(filter) is { } person)
        {
            OfParty($"k.Kind IN ({person.Kinds})", person.Value);
            ReachConditions.Keep(Conditions, reach);
            if (filter is not { PersonalId: null, TaxCode: null, Phone: null })
            {
                ReachConditions.Identify(Conditions, reach);
            }
        }
        else if (seesAgency)
        {
            OfAgency(filter.Agency!, agencies, today);
            ReachConditions.Limit(Conditions, reach, byList: true);
        }
        else if (!reach.ByAgencies)
        {
            Source = ListSource.Party;
            ReachConditions.Own(Conditions, reach);
        }
        else if (!reach.Everything && reach.Agencies.Where(code => !agencies.Moving.Contains(code)).ToArray() is [var only])
        {
            OfAgency(only, agencies, today);
            ReachConditions.Limit(Conditions, reach, byList: true);
        }
        else
        {
            ReachConditions.Keep(Conditions, reach);
        }
        OfAgencyAsked(agencies, today);
        return true;
    }

    /// <summary>The agency asked for, where the source does not begin at it.</summary>
    private void OfAgencyAsked(AgencyTree agencies, DateOnly today)
    {
        if (!ByAgency && query.Filter.Agency is { } code)
        {
            And(
                "(d.ReceivingAgency IN @Agencies OR d.CompetentAgency IN @Agencies)", "Agencies",
                agencies.PredecessorsOf(code, today).Prepend(code).ToArray());
        }
    }

    /// <summary>The person a search is about, by the key that tells most.</summary>
    private static (string Kinds, string Value)? Person(DossierFilter filter) =>
        filter.PersonalId is { } id ? (Kinds(DossierKeyKind.PersonalId, DossierKeyKind.OtherPersonalId), id)
        : filter.TaxCode is { } tax ? (Kinds(DossierKeyKind.TaxCode, DossierKeyKind.OtherTaxCode), tax)
        : filter.Phone is { } phone ? (Kinds(DossierKeyKind.Phone), phone)
        : filter.OwnerName is { } name ? (Kinds(DossierKeyKind.Name), DossierKey.Fold(name))
        : null;

    private static string Kinds(params DossierKeyKind[] kinds) => string.Join(", ", kinds.Select(kind => (int)kind));

    private void OfAgency(string agency, AgencyTree agencies, DateOnly today)
    {
        if (agencies.PredecessorsOf(agency, today).Where(agencies.Moving.Contains).ToArray() is { Length: > 0 } moving)
        {
            Source = ListSource.Moving;
            Parameters.Add("Reach", moving.Prepend(agency).ToArray());
            return;
        }
        Source = ListSource.Agency;
        walk.Conditions.Add("a.AgencyCode = @Agency");
        Parameters.Add("Agency", agency);
    }

    private void OfParty(string kinds, string value)
    {
        Source = ListSource.Party;
        walk.Conditions.Add($"{kinds} AND k.Value = @Party");
        Parameters.Add("Party", value);
    }

    private void Narrow(DossierFilter filter, DossierReach reach, DateTimeOffset now)
    {
        And("d.Code = @Code", "Code", filter.Code);
        And("(d.Id = @Root OR d.RootId = @Root)", "Root", filter.Root is { } root ? TypeHandlers.Bytes(root) : null);
        And("d.Status = @Status", "Status", (int?)filter.Status);
        And("d.ProcedureCode = @Procedure", "Procedure", filter.Procedure);
        And("d.Field = @Field", "Field", filter.Field);
        And("d.Channel = @Channel", "Channel", (int?)filter.Channel);
        And("d.Test = @Test", "Test", filter.Test is { } test ? (test ? 1 : 0) : null);
        And("d.Assignee IN @Assignee", "Assignee", filter.Assignee switch
        {
            null => null,
            "me" => reach.Self.Select(TypeHandlers.Bytes).ToArray(),
            var text => new[] { TypeHandlers.Bytes(AccountId.Parse(text, CultureInfo.InvariantCulture)) },
        });
        And("d.DueAt < @DueBefore", "DueBefore", filter.DueBefore?.ToUnixTimeMilliseconds());
        And("d.UpdatedAt >= @UpdatedSince", "UpdatedSince", filter.UpdatedSince?.ToUnixTimeMilliseconds());
        if (filter.DueBefore is not null || filter.Overdue == true)
        {
            walk.Conditions.Add(ByAgency ? "a.IsOpen = 1 AND d.ClosedAt IS NULL" : "d.ClosedAt IS NULL");
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
            walk.Conditions.Add($"EXISTS (SELECT 1 FROM DossierKeys s WHERE s.DossierId = d.Id AND s.Kind IN ({kinds}) AND s.Value = @{name})");
            Parameters.Add(name, value);
        }
    }

    private void And(string condition, string name, object? value) => walk.And(condition, name, value);
}

using Dapper;
using OneStop.Application.Dossiers;
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

    /// <summary>Whether what figures know of the dossiers finds the page, and counts it, by itself.</summary>
    public bool FindsByFactsAlone => Source == ListSource.Facts && !walk.ByDue && walk.Conditions.TrueForAll(condition => !condition.Contains("d.", StringComparison.Ordinal));

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
        FilterConditions.Add(plan.Conditions, query.Filter, reach, now, plan.ByAgency);
        if (query.Filter.Ids is { } ids)
        {
            plan.Conditions.To($"{plan.IdColumn} IN @Ids").With("Ids", ids.Select(TypeHandlers.Bytes).ToArray());
        }
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
            Keep(reach, filter);
        }
        else if (filter.Root is not null)
        {
            ReachConditions.Keep(Conditions, reach);
        }
        else if (FilterConditions.Person(filter) is { } person)
        {
            OfParty($"k.Kind IN ({person.Kinds})", person.Value);
            Keep(reach, filter);
        }
        else if (seesAgency)
        {
            OfAgency(filter.Agency!, agencies, today);
            ReachConditions.Limit(Conditions, reach, byList: true);
        }
        else
        {
            OfCaller(reach, agencies, today);
        }
        OfAgencyAsked(agencies, today);
        return true;
    }

    /// <summary>Where nothing else leads to them: the caller's own dossiers, the list of its only agency, or all with a condition.</summary>
    private void OfCaller(DossierReach reach, AgencyTree agencies, DateOnly today)
    {
        if (!reach.ByAgencies)
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
    }

    /// <summary>The whole rule; numbers are looked for only where the caller may read them.</summary>
    private void Keep(DossierReach reach, DossierFilter filter)
    {
        ReachConditions.Keep(Conditions, reach);
        if (filter is not { PersonalId: null, TaxCode: null, Phone: null })
        {
            ReachConditions.Identify(Conditions, reach);
        }
    }

    /// <summary>The agency asked for, where the source does not begin at it.</summary>
    private void OfAgencyAsked(AgencyTree agencies, DateOnly today)
    {
        if (!ByAgency && query.Filter.Agency is { } code)
        {
            Conditions.To("(d.ReceivingAgency IN @Agencies OR d.CompetentAgency IN @Agencies)")
                .With("Agencies", agencies.PredecessorsOf(code, today).Prepend(code).ToArray());
        }
    }

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
}

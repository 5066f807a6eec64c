using OneStop.Application.Dossiers;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Lists;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>
/// The dossiers behind a figure, as conditions on dossiers <c>d</c> and, where the figure is drawn from them, facts <c>f</c>. A report shows
/// the work of agencies within the caller's reach.
/// </summary>
internal static class CellConditions
{
    public static void Add(Narrowing list, ReportCell cell, AgencyTree agencies, DossierReach reach)
    {
        if (cell.Facts is { } facts)
        {
            FactConditions.Add(list, FactKind.Dossier, facts, agencies, reach);
        }
        if (cell.Responsibility is { } responsibility)
        {
            Add(list.To("d.Test = 0"), responsibility, agencies, reach);
        }
    }

    private static void Add(Narrowing list, ResponsibilityCell cell, AgencyTree agencies, DossierReach reach)
    {
        var agency = cell.Scope.Structure == ReportStructure.Historical ? "p.OriginAgency" : "p.AgencyCode";
        var party = new List<string> { "p.DossierId = d.Id", ResponsibleWithin };
        FactConditions.Period(list, cell.Period);
        list.Within(party, inner => inner
                .In(agency, "CellParty", cell.Scope.Codes(agencies))
                .In(agency, "CellLevel", cell.Scope.CodesOfLevel(agencies))
                .In("p.AgencyCode", "CellReach", reach.Everything ? null : reach.Held))
            .To($"EXISTS (SELECT 1 FROM ResponsibilityTimes p WHERE {string.Join(" AND ", party)})")
            .Is("d.ProcedureCode", "CellProcedure", cell.Scope.Procedure)
            .Is("d.Field", "CellField", cell.Scope.Field);
    }

    /// <summary>Rows <c>p</c> of clocks that closed in the period, as they were on record.</summary>
    public const string ResponsibleWithin =
        "p.ClosedAt >= @CellFrom AND p.ClosedAt < @CellTo AND p.ClosedAt <= @CellAsOf AND (p.RecordedUntil IS NULL OR p.RecordedUntil > @CellAsOf)";
}

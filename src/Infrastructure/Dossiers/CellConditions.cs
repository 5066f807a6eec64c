using OneStop.Application.Dossiers;
using OneStop.Domain.Agencies;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>The dossiers behind a figure, as conditions on dossiers <c>d</c>. A report shows the work of agencies within the caller's reach.</summary>
internal static class CellConditions
{
    public static void Add(Narrowing list, ReportCell cell, AgencyTree agencies, DossierReach reach, DateOnly today)
    {
        Received(list.To("d.Test = 0"), cell, agencies, today);
        if (cell is { Handling: null, Responsibility: null })
        {
            list.In("d.ReceivingAgency", "CellReach", reach.Everything ? null : reach.Held);
        }
        if (cell.Handling is { } handling)
        {
            Add(list, handling, agencies, reach);
        }
        if (cell.Responsibility is { } responsibility)
        {
            Add(list, responsibility, agencies, reach);
        }
    }

    /// <summary>Procedure, field and channel.</summary>
    public static void Kind(Narrowing list, CellScope scope) => list
        .Is("d.ProcedureCode", "CellKindProcedure", scope.Procedure)
        .Is("d.Field", "CellKindField", scope.Field)
        .Is("d.Channel", "CellKindChannel", (int?)scope.Channel);

    private static void Received(Narrowing list, ReportCell cell, AgencyTree agencies, DateOnly today)
    {
        if (cell.From is { } from)
        {
            list.To("d.ReceivedAt >= @CellReceivedFrom").With("CellReceivedFrom", HandlingConditions.Midnight(from));
        }
        if (cell.To is { } to)
        {
            list.To("d.ReceivedAt < @CellReceivedTo").With("CellReceivedTo", HandlingConditions.Midnight(to.AddDays(1)));
        }
        list.Is("d.ProcedureCode", "CellProcedure", cell.Procedure)
            .Is("d.Channel", "CellChannel", (int?)cell.Channel)
            .In("d.ProcedureCode", "CellProcedures", cell.Procedures);
        if (cell.Authenticated == true)
        {
            list.To("d.Assurance > 0");
        }
        var scope = new CellScope { Structure = cell.Structure, On = today, Within = cell.Scope, Agency = cell.Agency, Level = cell.Level };
        var received = cell.Structure == ReportStructure.Historical ? "COALESCE(d.OriginReceiving, d.ReceivingAgency)" : "d.ReceivingAgency";
        list.In(received, "CellAgencies", scope.Codes(agencies)).In(received, "CellLevels", scope.CodesOfLevel(agencies));
    }

    private static void Add(Narrowing list, HandlingCell cell, AgencyTree agencies, DossierReach reach)
    {
        var historical = cell.Scope.Structure == ReportStructure.Historical;
        list.To(HandlingConditions.Of(HandlingFigure.Received))
            .To(HandlingConditions.Of(cell.Figure))
            .In(historical ? "COALESCE(d.OriginCompetent, d.CompetentAgency)" : "d.CompetentAgency", "CellCompetent", cell.Scope.Codes(agencies))
            .In(historical ? "COALESCE(d.OriginReceiving, d.ReceivingAgency)" : "d.ReceivingAgency", "CellReceiving", cell.Scope.CodesOfLevel(agencies))
            .In("d.CompetentAgency", "CellReach", reach.Everything ? null : reach.Held);
        HandlingConditions.Period(list, cell.Period);
        if (cell.RootsOnly)
        {
            list.To(HandlingConditions.StandsForItsGroup);
        }
        Kind(list, cell.Scope);
    }

    private static void Add(Narrowing list, ResponsibilityCell cell, AgencyTree agencies, DossierReach reach)
    {
        var agency = cell.Scope.Structure == ReportStructure.Historical ? "p.OriginAgency" : "p.AgencyCode";
        var party = new List<string> { "p.ClosedAt = d.ClosedAt AND p.DossierId = d.Id" };
        list.To("d.ClosedAt >= @CellFrom AND d.ClosedAt < @CellTo")
            .With("CellFrom", HandlingConditions.Midnight(cell.From))
            .With("CellTo", HandlingConditions.Midnight(cell.To.AddDays(1)))
            .Within(party, inner => inner
                .In(agency, "CellParty", cell.Scope.Codes(agencies))
                .In(agency, "CellLevel", cell.Scope.CodesOfLevel(agencies))
                .In("p.AgencyCode", "CellReach", reach.Everything ? null : reach.Held))
            .To($"EXISTS (SELECT 1 FROM ResponsibilityTimes p WHERE {string.Join(" AND ", party)})");
        Kind(list, cell.Scope);
    }
}

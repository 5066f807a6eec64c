using OneStop.Domain.Agencies;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Dossiers;

/// <summary>The dossiers behind a figure, as an opaque parameter of a list; absent members do not narrow.</summary>
/// <param name="From">First day of reception.</param>
/// <param name="To">Last day of reception.</param>
/// <param name="Scope">The receiving agency with all below it.</param>
/// <param name="Structure">Under which agencies it counts.</param>
/// <param name="Procedures">Where the base is narrowed to these.</param>
/// <param name="Handling">Set where the figure is one of the handling report.</param>
/// <param name="Responsibility">Set where the figure is one of the report on responsibility time.</param>
/// <param name="Authenticated">Whether somebody signed in filed them.</param>
public sealed record ReportCell(
    DateOnly? From = null, DateOnly? To = null, string? Scope = null, AgencyLevel? Level = null, string? Agency = null, string? Procedure = null,
    Channel? Channel = null, IReadOnlyList<string>? Procedures = null, ReportStructure Structure = ReportStructure.Historical,
    HandlingCell? Handling = null, ResponsibilityCell? Responsibility = null, bool? Authenticated = null)
{
    private const int MostProcedures = 1_000;

    /// <summary>The list of exactly these dossiers.</summary>
    public string Link() => $"/api/v1/dossiers?cell={CellText.Write(this)}";

    /// <summary>The cell of a link.</summary>
    public static ReportCell Parse(string cell) => CellText.Read<ReportCell>(
        cell, parsed => parsed.Procedures is null or { Count: <= MostProcedures } && (parsed.Handling is null || Enum.IsDefined(parsed.Handling.Figure)));
}

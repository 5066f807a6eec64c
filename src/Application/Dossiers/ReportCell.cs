namespace OneStop.Application.Dossiers;

/// <summary>The dossiers behind a figure, as an opaque parameter of a list: exactly one member is set.</summary>
/// <param name="Facts">Where the figure is drawn from the work on record.</param>
/// <param name="Responsibility">Where it is one of the report on responsibility time.</param>
public sealed record ReportCell(FactCell? Facts = null, ResponsibilityCell? Responsibility = null)
{
    private const int MostProcedures = 1_000;

    /// <summary>The list of exactly these dossiers.</summary>
    public string Link() => $"/api/v1/dossiers?cell={CellText.Write(this)}";

    /// <summary>The cell of a link.</summary>
    public static ReportCell Parse(string cell) => CellText.Read<ReportCell>(
        cell, parsed => (parsed.Facts is null) != (parsed.Responsibility is null) && IsSound(parsed.Facts) && (parsed.Responsibility is not { Scope.Procedures.Count: > MostProcedures }));

    /// <summary>Whether it could have been written here.</summary>
    internal static bool IsSound(FactCell? cell) => cell is null || (Enum.IsDefined(cell.Measure) && cell.Scope.Procedures is null or { Count: <= MostProcedures });
}

namespace OneStop.Application.Dossiers;

/// <summary>The dossiers behind a figure, as an opaque parameter of a list: exactly one member is set.</summary>
/// <param name="Facts">Where the figure is drawn from the work on record.</param>
/// <param name="Responsibility">Where it is one of the report on responsibility time.</param>
public sealed record ReportCell(FactCell? Facts = null, ResponsibilityCell? Responsibility = null)
{
    private const int MostProcedures = 1_000;

    /// <summary>The list of exactly these dossiers.</summary>
    public string Link() => $"/api/v1/dossiers?cell={CellText.Write(this)}";

    /// <summary>The cell with the procedures in it that its base is narrowed to.</summary>
    internal async Task<ReportCell> Resolved(IFiledOnline procedures, CancellationToken ct) => Facts is { Scope.FiledOnline: true } facts
        ? this with { Facts = facts with { Scope = facts.Scope with { Procedures = await procedures.Of(facts.Scope, facts.Period, ct) } } }
        : this;

    /// <summary>The cell of a link.</summary>
    public static ReportCell Parse(string cell) => CellText.Read<ReportCell>(
        cell, parsed => (parsed.Facts is null) != (parsed.Responsibility is null) && IsSound(parsed.Facts) && (parsed.Responsibility is not { Scope.Procedures.Count: > MostProcedures }));

    /// <summary>Whether it could have been written here.</summary>
    internal static bool IsSound(FactCell? cell) => cell is null || (Enum.IsDefined(cell.Measure) && cell.Scope.Procedures is null or { Count: <= MostProcedures });
}

/// <summary>Finds the procedures of which a report received a dossier online.</summary>
internal interface IFiledOnline
{
    /// <param name="row">A row of the report, or all of it.</param>
    Task<IReadOnlyList<string>> Of(CellScope row, FactPeriod period, CancellationToken ct);
}

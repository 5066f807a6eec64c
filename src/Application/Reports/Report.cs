namespace OneStop.Application.Reports;

/// <summary>A report — báo cáo.</summary>
/// <param name="Rows">One row per group.</param>
/// <param name="Totals">The same cells over all rows.</param>
public sealed record Report(
    ReportPeriod Period, DateTimeOffset AsOf, ReportScope Scope, IReadOnlyList<ReportRow> Rows, IReadOnlyDictionary<string, Figure> Totals);

/// <summary>First and last day.</summary>
public sealed record ReportPeriod(DateOnly From, DateOnly To);

/// <summary>What a report is about.</summary>
/// <param name="Agency">The agency with all below it; null for the whole installation.</param>
public sealed record ReportScope(string? Agency, string GroupBy, string Base)
{
    /// <summary>What counts as one, where a report can count dossiers or legs.</summary>
    public string? CountBy { get; init; }

    /// <summary>Under which agencies work is counted whose agency changed since.</summary>
    public string? Structure { get; init; }

    /// <summary>The level of the agencies it looks at, where it was narrowed to one.</summary>
    public string? Level { get; init; }

    /// <summary>Calendar months the period touches, where an average is per month.</summary>
    public int? Months { get; init; }

    /// <summary>Units an average is of: agencies in force in the period, one-stop offices left out.</summary>
    public int? Units { get; init; }
}

/// <summary>One group of a report.</summary>
public sealed record ReportRow(string Key, string Label, IReadOnlyDictionary<string, Figure> Cells)
{
    /// <summary>Its place in a ranking, the same for equal figures; null where it has none.</summary>
    public int? Rank { get; init; }
}

/// <summary>A figure with what it comes from — số liệu.</summary>
/// <param name="Value">A count, a share in percent or an average, both with two decimals; null where the denominator is 0.</param>
/// <param name="Numerator">Set on shares and averages.</param>
/// <param name="Denominator">Set on shares and averages.</param>
/// <param name="Base">What the denominator counts.</param>
/// <param name="DrillDown">The list of exactly these dossiers or transfers.</param>
public sealed record Figure(decimal? Value, long? Numerator, long? Denominator, string? Base, string DrillDown)
{
    public static Figure Count(long value, string drillDown) => new(value, null, null, null, drillDown);
}

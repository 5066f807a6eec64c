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
public sealed record ReportScope(string? Agency, string GroupBy, string Base);

/// <summary>One group of a report.</summary>
public sealed record ReportRow(string Key, string Label, IReadOnlyDictionary<string, Figure> Cells);

/// <summary>A figure with what it comes from — số liệu.</summary>
/// <param name="Value">A count, or a share in percent with two decimals; null where the denominator is 0.</param>
/// <param name="Numerator">Set on shares.</param>
/// <param name="Denominator">Set on shares.</param>
/// <param name="Base">What the denominator counts.</param>
/// <param name="DrillDown">The list of exactly these dossiers.</param>
public sealed record Figure(decimal? Value, long? Numerator, long? Denominator, string? Base, string DrillDown);

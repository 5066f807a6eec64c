using System.Globalization;
using System.Text.Json;

namespace OneStop.Application.Reports;

/// <summary>
/// The address of a report: what is no dossier and no transfer has no list of its own, so a figure about procedures leads to the report whose
/// rows are exactly these.
/// </summary>
internal static class ReportAddress
{
    /// <summary>The frame of a report as parameters.</summary>
    public static IEnumerable<(string Name, object? Value)> Of(ReportFrame frame, FactFrame drawn) =>
        [("agency", drawn.Scope), ("from", frame.From), ("to", frame.To), ("asOf", drawn.AsOf), ("structure", frame.Structure)];

    public static string Link(string report, IEnumerable<(string Name, object? Value)> parameters) =>
        $"/api/v1/reports/{report}?{string.Join('&', parameters.Where(one => one.Value is not null).Select(one => $"{one.Name}={Uri.EscapeDataString(Text(one.Value!))}"))}";

    private static string Text(object value) => value switch
    {
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
        Enum or bool => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!),
        _ => value.ToString()!,
    };
}

/// <summary>What a report was drawn from.</summary>
internal sealed record FactFrame(string? Scope, DateTimeOffset AsOf);

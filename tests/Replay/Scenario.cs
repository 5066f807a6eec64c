using System.Text.Json;

namespace OneStop.Replay;

/// <summary>What a source document says about one place and time, and the dossiers that would lead to it.</summary>
internal sealed record Scenario(
    string Key, string Title, string Agency, Period Period, IReadOnlyList<StatedReport> Reports, IReadOnlyList<Inconsistency> Inconsistencies,
    Generation Generation)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static Scenario Read(string key)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "seed-scenarios.json"));
        return JsonSerializer.Deserialize<ScenarioFile>(file, Options)!.Scenarios.Single(scenario => scenario.Key == key);
    }

    private sealed record ScenarioFile(IReadOnlyList<Scenario> Scenarios);
}

internal sealed record Period(DateOnly From, DateOnly To);

/// <summary>A table of the source document.</summary>
/// <param name="TotalFilter">Which dossiers the total counts.</param>
internal sealed record StatedReport(string Key, string Title, long Total, Filter TotalFilter, IReadOnlyList<StatedRow> Rows);

/// <summary>A row of it: so many dossiers of the filter, out of so many where a base is stated.</summary>
internal sealed record StatedRow(string Key, string Label, long Numerator, long? Denominator, Filter Filter);

/// <summary>Which dossiers a stated figure counts.</summary>
/// <param name="Scope">Level of the receiving agency: `district` or `commune`.</param>
/// <param name="FieldKey">A key of cells, or several.</param>
internal sealed record Filter(string? Scope, string? Channel, JsonElement? FieldKey)
{
    public IReadOnlyList<string> FieldKeys => FieldKey switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } several => [.. several.EnumerateArray().Select(key => key.GetString()!)],
        _ => [],
    };
}

/// <summary>Where the source document contradicts itself.</summary>
internal sealed record Inconsistency(string Key, string Stated, string Computed, string Note);

internal sealed record Generation(long Total, IReadOnlyList<Cell> Cells);

/// <summary>Dossiers of one kind.</summary>
internal sealed record Cell(
    IReadOnlyList<string> Agencies, string ProcedureCode, string FieldKey, string Channel, DateOnly ReceivedFrom, DateOnly ReceivedTo, int Count)
{
    /// <summary>How many fall to each agency: evenly, the first ones taking one more each until nothing is left.</summary>
    public IEnumerable<(string Agency, int Count)> Spread() =>
        Agencies.Select((agency, i) => (agency, Count / Agencies.Count + (i < Count % Agencies.Count ? 1 : 0)));
}

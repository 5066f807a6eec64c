using System.Text.Json;
using System.Text.Json.Serialization;

namespace OneStop.Replay;

/// <summary>What a source document says about one place and time, and the dossiers that would lead to it.</summary>
internal sealed record Scenario(
    string Key, string Title, string Agency, Period Period, IReadOnlyList<Statement> Statements, IReadOnlyList<StatedReport> Reports,
    IReadOnlyList<Inconsistency> Inconsistencies, Generation Generation)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>All of them, in the order of their first days.</summary>
    public static IReadOnlyList<Scenario> ReadAll()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "seed-scenarios.json"));
        return [.. JsonSerializer.Deserialize<ScenarioFile>(file, Options)!.Scenarios.OrderBy(scenario => scenario.Period.From)];
    }

    private sealed record ScenarioFile(IReadOnlyList<Scenario> Scenarios);
}

internal sealed record Period(DateOnly From, DateOnly To);

/// <summary>A single statement of the source document.</summary>
/// <param name="Relation">`exact`, `lowerBound`, `upperBound` or `target`.</param>
internal sealed record Statement(string Key, string Label, decimal? Value, string Unit, string Relation, DateOnly? From, DateOnly? To);

/// <summary>A table of the source document.</summary>
/// <param name="TotalFilter">Which dossiers the total counts; null where it counts something else.</param>
internal sealed record StatedReport(
    string Key, string Title, Period Period, long Total, Filter? TotalFilter, IReadOnlyList<StatedRow> Rows);

/// <summary>A row of it: so many dossiers of the filter, out of so many where a base is stated.</summary>
internal sealed record StatedRow(
    string Key, string Label, long Numerator, long? Denominator, decimal? StatedPercent, decimal? ComputedPercent, bool? Consistent, Filter? Filter);

/// <summary>Which dossiers a stated figure counts; whether they came in by the system is told by the period of the table.</summary>
/// <param name="Scope">Level of the receiving agency: `district` or `commune`.</param>
/// <param name="FieldKey">A key of cells, or several.</param>
internal sealed record Filter(
    string? Scope, string? Channel, JsonElement? FieldKey, IReadOnlyList<string>? ProcedureCode, IReadOnlyList<Ending>? Outcome, bool? Shortened)
{
    private IReadOnlyList<string> FieldKeys => FieldKey switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } several => [.. several.EnumerateArray().Select(key => key.GetString()!)],
        _ => [],
    };

    /// <summary>The procedures it names, or those of the cells whose keys it names; none where it asks for all.</summary>
    public IReadOnlyList<string> Procedures(Scenario scenario) => ProcedureCode ??
        [.. scenario.Generation.Cells.Where(cell => FieldKeys.Contains(cell.FieldKey)).Select(cell => cell.ProcedureCode).Distinct()];
}

/// <summary>Where the source document contradicts itself.</summary>
internal sealed record Inconsistency(string Key, string Stated, string Computed, string Note);

internal sealed record Generation(long Total, IReadOnlyList<Cell> Cells, IReadOnlyList<Payment> Payments);

internal sealed record Payment(string Agency, string Kind, DateOnly PaidFrom, DateOnly PaidTo, int Count, long AmountEachVnd, long TotalVnd);

/// <summary>How a dossier ends within the period.</summary>
internal enum Ending
{
    /// <summary>Before its due date.</summary>
    Early,

    /// <summary>At its due instant.</summary>
    OnTime,

    /// <summary>On the first opening after its due date.</summary>
    Overdue,

    /// <summary>Not before the period ends.</summary>
    InProgress,

    /// <summary>Stopped without a result, on the first opening after its due date.</summary>
    Unsolved,
}

/// <summary>Dossiers of one kind.</summary>
/// <param name="ElapsedRatioMax">They take at most this part of their term.</param>
/// <param name="SupplementRequestsMax">Of some of them the citizen is asked for supplements, at most so often.</param>
internal sealed record Cell(
    IReadOnlyList<string> Agencies, string ProcedureCode, string FieldKey, string Channel, DateOnly ReceivedFrom, DateOnly ReceivedTo, Ending Outcome,
    int Count, double? ElapsedRatioMax, int? SupplementRequestsMax)
{
    public bool IsOnline => Channel == "online";

    /// <summary>How many fall to each agency: evenly, the first ones taking one more each until nothing is left.</summary>
    public IEnumerable<(string Agency, int Count)> Spread() =>
        Agencies.Select((agency, i) => (agency, Count / Agencies.Count + (i < Count % Agencies.Count ? 1 : 0)));
}

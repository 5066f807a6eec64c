using System.Globalization;
using System.Net;
using System.Text.Json;
using OneStop.Processes;

namespace OneStop.Replay;

/// <summary>The figures of the API's reports.</summary>
internal sealed class Figures(ApiClient api, Scenario scenario)
{
    private readonly Dictionary<string, JsonElement?> reports = [];

    private string Reader => $"leader@{scenario.Agency}";

    /// <summary>The figures that together count the dossiers of a filter; null where the API does not answer them yet.</summary>
    public async Task<IReadOnlyList<JsonElement>?> Of(Filter filter, Period period)
    {
        var procedures = filter.Procedures(scenario);
        var (groupBy, keys) = filter switch
        {
            { Scope: { } level } => ("level", [level]),
            _ when procedures.Count > 0 => ("procedure", procedures),
            { Channel: "counter" or "postal" } => ("channel", [filter.Channel]),
            _ => ("level", (IReadOnlyList<string>?)null),
        };
        return filter switch
        {
            { Shortened: true } => await Of("time-saved", period, groupBy, keys, ["shortened"]),
            { Shortened: false } => await Of("time-saved", period, groupBy, keys, ["decided"]),
            { Outcome: { } outcomes } => await Of("handling", period, groupBy, keys, [.. outcomes.Select(CellOf)]),
            { Channel: "counter" or "postal" } => await Of("handling", period, groupBy, keys, ["receivedDirect"]),
            _ => await Of("online-share", period, groupBy, keys, [filter.Channel ?? "received"]),
        };
    }

    /// <summary>Cells of the rows with these keys, or of the totals; a row without dossiers is not there and counts nothing.</summary>
    public async Task<IReadOnlyList<JsonElement>?> Of(string report, Period period, string groupBy, IReadOnlyList<string>? keys, IReadOnlyList<string> cells, string rest = "")
    {
        if (await Read(report, $"{Scope(period)}&groupBy={groupBy}{rest}") is not { } found)
        {
            return null;
        }
        var rows = keys is null
            ? [found.GetProperty("totals")]
            : found.GetProperty("rows").EnumerateArray().Where(row => keys.Contains(row.GetProperty("key").GetString())).Select(row => row.GetProperty("cells"));
        return [.. rows.SelectMany(row => cells.Select(cell => row.GetProperty(cell)))];
    }

    /// <summary>A figure of the totals; null where the API does not answer it yet.</summary>
    public async Task<JsonElement?> Total(string report, string query, string cell) =>
        await Read(report, query) is { } found && found.TryGetProperty("totals", out var totals) && totals.TryGetProperty(cell, out var figure) ? figure : null;

    /// <summary>The part of a report's address that says of what and when: the scenario's agency, or one of those below it.</summary>
    public string Scope(Period period, string? agency = null) => $"agency={agency ?? scenario.Agency}&{Days(period)}";

    public static string Days(Period period) => string.Create(CultureInfo.InvariantCulture, $"from={period.From:yyyy-MM-dd}&to={period.To:yyyy-MM-dd}");

    /// <summary>How many rows of the report by procedure count any in a cell, of some procedures.</summary>
    public async Task<int> ProceduresWith(IReadOnlyList<string> procedures, Period period, string cell) =>
        (await Of("online-share", period, "procedure", procedures, [cell]))!.Count(figure => Value(figure) > 0);

    /// <summary>How many dossiers a figure's list holds.</summary>
    public Task<long> DrillDown(JsonElement figure) => Count($"{figure.GetProperty("drillDown").GetString()}&count=exact&limit=1");

    /// <summary>How many dossiers of the scenario were stopped: the reports by form 06 have no cell of their own for them.</summary>
    public Task<long> Stopped(Period period) => Count(string.Create(
        CultureInfo.InvariantCulture, $"/api/v1/dossiers?status=stopped&receivedFrom={period.From:yyyy-MM-dd}&receivedTo={period.To:yyyy-MM-dd}&count=exact&limit=1"));

    public static long Value(JsonElement figure) => figure.GetProperty("value").GetInt64();

    private async Task<long> Count(string list) => (await api.Read(list, Reader)).GetProperty("count").GetProperty("value").GetInt64();

    private async Task<JsonElement?> Read(string report, string query)
    {
        var path = $"/api/v1/reports/{report}?{query}";
        if (!reports.TryGetValue(path, out var found))
        {
            var answer = await api.Get(path, Reader);
            reports[path] = found = answer.Status == HttpStatusCode.NotFound ? null : answer.Demand(HttpStatusCode.OK);
        }
        return found;
    }

    private static string CellOf(Ending outcome) => outcome switch
    {
        Ending.Early => "resolvedEarly",
        Ending.OnTime => "resolvedOnTime",
        Ending.Overdue => "resolvedOverdue",
        _ => "inProgress",
    };
}

using System.Globalization;
using System.Text.Json;
using OneStop.Processes;

namespace OneStop.Replay;

/// <summary>Puts what the source document states beside what the API counts, line by line.</summary>
internal sealed class Comparison(ApiClient api, Scenario scenario)
{
    private readonly Dictionary<string, JsonElement> levels = [];
    private readonly Dictionary<string, JsonElement> procedures = [];
    private readonly Dictionary<string, JsonElement> agencies = [];
    private JsonElement totals;

    /// <summary>How many figures were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>How many of them differ.</summary>
    public int Different { get; private set; }

    public async Task Run()
    {
        await Load(levels, "level");
        await Load(procedures, "procedure");
        await Load(agencies, "agency");
        Say($"{"",-62}{"stated",9}{"API",9}");
        foreach (var report in scenario.Reports)
        {
            await Compare(report);
        }
        Spread();
        Contradictions();
    }

    private async Task Load(Dictionary<string, JsonElement> rows, string groupBy)
    {
        var report = await api.Read(string.Create(
            CultureInfo.InvariantCulture,
            $"/api/v1/reports/online-share?agency={scenario.Agency}&from={scenario.Period.From:yyyy-MM-dd}&to={scenario.Period.To:yyyy-MM-dd}&groupBy={groupBy}"), $"leader@{scenario.Agency}");
        foreach (var row in report.GetProperty("rows").EnumerateArray())
        {
            rows.Add(row.GetProperty("key").GetString()!, row.GetProperty("cells"));
        }
        totals = report.GetProperty("totals");
    }

    private async Task Compare(StatedReport report)
    {
        Say($"{report.Key} — {report.Title}");
        foreach (var row in report.Rows)
        {
            var figures = Figures(row.Filter);
            Line(row.Label, row.Numerator, Sum(figures));
            await DrillDown(figures);
            if (row.Denominator is { } all)
            {
                var wide = Figures(row.Filter with { Channel = null });
                Line("  of", all, Sum(wide));
                await DrillDown(wide);
            }
        }
        Line("total", report.Total, Sum(Figures(report.TotalFilter)));
    }

    /// <summary>The API's figures that together count the dossiers of a filter.</summary>
    private IReadOnlyList<JsonElement> Figures(Filter filter)
    {
        var cell = filter.Channel == "online" ? "online" : "received";
        IEnumerable<JsonElement> rows =
            filter.Scope is { } level ? [levels[level]]
            : filter.FieldKeys is { Count: > 0 } keys ? scenario.Generation.Cells
                .Where(known => keys.Contains(known.FieldKey)).Select(known => known.ProcedureCode).Distinct().Select(code => procedures[code])
            : [totals];
        return [.. rows.Select(row => row.GetProperty(cell))];
    }

    /// <summary>Follows each figure to its list: it must hold exactly as many dossiers.</summary>
    private async Task DrillDown(IReadOnlyList<JsonElement> figures)
    {
        foreach (var figure in figures)
        {
            var list = await api.Read($"{figure.GetProperty("drillDown").GetString()}&count=exact&limit=1", $"leader@{scenario.Agency}");
            Line("  its list", figure.GetProperty("value").GetInt64(), list.GetProperty("count").GetProperty("value").GetInt64());
        }
    }

    /// <summary>The document states nothing by agency; what was filed must be what is counted.</summary>
    private void Spread()
    {
        Say("by receiving agency — as filed");
        foreach (var agency in scenario.Generation.Cells.SelectMany(cell => cell.Spread()).GroupBy(part => part.Agency, part => part.Count))
        {
            Line(agency.Key, agency.Sum(), Sum([agencies[agency.Key].GetProperty("received")]));
        }
    }

    private void Contradictions()
    {
        Say("contradictions of the document itself");
        foreach (var found in scenario.Inconsistencies)
        {
            Say($"  {found.Key}: stated {found.Stated}, computed {found.Computed} — {found.Note}");
        }
    }

    private void Line(string label, long stated, long counted)
    {
        Compared++;
        Different += stated == counted ? 0 : 1;
        Say(string.Create(
            CultureInfo.InvariantCulture, $"  {(label.Length <= 59 ? label : label[..58] + "…"),-60}{stated,9}{counted,9}  {(stated == counted ? "equal" : "DIFFERENT")}"));
    }

    private static long Sum(IEnumerable<JsonElement> figures) => figures.Sum(figure => figure.GetProperty("value").GetInt64());

    private static void Say(string line) => Console.WriteLine(line);
}

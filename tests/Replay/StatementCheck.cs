using System.Globalization;
using System.Text.Json;

namespace OneStop.Replay;

/// <summary>What the document states outside its tables: compared where the engine counts it, else said why not.</summary>
internal sealed class StatementCheck(Figures figures, Scenario scenario, Sheet sheet)
{
    private const string Sample = "the sample catalogue does not hold all procedures of the place";

    /// <summary>Why a statement is not compared, by its key.</summary>
    private static readonly Dictionary<string, string> reasons = new()
    {
        ["par-index"] = "points given by assessors", ["par-rank"] = "needs the other districts", ["rank"] = "needs the other districts",
        ["hkd-limit"] = "a term of the catalogue, not a count", ["gpxd-limit"] = "a term of the catalogue, not a count",
        ["gpxd-cut"] = "a promise about the term, without a base to count", ["loan-confirmation"] = "one citizen's case, not among the dossiers",
        ["on-the-spot-steps"] = "the steps of a route, not a count", ["mail-accounts"] = "mailboxes of another system",
        ["integrated-wards"] = "portals of another system", ["screens"] = "screens at a ward",
        ["citizen-accounts"] = "not reproduced: citizens sign up by themselves, one by one", ["land-tax"] = "not reproduced: no payments yet",
        ["received"] = "the total of the tables", ["on-time-share"] = "in the table by outcome",
    };

    public async Task Run()
    {
        sheet.Head("statements outside the tables");
        var rest = new List<Statement>();
        foreach (var statement in scenario.Statements)
        {
            if (!await Compare(statement))
            {
                rest.Add(statement);
            }
        }
        sheet.Head("stated, not counted by the engine");
        foreach (var statement in rest)
        {
            var counted = await Counted(statement) is { } figure ? figure.GetProperty("value").GetDecimal() : (decimal?)null;
            sheet.Show(statement.Label, Stated(statement), counted, null, $"{Reason(statement)}{(statement.Relation == "exact" ? "" : $" ({statement.Relation})")}");
        }
        foreach (var paid in scenario.Generation.Payments)
        {
            sheet.Show(
                $"{paid.Kind} at {paid.Agency}, {paid.Count:N0} × {Sheet.Text(paid.AmountEachVnd)} VND", Sheet.Text(paid.TotalVnd), null, null,
                "not reproduced: no payments yet");
        }
    }

    /// <summary>What the engine counts all the same, of its own sample data.</summary>
    private Task<JsonElement?> Counted(Statement statement) => statement.Key switch
    {
        "procedures-total" => figures.Total("catalogue", "", "procedures"),
        "procedures-district" => figures.Total("catalogue", "level=district", "procedures"),
        "procedures-commune" => figures.Total("catalogue", "level=commune", "procedures"),
        "citizen-accounts" => figures.Total("accounts", Figures.Days(scenario.Period), "created"),
        "reuse" => figures.Total("reuse", figures.Scope(scenario.Period), "reusedShare"),
        _ => Task.FromResult<JsonElement?>(null),
    };

    /// <returns>Whether there was something to compare it with.</returns>
    private async Task<bool> Compare(Statement statement)
    {
        switch (statement.Key)
        {
            case "procedures-commune" when scenario.Reports.FirstOrDefault(report => report.TotalFilter is null) is { } usage:
                await Usage(usage);
                return false;
            case "monthly-average":
                await MonthlyAverage(statement);
                return true;
            case "time-cut":
                await HalfTime(statement);
                return true;
            case "supplement-once":
                await Share($"{statement.Label}, of those with any", Plan.Supplements(scenario), "reuse", "singleSupplementShare");
                return true;
            case "authenticated":
                await Share(statement.Label, scenario.Generation.Cells.Where(cell => cell.IsOnline).Sum(cell => cell.Count), "online-share", "authenticatedShare");
                return true;
            case "levels":
                await Levels(statement);
                return true;
            case "filed-online" or "services-with-online":
                await Services(statement);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Procedures with dossiers and without: only how many have any is a matter of the dossiers.</summary>
    private async Task Usage(StatedReport report)
    {
        var query = $"{figures.Scope(report.Period)}&level=commune";
        foreach (var (row, cell) in report.Rows.Zip(["withDossiers", "withoutDossiers"]))
        {
            var figure = await figures.Total("procedures-usage", query, cell);
            if (cell == "withDossiers" || figure is null)
            {
                sheet.Line(row.Label, row.Numerator, figure is { } known ? Figures.Value(known) : null);
            }
            else
            {
                sheet.Show(row.Label, Sheet.Text(row.Numerator), Figures.Value(figure.Value), Figures.Value(figure.Value) - row.Numerator, Sample);
            }
        }
        foreach (var (row, field) in scenario.Reports[0].Rows.Zip(["chung-thuc", "ho-tich", "bao-tro-xa-hoi"]))
        {
            var share = await figures.Of("procedures-usage", report.Period, "field", [field], ["share"], "&level=commune");
            sheet.Line($"{row.Label}, share of the field {field}", row.Numerator, share is [var only] ? only.GetProperty("numerator").GetInt64() : null);
        }
    }

    /// <summary>Per month and unit: the stated average does not follow from the stated dossiers.</summary>
    private async Task MonthlyAverage(Statement statement)
    {
        var (from, to) = (scenario.Period.From, scenario.Period.To);
        var months = (to.Year - from.Year) * 12 + to.Month - from.Month + 1;
        var units = scenario.Generation.Cells.SelectMany(cell => cell.Agencies).Distinct().Count();
        var average = await figures.Total("procedures-usage", $"{figures.Scope(scenario.Period)}&level=commune", "monthlyPerUnit");
        sheet.Line("Hồ sơ", scenario.Generation.Total, Part(average, "numerator"));
        sheet.Line($"  over {months} months × {units} units", months * units, Part(average, "denominator"));
        if (average is { } known)
        {
            var value = known.GetProperty("value").GetDecimal();
            sheet.Show(statement.Label, Stated(statement), value, value - statement.Value, "does not follow from its own counts");
        }
    }

    /// <summary>Closed within half of the term: all dossiers of the cells that promise it.</summary>
    private async Task HalfTime(Statement statement)
    {
        var cells = scenario.Generation.Cells.Where(cell => cell.ElapsedRatioMax is not null).ToList();
        var half = await figures.Total("time-saved", figures.Scope(scenario.Period, cells[0].Agencies[0]), "atHalfTime");
        var closed = await figures.Total("time-saved", figures.Scope(scenario.Period, cells[0].Agencies[0]), "decided");
        sheet.Line($"{statement.Label} ({Stated(statement)})", cells.Sum(cell => cell.Count), half is { } some ? Figures.Value(some) : null);
        sheet.Line("  of", cells.Sum(cell => cell.Count), closed is { } all ? Figures.Value(all) : null);
    }

    /// <summary>A share of 100 %: all that were filed so.</summary>
    private async Task Share(string label, long stated, string report, string cell)
    {
        var share = await figures.Total(report, figures.Scope(scenario.Period), cell);
        sheet.Line(label, stated, Part(share, "numerator"));
        sheet.Line("  of", stated, Part(share, "denominator"));
    }

    /// <summary>Dossiers of the three levels: received by the commune, a leg at the district and one at the department.</summary>
    private async Task Levels(Statement statement)
    {
        var linked = scenario.Generation.Cells.Where(cell => cell.FieldKey == "labour").Sum(cell => cell.Count);
        foreach (var level in new[] { "district", "province" })
        {
            var legs = await figures.Of("handling", scenario.Period, "level", [level], ["legsReceived"], "&countBy=leg");
            sheet.Line($"legs at the level {level}: {statement.Label}", linked, legs?.Sum(Figures.Value));
        }
    }

    /// <summary>The services with dossiers online, and how many those are.</summary>
    private async Task Services(Statement statement)
    {
        var table = scenario.Reports.Single(report => report.Key == "online-by-service");
        if (statement.Key == "services-with-online")
        {
            sheet.Line(statement.Label, (long)statement.Value!, await figures.ProceduresWith(table.TotalFilter!.Procedures(scenario), table.Period, "online"));
            return;
        }
        var online = (await figures.Of(table.TotalFilter!, table.Period))!.Sum(Figures.Value);
        sheet.Show(statement.Label, Stated(statement), online, online - statement.Value, "does not follow from its own counts");
    }

    private static long? Part(JsonElement? figure, string part) => figure?.GetProperty(part) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;

    private static string Stated(Statement statement) => statement.Value is { } value ? Sheet.Text(value) : statement.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "–";

    private static string Reason(Statement statement) => reasons.GetValueOrDefault(statement.Key)
        ?? (statement.Value is null ? "a date" : statement.Relation == "target" ? "a target, not a count" : Sample);
}

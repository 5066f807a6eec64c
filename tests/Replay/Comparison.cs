using System.Text.Json;

namespace OneStop.Replay;

/// <summary>Puts the tables of the source document beside what the API counts, line by line.</summary>
internal sealed class Comparison(Figures figures, Scenario scenario, Sheet sheet)
{
    public async Task Run()
    {
        foreach (var report in scenario.Reports.Where(report => report.TotalFilter is not null))
        {
            Sheet.Head($"{report.Key} — {report.Title}");
            foreach (var row in report.Rows)
            {
                await Compare(report, row);
            }
            await Line("total", report.Total, report.TotalFilter!, report.Period);
        }
        await Spread();
        Sheet.Say("contradictions of the document itself");
        foreach (var found in scenario.Inconsistencies)
        {
            Sheet.Say($"  {found.Key}: stated {found.Stated}, computed {found.Computed} — {found.Note}");
        }
    }

    private async Task Compare(StatedReport report, StatedRow row)
    {
        if (row.Filter!.Outcome is [Ending.Unsolved])
        {
            var stopped = await figures.Stopped(report.Period);
            sheet.Line($"{row.Label} (list of the stopped ones)", row.Numerator, stopped);
            await Line("  which form 06 counts as resolved after their date", row.Numerator, row.Filter with { Outcome = [Ending.Overdue] }, report.Period);
            return;
        }
        var counted = await Line(row.Label, row.Numerator, row.Filter, report.Period);
        if (row.Denominator is not { } stated)
        {
            return;
        }
        // Out of the table's total; where that is another figure, out of the same dossiers by all channels.
        var wide = stated == report.Total ? report.TotalFilter! : row.Filter with { Channel = null };
        var all = await Line("  of", stated, row.Filter.Shortened is null ? wide : wide with { Shortened = false }, report.Period);
        if (row.StatedPercent is { } percent && counted is { } part && all is > 0)
        {
            Sheet.Percent("  in percent", percent, Math.Round(100m * part / all.Value, 2, MidpointRounding.AwayFromZero), percent == Math.Round(percent, 1) ? 1 : 2);
        }
    }

    private async Task<long?> Line(string label, long stated, Filter filter, Period period)
    {
        var counts = await figures.Of(filter, period);
        var counted = counts?.Sum(Figures.Value);
        sheet.Line(label, stated, counted);
        foreach (var figure in counts ?? [])
        {
            await DrillDown(figure);
        }
        return counted;
    }

    /// <summary>Follows a figure to its list: it must hold exactly as many dossiers.</summary>
    private async Task DrillDown(JsonElement figure) => sheet.Line("  its list", Figures.Value(figure), await figures.DrillDown(figure));

    /// <summary>The document states nothing by agency; what was filed must be what is counted.</summary>
    private async Task Spread()
    {
        Sheet.Head("by receiving agency — as filed");
        foreach (var agency in scenario.Generation.Cells.SelectMany(cell => cell.Spread()).GroupBy(part => part.Agency, part => part.Count))
        {
            sheet.Line(agency.Key, agency.Sum(), (await figures.Of("online-share", scenario.Period, "agency", [agency.Key], ["received"]))!.Sum(Figures.Value));
        }
    }
}

namespace OneStop.Replay;

/// <summary>Puts the tables of the source document beside what the API counts, line by line.</summary>
internal sealed class Comparison(Figures figures, Scenario scenario, Sheet sheet)
{
    private readonly HashSet<string?> followed = [];

    public async Task Run()
    {
        foreach (var report in scenario.Reports.Where(report => report.TotalFilter is not null))
        {
            sheet.Head($"{report.Key} — {report.Title}");
            foreach (var row in report.Rows)
            {
                await Compare(report, row);
            }
            await Line("total", report.Total, report.TotalFilter!, report.Period);
        }
        await Spread();
        sheet.Say("contradictions of the document itself");
        foreach (var found in scenario.Inconsistencies)
        {
            sheet.Say($"  {found.Key}: stated {found.Stated}, computed {found.Computed} — {found.Note}");
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
            sheet.Percent("  in percent", percent, Math.Round(100m * part / all.Value, 2, MidpointRounding.AwayFromZero), percent == Math.Round(percent, 1) ? 1 : 2);
        }
    }

    private async Task<long?> Line(string label, long stated, Filter filter, Period period)
    {
        var counts = await figures.Of(filter, period);
        var counted = counts?.Sum(Figures.Value);
        sheet.Line(label, stated, counted);
        // Each list once: it must hold exactly as many dossiers as the figure says.
        foreach (var figure in (counts ?? []).Where(figure => followed.Add(figure.GetProperty("drillDown").GetString())))
        {
            sheet.Line("  its list", Figures.Value(figure), await figures.DrillDown(figure));
        }
        return counted;
    }

    /// <summary>The document states nothing by agency; what was filed must be what is counted.</summary>
    private async Task Spread()
    {
        sheet.Head("by receiving agency — as filed");
        foreach (var agency in scenario.Generation.Cells.SelectMany(cell => cell.Spread()).GroupBy(part => part.Agency, part => part.Count))
        {
            sheet.Line(agency.Key, agency.Sum(), (await figures.Of("online-share", scenario.Period, "agency", [agency.Key], ["received"]))!.Sum(Figures.Value));
        }
    }
}

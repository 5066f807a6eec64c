using OneStop.Api.Http;
using OneStop.Domain.Shared;

namespace OneStop.Api.Reports;

/// <summary>A picture of bars beside a report — biểu đồ.</summary>
/// <param name="Series">What the bars of one row are, where there are several.</param>
/// <param name="Full">The value of a bar as long as the scale; by default one that holds the greatest.</param>
internal sealed record Chart(string Title, string Subtitle, IReadOnlyList<string> Series, IReadOnlyList<ChartRow> Rows, decimal? Full, bool English)
{
    private const int LabelWidth = 320;
    private const int ScaleWidth = 430;
    private const int TextWidth = 190;
    private const int BarHeight = 15;
    private const int LineHeight = 14;
    private const int Gap = 11;
    private const int LegendWidth = 230;
    private const int Steps = 4;
    private const int Width = LabelWidth + ScaleWidth + TextWidth;

    private static readonly decimal[] RoundSteps = [1, 2, 2.5m, 5, 10];

    /// <summary>The drawing: readable in black and white, with nothing from elsewhere.</summary>
    public string Svg()
    {
        var top = Series.Count > 1 ? 92 : 68;
        var height = top + (Math.Max(1, Rows.Count) * RowHeight) + 34;
        return Html.Of($"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" viewBox="0 0 {Width} {height}" role="img" font-family="'Noto Sans', 'DejaVu Sans', 'Liberation Sans', Arial, sans-serif" font-size="12" fill="#000">
            <title>{Title}</title><desc>{Subtitle}</desc>
            <defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/><rect width="2" height="6" fill="#000"/></pattern></defs>
            <rect width="{Width}" height="{height}" fill="#fff"/>
            <text x="14" y="26" font-size="17" font-weight="bold">{Title}</text>
            <text x="14" y="48" font-size="13">{Subtitle}</text>
            {Legend()}
            {Scale(top, height)}
            {Html.Join(Rows.Select((row, i) => Drawn(row, top + (i * RowHeight))))}
            {Nothing(top)}
            </svg>
            """).ToString();
    }

    private int BarsHeight => BarHeight * Series.Count;

    private int RowHeight => Math.Max(BarsHeight, LineHeight * Rows.Max(row => (int?)row.Lines.Count) ?? 1) + Gap;

    private decimal Longest => Full ?? Round(Math.Max(1, Rows.SelectMany(row => row.Values).Max(value => value.Value) ?? 1));

    private Html Legend() => Series.Count < 2 ? Html.Empty : Html.Join(Series.Select((name, i) => Html.Of(
        $"<rect x=\"{14 + (i * LegendWidth)}\" y=\"60\" width=\"22\" height=\"13\" fill=\"{Fill(i)}\" stroke=\"#000\"/><text x=\"{42 + (i * LegendWidth)}\" y=\"71\">{name}</text>")));

    /// <summary>Five lines across, with their values below.</summary>
    private Html Scale(int top, int height) => Html.Join(Enumerable.Range(0, Steps + 1).Select(step => Html.Of($"""
        <line x1="{At(step)}" y1="{top - 6}" x2="{At(step)}" y2="{height - 26}" stroke="#000" stroke-width="0.6" stroke-dasharray="{(step == 0 ? "none" : "2 4")}"/>
        <text x="{At(step)}" y="{height - 10}" text-anchor="middle" font-size="11">{(Longest * step / Steps).Written(English)}</text>
        """)));

    private Html Nothing(int top) => Rows.Count > 0 ? Html.Empty : Html.Of(
        $"<text x=\"{LabelWidth - 10}\" y=\"{top + LineHeight}\" text-anchor=\"end\">{(English ? "Nothing in the period" : "Không có số liệu trong kỳ")}</text>");

    /// <summary>A label and its bars, both in the middle of the row.</summary>
    private Html Drawn(ChartRow row, int y)
    {
        var (lines, bars) = (y + ((RowHeight - Gap - (LineHeight * row.Lines.Count)) / 2) + 11, y + ((RowHeight - Gap - BarsHeight) / 2));
        return Html.Of($"""
            {Html.Join(row.Lines.Select((line, i) => Html.Of($"<text x=\"{LabelWidth - 10}\" y=\"{lines + (i * LineHeight)}\" text-anchor=\"end\">{line}</text>")))}
            {Html.Join(row.Values.Select((value, i) => Bar(value, i, bars + (i * BarHeight))))}
            """);
    }

    private Html Bar(ChartValue value, int series, int y)
    {
        var length = (int)Math.Round(ScaleWidth * Math.Clamp((value.Value ?? 0) / Longest, 0, 1));
        return Html.Of($"""
            <rect x="{LabelWidth}" y="{y}" width="{length}" height="{BarHeight - 2}" fill="{Fill(series)}" stroke="#000"/>
            <text x="{LabelWidth + length + 6}" y="{y + 11}" font-size="11" stroke="#fff" stroke-width="3" paint-order="stroke">{value.Text}</text>
            """);
    }

    /// <summary>A scale whose steps are round numbers.</summary>
    private static decimal Round(decimal greatest)
    {
        var power = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)greatest / Steps)));
        return Steps * power * RoundSteps.First(step => step * power * Steps >= greatest || step == RoundSteps[^1]);
    }

    private static int At(int step) => LabelWidth + (ScaleWidth * step / Steps);

    private static string Fill(int series) => series == 0 ? "#333" : "url(#hatch)";
}

/// <summary>One row of a chart: a bar for each series.</summary>
internal sealed record ChartRow(string Label, IReadOnlyList<ChartValue> Values)
{
    public IReadOnlyList<string> Lines { get; } = new ChartLabel(Label).Lines;
}

/// <summary>A bar and the words at its end.</summary>
/// <param name="Value">Null where there is nothing to show.</param>
internal sealed record ChartValue(decimal? Value, string Text);

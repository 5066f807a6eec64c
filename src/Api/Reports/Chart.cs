using OneStop.Api.Http;
using OneStop.Domain.Shared;

namespace OneStop.Api.Reports;

/// <summary>A picture of bars beside a report — biểu đồ.</summary>
/// <param name="Series">What the bars of one row are, where there are several.</param>
/// <param name="Full">The value of a bar as long as the scale; the greatest one by default.</param>
internal sealed record Chart(string Title, string Subtitle, IReadOnlyList<string> Series, IReadOnlyList<ChartRow> Rows, decimal? Full)
{
    /// <summary>The language of its numbers.</summary>
    public required bool English { get; init; }

    private const int LabelWidth = 300;
    private const int ScaleWidth = 430;
    private const int TextWidth = 190;
    private const int BarHeight = 15;
    private const int Gap = 11;
    private const int LabelLength = 46;
    private const int Width = LabelWidth + ScaleWidth + TextWidth;

    /// <summary>The drawing: readable in black and white, with nothing from elsewhere.</summary>
    public string Svg()
    {
        var top = Series.Count > 1 ? 92 : 68;
        var height = top + (Rows.Count * RowHeight) + 34;
        return Html.Of($"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" viewBox="0 0 {Width} {height}" role="img" font-family="'Noto Sans', 'DejaVu Sans', 'Liberation Sans', Arial, sans-serif" font-size="13" fill="#000">
            <title>{Title}</title><desc>{Subtitle}</desc>
            <defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/><rect width="2" height="6" fill="#000"/></pattern></defs>
            <rect width="{Width}" height="{height}" fill="#fff"/>
            <text x="14" y="26" font-size="17" font-weight="bold">{Title}</text>
            <text x="14" y="48">{Subtitle}</text>
            {Legend()}
            {Scale(top, height)}
            {Html.Join(Rows.Select((row, i) => Drawn(row, top + (i * RowHeight))))}
            </svg>
            """).ToString();
    }

    private int RowHeight => (BarHeight * Series.Count) + Gap;

    private decimal Longest => Full ?? Math.Max(1, Rows.SelectMany(row => row.Values).Max(value => value.Value) ?? 1);

    private Html Legend() => Series.Count < 2 ? Html.Empty : Html.Join(Series.Select((name, i) => Html.Of(
        $"<rect x=\"{14 + (i * 330)}\" y=\"60\" width=\"22\" height=\"13\" fill=\"{Fill(i)}\" stroke=\"#000\"/><text x=\"{42 + (i * 330)}\" y=\"71\">{name}</text>")));

    /// <summary>Five lines across, with their values below.</summary>
    private Html Scale(int top, int height) => Html.Join(Enumerable.Range(0, 5).Select(step => Html.Of($"""
        <line x1="{At(step)}" y1="{top - 6}" x2="{At(step)}" y2="{height - 26}" stroke="#000" stroke-width="0.6" stroke-dasharray="{(step == 0 ? "none" : "2 4")}"/>
        <text x="{At(step)}" y="{height - 10}" text-anchor="middle" font-size="11">{(Longest * step / 4).Written(English)}</text>
        """)));

    private Html Drawn(ChartRow row, int y) => Html.Of($"""
        <text x="{LabelWidth - 10}" y="{y + (BarHeight * Series.Count / 2) + 5}" text-anchor="end">{Short(row.Label)}</text>
        {Html.Join(row.Values.Select((value, i) => Bar(value, i, y + (i * BarHeight))))}
        """);

    private Html Bar(ChartValue value, int series, int y)
    {
        var length = (int)Math.Round(ScaleWidth * Math.Clamp((value.Value ?? 0) / Longest, 0, 1));
        return Html.Of($"""
            <rect x="{LabelWidth}" y="{y}" width="{length}" height="{BarHeight - 2}" fill="{Fill(series)}" stroke="#000"/>
            <text x="{LabelWidth + length + 6}" y="{y + 11}" font-size="11" stroke="#fff" stroke-width="3" paint-order="stroke">{value.Text}</text>
            """);
    }

    private static int At(int step) => LabelWidth + (ScaleWidth * step / 4);

    private static string Fill(int series) => series == 0 ? "#333" : "url(#hatch)";

    private static string Short(string label) => label.Length <= LabelLength ? label : $"{label[..(LabelLength - 1)].TrimEnd()}…";
}

/// <summary>One row of a chart: a bar for each series.</summary>
internal sealed record ChartRow(string Label, IReadOnlyList<ChartValue> Values);

/// <summary>A bar and the words at its end.</summary>
/// <param name="Value">Null where there is nothing to show.</param>
internal sealed record ChartValue(decimal? Value, string Text);

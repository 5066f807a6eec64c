using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Application.Ports;
using OneStop.Application.Reports;
using OneStop.Domain.Shared;

namespace OneStop.Api.Reports;

/// <summary>The picture beside each main report, for whoever asks for <c>image/svg+xml</c> first.</summary>
internal static class ReportCharts
{
    /// <summary>The media type of a picture.</summary>
    public const string Picture = "image/svg+xml";

    private const int MostRows = 40;

    private static bool IsWanted(HttpContext http) => http.Request.GetTypedHeaders().Accept is [var first, ..] && first.MediaType == Picture;

    /// <summary>The report, or its picture.</summary>
    public static Results<Ok<T>, ContentHttpResult> Drawn<T>(HttpContext http, ICaller caller, T report, Func<T, bool, Chart> chart) =>
        IsWanted(http) ? TypedResults.Content(chart(report, caller.English).Svg(), $"{Picture}; charset=utf-8") : TypedResults.Ok(report);

    /// <summary>Punctuality month by month, by the current due date and by the first promise.</summary>
    public static Chart PunctualityByMonth(Report report, bool english) => new(
        english ? "Punctuality by month" : "Tỷ lệ giải quyết đúng hạn theo tháng", Subtitle(report, english), Terms(english),
        [.. report.Rows.Select(row => new ChartRow(row.Label, Punctuality(row, english)))], 100, english);

    /// <summary>The same of each row, the greatest number of dossiers first.</summary>
    public static Chart Punctuality(Report report, bool english) => new(
        english ? "Punctuality" : "Tỷ lệ giải quyết đúng hạn", Subtitle(report, english), Terms(english), Most(report, "received", row => Punctuality(row, english), english), 100, english);

    /// <summary>The index of service group by group, each in percent of what it can earn.</summary>
    public static Chart ServiceQuality(ServiceQualityReport index, bool english) => new(
        english ? "Index of service to citizens and businesses (percent of the maximum)" : "Bộ chỉ số phục vụ người dân, doanh nghiệp (% điểm tối đa)",
        Subtitle(index.Period, index.AsOf, index.Scope, english), [""],
        [
            .. index.Groups.Select(group => new ChartRow(group.Label, [Points(group.Points, group.Max, english)])),
            new ChartRow(english ? "Total" : "Tổng điểm", [Points(index.Points, index.Max, english)]),
        ],
        100, english);

    /// <summary>Online share of each row, the greatest number of dossiers first.</summary>
    public static Chart OnlineShare(Report report, bool english) => new(
        english ? "Share of dossiers received online" : "Tỷ lệ hồ sơ tiếp nhận trực tuyến", Subtitle(report, english), [""],
        Most(report, "received", row => [Share(row, "onlineShare", english)], english), 100, english);

    /// <summary>Average responsibility time of each row, in working hours.</summary>
    public static Chart ResponsibilityTime(Report report, bool english) => new(
        english ? "Average responsibility time (working hours per dossier)" : "Thời gian trách nhiệm bình quân (giờ làm việc mỗi hồ sơ)", Subtitle(report, english), [""],
        Most(report, "minutes", row => [Hours(row.Cells["averageMinutes"], english)], english), null, english);

    private static List<ChartRow> Most(Report report, string by, Func<ReportRow, ChartValue[]> values, bool english)
    {
        var rows = report.Rows.OrderByDescending(row => row.Cells[by].Value).ThenBy(row => row.Key, StringComparer.Ordinal).ToList();
        var shown = rows.Take(MostRows).Select(row => new ChartRow(row.Label, values(row))).ToList();
        return rows.Count <= MostRows ? shown : [.. shown, new ChartRow(english ? $"… and {rows.Count - MostRows} more" : $"… và {rows.Count - MostRows} dòng nữa", [])];
    }

    private static ChartValue Share(ReportRow row, string cell, bool english)
    {
        var figure = row.Cells[cell];
        return new ChartValue(
            figure.Value, figure.Value is { } percent ? string.Create(Numerals.In(english), $"{percent:0.##} % ({figure.Numerator:#,0}/{figure.Denominator:#,0})") : Nothing(english));
    }

    private static ChartValue[] Punctuality(ReportRow row, bool english) =>
        [Share(row, "punctuality", english), Share(row, "firstPromisePunctuality", english)];

    private static string Nothing(bool english) => english ? "nothing to count" : "không có hồ sơ để tính";

    private static string[] Terms(bool english) => english ? ["By the current due date", "By the first promise"] : ["Theo hạn hiện tại", "Theo hẹn lần đầu"];

    private static ChartValue Points(decimal points, decimal max, bool english) =>
        new(100 * points / max, string.Create(Numerals.In(english), $"{points:0.##}/{max:0.##} {(english ? "points" : "điểm")}"));

    private static ChartValue Hours(Figure average, bool english)
    {
        var hours = average.Value / 60;
        return new ChartValue(
            hours, hours is null ? Nothing(english) : string.Create(Numerals.In(english), $"{hours:0.#} {(english ? "h" : "giờ")} ({average.Denominator:#,0} {(english ? "dossiers" : "hồ sơ")})"));
    }

    private static string Subtitle(Report report, bool english) => Subtitle(report.Period, report.AsOf, report.Scope, english);

    private static string Subtitle(ReportPeriod period, DateTimeOffset drawn, ReportScope scope, bool english)
    {
        var (from, to, asOf) = (period.From, period.To, drawn.ToOffset(VietnamTime.Offset));
        var place = scope.Agency is { } agency ? $" · {agency}" : "";
        return english
            ? string.Create(CultureInfo.InvariantCulture, $"From {from:dd/MM/yyyy} to {to:dd/MM/yyyy}{place} · as of {asOf:HH:mm dd/MM/yyyy}")
            : string.Create(CultureInfo.InvariantCulture, $"Từ {from:dd/MM/yyyy} đến {to:dd/MM/yyyy}{place} · số liệu lúc {asOf:HH:mm dd/MM/yyyy}");
    }
}

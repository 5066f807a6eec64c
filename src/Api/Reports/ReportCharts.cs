using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Application.Reports;
using OneStop.Domain.Shared;

namespace OneStop.Api.Reports;

/// <summary>The picture beside each main report, for whoever asks for <c>image/svg+xml</c> first.</summary>
internal static class ReportCharts
{
    private const int MostRows = 40;

    public static bool IsWanted(HttpContext http) => http.Request.GetTypedHeaders().Accept is [var first, ..] && first.MediaType == "image/svg+xml";

    public static ContentHttpResult Answer(Chart chart) => TypedResults.Content(chart.Svg(), "image/svg+xml; charset=utf-8");

    /// <summary>Punctuality month by month, by the current due date and by the first promise.</summary>
    public static Chart Punctuality(Report report, bool english) => new(
        english ? "Punctuality by month" : "Tỷ lệ giải quyết đúng hạn theo tháng", Subtitle(report, english),
        english ? ["By the current due date", "By the first promise"] : ["Theo hạn hiện tại", "Theo hẹn lần đầu"],
        [.. report.Rows.Select(row => new ChartRow(row.Label, [Share(row, "punctuality", english), Share(row, "firstPromisePunctuality", english)]))], 100)
    { English = english };

    /// <summary>Online share of each row, the greatest number of dossiers first.</summary>
    public static Chart OnlineShare(Report report, bool english) => new(
        english ? "Share of dossiers received online" : "Tỷ lệ hồ sơ tiếp nhận trực tuyến", Subtitle(report, english), [""],
        Most(report, "received", row => [Share(row, "onlineShare", english)], english), 100)
    { English = english };

    /// <summary>Average responsibility time of each row, in working hours.</summary>
    public static Chart ResponsibilityTime(Report report, bool english) => new(
        english ? "Average responsibility time (working hours per dossier)" : "Thời gian trách nhiệm bình quân (giờ làm việc mỗi hồ sơ)", Subtitle(report, english), [""],
        Most(report, "minutes", row => [Hours(row.Cells["averageMinutes"], english)], english), null)
    { English = english };

    private static List<ChartRow> Most(Report report, string by, Func<ReportRow, ChartValue[]> values, bool english)
    {
        var rows = report.Rows.OrderByDescending(row => row.Cells[by].Value).ThenBy(row => row.Key, StringComparer.Ordinal).ToList();
        var shown = rows.Take(MostRows).Select(row => new ChartRow(row.Label, values(row))).ToList();
        return rows.Count <= MostRows ? shown : [.. shown, new ChartRow(english ? $"… and {rows.Count - MostRows} more" : $"… và {rows.Count - MostRows} dòng nữa", [])];
    }

    private static ChartValue Share(ReportRow row, string cell, bool english)
    {
        var figure = row.Cells[cell];
        return new ChartValue(figure.Value, figure.Value is { } percent ? $"{percent.Written(english)} % ({Count(figure.Numerator, english)}/{Count(figure.Denominator, english)})" : "–");
    }

    private static ChartValue Hours(Figure average, bool english)
    {
        var hours = average.Value / 60;
        return new ChartValue(hours, hours is { } known ? $"{decimal.Round(known, 1).Written(english)} {(english ? "h" : "giờ")} ({Count(average.Denominator, english)} {(english ? "dossiers" : "hồ sơ")})" : "–");
    }

    private static string Subtitle(Report report, bool english)
    {
        var (from, to, asOf) = (report.Period.From, report.Period.To, report.AsOf.ToOffset(VietnamTime.Offset));
        var place = report.Scope.Agency is { } agency ? $" · {agency}" : "";
        return english
            ? string.Create(CultureInfo.InvariantCulture, $"From {from:dd/MM/yyyy} to {to:dd/MM/yyyy}{place} · as of {asOf:HH:mm dd/MM/yyyy}")
            : string.Create(CultureInfo.InvariantCulture, $"Từ {from:dd/MM/yyyy} đến {to:dd/MM/yyyy}{place} · số liệu lúc {asOf:HH:mm dd/MM/yyyy}");
    }

    private static string Count(long? value, bool english) => ((decimal)value!).Written(english);
}

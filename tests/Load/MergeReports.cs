using System.Text.Json;

namespace OneStop.Load;

/// <summary>The handling report of the agencies of a province, before and after some of them become one.</summary>
internal sealed class MergeReports
{
    private static readonly string[] Figures = ["received", "resolved", "inProgress", "inProgressInTime"];

    private readonly Dictionary<string, decimal[]> rows;

    private MergeReports(Dictionary<string, decimal[]> rows) => this.rows = rows;

    /// <param name="structure"><c>current</c> or <c>historical</c>.</param>
    public static async Task<MergeReports> Read(ApiClient api, string province, string structure)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).DateTime);
        var report = JsonSerializer.Deserialize<JsonElement>(await api.Get(
            $"/api/v1/reports/handling?agency={province}&from={today.AddDays(-7):yyyy-MM-dd}&to={today:yyyy-MM-dd}&groupBy=agency&structure={structure}", "admin"));
        return new MergeReports(report.GetProperty("rows").EnumerateArray().ToDictionary(
            row => row.GetProperty("key").GetString()!,
            row => Figures.Select(figure => row.GetProperty("cells").GetProperty(figure).GetProperty("value").GetDecimal()).ToArray()));
    }

    /// <summary>Whether the old units' figures are what they were, and the new one's are theirs added up (and what it had itself).</summary>
    public static bool AddUp(MergeReports before, MergeReports historical, MergeReports current, string[] communes, string successor) =>
        communes.All(code => historical.Of(code).SequenceEqual(before.Of(code)) && before.Of(code)[0] > 0 && !current.rows.ContainsKey(code))
        && current.Of(successor).SequenceEqual(Figures.Select((_, i) => communes.Append(successor).Sum(code => before.Of(code)[i])));

    private decimal[] Of(string agency) => rows.GetValueOrDefault(agency) ?? new decimal[Figures.Length];
}

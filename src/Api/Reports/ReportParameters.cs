using System.Globalization;
using OneStop.Api.Http;
using OneStop.Application;
using OneStop.Application.Dossiers;
using OneStop.Application.Pipeline;
using OneStop.Application.Reports;
using OneStop.Domain.Shared;

namespace OneStop.Api.Reports;

/// <summary>What every report is asked for with.</summary>
/// <param name="From">First day; with `to` instead of `period`.</param>
/// <param name="To">Last day, included.</param>
/// <param name="Period">A day `2026-07-15`, month `2026-07`, quarter `2026-Q3`, half year `2026-H1` or year `2026`.</param>
/// <param name="AsOf">Draws the figures from what was on record at this past instant; now by default.</param>
/// <param name="Agency">The agency with all below it; by default the caller's.</param>
/// <param name="Structure">`current`: under the agencies that hold the work now; `historical`: as they were when it came.</param>
internal sealed record ReportParameters(
    DateOnly? From, DateOnly? To, string? Period, DateTimeOffset? AsOf, string? Agency, Choice<ReportStructure>? Structure)
{
    /// <param name="structure">What counts where nothing is said.</param>
    public ReportFrame Frame(ReportStructure structure = ReportStructure.Current)
    {
        var (from, to) = ReportDays.Of(Period, From, To);
        return new ReportFrame(Agency, from, to, AsOf, Structure?.Value ?? structure);
    }
}

/// <summary>The first and the last day of a report: both, or a period by its name.</summary>
internal static class ReportDays
{
    public static (DateOnly From, DateOnly To) Of(string? period, DateOnly? from, DateOnly? to) => (period, from, to) switch
    {
        ({ } name, null, null) => Named(name) ?? throw new InvalidInputException("period", ReportRules.PeriodIsKnown),
        ({ }, _, _) => throw new InvalidInputException("period", ReportRules.PeriodIsOneThing),
        (null, { } first, { } last) => (first, last),
        (null, null, _) => throw new InvalidInputException("from", FieldRules.Required),
        _ => throw new InvalidInputException("to", FieldRules.Required),
    };

    private static (DateOnly From, DateOnly To)? Named(string period)
    {
        if (DateOnly.TryParseExact(period, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= WireFormats.EarliestYear and <= WireFormats.LatestYear)
        {
            return (day, day);
        }
        var year = period.Length >= 4 && int.TryParse(period.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= WireFormats.EarliestYear and <= WireFormats.LatestYear ? number : 0;
        return (year, period.Length < 4 ? "" : period[4..]) switch
        {
            (0, _) => null,
            (_, "") => Months(year, 1, 12),
            (_, "-H1") => Months(year, 1, 6),
            (_, "-H2") => Months(year, 7, 6),
            (_, ['-', 'Q', >= '1' and <= '4' and var quarter]) => Months(year, ((quarter - '1') * 3) + 1, 3),
            (_, ['-', _, _] month) when int.TryParse(month.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var which) && which is >= 1 and <= 12 => Months(year, which, 1),
            _ => null,
        };
    }

    private static (DateOnly From, DateOnly To) Months(int year, int first, int count)
    {
        var from = new DateOnly(year, first, 1);
        return (from, from.AddMonths(count).AddDays(-1));
    }
}

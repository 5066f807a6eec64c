using OneStop.Domain.Reports;

namespace OneStop.Application.Reports;

/// <summary>Whether an indicator could be counted.</summary>
public enum IndicatorStatus
{
    /// <summary>From what is on record.</summary>
    Counted,

    /// <summary>There was nothing to count it from; the reason says why.</summary>
    NoData,
}

/// <summary>A group of indicators with its points — nhóm chỉ số.</summary>
public sealed record ScoredGroup(string Key, string Label, decimal Points, decimal Max, IReadOnlyList<ScoredIndicator> Indicators);

/// <summary>An indicator with its points — điểm chỉ tiêu thành phần.</summary>
/// <param name="Figure">What it is counted from; null where its source is not there yet.</param>
/// <param name="Points">With two decimals; without data what the rule gives for nothing.</param>
/// <param name="Rule">How the points follow from the figure.</param>
/// <param name="Reason">Why there is no data; null where there is.</param>
public sealed record ScoredIndicator(
    string Key, string Label, Figure? Figure, decimal Points, decimal Max, string Rule, IndicatorStatus Status, string? Reason);

/// <summary>The index of one row.</summary>
internal sealed record QualityScore(IReadOnlyList<ScoredGroup> Groups, decimal MaxWithData)
{
    private static readonly Words NothingToCount = new("Trong kỳ không có gì để tính.", "There was nothing to count in the period.");

    public decimal Points => Groups.Sum(group => group.Points);

    public decimal Max => Groups.Sum(group => group.Max);

    public WorkClass Class => ServiceQualityIndex.ClassOf(Points);

    public static QualityScore Of(IReadOnlyDictionary<string, Figure> figures, bool english)
    {
        var scored = ServiceQualityIndex.Indicators.Select(indicator => (indicator.Group, Scored: Of(indicator, figures.GetValueOrDefault(indicator.Key), english))).ToList();
        return new QualityScore(
            [
                .. scored.GroupBy(one => one.Group, one => one.Scored).Select(group => new ScoredGroup(
                    WireFormats.Name(group.Key), ServiceQualityIndex.NameOf(group.Key).In(english), group.Sum(one => one.Points), group.Sum(one => one.Max), [.. group])),
            ],
            scored.Where(one => one.Scored.Status == IndicatorStatus.Counted).Sum(one => one.Scored.Max));
    }

    private static ScoredIndicator Of(QualityIndicator indicator, Figure? figure, bool english)
    {
        var counted = new Ratio(figure?.Numerator ?? 0, figure?.Denominator ?? 0);
        var reason = counted.Whole > 0 ? null : indicator.Gap ?? NothingToCount;
        return new ScoredIndicator(
            indicator.Key, indicator.Name.In(english), figure, indicator.Points(counted), indicator.Max, indicator.Rule.In(english),
            reason is null ? IndicatorStatus.Counted : IndicatorStatus.NoData, reason?.In(english));
    }
}

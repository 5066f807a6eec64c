using System.Globalization;
using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;

namespace OneStop.Application.Reports;

/// <summary>How dossiers were handled in a month, for everybody — công khai kết quả giải quyết hồ sơ.</summary>
/// <param name="Period">One of the last 24 months that are over, such as <c>2026-07</c>.</param>
[Allows(Permission.Public)]
public sealed record HandlingStatistics(string? Period) : IQuery<HandlingStatisticsView>;

/// <summary>How dossiers were handled in a month. There are no totals: beside the rows they would give away what is hidden.</summary>
/// <param name="HiddenUnder">Numbers of fewer dossiers are hidden.</param>
public sealed record HandlingStatisticsView(DateOnly From, DateOnly To, int HiddenUnder, IReadOnlyList<HandlingStatisticsRow> Rows);

/// <summary>One level of one province.</summary>
/// <param name="Province">The province; the agency itself where it stands under none.</param>
/// <param name="Received">Received in the month.</param>
/// <param name="Resolved">Resolved in the month.</param>
/// <param name="Punctuality">Of those resolved by the current due date, in percent.</param>
/// <param name="OnlineShare">Of those received online, in percent.</param>
public sealed record HandlingStatisticsRow(
    AgencyName Province, AgencyLevel Level, PublicFigure Received, PublicFigure Resolved, PublicFigure Punctuality, PublicFigure OnlineShare);

internal sealed class HandlingStatisticsValidator : AbstractValidator<HandlingStatistics>
{
    public HandlingStatisticsValidator() => RuleFor(q => q.Period).NotEmpty();
}

internal sealed class HandlingStatisticsHandler(PublishedFigures published, IFactCounts counts, IAgencies agencies, TimeProvider clock)
    : IRequestHandler<HandlingStatistics, HandlingStatisticsView>
{
    private const int MostMonths = 24;

    private static readonly Measure[] Reception = [Measure.TakenIn, Measure.TakenInOnline];

    private static readonly Measure[] Resolution = [Measure.Resolved, Measure.ResolvedInTime];

    /// <summary>
    /// Only months, and each as of its last instant: periods that hold each other, or one drawn twice, would give away by their difference what
    /// each of them hides. What is recorded later, like a postal hand-over entered the next day, stands in no month.
    /// </summary>
    public async Task<HandlingStatisticsView> Handle(HandlingStatistics query, CancellationToken ct)
    {
        var first = DateOnly.TryParseExact(query.Period, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            && month.Year is >= WireFormats.EarliestYear and < WireFormats.LatestYear
                ? month
                : throw new InvalidInputException("period", StatisticsRules.PeriodIsMonth);
        var period = PublishedPeriods.Of(first, 1);
        if (!PublishedPeriods.IsOver(period, clock.GetUtcNow()))
        {
            throw new InvalidInputException("period", StatisticsRules.PeriodIsOver);
        }
        if (VietnamTime.DateOf(clock.GetUtcNow()) >= first.AddMonths(MostMonths + 1))
        {
            throw new InvalidInputException("period", StatisticsRules.PeriodIsRecent);
        }
        return await published.Of(period, drawing => Draw(period, drawing), ct);
    }

    private async Task<HandlingStatisticsView> Draw(FactPeriod period, CancellationToken ct)
    {
        var tree = await agencies.Tree(ct);
        var counted = (await counts.Count(new FactQuestion(FactsAmong.TakenIn, period, [ReportGroup.Agency], Reception), DossierReach.OfEverybody, ct))
            .Concat(await counts.Count(new FactQuestion(FactsAmong.Closed, period, [ReportGroup.Agency], Resolution), DossierReach.OfEverybody, ct));
        var rows = counted.GroupBy(count => Place(tree, tree.HolderOn(count.Agency, period.To)))
            .OrderBy(group => group.Key.Province, StringComparer.Ordinal).ThenBy(group => group.Key.Level)
            .Select(group => Row(tree, group.Key, [.. group]));
        return new HandlingStatisticsView(period.From, period.To, Hiding.Least, [.. rows]);
    }

    private static (string Province, AgencyLevel Level) Place(AgencyTree tree, string code)
    {
        var agency = tree.Find(code);
        return (tree.Resolve("province", code)?.Code ?? code, agency?.Level ?? AgencyLevel.Ministry);
    }

    private static HandlingStatisticsRow Row(AgencyTree tree, (string Province, AgencyLevel Level) place, IReadOnlyList<FactCount> counts)
    {
        long Of(Measure measure) => counts.Sum(count => count.Measures.GetValueOrDefault(measure));

        return new HandlingStatisticsRow(
            new AgencyName(place.Province, tree.NameOf(place.Province)), place.Level, Number(Of(Measure.TakenIn)), Number(Of(Measure.Resolved)),
            Share(Of(Measure.ResolvedInTime), Of(Measure.Resolved)), Share(Of(Measure.TakenInOnline), Of(Measure.TakenIn)));
    }

    private static PublicFigure Number(long count) => PublicFigure.Of(!Hiding.IsSmall(count), count);

    /// <summary>A share beside its whole says how many there were, and how many there were not.</summary>
    private static PublicFigure Share(long part, long whole) =>
        PublicFigure.Of(!Hiding.IsSmall(whole) && !Hiding.IsSmall(part) && !Hiding.IsSmall(whole - part), ReportDesk.Percent(part, whole));
}

/// <summary>Rules about statistics for everybody.</summary>
public static class StatisticsRules
{
    public static readonly Rule PeriodIsMonth = new(
        "statistics.period-is-month", "Số liệu công khai theo tháng, viết dạng 2026-07.", "Public figures are of a month, written 2026-07.");

    public static readonly Rule PeriodIsOver = new(
        "statistics.period-is-over", "Số liệu của một tháng được công khai từ ngày thứ hai của tháng sau.", "Figures of a month are public from the second day of the next one.");

    public static readonly Rule PeriodIsRecent = new(
        "statistics.period-is-recent", "Chỉ công khai số liệu của 24 tháng gần nhất.", "Public figures are of the last 24 months.");
}

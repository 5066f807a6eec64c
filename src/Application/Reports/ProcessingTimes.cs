using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;

namespace OneStop.Application.Reports;

/// <summary>How long procedures really take — thời gian giải quyết thực tế.</summary>
/// <param name="Procedure">Code of one; all where absent.</param>
/// <param name="Agency">The agency that resolves them, with all below it; all where absent.</param>
[Allows(Permission.Public)]
public sealed record ProcessingTimes(string? Procedure, string? Agency) : IQuery<ProcessingTimesView>;

/// <summary>How long procedures really take, of the dossiers decided in 90 days.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day, yesterday.</param>
/// <param name="HiddenUnder">Numbers of fewer dossiers are hidden.</param>
public sealed record ProcessingTimesView(DateOnly From, DateOnly To, string? Agency, int HiddenUnder, IReadOnlyList<ProcessingTime> Rows);

/// <summary>How long one procedure really takes; a working day is 480 minutes.</summary>
/// <param name="Decided">Number of dossiers.</param>
/// <param name="MedianMinutes">Working minutes in which half of them were decided.</param>
/// <param name="P90Minutes">Working minutes in which nine of ten were decided.</param>
/// <param name="TermMinutes">The shortest term among them.</param>
/// <param name="OnTimeShare">By the current due date, in percent.</param>
public sealed record ProcessingTime(
    string Procedure, string Name, PublicFigure Decided, PublicFigure MedianMinutes, PublicFigure P90Minutes, PublicFigure TermMinutes, PublicFigure OnTimeShare)
{
    private const decimal MinutesOfDay = 480;

    public PublicFigure MedianDays => Days(MedianMinutes);

    public PublicFigure P90Days => Days(P90Minutes);

    public PublicFigure TermDays => Days(TermMinutes);

    private static PublicFigure Days(PublicFigure minutes) =>
        minutes with { Value = minutes.Value is { } value ? decimal.Round(value / MinutesOfDay, 2, MidpointRounding.AwayFromZero) : null };
}

internal sealed class ProcessingTimesValidator : AbstractValidator<ProcessingTimes>
{
    public ProcessingTimesValidator()
    {
        RuleFor(q => q.Procedure).MaximumLength(20);
        RuleFor(q => q.Agency).MaximumLength(60);
    }
}

internal sealed class ProcessingTimesHandler(PublishedCounts published, IFactCounts counts, IAgencies agencies, ReportCatalogue catalogue, TimeProvider clock)
    : IRequestHandler<ProcessingTimes, ProcessingTimesView>
{
    private const int Days = 90;

    public async Task<ProcessingTimesView> Handle(ProcessingTimes query, CancellationToken ct)
    {
        var (tree, today) = (await agencies.Tree(ct), VietnamTime.DateOf(clock.GetUtcNow()));
        AgencyRules.Exists.DemandFound(query.Agency is null || tree.Find(query.Agency) is not null);
        await catalogue.DemandKnown(query.Procedure is { } code ? [code] : [], "procedure", ct);

        var period = new FactPeriod(today.AddDays(-Days), today.AddDays(-1), VietnamTime.At(today, TimeOnly.MinValue));
        var decided = (await published.Of(Question(period), counts, ct))
            .Where(count => count.Measures[Measure.Decided] > 0 && (query.Procedure is null || count.Procedure == query.Procedure))
            .ToLookup(count => count.Procedure!, count => new TimedCount(tree.HolderOn(count.Agency, today), count), StringComparer.Ordinal);
        var rows = new List<ProcessingTime>();
        foreach (var group in decided.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var here = group.Where(one => query.Agency is null || tree.IsWithin(one.Agency, query.Agency)).Select(one => one.Count).ToList();
            if (here.Count > 0)
            {
                rows.Add(Row(group.Key, await catalogue.NameOf(group.Key, ct), here, new Shown(tree, [.. group], query.Agency)));
            }
        }
        return new ProcessingTimesView(period.From, period.To, query.Agency, Hiding.Least, rows);
    }

    private static FactQuestion Question(FactPeriod period) =>
        new(FactsAmong.Closed, period, [ReportGroup.Procedure], [Measure.Decided, Measure.DecidedInTime]) { ByTimes = true };

    private static ProcessingTime Row(string procedure, string name, List<FactCount> counts, Shown shown)
    {
        var (all, inTime) = (counts.Sum(count => count.Measures[Measure.Decided]), counts.Sum(count => count.Measures[Measure.DecidedInTime]));
        return new ProcessingTime(
            procedure, name, PublicFigure.Of(shown.Count, all), PublicFigure.Of(shown.Count, Percentile(counts, all, 50)),
            PublicFigure.Of(shown.Count, Percentile(counts, all, 90)), PublicFigure.Of(shown.Count, counts.Min(count => count.TermMinutes)),
            PublicFigure.Of(shown.Share, ReportDesk.Percent(inTime, all)));
    }

    /// <summary>The least time in which so many of a hundred were decided.</summary>
    internal static long Percentile(IReadOnlyList<FactCount> counts, long all, int percent)
    {
        var (wanted, reached) = (((all * percent) + 99) / 100, 0L);
        foreach (var count in counts.OrderBy(count => count.UsedMinutes))
        {
            reached += count.Measures[Measure.Decided];
            if (reached >= wanted)
            {
                return count.UsedMinutes!.Value;
            }
        }
        return 0;
    }

    private sealed record TimedCount(string Agency, FactCount Count);

    /// <summary>What of a procedure may be shown at an agency: its count; its share only where neither those in time nor the late ones are given away.</summary>
    private sealed class Shown(AgencyTree tree, IReadOnlyList<TimedCount> counts, string? agency)
    {
        public bool Count { get; } = Hiding.Shows(tree, Own(counts, count => count.Measures[Measure.Decided]), agency);

        public bool Share => Count
            && Hiding.Shows(tree, Own(counts, count => count.Measures[Measure.DecidedInTime]), agency)
            && Hiding.Shows(tree, Own(counts, count => count.Measures[Measure.Decided] - count.Measures[Measure.DecidedInTime]), agency);

        private static Dictionary<string, long> Own(IReadOnlyList<TimedCount> counts, Func<FactCount, long> number) =>
            counts.GroupBy(one => one.Agency, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(one => number(one.Count)), StringComparer.Ordinal);
    }
}

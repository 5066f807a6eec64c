using OneStop.Application.Dossiers;
using OneStop.Domain.Agencies;

namespace OneStop.Application.Reports;

/// <summary>How long a procedure took at an agency with all below it; what is hidden is not kept.</summary>
/// <param name="Term">The shortest one.</param>
/// <param name="InTime">Of those decided; 0 where it is hidden.</param>
internal readonly record struct TimesTaken(long Decided, long Median, long P90, long? Term, long InTime, bool Shown, bool ShareShown);

/// <summary>How long every procedure took at every agency that decided one, and at all together.</summary>
internal sealed class PublishedTimes
{
    private const string Everywhere = "";

    private readonly SortedDictionary<string, IReadOnlyDictionary<string, TimesTaken>> procedures = new(StringComparer.Ordinal);

    /// <param name="counts">By procedure, term and time.</param>
    public PublishedTimes(AgencyTree tree, FactPeriod period, IReadOnlyList<FactCount> counts)
    {
        foreach (var group in counts.Where(count => count.Measures[Measure.Decided] > 0).GroupBy(count => count.Procedure!, StringComparer.Ordinal))
        {
            procedures[group.Key] = OfAgencies(tree, [.. group.Select(count => new TimedCount(tree.HolderOn(count.Agency, period.To), count))]);
        }
    }

    /// <summary>By procedure, at one agency or at all together; only what was decided there.</summary>
    public IEnumerable<(string Procedure, TimesTaken Times)> Of(string? procedure, string? agency)
    {
        foreach (var (code, times) in procedures)
        {
            if ((procedure is null || procedure == code) && times.TryGetValue(agency ?? Everywhere, out var found))
            {
                yield return (code, found);
            }
        }
    }

    /// <summary>A count is shown where it gives nobody away; a share only where neither those in time nor the late ones are given away.</summary>
    private static Dictionary<string, TimesTaken> OfAgencies(AgencyTree tree, List<TimedCount> counts)
    {
        Hiding Hidden(Func<FactCount, long> number) => new(
            tree, counts.GroupBy(one => one.Agency, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(one => number(one.Count)), StringComparer.Ordinal));

        var (decided, inTime) = (Hidden(count => count.Measures[Measure.Decided]), Hidden(count => count.Measures[Measure.DecidedInTime]));
        var late = Hidden(count => count.Measures[Measure.Decided] - count.Measures[Measure.DecidedInTime]);

        return counts
            .SelectMany(one => tree.Ancestry(one.Agency).Select(above => above.Code).Append(Everywhere), (one, at) => (one.Count, At: at))
            .GroupBy(one => one.At, one => one.Count, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group =>
                {
                    var agency = group.Key == Everywhere ? null : group.Key;
                    return decided.Shows(agency) ? Taken([.. group], inTime.Shows(agency) && late.Shows(agency)) : default;
                },
                StringComparer.Ordinal);
    }

    private static TimesTaken Taken(List<FactCount> counts, bool share)
    {
        var all = counts.Sum(count => count.Measures[Measure.Decided]);
        return new TimesTaken(
            all, Percentile(counts, all, 50), Percentile(counts, all, 90), counts.Min(count => count.TermMinutes),
            share ? counts.Sum(count => count.Measures[Measure.DecidedInTime]) : 0, Shown: true, share);
    }

    /// <summary>The least time in which so many of a hundred were decided.</summary>
    private static long Percentile(List<FactCount> counts, long all, int percent)
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
}

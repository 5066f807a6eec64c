using System.Collections.Concurrent;
using OneStop.Application.Dossiers;

namespace OneStop.Application.Reports;

/// <summary>
/// Counts for everybody, kept in memory: they are drawn as of a past midnight, so they are the same whenever and by whichever process they are
/// drawn, and an anonymous visitor costs the database nothing.
/// </summary>
internal sealed class PublishedCounts : IDisposable
{
    private const int Most = 60;

    private readonly ConcurrentDictionary<(FactsAmong Among, FactPeriod Period, string Shape), IReadOnlyList<FactCount>> kept = new();
    private readonly SemaphoreSlim one = new(1);

    public async Task<IReadOnlyList<FactCount>> Of(FactQuestion question, IFactCounts counts, CancellationToken ct)
    {
        var key = (question.Among, question.Period, question.Shape);
        if (kept.TryGetValue(key, out var known))
        {
            return known;
        }
        await one.WaitAsync(ct);
        try
        {
            if (kept.TryGetValue(key, out known))
            {
                return known;
            }
            if (kept.Count >= Most)
            {
                kept.Clear();
            }
            return kept[key] = await counts.Count(question, DossierReach.OfEverybody, ct);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();
}

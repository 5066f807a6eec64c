using System.Collections.Concurrent;
using OneStop.Application.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Reports;

/// <summary>
/// Figures for everybody, kept in memory as they are answered: of a finished period, drawn as of its end, so they are the same whenever and by
/// whichever process they are drawn, and an anonymous visitor costs the database nothing.
/// </summary>
internal sealed class PublishedFigures(TimeProvider clock) : IDisposable
{
    /// <summary>More than there are periods that may be asked for, so that no visitor drives out what others need.</summary>
    public const int Most = 32;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<(Type Figures, FactPeriod Period), Kept> kept = [];
    private readonly SemaphoreSlim one = new(1);

    /// <summary>The figures of a period; one kind of them is the same for everybody, so its type and the period say all.</summary>
    /// <param name="draw">Runs to its end though the visitor leaves: the next one gets what it found.</param>
    public async Task<TFigures> Of<TFigures>(FactPeriod period, Func<CancellationToken, Task<TFigures>> draw, CancellationToken ct)
        where TFigures : class
    {
        if (Find<TFigures>(period) is { } known)
        {
            return known;
        }
        await one.WaitAsync(ct);
        try
        {
            if (Find<TFigures>(period) is { } meanwhile)
            {
                return meanwhile;
            }
            var figures = await draw(CancellationToken.None);
            kept[(typeof(TFigures), period)] = new Kept(clock.GetUtcNow(), figures);
            DropOldest();
            return figures;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private TFigures? Find<TFigures>(FactPeriod period)
        where TFigures : class => kept.TryGetValue((typeof(TFigures), period), out var known) && !IsStale(known) ? (TFigures)known.Figures : null;

    private bool IsStale(Kept known) => clock.GetUtcNow() - known.At >= Longest;

    private void DropOldest()
    {
        foreach (var (key, _) in kept.OrderByDescending(pair => pair.Value.At).Where((pair, i) => i >= Most || IsStale(pair.Value)).ToList())
        {
            kept.TryRemove(key, out _);
        }
    }

    private sealed record Kept(DateTimeOffset At, object Figures);
}

/// <summary>Which finished periods are published.</summary>
internal static class PublishedPeriods
{
    private const int MonthsOfQuarter = 3;

    /// <summary>The whole of so many months as it was on record in its last instant: at midnight after it other agencies may hold the work.</summary>
    public static FactPeriod Of(DateOnly first, int months)
    {
        var after = first.AddMonths(months);
        return new FactPeriod(first, after.AddDays(-1), VietnamTime.At(after, TimeOnly.MinValue).AddMilliseconds(-1));
    }

    /// <summary>Whether it is over by a whole day, so that all that was recorded in its last minutes is there.</summary>
    public static bool IsOver(FactPeriod period, DateTimeOffset now) => VietnamTime.DateOf(now) > period.To.AddDays(1);

    /// <summary>The last quarter that is over.</summary>
    public static FactPeriod LastQuarter(DateTimeOffset now)
    {
        var today = VietnamTime.DateOf(now);
        var quarter = Of(new DateOnly(today.Year, ((today.Month - 1) / MonthsOfQuarter * MonthsOfQuarter) + 1, 1).AddMonths(-MonthsOfQuarter), MonthsOfQuarter);
        return IsOver(quarter, now) ? quarter : Of(quarter.From.AddMonths(-MonthsOfQuarter), MonthsOfQuarter);
    }
}

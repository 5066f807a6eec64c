using Microsoft.Extensions.DependencyInjection;

namespace OneStop.Infrastructure.Portal;

/// <summary>The national list is much shorter than what is known: it was cut short, or very much was withdrawn at once.</summary>
internal sealed class CatalogueShrunkException : Exception;

/// <summary>
/// What a complete reading does not find any more. It counts as withdrawn where the complete reading before it did not find it either; where very
/// much is missing at once nothing is, until somebody says that it is so.
/// </summary>
internal sealed class CatalogueShrinkage(IServiceScopeFactory scopes)
{
    /// <summary>So many may always be missing.</summary>
    private const int Few = 20;

    /// <summary>Percent of what is known that may be missing.</summary>
    private const int MostPercent = 5;

    private const int AtOnce = 500;

    /// <summary>The known codes that a list does not name, in slices of one transaction.</summary>
    /// <returns>And whether they are too many to be true.</returns>
    public async Task<(IReadOnlyList<string[]> Slices, bool TooMany)> Missing(ICatalogueStage stage, CatalogueListing listing, CancellationToken ct)
    {
        var (missing, known) = (new List<string>(), 0);
        await using var scope = scopes.CreateAsyncScope();
        for (var after = ""; after is not null;)
        {
            var present = await stage.Present(scope.ServiceProvider, after, AtOnce, ct);
            missing.AddRange(present.Where(code => !listing.Records.ContainsKey(code)));
            known += present.Count;
            after = present.Count < AtOnce ? null : present[^1];
        }
        return ([.. missing.Chunk(AtOnce)], missing.Count > Few && missing.Count * 100L > known * (long)MostPercent);
    }
}

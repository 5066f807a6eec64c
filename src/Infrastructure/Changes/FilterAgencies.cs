using OneStop.Application.Agencies;
using OneStop.Domain.Shared;

namespace OneStop.Infrastructure.Changes;

/// <summary>The agencies that a filter by one means: whoever holds its work today, and all whose work that one took over.</summary>
internal sealed class FilterAgencies(IAgencies agencies, TimeProvider clock)
{
    /// <returns>Codes; null where nothing is filtered.</returns>
    public async ValueTask<string[]?> Of(string? agency, CancellationToken ct)
    {
        if (agency is null)
        {
            return null;
        }
        var (tree, today) = (await agencies.Tree(ct), VietnamTime.DateOf(clock.GetUtcNow()));
        var holder = tree.HolderOn(agency, today);
        return [.. tree.PredecessorsOf(holder, today).Prepend(holder)];
    }
}

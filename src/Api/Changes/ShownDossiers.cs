using OneStop.Application.Changes;

namespace OneStop.Api.Changes;

/// <summary>The dossiers that a live list showed, so that it tells of each that it left the reach; so many and no more are kept.</summary>
internal sealed class ShownDossiers(int most = ShownDossiers.Most)
{
    /// <summary>Where a list ends, half a megabyte; whoever follows it reads the list anew, as after a cut.</summary>
    private const int Most = 10_000;

    private readonly HashSet<Guid> ids = [];

    public bool IsFull => ids.Count >= most;

    public IReadOnlyList<Guid> Take(WorkListSlice slice) => Take(slice.Lines.Select(line => line.Id.Value), slice.Gone, slice.Unseen);

    /// <summary>Notes what a slice shows.</summary>
    /// <returns>The dossiers that are gone, as far as the caller may know of them.</returns>
    public IReadOnlyList<Guid> Take(IEnumerable<Guid> shown, IEnumerable<Guid> gone, IEnumerable<Guid> unseen)
    {
        var left = gone.Concat(unseen.Where(ids.Contains)).ToList();
        ids.ExceptWith(left);
        ids.UnionWith(shown);
        return left;
    }
}

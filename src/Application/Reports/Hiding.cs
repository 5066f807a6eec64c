using OneStop.Domain.Agencies;

namespace OneStop.Application.Reports;

/// <summary>A number for everybody.</summary>
/// <param name="Value">Null where it is hidden, or where there is nothing to divide by.</param>
/// <param name="Hidden">Whether it is of so few dossiers, or would give away such a number beside others.</param>
public sealed record PublicFigure(decimal? Value, bool Hidden)
{
    public static readonly PublicFigure Concealed = new(null, true);

    public static PublicFigure Of(bool shown, decimal? value) => shown ? new PublicFigure(value, false) : Concealed;
}

/// <summary>
/// Which counts may be shown to everybody, where an agency counts with all below it. A count of one to four is hidden; none is nobody's, and is
/// shown. What is shown above and beside must not give away what is hidden, so where the hidden parts of a shown agency come to less than five
/// the smallest shown one is hidden too; an agency's own part is never shown by itself, so it is always among the hidden. Below a hidden agency
/// all is hidden.
/// </summary>
/// <param name="own">Counts of each agency without those below it.</param>
internal sealed class Hiding(AgencyTree tree, IReadOnlyDictionary<string, long> own)
{
    /// <summary>Numbers under this are hidden.</summary>
    public const int Least = 5;

    private readonly Dictionary<string, long> sums = Sums(tree, own);

    private readonly Dictionary<string, HashSet<string>> hidden = new(StringComparer.Ordinal);

    private readonly long all = own.Values.Sum();

    public static bool IsSmall(long count) => count is > 0 and < Least;

    /// <param name="agency">Whose count is to be shown; null for that of all.</param>
    public bool Shows(string? agency)
    {
        if (IsSmall(all))
        {
            return agency is not null && sums.GetValueOrDefault(agency) == 0;
        }
        string? above = null;
        foreach (var step in agency is null ? [] : tree.Ancestry(agency).Select(one => one.Code).Reverse())
        {
            if (sums.GetValueOrDefault(step) == 0)
            {
                return true;
            }
            if (HiddenBelow(above).Contains(step))
            {
                return false;
            }
            above = step;
        }
        return true;
    }

    /// <summary>Of the agencies right below one, or of the topmost ones, those that are hidden.</summary>
    private HashSet<string> HiddenBelow(string? above)
    {
        if (hidden.TryGetValue(above ?? "", out var known))
        {
            return known;
        }
        var parts = (above is null ? tree.All.Where(one => one.Parent is null || tree.Find(one.Parent) is null) : tree.ChildrenOf(above))
            .Select(one => (one.Code, Count: sums.GetValueOrDefault(one.Code))).Where(part => part.Count > 0)
            .OrderBy(part => part.Count).ThenBy(part => part.Code, StringComparer.Ordinal).ToList();
        var (found, together) = (new HashSet<string>(StringComparer.Ordinal), above is null ? 0 : own.GetValueOrDefault(above));
        foreach (var (code, count) in parts)
        {
            if (IsSmall(count) || IsSmall(together))
            {
                found.Add(code);
                together += count;
            }
        }
        return hidden[above ?? ""] = found;
    }

    private static Dictionary<string, long> Sums(AgencyTree tree, IReadOnlyDictionary<string, long> own)
    {
        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (code, count) in own)
        {
            foreach (var agency in tree.Ancestry(code))
            {
                sums[agency.Code] = sums.GetValueOrDefault(agency.Code) + count;
            }
        }
        return sums;
    }
}

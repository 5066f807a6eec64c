namespace OneStop.Application.Lists;

/// <summary>One page of a list — trang danh sách.</summary>
/// <param name="Items">The rows of the page, in order.</param>
/// <param name="Next">Cursor of the next page; null on the last one.</param>
/// <param name="Count">How many rows the whole list has; null where it was not asked for.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next, PageCount? Count);

/// <summary>How many rows a list has.</summary>
/// <param name="Value">The number, or the cap where the list is longer.</param>
/// <param name="Exact">False where counting stopped at the cap.</param>
public sealed record PageCount(long Value, bool Exact);

/// <summary>How a list is counted.</summary>
public enum CountMode
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Up to 1,000.</summary>
    Capped,

    /// <summary>To the last row.</summary>
    Exact,
}

/// <summary>Which page is wanted.</summary>
public sealed record PageRequest
{
    public const int DefaultLimit = 50;

    public const int LargestLimit = 200;

    /// <summary>Where capped counting stops.</summary>
    public const int CountCap = 1_000;

    public int Limit { get; init; } = DefaultLimit;

    /// <summary>The place to go on from; null for the first page.</summary>
    public string? Cursor { get; init; }

    public CountMode Count { get; init; } = CountMode.Capped;

    /// <summary>A name of the list's documented set; null for its first.</summary>
    public string? Sort { get; init; }

    /// <summary>How many rows to read: one more than the page, to know whether there is a next one.</summary>
    public int Take => Limit + 1;

    /// <summary>Where exact counting stops for whoever only wants to know that there are more.</summary>
    public int CountMost { get; init; } = int.MaxValue;

    /// <summary>How many rows to count at most.</summary>
    public int CountTake => Count == CountMode.Exact ? CountMost : CountCap + 1;
}

public static class Pages
{
    /// <summary>The page out of the rows that were read (<see cref="PageRequest.Take"/> of them, where there are so many).</summary>
    /// <param name="keys">What a row is ordered by, tie-break last: the cursor of the page after it.</param>
    /// <param name="counted">Rows counted (<see cref="PageRequest.CountTake"/> at most); null where they were not.</param>
    public static Page<T> Of<T>(PageRequest request, IReadOnlyList<T> rows, Func<T, string[]> keys, long? counted)
    {
        var more = rows.Count > request.Limit;
        var items = more ? rows.Take(request.Limit).ToList() : rows;
        return new Page<T>(
            items,
            more ? Cursor.Write(request.Sort, keys(items[^1])) : null,
            counted is { } n ? CountOf(request, n) : null);
    }

    /// <summary>A page cut out of a list that is in memory, in its order.</summary>
    /// <param name="key">What the list is ordered by, ordinal and unique.</param>
    public static Page<T> Cut<T>(PageRequest request, IReadOnlyList<T> all, Func<T, string> key)
    {
        var after = Cursor.Read(request, keys: 1) is [var last] ? last : null;
        var rows = all.Where(item => after is null || string.CompareOrdinal(key(item), after) > 0).Take(request.Take).ToList();
        return Of(request, rows, item => [key(item)], request.Count == CountMode.None ? null : all.Count);
    }

    private static PageCount CountOf(PageRequest request, long counted) =>
        request.Count == CountMode.Capped && counted > PageRequest.CountCap
            ? new PageCount(PageRequest.CountCap, Exact: false)
            : new PageCount(counted, Exact: true);
}

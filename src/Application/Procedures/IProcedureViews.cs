namespace OneStop.Application.Procedures;

/// <summary>Searches the catalogue.</summary>
public interface IProcedureViews
{
    /// <summary>The published version of each procedure that fits, as the day shows it, in the order asked for.</summary>
    Task<IReadOnlyList<FoundVersion>> Find(ProcedureSearch search, CancellationToken ct);

    /// <summary>How many fit, up to <see cref="ProcedureSearch.Take"/>.</summary>
    Task<long> Count(ProcedureSearch search, CancellationToken ct);

    /// <summary>Codes of the procedures with a published version in force on a day of the period.</summary>
    Task<IReadOnlyList<string>> InForceBetween(DateOnly from, DateOnly to, CancellationToken ct);

    /// <summary>Codes of the procedures that any of the agencies is competent for.</summary>
    Task<IReadOnlyList<string>> OfferedBy(IReadOnlyList<string> agencies, CancellationToken ct);
}

/// <summary>A version that was found.</summary>
public sealed record FoundVersion
{
    public required string Code { get; init; }

    public required int Number { get; init; }

    public required string SortName { get; init; }
}

/// <summary>What is looked for; what is null does not filter.</summary>
public sealed record ProcedureSearch
{
    public const int MostWords = 8;

    /// <summary>Folded words; all must occur.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    public string? Field { get; init; }

    public string? Level { get; init; }

    public string? Service { get; init; }

    /// <summary>A competent agency.</summary>
    public string? Agency { get; init; }

    /// <summary>The day that decides which version of a procedure is shown.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Whether procedures that are not in force on the day are left out.</summary>
    public bool InForceOnly { get; init; }

    public bool ByName { get; init; }

    public string? AfterCode { get; init; }

    public string? AfterName { get; init; }

    public required int Take { get; init; }
}

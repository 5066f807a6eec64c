using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Exports;

namespace OneStop.Application.Exports;

/// <summary>Exports and their content.</summary>
public interface IExports
{
    /// <summary>The export; null where there is none, or it was removed.</summary>
    Task<Export?> Find(ExportId id, CancellationToken ct);

    Task Add(Export export, CancellationToken ct);

    /// <summary>Stores it, unless it changed meanwhile or another run of it began.</summary>
    Task Save(Export export, CancellationToken ct);

    /// <summary>How many an account has under way.</summary>
    Task<int> CountOpen(AccountId account, CancellationToken ct);

    /// <summary>How many of an account are finished and still kept at an instant.</summary>
    Task<int> CountKept(AccountId account, DateTimeOffset now, CancellationToken ct);

    /// <summary>Those of an account, newest first.</summary>
    Task<Page<ExportState>> Of(AccountId account, PageRequest page, CancellationToken ct);

    /// <summary>The content of a finished one: a stream that reads the parts it is asked for.</summary>
    Stream Open(ExportState export);
}

/// <summary>How much may be exported (section <c>Exports</c> of the configuration).</summary>
public sealed record ExportOptions
{
    /// <summary>Rows of one export.</summary>
    public int MostRows { get; init; } = 200_000;

    /// <summary>Exports of one account under way.</summary>
    public int MostOpen { get; init; } = 5;

    /// <summary>Exports of one account whose content is kept, with those under way.</summary>
    public int MostKept { get; init; } = 20;

    /// <summary>How long content is kept, in hours.</summary>
    public int KeepHours { get; init; } = 24;

    /// <summary>After how long a query of an export is given up.</summary>
    public int SecondsPerQuery { get; init; } = 60;
}

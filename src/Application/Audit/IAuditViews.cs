using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Audit;

/// <summary>What the event log is asked across aggregates.</summary>
public interface IAuditViews
{
    /// <summary>Who did what, newest first.</summary>
    Task<Page<WriteRecord>> Writes(WriteQuery query, PageRequest page, CancellationToken ct);

    /// <summary>The dossiers that acts were about, themselves or through one of their transfers; by the identity in the event log.</summary>
    Task<IReadOnlyDictionary<string, DossierState>> DossiersOf(IReadOnlyCollection<WriteRecord> acts, CancellationToken ct);
}

/// <summary>Which events are wanted.</summary>
/// <param name="Subject">Identity of the aggregate in the event log.</param>
/// <param name="From">Acts of this instant and later, whenever they were written.</param>
/// <param name="Within">Codes of the agencies in whose names, or by whose officials in nobody's; null for all.</param>
public sealed record WriteQuery(string? Subject, AccountId? Actor, DateTimeOffset? From, DateTimeOffset? To, IReadOnlySet<string>? Within);

/// <summary>An event without its data.</summary>
public sealed record WriteRecord
{
    public required long Position { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Type { get; init; }

    public required string Aggregate { get; init; }

    public required string AggregateId { get; init; }

    public required int Version { get; init; }

    public required AccountId Actor { get; init; }

    public string? ActorName { get; init; }

    public AccountId? Client { get; init; }

    public string? ClientName { get; init; }

    public string? Agency { get; init; }

    public string? Note { get; init; }
}

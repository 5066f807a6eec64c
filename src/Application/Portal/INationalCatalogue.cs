using System.Text.Json;
using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Portal;

namespace OneStop.Application.Portal;

/// <summary>A procedure of the national database in a list — thủ tục quốc gia.</summary>
public record NationalProcedureLine
{
    public required string Code { get; init; }

    /// <summary>Grows with each write of what is told of it; only when it was seen last does not count.</summary>
    public required int Version { get; init; }

    public required string Name { get; init; }

    public string? Field { get; init; }

    public string? Level { get; init; }

    public required NationalStanding State { get; init; }

    /// <summary>Our procedure; null where none is mapped.</summary>
    public string? Procedure { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When its record changed last.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Since when the national list does not name it.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }
}

/// <summary>The same with its record, what differs from what was acknowledged, and what ours says.</summary>
public sealed record NationalProcedureView : NationalProcedureLine
{
    /// <summary>SHA-256 of the whole record.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Whether somebody laid the mapping down.</summary>
    public required bool ByHand { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Null where it mapped itself.</summary>
    public AccountId? AcknowledgedBy { get; init; }

    /// <summary>At most 100 fields that differ from what was acknowledged.</summary>
    public required IReadOnlyList<NationalDifference> Differences { get; init; }

    /// <summary>Ours beside theirs; empty where none is mapped or ours is not in force.</summary>
    public required IReadOnlyList<NationalComparedField> Compared { get; init; }

    /// <summary>The whole record as the national database gives it.</summary>
    public required JsonElement Record { get; init; }
}

/// <summary>An agency of the national database — cơ quan quốc gia.</summary>
/// <param name="Agency">Our agency; null where none is mapped.</param>
/// <param name="ByHand">Whether somebody laid the mapping down.</param>
public sealed record NationalAgencyLine(
    string Code, int Version, string Name, string? Level, string? Agency, bool ByHand, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt, DateTimeOffset? WithdrawnAt)
{
    internal static NationalAgencyLine Of(NationalAgency agency)
    {
        var state = agency.State;
        return new NationalAgencyLine(
            state.Code, agency.CurrentEdition, state.Name, state.Level, state.OurCode, state.ByHand, state.FirstSeenAt, state.LastSeenAt, state.WithdrawnAt);
    }
}

/// <summary>What the national database says, as it was read last, and which of it is ours.</summary>
public interface INationalCatalogue
{
    Task<NationalProcedure?> Find(string code, CancellationToken ct);

    /// <summary>Stores it; a mapping that another has breaks the rule.</summary>
    Task Save(NationalProcedure procedure, CancellationToken ct);

    /// <summary>A page in the order of the codes.</summary>
    /// <param name="words">Folded words of code or name; all must occur.</param>
    Task<Page<NationalProcedureLine>> List(NationalStanding? state, IReadOnlyList<string> words, PageRequest page, CancellationToken ct);

    Task<NationalAgency?> FindAgency(string code, CancellationToken ct);

    /// <summary>Stores it; a mapping that another has breaks the rule.</summary>
    Task Save(NationalAgency agency, CancellationToken ct);

    /// <summary>A page in the order of the codes.</summary>
    Task<Page<NationalAgencyLine>> ListAgencies(bool? mapped, IReadOnlyList<string> words, PageRequest page, CancellationToken ct);
}

/// <summary>Which of ours is what the portal names.</summary>
public interface IPortalNames
{
    /// <summary>Our procedure; null where none is mapped. Before the national code was read for the first time, ours of the same code.</summary>
    Task<string?> ProcedureOf(string nationalCode, CancellationToken ct);

    /// <summary>Our agency; null where none is mapped. Before the national code was read for the first time, ours of the same code.</summary>
    Task<string?> AgencyOf(string nationalCode, CancellationToken ct);
}

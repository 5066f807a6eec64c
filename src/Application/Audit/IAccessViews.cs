using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Audit;

/// <summary>What the access journal is asked.</summary>
public interface IAccessViews
{
    /// <summary>Who looked at a dossier, or what somebody looked at; newest first.</summary>
    Task<Page<AccessRecord>> List(AccessQuery query, PageRequest page, CancellationToken ct);
}

/// <summary>Which rows of the access journal are wanted: those of a dossier, of a reader, or of both.</summary>
/// <param name="Within">Codes of the agencies in whose names, or by whose officials in nobody's; null for all.</param>
public sealed record AccessQuery(DossierId? Subject, AccountId? Actor, DateTimeOffset? From, DateTimeOffset? To, IReadOnlySet<string>? Within);

/// <summary>A row of the access journal with the names of the accounts.</summary>
/// <param name="At">The minute.</param>
/// <param name="Actor">Who looked.</param>
/// <param name="Client">The machine client through which they looked.</param>
/// <param name="Agency">In which agency's name; null for citizens.</param>
public sealed record AccessRecord(
    DossierId Subject, DateTimeOffset At, AccessKind What, AccountName Actor, AccountName? Client, string? Agency);

/// <summary>An account with the name it signs in with.</summary>
/// <param name="UserName">Null for the engine itself.</param>
public sealed record AccountName(AccountId Id, string? UserName);

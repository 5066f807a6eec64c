using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;

namespace OneStop.Infrastructure.Audit;

/// <summary>The row of the table <c>AccessJournal</c>.</summary>
/// <param name="Minute">Minutes of the machine's clock since 1970.</param>
/// <param name="What">Number of an <see cref="Application.Audit.AccessKind"/>.</param>
internal sealed record AccessRow(DossierId Subject, long Minute, AccountId Actor, AccountId? Client, string? Agency, int What);

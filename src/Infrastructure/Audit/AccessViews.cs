using OneStop.Application.Audit;
using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Audit;

/// <summary>Reads the access journal: a range of its key, or of the index by reader.</summary>
internal sealed class AccessViews(DbSession db) : IAccessViews
{
    private const string Rows = """
        SELECT j.SubjectId, j.Minute, j.ActorId, j.ClientId, j.Agency, j.What, a.UserName AS ActorName, c.UserName AS ClientName
        FROM AccessJournal j
        LEFT JOIN Accounts a ON a.Id = j.ActorId
        LEFT JOIN Accounts c ON c.Id = j.ClientId
        """;

    private const string Counted = "SELECT j.Minute FROM AccessJournal j";

    /// <summary>In the name of one of the agencies; in no agency's, by somebody who has a post at one of them.</summary>
    private const string WithinAgencies = """
        (j.Agency IN @Within OR (j.Agency IS NULL AND EXISTS (SELECT 1 FROM AccountPosts p WHERE p.AccountId = j.ActorId AND p.AgencyCode IN @Within)))
        """;

    private static readonly RankedList BySubject = new(Rows, Counted, "j.Minute", "j.ActorId");

    private static readonly RankedList ByReader = new(Rows, Counted, "j.Minute", "j.SubjectId");

    public Task<Page<AccessRecord>> List(AccessQuery query, PageRequest page, CancellationToken ct)
    {
        var bySubject = query.Subject is not null;
        var list = new Narrowing()
            .Is("j.SubjectId", "Subject", query.Subject is { } subject ? TypeHandlers.Bytes(subject) : null)
            .Is("j.ActorId", "Actor", query.Actor is { } actor ? TypeHandlers.Bytes(actor) : null)
            .By("j.Minute >= @FromMinute", "FromMinute", query.From?.ToUnixTimeSeconds() / 60)
            .By("j.Minute < @ToMinute", "ToMinute", (query.To?.ToUnixTimeSeconds() + 59) / 60)
            .By(WithinAgencies, "Within", query.Within?.ToArray());
        return (bySubject ? BySubject : ByReader).Page<Row, AccessRecord>(
            db, list, page, row => (row.Minute, bySubject ? row.ActorId.ToString() : row.SubjectId.ToString()), row => row.Record, ct);
    }

    private sealed record Row
    {
        public required DossierId SubjectId { get; init; }

        public required long Minute { get; init; }

        public required AccountId ActorId { get; init; }

        public AccountId? ClientId { get; init; }

        public string? Agency { get; init; }

        public required int What { get; init; }

        public string? ActorName { get; init; }

        public string? ClientName { get; init; }

        public AccessRecord Record => new(
            SubjectId, DateTimeOffset.FromUnixTimeSeconds(Minute * 60).ToOffset(VietnamTime.Offset), (AccessKind)What, new AccountName(ActorId, ActorName),
            ClientId is { } client ? new AccountName(client, ClientName) : null, Agency);
    }
}

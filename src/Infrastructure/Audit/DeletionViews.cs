using OneStop.Application.Audit;
using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Audit;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Audit;

/// <summary>Reads the record of what was erased, by its instant.</summary>
internal sealed class DeletionViews(DbSession db) : IDeletionViews
{
    private const string Rows = """
        SELECT x.Id, x.Kind, x.Subject, x.At, x.ActorId, a.UserName AS ActorName, x.Basis, x.LastHash
        FROM Deletions x
        LEFT JOIN Accounts a ON a.Id = x.ActorId
        """;

    private const string Counted = "SELECT x.Id FROM Deletions x";

    private const string OfAgencies = """
        EXISTS (
            SELECT 1
            FROM Dossiers d
            INNER JOIN DossierAgencies r ON r.DossierId = d.Id
            WHERE d.Code = x.Subject AND r.AgencyCode IN @Within)
        """;

    private static readonly RankedList ByInstant = new(Rows, Counted, "x.At", "x.Id");

    public Task<Page<DeletionLine>> List(ListDeletions query, IReadOnlySet<string>? within, CancellationToken ct)
    {
        var list = new Narrowing().To("x.At >= @From AND x.At < @To").By(OfAgencies, "Within", within?.ToArray())
            .With("From", query.From?.ToUnixTimeMilliseconds() ?? 0)
            .With("To", query.To?.ToUnixTimeMilliseconds() ?? long.MaxValue);
        return ByInstant.Page<Row, DeletionLine>(db, list, query.Page, row => (row.At.ToUnixTimeMilliseconds(), row.Id.ToString()), row => row.Line, ct);
    }

    private sealed record Row
    {
        public required EventId Id { get; init; }

        public required string Kind { get; init; }

        public required string Subject { get; init; }

        public required DateTimeOffset At { get; init; }

        public required AccountId ActorId { get; init; }

        public string? ActorName { get; init; }

        public required string Basis { get; init; }

        public required byte[] LastHash { get; init; }

        public DeletionLine Line => new(
            Id.Value, Kind, Subject, At, new AccountName(ActorId, ActorName), Enum.Parse<ErasureBasis>(Basis, ignoreCase: true), Convert.ToHexStringLower(LastHash));
    }
}

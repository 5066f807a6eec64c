using System.Globalization;
using Dapper;
using OneStop.Application.Audit;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Domain.Access;
using OneStop.Domain.Audit;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Audit;

/// <summary>Reads the record of what was erased, by its instant.</summary>
internal sealed class DeletionViews(DbSession db, Dialect dialect) : IDeletionViews
{
    private const string Rows = """
        SELECT x.Id, x.Kind, x.Subject, x.At, x.ActorId, a.UserName AS ActorName, x.Basis, x.LastHash
        FROM Deletions x
        LEFT JOIN Accounts a ON a.Id = x.ActorId
        """;

    private const string Counted = "SELECT COUNT(*) FROM (SELECT x.Id FROM Deletions x";

    private const string OfAgencies = """
        EXISTS (
            SELECT 1
            FROM Dossiers d
            INNER JOIN DossierAgencies r ON r.DossierId = d.Id
            WHERE d.Code = x.Subject AND r.AgencyCode IN @Within)
        """;

    public async Task<Page<DeletionLine>> List(ListDeletions query, IReadOnlySet<string>? within, CancellationToken ct)
    {
        var page = query.Page;
        var (conditions, parameters) = (new List<string> { "x.At >= @From AND x.At < @To" }, new DynamicParameters());
        parameters.Add("From", query.From?.ToUnixTimeMilliseconds() ?? 0);
        parameters.Add("To", query.To?.ToUnixTimeMilliseconds() ?? long.MaxValue);
        if (within is not null)
        {
            conditions.Add(OfAgencies);
            parameters.Add("Within", within.ToArray());
        }
        var counted = page.Count == CountMode.None ? (long?)null : await Count(conditions, parameters, page, ct);
        if (Cursor.Read(page, keys: 2) is [var at, var id])
        {
            conditions.Add("x.At <= @AfterAt AND (x.At < @AfterAt OR x.Id < @AfterId)");
            parameters.Add("AfterAt", long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var instant) ? instant : throw Malformed());
            parameters.Add("AfterId", Guid.TryParse(id, out var value) ? value.ToByteArray(bigEndian: true) : throw Malformed());
        }
        parameters.Add("Take", page.Take);
        var rows = await db.Query<Row>($"{Rows} WHERE {string.Join(" AND ", conditions)} ORDER BY x.At DESC, x.Id DESC {dialect.Page}", parameters, ct);
        var shown = Pages.Of(
            page, rows, row => [row.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), row.Id.Value.ToString()], counted);
        return new Page<DeletionLine>([.. shown.Items.Select(row => row.Line)], shown.Next, shown.Count);
    }

    private async Task<long?> Count(List<string> conditions, DynamicParameters parameters, PageRequest page, CancellationToken ct)
    {
        var counting = new DynamicParameters(parameters);
        counting.Add("Take", page.CountTake);
        return await db.QueryOne<long>($"{Counted} WHERE {string.Join(" AND ", conditions)} ORDER BY x.At {dialect.Page}) c", counting, ct);
    }

    private static InvalidInputException Malformed() => new("cursor", FieldRules.WellFormed);

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

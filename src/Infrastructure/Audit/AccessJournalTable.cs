using System.Globalization;
using Dapper;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Audit;

/// <summary>Writes rows of the access journal; those that are there already are left alone.</summary>
internal sealed class AccessJournalTable(DbSession db)
{
    private const int RowsPerStatement = 20;

    private const string InsertOne = """
        INSERT INTO AccessJournal (SubjectId, Minute, ActorId, ClientId, Agency, What)
        SELECT r.SubjectId, r.Minute, r.ActorId, r.ClientId, r.Agency, r.What
        FROM (SELECT @SubjectId0 AS SubjectId, @Minute0 AS Minute, @ActorId0 AS ActorId, @ClientId0 AS ClientId, @Agency0 AS Agency, @What0 AS What) r
        WHERE NOT EXISTS (SELECT 1 FROM AccessJournal j WHERE j.SubjectId = r.SubjectId AND j.Minute = r.Minute AND j.ActorId = r.ActorId)
        """;

    private static readonly string InsertMany = InsertOne.Replace(
        " AS What) r",
        $" AS What{string.Concat(Enumerable.Range(1, RowsPerStatement - 1).Select(AnotherRow))}) r",
        StringComparison.Ordinal);

    /// <summary>Writes them; no two of them have the same key.</summary>
    public async Task Write(IReadOnlyList<AccessRow> rows, CancellationToken ct)
    {
        var many = rows.Count - (rows.Count % RowsPerStatement);
        foreach (var chunk in rows.Take(many).Chunk(RowsPerStatement))
        {
            await db.Execute(InsertMany, Parameters(chunk), ct);
        }
        foreach (var row in rows.Skip(many))
        {
            await db.Execute(InsertOne, Parameters([row]), ct);
        }
    }

    private static string AnotherRow(int i) => string.Create(
        CultureInfo.InvariantCulture, $" UNION ALL SELECT @SubjectId{i}, @Minute{i}, @ActorId{i}, @ClientId{i}, @Agency{i}, @What{i}");

    private static DynamicParameters Parameters(AccessRow[] rows)
    {
        var parameters = new DynamicParameters();
        foreach (var (i, row) in rows.Index())
        {
            parameters.Add($"SubjectId{i}", row.Subject);
            parameters.Add($"Minute{i}", row.Minute);
            parameters.Add($"ActorId{i}", row.Actor);
            parameters.Add($"ClientId{i}", row.Client is { } client ? TypeHandlers.Bytes(client) : null, System.Data.DbType.Binary, size: 16);
            parameters.Add($"Agency{i}", row.Agency, System.Data.DbType.String);
            parameters.Add($"What{i}", row.What);
        }
        return parameters;
    }
}

using OneStop.Application.Jobs;
using OneStop.Application.Ports;
using OneStop.Domain.Agencies;
using OneStop.Domain.Transfers;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Transfers;

/// <summary>Moves transfers, and their places in work-lists, to the agency that holds them. What no query looks into is neither read nor written.</summary>
internal sealed class TransferTakeover(DbSession db, Dialect dialect) : IMoveWork
{
    private const string Open = """
        SELECT w.Id, w.Version
        FROM TransferAgencies a
        INNER JOIN Transfers w ON w.Id = a.TransferId
        WHERE a.AgencyCode = @From AND a.IsOpen = 1
        ORDER BY a.DueAt, a.TransferId
        """;

    private const string TakeOver = """
        UPDATE Transfers
        SET OriginFrom = CASE WHEN FromAgency = @From THEN COALESCE(OriginFrom, @From) ELSE OriginFrom END,
            OriginTo = CASE WHEN ToAgency = @From THEN COALESCE(OriginTo, @From) ELSE OriginTo END,
            FromAgency = CASE WHEN FromAgency = @From THEN @To ELSE FromAgency END,
            ToAgency = CASE WHEN ToAgency = @From THEN @To ELSE ToAgency END,
            Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    /// <summary>Where it stands in the successor's list already, one row is enough.</summary>
    private const string DropTwin = """
        DELETE FROM TransferAgencies
        WHERE AgencyCode = @From AND TransferId = @Id
            AND EXISTS (SELECT 1 FROM TransferAgencies t WHERE t.AgencyCode = @To AND t.TransferId = @Id)
        """;

    private const string MoveRow = "UPDATE TransferAgencies SET AgencyCode = @To WHERE AgencyCode = @From AND TransferId = @Id";

    private const string Ended = """
        SELECT a.TransferId AS Id, 0 AS Version
        FROM TransferAgencies a
        WHERE a.AgencyCode = @From AND a.IsOpen = 0
        ORDER BY a.TransferId
        """;

    private const string DropEndedTwins = """
        DELETE FROM TransferAgencies
        WHERE AgencyCode = @From AND IsOpen = 0 AND TransferId <= @Last
            AND EXISTS (SELECT 1 FROM TransferAgencies t WHERE t.AgencyCode = @To AND t.TransferId = TransferAgencies.TransferId)
        """;

    private const string MoveEndedRows = "UPDATE TransferAgencies SET AgencyCode = @To WHERE AgencyCode = @From AND IsOpen = 0 AND TransferId <= @Last";

    public async Task<SuccessionProgress> MoveOpen(string from, string to, DateTimeOffset at, int most, CancellationToken ct)
    {
        var open = await db.Query<Row>($"{Open} {dialect.Page}", new { From = from, Take = most }, ct);
        foreach (var row in open)
        {
            var move = new { From = from, To = to, row.Id, row.Version };
            if (await db.Execute(TakeOver, move, ct) == 0)
            {
                // Somebody acted on it between the two statements.
                throw new RunAgainException(new InvalidOperationException("transfer changed meanwhile"));
            }
            await db.Execute(DropTwin, move, ct);
            await db.Execute(MoveRow, move, ct);
            db.Touch(new MovedWork("transfer", row.Id.ToString(), row.Version, new RecordedEvent(new TransferTakenOver(from, to), at, to, null)));
        }
        return new SuccessionProgress(Transfers: open.Count);
    }

    public async Task<int> MoveEnded(string from, string to, int most, CancellationToken ct)
    {
        var ended = await db.Query<Row>($"{Ended} {dialect.Page}", new { From = from, Take = most }, ct);
        if (ended.Count > 0)
        {
            var move = new { From = from, To = to, Last = ended[^1].Id };
            await db.Execute(DropEndedTwins, move, ct);
            await db.Execute(MoveEndedRows, move, ct);
        }
        return ended.Count;
    }

    private sealed record Row
    {
        public required TransferId Id { get; init; }

        public required int Version { get; init; }
    }
}

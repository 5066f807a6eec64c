using OneStop.Application.Jobs;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Transfers;

/// <summary>Moves transfers to the agency that holds them.</summary>
internal sealed class TransferTakeover(DbSession db, Dialect dialect, HandlingFacts facts) : IMoveWork
{
    private const string Open = """
        SELECT w.Id, w.Version, w.SentAt AS StartedAt, w.DossierId AS Dossier
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

    private readonly Takeover<TransferId> takeover = new(
        db, dialect, new TakeoverTexts("transfer", Open, TakeOver, DropTwin, MoveRow, Ended, DropEndedTwins, MoveEndedRows),
        taken => facts.TakeOver(FactKind.Leg, taken, CancellationToken.None));

    public async Task<SuccessionProgress> MoveOpen(string from, string to, DateTimeOffset at, int most, CancellationToken ct) =>
        new SuccessionProgress(Transfers: await takeover.MoveOpen(from, to, dossier => new TransferTakenOver(from, to, dossier), at, most, ct));

    public Task<int> MoveEnded(string from, string to, int most, CancellationToken ct) => takeover.MoveEnded(from, to, most, ct);
}

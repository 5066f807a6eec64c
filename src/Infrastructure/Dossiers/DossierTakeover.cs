using OneStop.Application.Jobs;
using OneStop.Application.Ports;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>Moves dossiers, and their places in work-lists, to the agency that holds them. What no query looks into is neither read nor written.</summary>
internal sealed class DossierTakeover(DbSession db, Dialect dialect) : IMoveWork
{
    private const string Open = """
        SELECT w.Id, w.Version
        FROM DossierAgencies a
        INNER JOIN Dossiers w ON w.Id = a.DossierId
        WHERE a.AgencyCode = @From AND a.IsOpen = 1
        ORDER BY a.DueAt, a.DossierId
        """;

    private const string TakeOver = """
        UPDATE Dossiers
        SET OriginReceiving = CASE WHEN ReceivingAgency = @From THEN COALESCE(OriginReceiving, @From) ELSE OriginReceiving END,
            OriginCompetent = CASE WHEN CompetentAgency = @From THEN COALESCE(OriginCompetent, @From) ELSE OriginCompetent END,
            ReceivingAgency = CASE WHEN ReceivingAgency = @From THEN @To ELSE ReceivingAgency END,
            CompetentAgency = CASE WHEN CompetentAgency = @From THEN @To ELSE CompetentAgency END,
            Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    /// <summary>Where it stands in the successor's list already, one row is enough.</summary>
    private const string DropTwin = """
        DELETE FROM DossierAgencies
        WHERE AgencyCode = @From AND DossierId = @Id
            AND EXISTS (SELECT 1 FROM DossierAgencies t WHERE t.AgencyCode = @To AND t.DossierId = @Id)
        """;

    private const string MoveRow = "UPDATE DossierAgencies SET AgencyCode = @To WHERE AgencyCode = @From AND DossierId = @Id";

    private const string Ended = """
        SELECT a.DossierId AS Id, 0 AS Version
        FROM DossierAgencies a
        WHERE a.AgencyCode = @From AND a.IsOpen = 0
        ORDER BY a.DossierId
        """;

    private const string DropEndedTwins = """
        DELETE FROM DossierAgencies
        WHERE AgencyCode = @From AND IsOpen = 0 AND DossierId <= @Last
            AND EXISTS (SELECT 1 FROM DossierAgencies t WHERE t.AgencyCode = @To AND t.DossierId = DossierAgencies.DossierId)
        """;

    private const string MoveEndedRows = "UPDATE DossierAgencies SET AgencyCode = @To WHERE AgencyCode = @From AND IsOpen = 0 AND DossierId <= @Last";

    public async Task<SuccessionProgress> MoveOpen(string from, string to, DateTimeOffset at, int most, CancellationToken ct)
    {
        var open = await db.Query<Row>($"{Open} {dialect.Page}", new { From = from, Take = most }, ct);
        foreach (var row in open)
        {
            var move = new { From = from, To = to, row.Id, row.Version };
            if (await db.Execute(TakeOver, move, ct) == 0)
            {
                // Somebody acted on it between the two statements.
                throw new RunAgainException(new InvalidOperationException("dossier changed meanwhile"));
            }
            await db.Execute(DropTwin, move, ct);
            await db.Execute(MoveRow, move, ct);
            db.Touch(new MovedWork("dossier", row.Id.ToString(), row.Version, new RecordedEvent(new DossierTakenOver(from, to), at, to, null)));
        }
        return new SuccessionProgress(Dossiers: open.Count);
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
        public required DossierId Id { get; init; }

        public required int Version { get; init; }
    }
}

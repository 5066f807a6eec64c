using OneStop.Application.Jobs;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>Moves dossiers to the agency that holds them.</summary>
internal sealed class DossierTakeover(DbSession db, Dialect dialect, HandlingFacts facts) : IMoveWork
{
    private const string Open = """
        SELECT w.Id, w.Version, w.ReceivedAt AS StartedAt
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

    private readonly Takeover<DossierId> takeover = new(
        db, dialect, new TakeoverTexts("dossier", Open, TakeOver, DropTwin, MoveRow, Ended, DropEndedTwins, MoveEndedRows),
        taken => facts.TakeOver(FactKind.Dossier, taken, CancellationToken.None));

    public async Task<SuccessionProgress> MoveOpen(string from, string to, DateTimeOffset at, int most, CancellationToken ct) =>
        new SuccessionProgress(Dossiers: await takeover.MoveOpen(from, to, _ => new DossierTakenOver(from, to), at, most, ct));

    public Task<int> MoveEnded(string from, string to, int most, CancellationToken ct) => takeover.MoveEnded(from, to, most, ct);
}

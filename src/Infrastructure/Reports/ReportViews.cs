using Dapper;
using OneStop.Application.Dossiers;
using OneStop.Application.Reports;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Persistence;
using OneStop.Infrastructure.Transfers;

namespace OneStop.Infrastructure.Reports;

internal sealed class ReportViews(DbSession db) : IReportViews
{
    private const string Receptions = """
        SELECT ReceivingAgency AS Agency, ProcedureCode AS [Procedure], Channel, COUNT(*) AS Received
        FROM Dossiers
        WHERE ReceivedAt >= @From AND ReceivedAt < @To
        GROUP BY ReceivingAgency, ProcedureCode, Channel
        """;

    private static readonly string DossiersReceived = Dossiers(HandlingConditions.ReceivedWithin);

    private static readonly string DossiersCarriedOver = Dossiers(HandlingConditions.CarriedOver);

    private static readonly string LegsSent = Legs(TransferConditions.SentWithin);

    private static readonly string LegsCarriedOver = Legs(TransferConditions.CarriedOver);

    public Task<IReadOnlyList<ReceivedCount>> Received(DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        db.Query<ReceivedCount>(Receptions, new { From = from, To = to }, ct);

    public Task<IReadOnlyList<HandledCount>> Handled(HandlingPeriod period, bool rootsOnly, CancellationToken ct) =>
        Handled(DossiersReceived, DossiersCarriedOver, period, rootsOnly, ct);

    public Task<IReadOnlyList<HandledCount>> HandledLegs(HandlingPeriod period, CancellationToken ct) =>
        Handled(LegsSent, LegsCarriedOver, period, rootsOnly: false, ct);

    private async Task<IReadOnlyList<HandledCount>> Handled(string within, string before, HandlingPeriod period, bool rootsOnly, CancellationToken ct)
    {
        var parameters = new DynamicParameters(new { RootsOnly = rootsOnly ? 1 : 0 });
        HandlingConditions.Period(new Narrowing([], parameters), period);
        var carriedOver = await db.Query<HandledCount>(before, parameters, ct);
        return [.. await db.Query<HandledCount>(within, parameters, ct), .. carriedOver.Select(count => count with { CarriedOver = true })];
    }

    private static string Dossiers(string condition) => $"""
        SELECT d.CompetentAgency AS Agency, d.OriginCompetent AS Origin, d.ReceivingAgency AS Receiving, d.OriginReceiving AS ReceivingOrigin,
            d.ProcedureCode AS [Procedure], d.Field, d.Channel, {Standings(HandlingConditions.Of)}
        FROM Dossiers d
        WHERE {condition} AND (@RootsOnly = 0 OR d.RootId IS NULL)
        GROUP BY d.CompetentAgency, d.OriginCompetent, d.ReceivingAgency, d.OriginReceiving, d.ProcedureCode, d.Field, d.Channel
        """;

    private static string Legs(string condition) => $"""
        SELECT t.ToAgency AS Agency, t.OriginTo AS Origin, t.ToAgency AS Receiving, t.OriginTo AS ReceivingOrigin,
            d.ProcedureCode AS [Procedure], d.Field, d.Channel, {Standings(TransferConditions.Of)}
        FROM Transfers t
        INNER JOIN Dossiers d ON d.Id = t.DossierId
        WHERE {condition} AND {TransferConditions.IsWork}
        GROUP BY t.ToAgency, t.OriginTo, d.ProcedureCode, d.Field, d.Channel
        """;

    private static string Standings(Func<HandlingFigure, string> counted)
    {
        string Count(HandlingFigure figure, string name) => $"SUM(CASE WHEN {counted(figure)} THEN 1 ELSE 0 END) AS {name}";

        return string.Join(
            ", ", "COUNT(*) AS Items", Count(HandlingFigure.ResolvedEarly, "Early"), Count(HandlingFigure.ResolvedOnTime, "OnTime"),
            Count(HandlingFigure.ResolvedOverdue, "Late"), Count(HandlingFigure.InProgressInTime, "InTime"), Count(HandlingFigure.InProgressOverdue, "Overdue"));
    }
}

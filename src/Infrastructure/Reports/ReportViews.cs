using OneStop.Application.Reports;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Reports;

internal sealed class ReportViews(DbSession db) : IReportViews
{
    private const string Receptions = """
        SELECT ReceivingAgency AS Agency, COALESCE(OriginReceiving, ReceivingAgency) AS Origin, ProcedureCode AS [Procedure], Channel, COUNT(*) AS Received
        FROM Dossiers
        WHERE ReceivedAt >= @From AND ReceivedAt < @To
        GROUP BY ReceivingAgency, COALESCE(OriginReceiving, ReceivingAgency), ProcedureCode, Channel
        """;

    public Task<IReadOnlyList<ReceivedCount>> Received(DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        db.Query<ReceivedCount>(Receptions, new { From = from, To = to }, ct);
}

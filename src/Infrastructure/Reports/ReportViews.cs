using Dapper;
using OneStop.Application.Dossiers;
using OneStop.Application.Reports;
using OneStop.Domain.Procedures;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Persistence;
using OneStop.Infrastructure.Transfers;

namespace OneStop.Infrastructure.Reports;

internal sealed class ReportViews(DbSession db) : IReportViews
{
    private const string ReceptionColumns = """
        SELECT d.ReceivingAgency AS Agency, COALESCE(d.OriginReceiving, d.ReceivingAgency) AS Origin, d.ProcedureCode AS [Procedure], d.Channel, COUNT(*) AS Received,
            SUM(CASE WHEN d.Assurance > 0 THEN 1 ELSE 0 END) AS Authenticated
        FROM Dossiers d
        WHERE d.ReceivedAt >= @From AND d.ReceivedAt < @To AND d.Test = 0
        """;

    private const string ByReception = "GROUP BY d.ReceivingAgency, COALESCE(d.OriginReceiving, d.ReceivingAgency), d.ProcedureCode, d.Channel";

    /// <summary>Almost all: the index of receptions alone answers it.</summary>
    private const string Receptions = $"""
        {ReceptionColumns} AND d.Confidential = 0 AND @ReachTrial = 0 AND (@ReachLimited = 0 OR d.ProcedureCode IN @ReachProcedures)
        {ByReception}
        """;

    private const string ConfidentialReceptions = $"""
        {ReceptionColumns} AND d.Confidential = 1 AND {ReachConditions.Counted}
        {ByReception}
        """;

    private static readonly Dictionary<(ReportGroup By, string Condition), string> DossierCounts = Counts(
        Dossiers, HandlingConditions.ReceivedWithin, HandlingConditions.CarriedOverClosed, HandlingConditions.CarriedOverOpen);

    private static readonly Dictionary<(ReportGroup By, string Condition), string> LegCounts = Counts(
        Legs, TransferConditions.SentWithin, TransferConditions.CarriedOverClosed, TransferConditions.CarriedOverOpen);

    public async Task<IReadOnlyList<ReceivedCount>> Received(DateTimeOffset from, DateTimeOffset to, DossierReach reach, CancellationToken ct)
    {
        var parameters = Counted(reach, new { From = from, To = to });
        return [.. await db.Query<ReceivedCount>(Receptions, parameters, ct), .. await db.Query<ReceivedCount>(ConfidentialReceptions, parameters, ct)];
    }

    public Task<IReadOnlyList<HandledCount>> Handled(HandlingPeriod period, ReportGroup by, bool rootsOnly, DossierReach reach, CancellationToken ct) =>
        Handled(DossierCounts, HandlingConditions.ReceivedWithin, period, by, Counted(reach, new { RootsOnly = rootsOnly ? 1 : 0 }), ct);

    public Task<IReadOnlyList<HandledCount>> HandledLegs(HandlingPeriod period, ReportGroup by, DossierReach reach, CancellationToken ct) =>
        Handled(LegCounts, TransferConditions.SentWithin, period, by, Counted(reach, null), ct);

    private static DynamicParameters Counted(DossierReach reach, object? others)
    {
        var parameters = new DynamicParameters(others);
        ReachConditions.Count(new Narrowing([], parameters), reach);
        return parameters;
    }

    private async Task<IReadOnlyList<HandledCount>> Handled(
        Dictionary<(ReportGroup By, string Condition), string> texts, string within, HandlingPeriod period, ReportGroup by, DynamicParameters parameters, CancellationToken ct)
    {
        HandlingConditions.Period(new Narrowing([], parameters), period);
        var counts = new List<HandledCount>();
        foreach (var ((_, condition), text) in texts.Where(text => text.Key.By == by))
        {
            counts.AddRange((await db.Query<HandledCount>(text, parameters, ct)).Select(count => count with { CarriedOver = condition != within }));
        }
        return counts;
    }

    private static Dictionary<(ReportGroup By, string Condition), string> Counts(Func<ReportGroup, string, string> text, params string[] conditions) =>
        Enum.GetValues<ReportGroup>().SelectMany(by => conditions.Select(condition => (by, condition))).ToDictionary(key => key, key => text(key.by, key.condition));

    private static string Dossiers(ReportGroup by, string condition)
    {
        var columns = by == ReportGroup.Level ? ["d.ReceivingAgency", "d.OriginReceiving"] : Columns(by);
        return $"""
            SELECT d.CompetentAgency AS Agency, d.OriginCompetent AS Origin, {Named(columns)}{Standings(HandlingConditions.Of)}
            FROM Dossiers d
            WHERE {condition} AND (@RootsOnly = 0 OR {HandlingConditions.StandsForItsGroup}) AND {ReachConditions.Counted}
            GROUP BY {string.Join(", ", ["d.CompetentAgency", "d.OriginCompetent", .. columns])}
            """;
    }

    private static string Legs(ReportGroup by, string condition) => $"""
        SELECT t.ToAgency AS Agency, t.OriginTo AS Origin, {Named(Columns(by))}{Standings(TransferConditions.Of)}
        FROM Transfers t
        INNER JOIN Dossiers d ON d.Id = t.DossierId
        WHERE {condition} AND {TransferConditions.IsWork} AND {ReachConditions.Counted}
        GROUP BY {string.Join(", ", ["t.ToAgency", "t.OriginTo", .. Columns(by)])}
        """;

    private static string[] Columns(ReportGroup by) => by switch
    {
        ReportGroup.Field => ["d.Field"],
        ReportGroup.Procedure => ["d.ProcedureCode"],
        ReportGroup.Channel => ["d.Channel"],
        ReportGroup.Agency or ReportGroup.Level => [],
    };

    private static string Named(string[] columns) => string.Concat(columns.Select(column => column switch
    {
        "d.ProcedureCode" => "d.ProcedureCode AS [Procedure], ",
        "d.ReceivingAgency" => "d.ReceivingAgency AS Receiving, ",
        "d.OriginReceiving" => "d.OriginReceiving AS ReceivingOrigin, ",
        _ => $"{column}, ",
    }));

    private static string Standings(Func<HandlingFigure, string> counted)
    {
        static string Count(string condition, string name) => $"SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS {name}";

        return string.Join(
            ", ", "COUNT(*) AS Items", Count($"d.Channel = {(int)Channel.Online}", "Online"), Count(counted(HandlingFigure.ResolvedEarly), "Early"),
            Count(counted(HandlingFigure.ResolvedOnTime), "OnTime"), Count(counted(HandlingFigure.ResolvedOverdue), "Late"),
            Count(counted(HandlingFigure.InProgressInTime), "InTime"), Count(counted(HandlingFigure.InProgressOverdue), "Overdue"));
    }
}

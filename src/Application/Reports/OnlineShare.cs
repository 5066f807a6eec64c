using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;

namespace OneStop.Application.Reports;

/// <summary>Dossiers received online against a stated base — tỷ lệ hồ sơ trực tuyến.</summary>
/// <param name="GroupBy">What a row stands for.</param>
/// <param name="Base">What the online dossiers are compared with.</param>
[Allows(Permission.ReadReports)]
public sealed record OnlineShare(ReportFrame Frame, ReportGroup GroupBy, OnlineShareBase Base) : IReportQuery;

/// <summary>What the online dossiers are compared with.</summary>
public enum OnlineShareBase
{
    /// <summary>All dossiers received.</summary>
    Received,

    /// <summary>Dossiers of procedures of which at least one came online in the period.</summary>
    ProceduresFiledOnline,
}

internal sealed class OnlineShareValidator : ReportValidator<OnlineShare>
{
    public OnlineShareValidator()
    {
        RuleFor(q => q.GroupBy).IsInEnum();
        RuleFor(q => q.Base).IsInEnum();
    }
}

internal sealed class OnlineShareHandler(FactReports reports, ReportDesk desk) : IRequestHandler<OnlineShare, Report>
{
    private static readonly Measure[] Measures = [Measure.TakenIn, Measure.TakenInOnline, Measure.TakenInAuthenticated];

    public async Task<Report> Handle(OnlineShare query, CancellationToken ct)
    {
        var period = desk.Period(query.Frame);
        var report = new FactReport(
            query.Frame with { AsOf = period.AsOf }, query.GroupBy, WireFormats.Name(query.Base),
            [new FactQuestion(FactsAmong.TakenIn, period, [query.GroupBy], Measures)], row => Cells(row, WireFormats.Name(query.Base)))
        {
            Side = ReportSide.Receiving,
        };
        if (query.Base == OnlineShareBase.ProceduresFiledOnline)
        {
            report = report with { Procedures = await FiledOnline(report, ct) };
        }
        return await reports.Draw(report, ct);
    }

    private async Task<IReadOnlyList<string>> FiledOnline(FactReport report, CancellationToken ct)
    {
        var byProcedure = await reports.Sheet(
            report with { GroupBy = ReportGroup.Procedure, Questions = [report.Questions[0] with { By = [ReportGroup.Procedure] }] }, ct);
        return [.. byProcedure.Counted.Where(one => one.Count.Measures[Measure.TakenInOnline] > 0).Select(one => one.Count.Procedure!).Distinct().Order(StringComparer.Ordinal)];
    }

    private static Dictionary<string, Figure> Cells(FactGroup row, string @base) => new()
    {
        ["received"] = row.Count(Measure.TakenIn),
        ["online"] = row.Count(Measure.TakenInOnline),
        ["onlineShare"] = row.Share(Measure.TakenInOnline, Measure.TakenIn, @base),
        ["authenticatedShare"] = row.Share(Measure.TakenInAuthenticated, Measure.TakenInOnline, "online"),
    };
}

using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Domain.Shared;

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

internal sealed class OnlineShareHandler(FactReports reports, ReportDesk desk, IFiledOnline online) : IRequestHandler<OnlineShare, Report>
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
            var whole = new CellScope { Structure = query.Frame.Structure, On = VietnamTime.DateOf(period.AsOf), Within = query.Frame.Agency };
            report = report with { Procedures = await online.Of(whole, period, ct), FiledOnline = true };
        }
        return await reports.Draw(report, ct);
    }

    private static Dictionary<string, Figure> Cells(FactGroup row, string @base) => new()
    {
        ["received"] = row.Count(Measure.TakenIn),
        ["online"] = row.Count(Measure.TakenInOnline),
        ["onlineShare"] = row.Share(Measure.TakenInOnline, Measure.TakenIn, @base),
        ["authenticatedShare"] = row.Share(Measure.TakenInAuthenticated, Measure.TakenInOnline, "online"),
    };
}

internal sealed class FiledOnline(FactReports reports) : IFiledOnline
{
    public async Task<IReadOnlyList<string>> Of(CellScope row, FactPeriod period, CancellationToken ct)
    {
        var received = new FactQuestion(FactsAmong.TakenIn, period, [ReportGroup.Procedure], [Measure.TakenInOnline]);
        var sheet = await reports.Sheet(
            new FactReport(
                new ReportFrame(row.Within, period.From, period.To, period.AsOf, row.Structure), ReportGroup.Procedure, "received", [received], _ => new Dictionary<string, Figure>())
            {
                Side = ReportSide.Receiving,
            },
            ct);
        return [.. sheet.Counted.Where(one => one.Count.Measures[Measure.TakenInOnline] > 0).Select(one => one.Count.Procedure!).Distinct().Order(StringComparer.Ordinal)];
    }
}

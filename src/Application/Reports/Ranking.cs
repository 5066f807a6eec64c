using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Domain.Agencies;

namespace OneStop.Application.Reports;

/// <summary>Units in the order of a figure — xếp hạng các cơ quan, đơn vị.</summary>
/// <param name="Level">Where only units of one level are ranked.</param>
/// <param name="Least">Units whose figure is made of fewer dossiers than this are listed without a rank.</param>
[Allows(Permission.ReadReports)]
public sealed record Ranking(ReportFrame Frame, RankedFigure? By, AgencyLevel? Level, int Least) : IReportQuery;

/// <summary>What units are ranked by; more is better.</summary>
public enum RankedFigure
{
    /// <summary>Received online, of those received.</summary>
    OnlineShare,

    /// <summary>Resolved by the current due date, of those resolved.</summary>
    Punctuality,

    /// <summary>Resolved by the first promise, of those resolved.</summary>
    FirstPromisePunctuality,

    /// <summary>Working minutes saved, of those of the terms.</summary>
    TimeSaved,

    /// <summary>Received with a part the administration held already, of those received with parts.</summary>
    Reuse,
}

internal sealed class RankingValidator : ReportValidator<Ranking>
{
    public RankingValidator()
    {
        RuleFor(q => q.By).NotNull().IsInEnum();
        RuleFor(q => q.Level).IsInEnum();
        RuleFor(q => q.Least).InclusiveBetween(1, 1_000_000);
    }
}

internal sealed class RankingHandler(FactReports reports, ReportDesk desk) : IRequestHandler<Ranking, Report>
{
    private const string Decided = "decided";

    public async Task<Report> Handle(Ranking query, CancellationToken ct)
    {
        var (ground, period, by) = (await desk.Ground(query.Frame.Agency, ct), desk.Period(query.Frame), query.By!.Value);
        var name = WireFormats.Name(by);
        var report = await reports.Draw(
            new FactReport(
                query.Frame with { AsOf = period.AsOf }, ReportGroup.Agency, name, [Question(by, period)],
                row => Cells(by, name, row))
            {
                UnitLevel = query.Level, Keys = [.. ground.Units(query.Level, query.Frame.Structure, period).Select(unit => unit.Code)],
            },
            ct);
        return report with { Rows = InOrder(report.Rows, name, query.Least) };
    }

    /// <summary>The best first, equal ones on one place; those made of too little last, without a place.</summary>
    internal static IReadOnlyList<ReportRow> InOrder(IReadOnlyList<ReportRow> rows, string figure, int least)
    {
        var ranked = rows.Where(row => IsRanked(row, figure, least))
            .OrderByDescending(row => row, Comparer<ReportRow>.Create((one, other) => Compare(one.Cells[figure], other.Cells[figure])))
            .ThenBy(row => row.Key, StringComparer.Ordinal).ToList();
        for (var i = 0; i < ranked.Count; i++)
        {
            ranked[i] = ranked[i] with
            {
                Rank = i > 0 && Compare(ranked[i - 1].Cells[figure], ranked[i].Cells[figure]) == 0 ? ranked[i - 1].Rank : i + 1,
            };
        }
        return [.. ranked, .. rows.Where(row => !IsRanked(row, figure, least))];
    }

    /// <summary>Whether its figure is made of enough dossiers; that of the time saved is made of minutes.</summary>
    private static bool IsRanked(ReportRow row, string figure, int least) =>
        row.Cells[figure].Denominator is > 0 and var all && (row.Cells.TryGetValue(Decided, out var decided) ? decided.Value : all) >= least;

    /// <summary>Of fractions, not of what they are rounded to.</summary>
    private static int Compare(Figure one, Figure other) =>
        ((Int128)one.Numerator!.Value * other.Denominator!.Value).CompareTo((Int128)other.Numerator!.Value * one.Denominator!.Value);

    private static FactQuestion Question(RankedFigure by, FactPeriod period) => by switch
    {
        RankedFigure.OnlineShare => new(FactsAmong.TakenIn, period, [ReportGroup.Agency], [Measure.TakenIn, Measure.TakenInOnline]),
        RankedFigure.Punctuality => new(FactsAmong.Closed, period, [ReportGroup.Agency], [Measure.Resolved, Measure.ResolvedInTime]),
        RankedFigure.FirstPromisePunctuality => new(FactsAmong.Closed, period, [ReportGroup.Agency], [Measure.Resolved, Measure.FirstPromiseKept]),
        RankedFigure.TimeSaved => new(FactsAmong.Closed, period, [ReportGroup.Agency], [Measure.Decided]) { Sums = [MeasuredSum.TermMinutes, MeasuredSum.UsedMinutes] },
        RankedFigure.Reuse => new(FactsAmong.TakenIn, period, [ReportGroup.Agency], [Measure.WithPapers, Measure.WithReused]),
    };

    private static Dictionary<string, Figure> Cells(RankedFigure by, string name, FactGroup row) => by == RankedFigure.TimeSaved
        ? new() { [name] = Cell(by, row), [Decided] = row.Count(Measure.Decided) }
        : new() { [name] = Cell(by, row) };

    private static Figure Cell(RankedFigure by, FactGroup row) => by switch
    {
        RankedFigure.OnlineShare => row.Share(Measure.TakenInOnline, Measure.TakenIn, "received"),
        RankedFigure.Punctuality => row.Share(Measure.ResolvedInTime, Measure.Resolved, "resolved"),
        RankedFigure.FirstPromisePunctuality => row.Share(Measure.FirstPromiseKept, Measure.Resolved, "resolved"),
        RankedFigure.TimeSaved => row.Saving(),
        RankedFigure.Reuse => row.Share(Measure.WithReused, Measure.WithPapers, "withPapers"),
    };
}

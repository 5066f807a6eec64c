using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Reports;

namespace OneStop.Application.Reports;

/// <summary>Units or officials by nine indicators — đánh giá việc giải quyết thủ tục hành chính (Thông tư 01/2018/TT-VPCP Điều 13–15).</summary>
[Allows(Permission.ReadReports)]
public sealed record EvaluationReport(ReportFrame Frame, EvaluatedKind GroupBy) : IQuery<EvaluationSheet>, IFramed;

/// <summary>Who is evaluated.</summary>
public enum EvaluatedKind
{
    /// <summary>Agencies.</summary>
    Unit,

    /// <summary>Those who handle dossiers and transfers.</summary>
    Official,
}

/// <summary>Units or officials by nine indicators — kết quả đánh giá.</summary>
/// <param name="Rows">Those who had work in the period.</param>
public sealed record EvaluationSheet(ReportPeriod Period, DateTimeOffset AsOf, ReportScope Scope, IReadOnlyList<EvaluatedParty> Rows);

/// <summary>A unit or an official — đơn vị, cán bộ được đánh giá.</summary>
/// <param name="Points">The sum of the scores of the indicators with data.</param>
/// <param name="Max">18 of a unit, 10 of an official.</param>
/// <param name="MaxWithData">Two for each indicator with data.</param>
/// <param name="Class">Of units; null without any data.</param>
/// <param name="Duty">Of officials: `whole` from 5 points, `most` (70 to below 100 %) from 3.5, else `less`; null without any data.</param>
public sealed record EvaluatedParty(
    string Key, string Label, IReadOnlyList<EvaluatedIndicator> Indicators, decimal Points, int Max, int MaxWithData, WorkClass? Class, DutyDone? Duty);

/// <summary>One of the nine — chỉ số.</summary>
/// <param name="Grades">Where every dossier earns points: how many earned 2, 1 and 0.</param>
/// <param name="Figures">Where the unit earns points: what they follow from.</param>
/// <param name="Score">With one decimal; null where it is left out.</param>
/// <param name="Rule">How points are earned.</param>
/// <param name="Reason">Why it is left out, or what is counted less exactly than the circular has it.</param>
public sealed record EvaluatedIndicator(
    int Number, string Key, string Label, IReadOnlyList<EarnedPoints>? Grades, IReadOnlyDictionary<string, Figure>? Figures, decimal? Score, string Rule,
    IndicatorStatus Status, string? Reason);

/// <summary>How often so many points were earned — số lượt đạt điểm.</summary>
/// <param name="Transfers">Where work on transfers counts too.</param>
public sealed record EarnedPoints(int Points, Figure Dossiers, Figure? Transfers);

internal sealed class EvaluationReportValidator : ReportValidator<EvaluationReport>
{
    public EvaluationReportValidator() => RuleFor(q => q.GroupBy).IsInEnum();
}

internal sealed class EvaluationReportHandler(FactReports reports, OfferedProcedures procedures, ReportDesk desk) : IRequestHandler<EvaluationReport, EvaluationSheet>
{
    private static readonly Measure[] Concluded =
    [
        Measure.ConcludedEarly, Measure.ConcludedOnTime, Measure.ConcludedLate, Measure.ConcludedAtOnce, Measure.ConcludedAfterOne, Measure.ConcludedAfterMore,
    ];

    private static readonly Measure[] Legs = [Measure.ResolvedEarly, Measure.ResolvedOnTime, Measure.ResolvedOverdue];

    public async Task<EvaluationSheet> Handle(EvaluationReport query, CancellationToken ct)
    {
        var frame = query.Frame with { AsOf = desk.AsOf(query.Frame.AsOf) };
        var units = query.GroupBy == EvaluatedKind.Unit;
        var sheet = await reports.Sheet(Plan(frame, units ? ReportGroup.Agency : ReportGroup.Official), ct);
        var offered = units ? await procedures.Sheet(frame, ct) : null;
        var rows = new List<EvaluatedParty>();
        foreach (var group in sheet.Counted.GroupBy(one => sheet.Key(one.Count)).Where(group => units || (group.Key != CellScope.Nobody && desk.Shows(group.Key, group.Select(one => one.Count.Agency), sheet.Tree))).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var (row, label) = (sheet.Row(group.Key), await desk.Label(sheet.Report.GroupBy, group.Key, sheet.Tree, ct));
            var cells = sheet.Cells([.. group], row);
            var unit = offered is null ? null : new EvaluatedUnit(sheet.Tree.Find(group.Key)!.Level, cells, offered, row);
            rows.Add(new PartyScore(cells, unit, desk.English).Party(group.Key, label));
        }
        return new EvaluationSheet(
            new ReportPeriod(frame.From, frame.To), sheet.AsOf,
            new ReportScope(sheet.Scope.Within, WireFormats.Name(query.GroupBy), "concluded") { Structure = WireFormats.Name(frame.Structure) }, rows);
    }

    private FactReport Plan(ReportFrame frame, ReportGroup by)
    {
        var period = desk.Period(frame);
        return new FactReport(
            frame, by, "concluded",
            [
                new FactQuestion(FactsAmong.Closed, period, [by], Concluded),
                new FactQuestion(FactsAmong.TakenIn, period, [by], [Measure.TakenIn, Measure.TakenInOnline]),
                new FactQuestion(FactsAmong.Handled, period, [by], [Measure.OverdueOnline]),
                new FactQuestion(FactsAmong.Closed, period, [by], Legs) { Kind = FactKind.Leg },
            ],
            row => new Dictionary<string, Figure>(Concluded.Append(Measure.OverdueOnline).ToDictionary(WireFormats.Name, row.Count))
            {
                ["onlineShare"] = row.Share(Measure.TakenInOnline, Measure.TakenIn, "takenIn"),
            })
        {
            LegCells = legs => Legs.ToDictionary(measure => $"legs{measure}", legs.Count),
        };
    }
}

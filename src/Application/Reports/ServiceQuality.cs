using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Domain.Reports;

namespace OneStop.Application.Reports;

/// <summary>The index of how citizens and businesses are served — bộ chỉ số phục vụ người dân, doanh nghiệp (Quyết định 766/QĐ-TTg).</summary>
[Allows(Permission.ReadReports)]
public sealed record ServiceQuality(ReportFrame Frame, ServiceQualityGroup GroupBy) : IQuery<ServiceQualityReport>, IFramed;

/// <summary>What an index is drawn for.</summary>
public enum ServiceQualityGroup
{
    /// <summary>The agency with all below it.</summary>
    Scope,

    /// <summary>That, and each agency of it that had work in the period.</summary>
    Agency,
}

/// <summary>The index of an agency with all below it — kết quả đánh giá chất lượng phục vụ.</summary>
/// <param name="Groups">Its indicators by group.</param>
/// <param name="Points">The sum of the points of all indicators, each with its two decimals.</param>
/// <param name="MaxWithData">Of the maximum what indicators with data could earn.</param>
/// <param name="Class">The class of the points.</param>
/// <param name="Units">Its agencies, best first; null where they were not asked for.</param>
public sealed record ServiceQualityReport(
    ReportPeriod Period, DateTimeOffset AsOf, ReportScope Scope, IReadOnlyList<ScoredGroup> Groups, decimal Points, decimal Max, decimal MaxWithData,
    WorkClass Class, IReadOnlyList<RankedUnit>? Units);

/// <summary>An agency among others by its index — xếp hạng đơn vị.</summary>
/// <param name="Rank">The same for the same points.</param>
public sealed record RankedUnit(
    int Rank, string Key, string Label, IReadOnlyList<ScoredGroup> Groups, decimal Points, decimal Max, decimal MaxWithData, WorkClass Class);

internal sealed class ServiceQualityValidator : ReportValidator<ServiceQuality>
{
    public ServiceQualityValidator() => RuleFor(q => q.GroupBy).IsInEnum();
}

internal sealed class ServiceQualityHandler(FactReports reports, OfferedProcedures procedures, ReportDesk desk) : IRequestHandler<ServiceQuality, ServiceQualityReport>
{
    public async Task<ServiceQualityReport> Handle(ServiceQuality query, CancellationToken ct)
    {
        var frame = query.Frame with { AsOf = desk.AsOf(query.Frame.AsOf) };
        var sheet = await reports.Sheet(Plan(frame), ct);
        var offered = await procedures.Sheet(frame, ct);

        QualityScore Score(IReadOnlyList<CountedFacts> counted, CellScope row) => QualityScore.Of(Figures(sheet, offered, counted, row), desk.English);

        var whole = Score(sheet.Counted, sheet.Scope);
        var units = query.GroupBy == ServiceQualityGroup.Scope ? null : Ranked(
            sheet.Counted.GroupBy(one => sheet.Key(one.Count)).Select(group => (group.Key, sheet.Tree.NameOf(group.Key), Score([.. group], sheet.Row(group.Key)))));
        return new ServiceQualityReport(
            new ReportPeriod(frame.From, frame.To), sheet.AsOf,
            new ReportScope(sheet.Scope.Within, WireFormats.Name(query.GroupBy), "points") { Structure = WireFormats.Name(frame.Structure) },
            whole.Groups, whole.Points, whole.Max, whole.MaxWithData, whole.Class, units);
    }

    private FactReport Plan(ReportFrame frame)
    {
        var period = desk.Period(frame);
        return new FactReport(
            frame, ReportGroup.Agency, "points",
            [
                new FactQuestion(FactsAmong.Handled, period, [], [Measure.Received, Measure.ResolvedInTime]) { RootsOnly = true },
                new FactQuestion(FactsAmong.TakenIn, period, [], [Measure.TakenIn, Measure.TakenInOnline, Measure.WithPapers, Measure.WithDigital, Measure.WithReused]),
                new FactQuestion(FactsAmong.Closed, period, [], [Measure.Approved, Measure.WithElectronicResult]),
            ],
            row => new Dictionary<string, Figure>
            {
                ["onTime"] = row.Share(Measure.ResolvedInTime, Measure.Received, "received"),
                ["electronicResults"] = row.Share(Measure.WithElectronicResult, Measure.Approved, "approved"),
                ["papersDigitized"] = row.Share(Measure.WithDigital, Measure.WithPapers, "withPapers"),
                ["papersReused"] = row.Share(Measure.WithReused, Measure.WithPapers, "withPapers"),
                ["dossiersOnline"] = row.Share(Measure.TakenInOnline, Measure.TakenIn, "takenIn"),
            });
    }

    private static Dictionary<string, Figure> Figures(FactSheet sheet, ProcedureSheet offered, IReadOnlyList<CountedFacts> counted, CellScope row) => new(sheet.Cells(counted, row))
    {
        ["proceduresOnline"] = offered.Share(CountedProcedures.Services, CountedProcedures.Offered, "procedures", row),
        ["servicesUsed"] = offered.Share(CountedProcedures.ServicesUsed, CountedProcedures.Services, "services", row),
    };

    private static List<RankedUnit> Ranked(IEnumerable<(string Key, string Label, QualityScore Score)> units)
    {
        var best = units.OrderByDescending(unit => unit.Score.Points).ThenBy(unit => unit.Key, StringComparer.Ordinal).ToList();
        return [.. best.Select(unit => new RankedUnit(
            best.FindIndex(other => other.Score.Points == unit.Score.Points) + 1, unit.Key, unit.Label,
            unit.Score.Groups, unit.Score.Points, unit.Score.Max, unit.Score.MaxWithData, unit.Score.Class))];
    }
}

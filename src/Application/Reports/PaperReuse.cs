using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;

namespace OneStop.Application.Reports;

/// <summary>
/// How seldom citizens hand in what the administration holds already, and are asked for supplements — tỷ lệ tái sử dụng giấy tờ, bổ sung hồ sơ
/// không quá một lần.
/// </summary>
[Allows(Permission.ReadReports)]
public sealed record PaperReuse(ReportFrame Frame, ReportGroup GroupBy) : IReportQuery;

internal sealed class PaperReuseValidator : ReportValidator<PaperReuse>
{
    public PaperReuseValidator() => RuleFor(q => q.GroupBy).IsInEnum();
}

internal sealed class PaperReuseHandler(FactReports reports, ReportDesk desk) : IRequestHandler<PaperReuse, Report>
{
    private static readonly Measure[] Measures =
        [Measure.TakenIn, Measure.WithPapers, Measure.WithReused, Measure.WithDigital, Measure.Supplemented, Measure.SupplementedOnce];

    public Task<Report> Handle(PaperReuse query, CancellationToken ct)
    {
        var period = desk.Period(query.Frame);
        return reports.Draw(
            new FactReport(
                query.Frame with { AsOf = period.AsOf }, query.GroupBy, "received", [new FactQuestion(FactsAmong.TakenIn, period, [query.GroupBy], Measures)], Cells),
            ct);
    }

    private static Dictionary<string, Figure> Cells(FactGroup row) => new()
    {
        ["received"] = row.Count(Measure.TakenIn),
        ["withPapers"] = row.Count(Measure.WithPapers),
        ["withReused"] = row.Count(Measure.WithReused),
        ["reusedShare"] = row.Share(Measure.WithReused, Measure.WithPapers, "withPapers"),
        ["withElectronic"] = row.Count(Measure.WithDigital),
        ["electronicShare"] = row.Share(Measure.WithDigital, Measure.WithPapers, "withPapers"),
        ["supplemented"] = row.Count(Measure.Supplemented),
        ["supplementedOnce"] = row.Count(Measure.SupplementedOnce),
        ["singleSupplementShare"] = row.Share(Measure.SupplementedOnce, Measure.Supplemented, "supplemented"),
    };
}

using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;

namespace OneStop.Application.Reports;

/// <summary>Why dossiers are overdue — nguyên nhân quá hạn (phụ lục Biểu số 06/VPCP/KSTT, mẫu số 07).</summary>
[Allows(Permission.ReadReports)]
public sealed record OverdueCauses(ReportFrame Frame, ReportGroup GroupBy) : IReportQuery;

internal sealed class OverdueCausesValidator : ReportValidator<OverdueCauses>
{
    public OverdueCausesValidator() => RuleFor(q => q.GroupBy).IsInEnum();
}

internal sealed class OverdueCausesHandler(FactReports reports, ReportDesk desk) : IRequestHandler<OverdueCauses, Report>
{
    private const string Base = "overdue";

    private static readonly Measure[] Measures = [Measure.Overdue, Measure.OverdueAtTransfer, Measure.OverdueAtAgency, Measure.OverdueApologised];

    public Task<Report> Handle(OverdueCauses query, CancellationToken ct)
    {
        var period = desk.Period(query.Frame);
        return reports.Draw(
            new FactReport(
                query.Frame with { AsOf = period.AsOf }, query.GroupBy, Base, [new FactQuestion(FactsAmong.Handled, period, [query.GroupBy], Measures)], Cells),
            ct);
    }

    private static Dictionary<string, Figure> Cells(FactGroup row) => new()
    {
        ["overdue"] = row.Count(Measure.Overdue),
        ["atTransfer"] = row.Count(Measure.OverdueAtTransfer),
        ["atAgency"] = row.Count(Measure.OverdueAtAgency),
        ["apologised"] = row.Count(Measure.OverdueApologised),
        ["atTransferShare"] = row.Share(Measure.OverdueAtTransfer, Measure.Overdue, Base),
        ["atAgencyShare"] = row.Share(Measure.OverdueAtAgency, Measure.Overdue, Base),
        ["apologisedShare"] = row.Share(Measure.OverdueApologised, Measure.Overdue, Base),
    };
}

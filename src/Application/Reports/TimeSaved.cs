using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Application.Pipeline;

namespace OneStop.Application.Reports;

/// <summary>How much sooner than the term dossiers were decided — tỷ lệ hồ sơ rút ngắn thời gian giải quyết.</summary>
/// <param name="Procedures">Codes of those it looks at; all where absent.</param>
[Allows(Permission.ReadReports)]
public sealed record TimeSaved(ReportFrame Frame, ReportGroup GroupBy, IReadOnlyList<string>? Procedures) : IReportQuery;

internal sealed class TimeSavedValidator : ReportValidator<TimeSaved>
{
    private const int MostProcedures = 100;

    public TimeSavedValidator()
    {
        RuleFor(q => q.GroupBy).IsInEnum();
        RuleFor(q => q.Procedures).Must(codes => codes is null or { Count: > 0 and <= MostProcedures }).WithState(_ => FieldRules.WithinLength);
    }
}

internal sealed class TimeSavedHandler(FactReports reports, ReportDesk desk, ReportCatalogue catalogue) : IRequestHandler<TimeSaved, Report>
{
    private static readonly Measure[] Measures = [Measure.Decided, Measure.Shortened, Measure.AtHalfTime];

    public async Task<Report> Handle(TimeSaved query, CancellationToken ct)
    {
        await catalogue.DemandKnown(query.Procedures ?? [], "procedures", ct);
        var period = desk.Period(query.Frame);
        var decided = new FactQuestion(FactsAmong.Closed, period, [query.GroupBy], Measures) { Sums = [MeasuredSum.TermMinutes, MeasuredSum.UsedMinutes] };
        return await reports.Draw(
            new FactReport(query.Frame with { AsOf = period.AsOf }, query.GroupBy, "decided", [decided], Cells) { Procedures = query.Procedures }, ct);
    }

    private static Dictionary<string, Figure> Cells(FactGroup row) => new()
    {
        ["decided"] = row.Count(Measure.Decided),
        ["shortened"] = row.Count(Measure.Shortened),
        ["shortenedShare"] = row.Share(Measure.Shortened, Measure.Decided, "decided"),
        ["atHalfTime"] = row.Count(Measure.AtHalfTime),
        ["halfTimeShare"] = row.Share(Measure.AtHalfTime, Measure.Decided, "decided"),
        ["termMinutes"] = Figure.Count(row.Of(MeasuredSum.TermMinutes), row.Link(Measure.Decided)),
        ["usedMinutes"] = Figure.Count(row.Of(MeasuredSum.UsedMinutes), row.Link(Measure.Decided)),
        ["averageSaving"] = row.Saving(),
    };
}

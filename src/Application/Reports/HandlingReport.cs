using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Reports;

/// <summary>How dossiers are handled — tình hình, kết quả giải quyết thủ tục hành chính (Biểu số 06/VPCP/KSTT, Thông tư 01/2020/TT-VPCP).</summary>
[Allows(Permission.ReadReports)]
public sealed record HandlingReport(ReportFrame Frame, ReportGroup GroupBy, HandlingUnit CountBy) : IReportQuery;

/// <summary>What the handling report counts as one.</summary>
public enum HandlingUnit
{
    /// <summary>A citizen's request: a dossier, or a group of linked dossiers.</summary>
    Root,

    /// <summary>A piece of work: every dossier at its competent agency, every transfer at its receiver.</summary>
    Leg,
}

internal sealed class HandlingReportValidator : ReportValidator<HandlingReport>
{
    public HandlingReportValidator()
    {
        RuleFor(q => q.GroupBy).IsInEnum();
        RuleFor(q => q.CountBy).IsInEnum();
    }
}

internal sealed class HandlingReportHandler(FactReports reports, ReportDesk desk) : IRequestHandler<HandlingReport, Report>
{
    private static readonly Measure[] Columns =
    [
        Measure.Received, Measure.ReceivedOnline, Measure.ReceivedDirect, Measure.CarriedOver, Measure.Resolved, Measure.ResolvedEarly, Measure.ResolvedOnTime,
        Measure.ResolvedOverdue, Measure.InProgress, Measure.InProgressInTime, Measure.InProgressOverdue,
    ];

    /// <summary>Of which, and what punctuality is made of.</summary>
    private static readonly Measure[] Further = [Measure.Paused, Measure.Withdrawn, Measure.Stopped, Measure.Refused];

    private static readonly Measure[] Punctual = [Measure.ResolvedInTime, Measure.FirstPromiseKept];

    public Task<Report> Handle(HandlingReport query, CancellationToken ct) => reports.Draw(Plan(query), ct);

    private FactReport Plan(HandlingReport query)
    {
        var roots = query.CountBy == HandlingUnit.Root;
        var period = desk.Period(query.Frame);
        var dossiers = new FactQuestion(FactsAmong.Handled, period, [query.GroupBy], [.. Columns, .. Further, .. Punctual]) { RootsOnly = roots };
        var legs = new FactQuestion(FactsAmong.Handled, period, [query.GroupBy], [.. Columns, .. Punctual]) { Kind = FactKind.Leg };
        return new FactReport(query.Frame with { AsOf = period.AsOf }, query.GroupBy, "received", roots ? [dossiers] : [dossiers, legs], Cells)
        {
            CountBy = WireFormats.Name(query.CountBy), LegCells = roots ? null : LegCells,
        };
    }

    private static Dictionary<string, Figure> Cells(FactGroup dossiers) => Columns.Concat(Further)
        .ToDictionary(WireFormats.Name, dossiers.Count)
        .Concat(Punctuality(dossiers)).ToDictionary();

    private static Dictionary<string, Figure> LegCells(FactGroup legs) => Columns
        .ToDictionary(WireFormats.Name, legs.Count)
        .Concat(Punctuality(legs)).ToDictionary(cell => $"legs{char.ToUpperInvariant(cell.Key[0])}{cell.Key[1..]}", cell => cell.Value);

    /// <summary>By the current due date, and beside it by the first promise.</summary>
    private static Dictionary<string, Figure> Punctuality(FactGroup work) => new()
    {
        ["punctuality"] = work.Share(Measure.ResolvedInTime, Measure.Resolved, "resolved"),
        ["firstPromisePunctuality"] = work.Share(Measure.FirstPromiseKept, Measure.Resolved, "resolved"),
    };
}

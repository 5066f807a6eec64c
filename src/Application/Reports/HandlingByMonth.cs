using MediatR;

namespace OneStop.Application.Reports;

/// <summary>How dossiers were handled, month by month — tình hình giải quyết theo tháng.</summary>
[Allows(Permission.ReadReports)]
public sealed record HandlingByMonth(ReportFrame Frame) : IReportQuery;

internal sealed class HandlingByMonthValidator : ReportValidator<HandlingByMonth>;

internal sealed class HandlingByMonthHandler(IMediator mediator, ReportDesk desk) : IRequestHandler<HandlingByMonth, Report>
{
    public async Task<Report> Handle(HandlingByMonth query, CancellationToken ct)
    {
        var frame = query.Frame with { AsOf = desk.AsOf(query.Frame.AsOf) };
        var rows = new List<ReportRow>();
        foreach (var (from, to) in ReportMonths.Begun(frame.From, frame.To, frame.AsOf.Value))
        {
            var month = await Draw(frame with { From = from, To = to }, ct);
            rows.Add(new ReportRow($"{from:yyyy-MM}", $"{from:MM/yyyy}", month.Totals));
        }
        var whole = await Draw(frame, ct);
        return whole with { Scope = whole.Scope with { GroupBy = "month" }, Rows = rows };
    }

    private Task<Report> Draw(ReportFrame frame, CancellationToken ct) => mediator.Send(new HandlingReport(frame, ReportGroup.Channel, HandlingUnit.Root), ct);
}

using MediatR;
using OneStop.Domain.Shared;

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
        foreach (var (from, to) in Months(frame.From, frame.To).TakeWhile(month => month.From <= VietnamTime.DateOf(frame.AsOf.Value)))
        {
            var month = await Draw(frame with { From = from, To = to }, ct);
            rows.Add(new ReportRow($"{from:yyyy-MM}", $"{from:MM/yyyy}", month.Totals));
        }
        var whole = await Draw(frame, ct);
        return whole with { Scope = whole.Scope with { GroupBy = "month" }, Rows = rows };
    }

    private Task<Report> Draw(ReportFrame frame, CancellationToken ct) => mediator.Send(new HandlingReport(frame, ReportGroup.Channel, HandlingUnit.Root), ct);

    /// <summary>The months that a period touches, the first and the last only as far as it goes.</summary>
    private static IEnumerable<(DateOnly From, DateOnly To)> Months(DateOnly from, DateOnly to)
    {
        while (from <= to)
        {
            var last = new DateOnly(from.Year, from.Month, DateTime.DaysInMonth(from.Year, from.Month));
            yield return (from, last < to ? last : to);
            from = last.AddDays(1);
        }
    }
}

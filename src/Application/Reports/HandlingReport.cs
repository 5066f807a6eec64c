using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Application.Transfers;
using OneStop.Domain.Agencies;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Reports;

/// <summary>How dossiers are handled — tình hình, kết quả giải quyết thủ tục hành chính (Biểu số 06/VPCP/KSTT, Thông tư 01/2020/TT-VPCP).</summary>
/// <param name="Agency">The competent agency with all below it; by default the caller's.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included.</param>
[Allows(Permission.ReadReports)]
public sealed record HandlingReport(string? Agency, DateOnly From, DateOnly To, ReportGroup GroupBy, HandlingUnit CountBy, ReportStructure Structure) : IQuery<Report>;

/// <summary>What the handling report counts as one.</summary>
public enum HandlingUnit
{
    /// <summary>A citizen's request: a dossier, or a group of linked dossiers.</summary>
    Root,

    /// <summary>A piece of work: every dossier at its competent agency, every transfer at its receiver.</summary>
    Leg,
}

internal sealed class HandlingReportValidator : AbstractValidator<HandlingReport>
{
    public HandlingReportValidator()
    {
        RuleFor(q => q.To).GreaterThanOrEqualTo(q => q.From);
        RuleFor(q => q.GroupBy).IsInEnum();
        RuleFor(q => q.CountBy).IsInEnum();
        RuleFor(q => q.Structure).IsInEnum();
    }
}

internal sealed class HandlingReportHandler(IReportViews views, ReportDesk desk) : IRequestHandler<HandlingReport, Report>
{
    public async Task<Report> Handle(HandlingReport query, CancellationToken ct)
    {
        var (ground, now) = (await desk.Ground(query.Agency, ct), desk.Now);
        var scope = new CellScope { Structure = query.Structure, On = VietnamTime.DateOf(now), Within = ground.Scope };
        var period = new HandlingPeriod(query.From, query.To, LastMoment(query.To, now));
        var roots = query.CountBy == HandlingUnit.Root;
        var work = new List<Work>();
        work.AddRange(Visible(await views.Handled(period, query.GroupBy, roots, ground.Reach, ct), isLeg: false));
        work.AddRange(roots ? [] : Visible(await views.HandledLegs(period, query.GroupBy, ground.Reach, ct), isLeg: true));

        var rows = new List<ReportRow>();
        foreach (var group in work.GroupBy(item => Key(query.GroupBy, item.Count, scope, ground.Tree)).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            rows.Add(new ReportRow(
                group.Key, await desk.Label(query.GroupBy, group.Key, ground.Tree, ct), Cells(Row(scope, query.GroupBy, group.Key), [.. group])));
        }
        return new Report(
            new ReportPeriod(query.From, query.To), now,
            new ReportScope(ground.Scope, WireFormats.Name(query.GroupBy), "received") { CountBy = WireFormats.Name(query.CountBy), Structure = WireFormats.Name(query.Structure) },
            rows, Cells(scope, work));

        IEnumerable<Work> Visible(IEnumerable<HandledCount> counts, bool isLeg) => counts
            .Where(count => ground.Sees(count.Agency) && scope.Covers(ground.Tree, scope.KeyOf(ground.Tree, count.Agency, count.Origin)))
            .Select(count => new Work(count, isLeg));

        IReadOnlyDictionary<string, Figure> Cells(CellScope row, IReadOnlyList<Work> items) => roots
            ? Figures(items, row, period, roots)
            : Figures([.. items.Where(item => !item.IsLeg)], row, period, roots)
                .Concat(LegFigures([.. items.Where(item => item.IsLeg)], row, period)).ToDictionary();
    }

    /// <summary>The last moment of the period, or now where that has not come.</summary>
    private static DateTimeOffset LastMoment(DateOnly to, DateTimeOffset now)
    {
        var last = VietnamTime.At(to.AddDays(1), TimeOnly.MinValue).AddMilliseconds(-1);
        return now < last ? now : last;
    }

    private static string Key(ReportGroup by, HandledCount count, CellScope scope, AgencyTree tree) => by switch
    {
        ReportGroup.Field => count.Field!,
        ReportGroup.Procedure => count.Procedure!,
        ReportGroup.Agency => scope.KeyOf(tree, count.Agency, count.Origin),
        ReportGroup.Level => WireFormats.Name(tree.Find(
            count.Receiving is { } receiving ? scope.KeyOf(tree, receiving, count.ReceivingOrigin) : scope.KeyOf(tree, count.Agency, count.Origin))!.Level),
        ReportGroup.Channel => WireFormats.Name(count.Channel!.Value),
    };

    private static CellScope Row(CellScope scope, ReportGroup by, string key) => by switch
    {
        ReportGroup.Field => scope with { Field = key },
        ReportGroup.Procedure => scope with { Procedure = key },
        ReportGroup.Agency => scope with { Agency = key },
        ReportGroup.Level => scope with { Level = Enum.Parse<AgencyLevel>(key, ignoreCase: true) },
        ReportGroup.Channel => scope with { Channel = Enum.Parse<Channel>(key, ignoreCase: true) },
    };

    private static Dictionary<string, Figure> Figures(IReadOnlyList<Work> dossiers, CellScope row, HandlingPeriod period, bool roots) =>
        Enum.GetValues<HandlingFigure>().ToDictionary(
            WireFormats.Name, figure => Figure.Count(Sum(dossiers, figure), new ReportCell { Handling = new HandlingCell(figure, period, roots, row) }.Link()));

    private static Dictionary<string, Figure> LegFigures(IReadOnlyList<Work> legs, CellScope row, HandlingPeriod period) =>
        Enum.GetValues<HandlingFigure>().ToDictionary(
            figure => $"legs{figure}", figure => Figure.Count(Sum(legs, figure), new TransferCell(new HandlingCell(figure, period, false, row)).Link()));

    private static long Sum(IReadOnlyList<Work> work, HandlingFigure figure) => work.Sum(item => item.Count.Of(figure));

    /// <summary>Dossiers or transfers of a kind.</summary>
    private sealed record Work(HandledCount Count, bool IsLeg);
}

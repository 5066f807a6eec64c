using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Domain.Agencies;

namespace OneStop.Application.Reports;

/// <summary>Which procedures dossiers come for, and for which none do — thủ tục có, không phát sinh hồ sơ.</summary>
/// <param name="Level">Where only agencies of one level count, and the procedures resolved at it.</param>
/// <param name="Used">Where only the procedures with dossiers, or only those without, are rows.</param>
[Allows(Permission.ReadReports)]
public sealed record ProceduresUsage(ReportFrame Frame, UsageGroup GroupBy, AgencyLevel? Level, bool? Used) : IReportQuery;

/// <summary>What a row of the report on the use of procedures stands for.</summary>
public enum UsageGroup
{
    /// <summary>Procedure.</summary>
    Procedure,

    /// <summary>Field of administration.</summary>
    Field,

    /// <summary>Level of the receiving agency.</summary>
    Level,

    /// <summary>The competent agency.</summary>
    Agency,
}

internal sealed class ProceduresUsageValidator : ReportValidator<ProceduresUsage>
{
    public ProceduresUsageValidator()
    {
        RuleFor(q => q.GroupBy).IsInEnum();
        RuleFor(q => q.Level).IsInEnum();
        RuleFor(q => q.Used).Null().When(q => q.GroupBy != UsageGroup.Procedure).WithState(_ => ReportRules.UsedIsOfProcedures);
    }
}

internal sealed class ProceduresUsageHandler(FactReports reports, ReportDesk desk, ReportCatalogue catalogue) : IRequestHandler<ProceduresUsage, Report>
{
    public async Task<Report> Handle(ProceduresUsage query, CancellationToken ct)
    {
        var (ground, by) = (await desk.Ground(query.Frame.Agency, ct), Enum.Parse<ReportGroup>(query.GroupBy.ToString()));
        var offered = await catalogue.InForce(query.Frame.From, query.Frame.To, query.Level, ground.Agencies, ct);
        var sheet = await reports.Sheet(Plan(query, by, [.. offered.Select(procedure => procedure.Code)]), ct);
        var report = await reports.Draw(sheet, ct);

        var used = sheet.Counted.Where(one => one.Count.Measures[Measure.TakenIn] > 0).Select(one => one.Count.Procedure!).ToHashSet();
        var months = ReportMonths.Begun(query.Frame.From, query.Frame.To, report.AsOf).Count();
        var units = ground.Units(query.Level, query.Frame.Structure, desk.Period(query.Frame with { AsOf = report.AsOf })).Count();
        return report with
        {
            Scope = report.Scope with { Months = months, Units = units },
            Rows = [.. report.Rows.Where(row => query.Used is null || used.Contains(row.Key) == query.Used)],
            Totals = Totals(query, report, new Usage(offered.Select(procedure => procedure.Code).Union(used).Count(), used.Count, (long)months * units)),
        };
    }

    private FactReport Plan(ProceduresUsage query, ReportGroup by, IReadOnlyCollection<string> offered)
    {
        var period = desk.Period(query.Frame);
        var received = new FactQuestion(FactsAmong.TakenIn, period, [.. new[] { by, ReportGroup.Procedure }.Distinct()], [Measure.TakenIn]);
        return new FactReport(query.Frame with { AsOf = period.AsOf }, by, "received", [received], Cells)
        {
            UnitLevel = query.Level, Keys = by == ReportGroup.Procedure ? offered : [],
        };
    }

    private static Dictionary<string, Figure> Cells(FactGroup row) => new()
    {
        ["received"] = row.Count(Measure.TakenIn), ["share"] = row.ShareOfAll(Measure.TakenIn, "received"),
    };

    private static Dictionary<string, Figure> Totals(ProceduresUsage query, Report report, Usage usage)
    {
        var received = report.Totals["received"];
        return new Dictionary<string, Figure>
        {
            ["procedures"] = Figure.Count(usage.Procedures, Link(query, report, null)),
            ["withDossiers"] = Figure.Count(usage.WithDossiers, Link(query, report, true)),
            ["withoutDossiers"] = Figure.Count(usage.Procedures - usage.WithDossiers, Link(query, report, false)),
            ["received"] = received,
            ["share"] = report.Totals["share"],
            ["monthlyPerUnit"] = new(ReportDesk.Average((long)received.Value!, usage.UnitMonths), (long)received.Value!, usage.UnitMonths, "unitMonths", received.DrillDown),
        };
    }

    /// <summary>The same report by procedure, with exactly these rows.</summary>
    private static string Link(ProceduresUsage query, Report report, bool? used) => ReportAddress.Link(
        "procedures-usage",
        [.. ReportAddress.Of(query.Frame, new FactFrame(report.Scope.Agency, report.AsOf)), ("level", query.Level), ("groupBy", UsageGroup.Procedure), ("used", used)]);

    private sealed record Usage(int Procedures, int WithDossiers, long UnitMonths);
}

using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Reports;

/// <summary>The time each agency answered for, of dossiers whose clock closed in a period — thời gian trách nhiệm của từng cơ quan.</summary>
[Allows(Permission.ReadReports)]
public sealed record ResponsibilityReport(ReportFrame Frame, ResponsibilityGroup GroupBy) : IReportQuery;

/// <summary>What a row of the report on responsibility time stands for.</summary>
public enum ResponsibilityGroup
{
    /// <summary>The agency that answered.</summary>
    Agency,

    /// <summary>Procedure.</summary>
    Procedure,

    /// <summary>Field of administration.</summary>
    Field,

    /// <summary>Level of the agency that answered.</summary>
    Level,
}

internal sealed class ResponsibilityReportValidator : ReportValidator<ResponsibilityReport>
{
    public ResponsibilityReportValidator() => RuleFor(q => q.GroupBy).IsInEnum();
}

internal sealed class ResponsibilityReportHandler(IResponsibilityTimes times, ReportDesk desk) : IRequestHandler<ResponsibilityReport, Report>
{
    public async Task<Report> Handle(ResponsibilityReport query, CancellationToken ct)
    {
        var (ground, period) = (await desk.Ground(query.Frame.Agency, ct), desk.Period(query.Frame));
        var (tree, scope) = (ground.Tree, new CellScope { Structure = query.Frame.Structure, On = VietnamTime.DateOf(period.AsOf), Within = ground.Scope });
        var counts = (await times.Closed(period, ground.Reach, ct))
            .Where(count => ground.Sees(count.Agency) && scope.Covers(tree, scope.KeyOf(tree, count.Agency, count.Origin))).ToList();

        var rows = new List<ReportRow>();
        foreach (var group in counts.GroupBy(count => Key(query.GroupBy, count, scope, tree)).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var label = await desk.Label(Enum.Parse<ReportGroup>(query.GroupBy.ToString()), group.Key, tree, ct);
            rows.Add(new ReportRow(group.Key, label, Cells(period, Row(scope, query.GroupBy, group.Key), group)));
        }
        return new Report(
            new ReportPeriod(period.From, period.To), period.AsOf,
            new ReportScope(ground.Scope, WireFormats.Name(query.GroupBy), "closed") { Structure = WireFormats.Name(query.Frame.Structure) },
            rows, Cells(period, scope, counts));
    }

    private static string Key(ResponsibilityGroup by, ResponsibilityCount count, CellScope scope, AgencyTree tree) => by switch
    {
        ResponsibilityGroup.Agency => scope.KeyOf(tree, count.Agency, count.Origin),
        ResponsibilityGroup.Procedure => count.Procedure,
        ResponsibilityGroup.Field => count.Field,
        ResponsibilityGroup.Level => WireFormats.Name(tree.Find(scope.KeyOf(tree, count.Agency, count.Origin))!.Level),
    };

    private static CellScope Row(CellScope scope, ResponsibilityGroup by, string key) => by switch
    {
        ResponsibilityGroup.Agency => scope with { Agency = key },
        ResponsibilityGroup.Procedure => scope with { Procedure = key },
        ResponsibilityGroup.Field => scope with { Field = key },
        ResponsibilityGroup.Level => scope with { Level = Enum.Parse<AgencyLevel>(key, ignoreCase: true) },
    };

    /// <summary>A dossier that several parties of a row had is one dossier of that row.</summary>
    private static Dictionary<string, Figure> Cells(FactPeriod period, CellScope row, IEnumerable<ResponsibilityCount> counts)
    {
        var link = new ReportCell { Responsibility = new ResponsibilityCell(period, row) }.Link();
        var (dossiers, minutes, shared) = (0L, 0L, new HashSet<DossierId>());
        foreach (var count in counts)
        {
            dossiers += count.Dossier is { } dossier && !shared.Add(dossier) ? 0 : count.Dossiers;
            minutes += count.Minutes;
        }
        return new Dictionary<string, Figure>
        {
            ["dossiers"] = Figure.Count(dossiers, link),
            ["minutes"] = Figure.Count(minutes, link),
            ["averageMinutes"] = new(
                dossiers == 0 ? null : decimal.Round((decimal)minutes / dossiers, 2, MidpointRounding.AwayFromZero), minutes, dossiers, "dossiers", link),
        };
    }
}

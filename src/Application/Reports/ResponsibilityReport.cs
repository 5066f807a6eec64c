using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Reports;

/// <summary>The time each agency answered for, of dossiers whose clock closed in a period — thời gian trách nhiệm của từng cơ quan.</summary>
/// <param name="Agency">The agency that answered, with all below it; by default the caller's.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included.</param>
[Allows(Permission.ReadReports)]
public sealed record ResponsibilityReport(string? Agency, DateOnly From, DateOnly To, ResponsibilityGroup GroupBy, ReportStructure Structure) : IQuery<Report>;

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

internal sealed class ResponsibilityReportValidator : AbstractValidator<ResponsibilityReport>
{
    public ResponsibilityReportValidator()
    {
        RuleFor(q => q.To).GreaterThanOrEqualTo(q => q.From);
        RuleFor(q => q.GroupBy).IsInEnum();
        RuleFor(q => q.Structure).IsInEnum();
    }
}

internal sealed class ResponsibilityReportHandler(IResponsibilityTimes times, ReportDesk desk) : IRequestHandler<ResponsibilityReport, Report>
{
    public async Task<Report> Handle(ResponsibilityReport query, CancellationToken ct)
    {
        var (ground, now) = (await desk.Ground(query.Agency, ct), desk.Now);
        var (tree, scope) = (ground.Tree, new CellScope { Structure = query.Structure, On = VietnamTime.DateOf(now), Within = ground.Scope });
        var (from, to) = (VietnamTime.At(query.From, TimeOnly.MinValue), VietnamTime.At(query.To.AddDays(1), TimeOnly.MinValue));
        var counts = (await times.Closed(from, to, ground.Reach, ct))
            .Where(count => ground.Sees(count.Agency) && scope.Covers(tree, scope.KeyOf(tree, count.Agency, count.Origin))).ToList();

        var rows = new List<ReportRow>();
        foreach (var group in counts.GroupBy(count => Key(query.GroupBy, count, scope, tree)).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var label = await desk.Label(Enum.Parse<ReportGroup>(query.GroupBy.ToString()), group.Key, tree, ct);
            rows.Add(new ReportRow(group.Key, label, Cells(query, Row(scope, query.GroupBy, group.Key), group)));
        }
        return new Report(
            new ReportPeriod(query.From, query.To), now,
            new ReportScope(ground.Scope, WireFormats.Name(query.GroupBy), "closed") { Structure = WireFormats.Name(query.Structure) },
            rows, Cells(query, scope, counts));
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
    private static Dictionary<string, Figure> Cells(ResponsibilityReport query, CellScope row, IEnumerable<ResponsibilityCount> counts)
    {
        var link = new ReportCell { Responsibility = new ResponsibilityCell(query.From, query.To, row) }.Link();
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

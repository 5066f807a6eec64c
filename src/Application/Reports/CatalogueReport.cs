using FluentValidation;
using MediatR;
using OneStop.Domain.Agencies;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Reports;

/// <summary>How many procedures there are, and how many can be done online — số lượng thủ tục, dịch vụ công trực tuyến.</summary>
/// <param name="On">The day whose procedures count; today where absent.</param>
[Allows(Permission.ReadReports)]
public sealed record CatalogueReport(string? Agency, DateOnly? On, CatalogueGroup GroupBy) : IQuery<Report>
{
    public AgencyLevel? Level { get; init; }

    public string? Field { get; init; }

    /// <summary>Code of one procedure; all where absent.</summary>
    public string? Procedure { get; init; }

    /// <summary>Where only procedures count that stand in each of these columns.</summary>
    public IReadOnlyList<CatalogueColumn> Counted { get; init; } = [];
}

/// <summary>What a row of the report on the catalogue stands for.</summary>
public enum CatalogueGroup
{
    /// <summary>Level that resolves it; a procedure of several levels is counted at each.</summary>
    Level,

    /// <summary>Field of administration.</summary>
    Field,

    /// <summary>Service level since 2022.</summary>
    Service,

    /// <summary>Procedure.</summary>
    Procedure,
}

/// <summary>What the report on the catalogue counts.</summary>
public enum CatalogueColumn
{
    /// <summary>All procedures.</summary>
    Procedures,

    /// <summary>Done online from end to end.</summary>
    FullOnline,

    /// <summary>Done online in part.</summary>
    PartialOnline,

    /// <summary>Only described online.</summary>
    Information,

    /// <summary>No service is stated.</summary>
    NotOnline,

    /// <summary>Level 3 of the levels until 2022.</summary>
    Level3,

    /// <summary>Level 4 of the levels until 2022.</summary>
    Level4,
}

internal sealed class CatalogueReportValidator : AbstractValidator<CatalogueReport>
{
    public CatalogueReportValidator()
    {
        RuleFor(q => q.Agency).MaximumLength(60);
        RuleFor(q => q.GroupBy).IsInEnum();
        RuleFor(q => q.Level).IsInEnum();
        RuleFor(q => q.Field).MaximumLength(60);
        RuleFor(q => q.Procedure).MaximumLength(20);
        RuleForEach(q => q.Counted).IsInEnum();
    }
}

internal sealed class CatalogueReportHandler(ReportDesk desk, ReportCatalogue catalogue) : IRequestHandler<CatalogueReport, Report>
{
    private const string NoService = "none";

    public async Task<Report> Handle(CatalogueReport query, CancellationToken ct)
    {
        var (ground, on) = (await desk.Ground(query.Agency, ct), query.On ?? Domain.Shared.VietnamTime.DateOf(desk.Now));
        query = query with { Agency = ground.Scope, On = on };
        var found = (await catalogue.InForce(on, on, query.Level, ground.Agencies, ct))
            .Where(one => (query.Field is null || one.Version.Field == query.Field) && (query.Procedure is null || one.Code == query.Procedure) && query.Counted.All(column => Is(column, one.Version))).ToList();

        var rows = new List<ReportRow>();
        var groups = found.SelectMany(one => Keys(query, one).Select(key => (key, one))).GroupBy(pair => pair.key, pair => pair.one);
        foreach (var group in groups.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            rows.Add(new ReportRow(group.Key, await Label(query.GroupBy, group.Key, ground.Tree, ct), Cells(RowOf(query, group.Key), [.. group])));
        }
        return new Report(
            new ReportPeriod(on, on), desk.Now,
            new ReportScope(ground.Scope, WireFormats.Name(query.GroupBy), "inForce") { Level = WireFormats.NameOrNull(query.Level) }, rows, Cells(query, found));
    }

    private static IEnumerable<string> Keys(CatalogueReport query, ProcedureInForce one) => query.GroupBy switch
    {
        CatalogueGroup.Level => ReportCatalogue.Levels(one.Version).Where(level => query.Level is null || level == query.Level).Select(WireFormats.Name),
        CatalogueGroup.Field => [one.Version.Field],
        CatalogueGroup.Service => [WireFormats.NameOrNull(one.Version.Service) ?? NoService],
        CatalogueGroup.Procedure => [one.Code],
    };

    /// <summary>The report narrowed to one of its rows.</summary>
    private static CatalogueReport RowOf(CatalogueReport query, string key) => query.GroupBy switch
    {
        CatalogueGroup.Level => query with { Level = Enum.Parse<AgencyLevel>(key, ignoreCase: true) },
        CatalogueGroup.Field => query with { Field = key },
        CatalogueGroup.Service => query with { Counted = [.. query.Counted, OfService(key)] },
        CatalogueGroup.Procedure => query with { Procedure = key },
    };

    private static CatalogueColumn OfService(string key) => key switch
    {
        "full" => CatalogueColumn.FullOnline,
        "partial" => CatalogueColumn.PartialOnline,
        "information" => CatalogueColumn.Information,
        _ => CatalogueColumn.NotOnline,
    };

    private Task<string> Label(CatalogueGroup by, string key, AgencyTree tree, CancellationToken ct) =>
        by == CatalogueGroup.Service ? Task.FromResult(key) : desk.Label(Enum.Parse<ReportGroup>(by.ToString()), key, tree, ct);

    private static Dictionary<string, Figure> Cells(CatalogueReport row, IReadOnlyList<ProcedureInForce> procedures) =>
        Enum.GetValues<CatalogueColumn>().ToDictionary(
            WireFormats.Name, column => Figure.Count(procedures.Count(one => Is(column, one.Version)), Link(row, column)));

    private static string Link(CatalogueReport row, CatalogueColumn column) => ReportAddress.Link(
        "catalogue",
        [("agency", row.Agency), ("on", row.On), ("groupBy", CatalogueGroup.Procedure), ("level", row.Level), ("field", row.Field), ("procedure", row.Procedure), ("counted", string.Join(',', row.Counted.Append(column).Distinct().Select(WireFormats.Name)))]);

    private static bool Is(CatalogueColumn column, ProcedureVersion version) => column switch
    {
        CatalogueColumn.Procedures => true,
        CatalogueColumn.FullOnline => version.Service == ServiceLevel.Full,
        CatalogueColumn.PartialOnline => version.Service == ServiceLevel.Partial,
        CatalogueColumn.Information => version.Service == ServiceLevel.Information,
        CatalogueColumn.NotOnline => version.Service is null,
        CatalogueColumn.Level3 => version.OnlineLevel2018 == 3,
        CatalogueColumn.Level4 => version.OnlineLevel2018 == 4,
    };
}

using OneStop.Application.Dossiers;
using OneStop.Application.Pipeline;
using OneStop.Application.Procedures;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Reports;

/// <summary>Which procedures a figure counts.</summary>
public enum CountedProcedures
{
    /// <summary>In force, and offered by an agency of the row.</summary>
    Offered,

    /// <summary>Of those: partial and full online services.</summary>
    Services,

    /// <summary>Of those: received online at least once in the period.</summary>
    ServicesUsed,

    /// <summary>Offered, and every case of it solved on the spot.</summary>
    OnTheSpot,
}

/// <summary>The procedures behind a figure, as an opaque parameter of a list.</summary>
/// <param name="Scope">The row; its agency offers them.</param>
public sealed record ProcedureCell(CountedProcedures Kind, FactPeriod Period, CellScope Scope)
{
    /// <summary>The list of exactly these procedures.</summary>
    public string Link() => $"/api/v1/reports/procedures?cell={CellText.Write(this)}";

    /// <summary>The cell of a link.</summary>
    public static ProcedureCell Parse(string? cell) => CellText.Read<ProcedureCell>(
        cell ?? throw new InvalidInputException("cell", FieldRules.Required), parsed => Enum.IsDefined(parsed.Kind) && parsed.Period.From <= parsed.Period.To);
}

/// <summary>A procedure that agencies of a report offer.</summary>
/// <param name="Agencies">Those of them that do.</param>
internal sealed record OfferedProcedure(string Code, ProcedureVersion Version, IReadOnlySet<string> Agencies)
{
    public bool IsService => Version.Service is ServiceLevel.Partial or ServiceLevel.Full;

    /// <summary>Whether an agency solves every case of it while the citizen waits.</summary>
    public bool IsOnTheSpotAt(string agency, DateOnly on) => Version.Cases.All(one => Version.RouteFor(agency, one.Key, on).Key == Route.OnTheSpot.Key);
}

/// <summary>Finds the procedures that the agencies of a report offer, as the catalogue stands, in force on the last day it looks at.</summary>
internal sealed class OfferedProcedures(IProcedureViews views, IProcedureRepository procedures, FactReports reports, ReportDesk desk)
{
    private const int AgenciesAtOnce = 500;

    public async Task<ProcedureSheet> Sheet(ReportFrame frame, CancellationToken ct)
    {
        var (period, ground) = (desk.Period(frame), await desk.Ground(frame.Agency, ct));
        var online = await reports.Sheet(
            new FactReport(
                frame with { AsOf = period.AsOf }, ReportGroup.Agency, "received",
                [new FactQuestion(FactsAmong.TakenIn, period, [ReportGroup.Procedure], [Measure.TakenInOnline])], _ => new Dictionary<string, Figure>()),
            ct);
        var lastDay = VietnamTime.DateOf(period.AsOf) is var today && today < period.To ? today : period.To;
        var used = online.Counted.Where(one => one.Count.Measures[Measure.TakenInOnline] > 0)
            .Select(one => (online.Key(one.Count), one.Count.Procedure!)).ToHashSet();
        return new ProcedureSheet(period, lastDay, await Offered(ground, online.Scope, lastDay, ct), used);
    }

    private async Task<IReadOnlyList<OfferedProcedure>> Offered(ReportGround ground, CellScope scope, DateOnly on, CancellationToken ct)
    {
        var tree = ground.Tree;
        var keys = (scope.Codes(tree) ?? tree.All.Select(agency => agency.Code)).Where(ground.Sees).ToDictionary(code => code, code => scope.KeyOf(tree, code, null));
        var codes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var some in keys.Keys.Chunk(AgenciesAtOnce))
        {
            codes.UnionWith(await views.OfferedBy(some, ct));
        }
        var offered = new List<OfferedProcedure>();
        foreach (var code in codes)
        {
            if (await procedures.Find(code, ct) is { } procedure && procedure.InForceOn(on) is { } version)
            {
                offered.Add(new OfferedProcedure(code, version, procedure.State.Offerings.Where(keys.ContainsKey).Select(agency => keys[agency]).ToHashSet()));
            }
        }
        return offered;
    }
}

/// <summary>The procedures of a report, and which of them were used online.</summary>
/// <param name="Used">Agencies with the procedures of which they received a dossier online.</param>
internal sealed record ProcedureSheet(FactPeriod Period, DateOnly LastDay, IReadOnlyList<OfferedProcedure> Offered, IReadOnlySet<(string Agency, string Procedure)> Used)
{
    private readonly Lazy<HashSet<string>> usedAnywhere = new(() => [.. Used.Select(one => one.Procedure)]);
    private readonly Lazy<ILookup<string, OfferedProcedure>> byAgency = new(
        () => Offered.SelectMany(procedure => procedure.Agencies.Select(agency => (agency, procedure))).ToLookup(pair => pair.agency, pair => pair.procedure));

    /// <summary>The procedures of a kind that a row has.</summary>
    public IEnumerable<OfferedProcedure> Of(CountedProcedures kind, CellScope row) =>
        (row.Agency is { } agency ? byAgency.Value[agency] : Offered).Where(procedure => kind switch
        {
            CountedProcedures.Offered => true,
            CountedProcedures.Services => procedure.IsService,
            CountedProcedures.ServicesUsed => procedure.IsService && IsUsed(procedure.Code, row.Agency),
            CountedProcedures.OnTheSpot => procedure.Agencies.Where(one => row.Agency is null || one == row.Agency).All(one => procedure.IsOnTheSpotAt(one, LastDay)),
        });

    /// <summary>Some in percent of others; the list behind it is that of the first.</summary>
    /// <param name="base">What the second are.</param>
    public Figure Share(CountedProcedures part, CountedProcedures whole, string @base, CellScope row)
    {
        var (some, all) = (Of(part, row).Count(), Of(whole, row).Count());
        return new Figure(ReportDesk.Percent(some, all), some, all, @base, new ProcedureCell(part, Period, row).Link());
    }

    private bool IsUsed(string procedure, string? agency) => agency is null ? usedAnywhere.Value.Contains(procedure) : Used.Contains((agency, procedure));
}

using OneStop.Application.Access;
using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Application.Ports;
using OneStop.Application.Procedures;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Reports;

/// <summary>What a row of a report can stand for.</summary>
public enum ReportGroup
{
    /// <summary>Field of administration.</summary>
    Field,

    /// <summary>Procedure.</summary>
    Procedure,

    /// <summary>Agency.</summary>
    Agency,

    /// <summary>Level of the agency.</summary>
    Level,

    /// <summary>Way the dossier came in.</summary>
    Channel,

    /// <summary>The official who handles it.</summary>
    Official,
}

/// <summary>What all reports need: the agencies the caller may look at, and the words of a row.</summary>
internal sealed class ReportDesk(IAgencies agencies, IProcedureRepository procedures, IFields fields, IAccounts accounts, ReportCaller who)
{
    public DateTimeOffset Now => who.Now;

    /// <summary>Whether the caller reads English.</summary>
    public bool English => who.English;

    /// <summary>The instant whose record a report is drawn from.</summary>
    public DateTimeOffset AsOf(DateTimeOffset? asked) =>
        asked is null ? Now : asked <= Now ? asked.Value : throw new InvalidInputException("asOf", ReportRules.AsOfIsPast);

    /// <summary>The time a report looks at.</summary>
    public FactPeriod Period(ReportFrame frame) => new(frame.From, frame.To, AsOf(frame.AsOf));

    /// <summary>A part in percent with two decimals; null of nothing.</summary>
    public static decimal? Percent(long part, long whole) => whole == 0 ? null : decimal.Round(100m * part / whole, 2, MidpointRounding.AwayFromZero);

    /// <summary>So much for each, with two decimals; null for none.</summary>
    public static decimal? Average(long sum, long of) => of == 0 ? null : decimal.Round((decimal)sum / of, 2, MidpointRounding.AwayFromZero);

    /// <summary>The agency asked for, where the caller may look at it; by default the caller's own. Figures stay within the caller's reach.</summary>
    public async Task<ReportGround> Ground(string? asked, CancellationToken ct)
    {
        var tree = await agencies.Tree(ct);
        var reach = DossierReach.ForFigures(who.Actor, tree, VietnamTime.DateOf(Now));
        var agency = asked ?? (reach.Everything ? null : who.Actor.Posts.FirstOrDefault(post => post.Agency is not null)?.Agency);
        if (agency is not null && (tree.Find(agency) is null || (!reach.Everything && !reach.Held.Contains(agency))))
        {
            throw new NotFoundException(AgencyRules.Exists);
        }
        return new ReportGround(tree, reach, agency);
    }

    /// <summary>Whether the caller may see how an official works: itself, or one it leads at every agency that it counts at.</summary>
    public bool Shows(string official, IEnumerable<string> agencies, AgencyTree tree) => official == who.Actor.Id.ToString()
        || DossierReach.ForFigures(who.Actor, tree, VietnamTime.DateOf(Now)).Judged is not { } judged || agencies.All(judged.Contains);

    /// <summary>The words of a row, in the caller's language where it has one.</summary>
    public async Task<string> Label(ReportGroup by, string key, AgencyTree tree, CancellationToken ct) => by switch
    {
        ReportGroup.Field => (await fields.All(ct)).TryGetValue(key, out var field) ? field.Name : key,
        ReportGroup.Procedure => (await procedures.Find(key, ct))?.State.Versions is [.., var last] ? last.Name : key,
        ReportGroup.Agency => tree.NameOf(key),
        ReportGroup.Official when who.Actor.IsClient && key != CellScope.Nobody => key,
        ReportGroup.Official when AccountId.TryParse(key, null, out var official) => (await accounts.Find(official, ct))?.DisplayName ?? key,
        ReportGroup.Official => who.English ? "Not yet handled" : "Chưa có người thụ lý",
        ReportGroup.Level or ReportGroup.Channel => who.English ? key : Vietnamese(key),
    };

    private static string Vietnamese(string key) => key switch
    {
        "ministry" => "Cấp bộ",
        "province" => "Cấp tỉnh",
        "district" => "Cấp huyện",
        "commune" => "Cấp xã",
        "counter" => "Trực tiếp",
        "online" => "Trực tuyến",
        "postal" => "Bưu chính công ích",
        _ => key,
    };
}

/// <summary>Who asks for a report, and when.</summary>
internal sealed class ReportCaller(ICaller caller, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public Actor Actor => caller.Required();

    public bool English => caller.English;
}

/// <summary>Whose figures a report may show.</summary>
/// <param name="Scope">The agency with all below it; null for the whole installation.</param>
public sealed record ReportGround(AgencyTree Tree, DossierReach Reach, string? Scope)
{
    /// <summary>Whether the caller may see the work of an agency.</summary>
    public bool Sees(string agency) => Reach.Everything || Reach.Held.Contains(agency);

    /// <summary>
    /// The agencies in its scope that stand in a report: those in force as of its instant, or by the structure of then on a day of the period until
    /// that instant; a one-stop office is a part of its agency.
    /// </summary>
    public IEnumerable<Agency> Units(AgencyLevel? level, ReportStructure structure, FactPeriod period)
    {
        var today = VietnamTime.DateOf(period.AsOf);
        var (from, to) = structure == ReportStructure.Current ? (today, today) : (period.From, period.To < today ? period.To : today);
        return Tree.All.Where(agency =>
            agency.Kind != AgencyKind.OneStop && (level is null || agency.Level == level) && !(agency.EffectiveFrom > to) && !(agency.EffectiveTo < from)
            && Sees(agency.Code) && (Scope is null || Tree.IsWithin(agency.Code, Scope)));
    }

    /// <summary>Codes of all agencies in its scope, past ones too; null for every agency.</summary>
    public IReadOnlySet<string>? Agencies =>
        Scope is null && Reach.Everything ? null : Tree.All.Select(agency => agency.Code).Where(code => Sees(code) && (Scope is null || Tree.IsWithin(code, Scope))).ToHashSet();
}

using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Application.Ports;
using OneStop.Domain.Agencies;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Reports;

/// <summary>Dossiers received online against a stated base — tỷ lệ hồ sơ trực tuyến.</summary>
/// <param name="Agency">The receiving agency with all below it; by default the caller's.</param>
/// <param name="From">First day of reception.</param>
/// <param name="To">Last day of reception, included.</param>
/// <param name="GroupBy">What a row stands for.</param>
/// <param name="Base">What the online dossiers are compared with.</param>
/// <param name="Structure">Under which agencies dossiers count that changed hands since.</param>
[Allows(Permission.ReadReports)]
public sealed record OnlineShare(
    string? Agency, DateOnly From, DateOnly To, OnlineShareGroup GroupBy, OnlineShareBase Base, AgencyStructure Structure) : IQuery<Report>;

/// <summary>What a row of the online share stands for.</summary>
public enum OnlineShareGroup
{
    /// <summary>Level of the receiving agency.</summary>
    Level,

    /// <summary>Procedure.</summary>
    Procedure,

    /// <summary>Receiving agency.</summary>
    Agency,
}

/// <summary>What the online dossiers are compared with.</summary>
public enum OnlineShareBase
{
    /// <summary>All dossiers received.</summary>
    Received,

    /// <summary>Dossiers of procedures of which at least one came online in the period.</summary>
    ProceduresFiledOnline,
}

/// <summary>How many dossiers of a kind were received.</summary>
public sealed record ReceivedCount
{
    /// <summary>The receiving agency, as it is stored.</summary>
    public required string Agency { get; init; }

    /// <summary>The agency that received them.</summary>
    public required string Origin { get; init; }

    public required string Procedure { get; init; }

    public required Channel Channel { get; init; }

    public required long Received { get; init; }
}

/// <summary>What reports may ask of the database.</summary>
public interface IReportViews
{
    /// <summary>Receptions from an instant (included) to another (not included), by receiving agency, procedure and channel.</summary>
    Task<IReadOnlyList<ReceivedCount>> Received(DateTimeOffset from, DateTimeOffset to, CancellationToken ct);
}

internal sealed class OnlineShareValidator : AbstractValidator<OnlineShare>
{
    public OnlineShareValidator()
    {
        RuleFor(q => q.To).GreaterThanOrEqualTo(q => q.From);
        RuleFor(q => q.GroupBy).IsInEnum();
        RuleFor(q => q.Base).IsInEnum();
        RuleFor(q => q.Structure).IsInEnum();
    }
}

internal sealed class OnlineShareHandler(IReportViews views, IAgencies agencies, IProcedureRepository procedures, ICaller caller, TimeProvider clock)
    : IRequestHandler<OnlineShare, Report>
{
    public async Task<Report> Handle(OnlineShare query, CancellationToken ct)
    {
        var tree = await agencies.Tree(ct);
        var today = VietnamTime.DateOf(clock.GetUtcNow());
        var reach = DossierReach.Of(caller.Required(), tree, today);
        var scope = Scope(query, reach, tree);
        var (from, to) = (VietnamTime.At(query.From, TimeOnly.MinValue), VietnamTime.At(query.To.AddDays(1), TimeOnly.MinValue));
        var counts = (await views.Received(from, to, ct))
            .Where(count => reach.Everything || reach.Held.Contains(count.Agency))
            .Select(count => count with { Agency = query.Structure == AgencyStructure.Today ? tree.HolderOn(count.Agency, today) : count.Origin })
            .Where(count => scope is null || tree.IsWithin(count.Agency, scope))
            .ToList();
        if (query.Base == OnlineShareBase.ProceduresFiledOnline)
        {
            var online = counts.Where(count => count.Channel == Channel.Online).Select(count => count.Procedure).ToHashSet();
            counts.RemoveAll(count => !online.Contains(count.Procedure));
        }
        var rows = new List<ReportRow>();
        foreach (var group in counts.GroupBy(count => Key(query.GroupBy, count, tree)).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            rows.Add(new ReportRow(group.Key, await Label(query.GroupBy, group.Key, tree, ct), Cells(query, scope, group.Key, [.. group])));
        }
        var name = System.Text.Json.JsonNamingPolicy.CamelCase;
        return new Report(
            new ReportPeriod(query.From, query.To), clock.GetUtcNow(),
            new ReportScope(scope, name.ConvertName(query.GroupBy.ToString()), name.ConvertName(query.Base.ToString())),
            rows, Cells(query, scope, null, counts));
    }

    /// <summary>The agency asked for, where the caller may look at it; by default the caller's own. Figures stay within the caller's reach.</summary>
    private string? Scope(OnlineShare query, DossierReach reach, AgencyTree tree)
    {
        var agency = query.Agency ?? (reach.Everything ? null : caller.Required().Posts.FirstOrDefault(post => post.Agency is not null)?.Agency);
        if (agency is not null && (tree.Find(agency) is null || (!reach.Everything && !reach.Held.Contains(agency))))
        {
            throw new NotFoundException(AgencyRules.Exists);
        }
        return agency;
    }

    private static string Key(OnlineShareGroup by, ReceivedCount count, AgencyTree tree) => by switch
    {
        OnlineShareGroup.Level => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(tree.Find(count.Agency)!.Level.ToString()),
        OnlineShareGroup.Procedure => count.Procedure,
        OnlineShareGroup.Agency => count.Agency,
    };

    private async Task<string> Label(OnlineShareGroup by, string key, AgencyTree tree, CancellationToken ct) => by switch
    {
        OnlineShareGroup.Procedure => (await procedures.Find(key, ct))?.State.Versions is [.., var last] ? last.Name : key,
        OnlineShareGroup.Agency => tree.NameOf(key),
        OnlineShareGroup.Level => (key, caller.English) switch
        {
            ("ministry", false) => "Cấp bộ",
            ("province", false) => "Cấp tỉnh",
            ("district", false) => "Cấp huyện",
            ("commune", false) => "Cấp xã",
            _ => key,
        },
    };

    private static Dictionary<string, Figure> Cells(OnlineShare query, string? scope, string? key, IReadOnlyList<ReceivedCount> counts)
    {
        var cell = new ReportCell(
            query.From, query.To, scope,
            query.GroupBy == OnlineShareGroup.Level && key is not null ? Enum.Parse<AgencyLevel>(key, ignoreCase: true) : null,
            query.GroupBy == OnlineShareGroup.Agency ? key : null,
            query.GroupBy == OnlineShareGroup.Procedure ? key : null,
            Channel: null,
            key is null || query.GroupBy != OnlineShareGroup.Procedure ? Procedures(query, counts) : null,
            query.Structure);
        var received = counts.Sum(count => count.Received);
        var online = counts.Where(count => count.Channel == Channel.Online).Sum(count => count.Received);
        return new Dictionary<string, Figure>
        {
            ["received"] = new(received, null, null, null, cell.Link()),
            ["online"] = new(online, null, null, null, (cell with { Channel = Channel.Online }).Link()),
            ["onlineShare"] = new(
                received == 0 ? null : decimal.Round(100m * online / received, 2, MidpointRounding.AwayFromZero), online, received,
                System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(query.Base.ToString()), (cell with { Channel = Channel.Online }).Link()),
        };
    }

    private static IReadOnlyList<string>? Procedures(OnlineShare query, IReadOnlyList<ReceivedCount> counts) =>
        query.Base == OnlineShareBase.ProceduresFiledOnline ? [.. counts.Select(count => count.Procedure).Distinct().Order(StringComparer.Ordinal)] : null;
}

using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
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
    string? Agency, DateOnly From, DateOnly To, OnlineShareGroup GroupBy, OnlineShareBase Base, ReportStructure Structure = ReportStructure.Historical) : IQuery<Report>;

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

internal sealed class OnlineShareHandler(IReportViews views, ReportDesk desk) : IRequestHandler<OnlineShare, Report>
{
    public async Task<Report> Handle(OnlineShare query, CancellationToken ct)
    {
        var ground = await desk.Ground(query.Agency, ct);
        var (tree, scope, today) = (ground.Tree, ground.Scope, VietnamTime.DateOf(desk.Now));
        var (from, to) = (VietnamTime.At(query.From, TimeOnly.MinValue), VietnamTime.At(query.To.AddDays(1), TimeOnly.MinValue));
        var counts = (await views.Received(from, to, ground.Reach, ct))
            .Where(count => ground.Sees(count.Agency))
            .Select(count => count with { Agency = query.Structure == ReportStructure.Current ? tree.HolderOn(count.Agency, today) : count.Origin })
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
            var label = await desk.Label(Enum.Parse<ReportGroup>(query.GroupBy.ToString()), group.Key, tree, ct);
            rows.Add(new ReportRow(group.Key, label, Cells(query, scope, group.Key, [.. group])));
        }
        return new Report(
            new ReportPeriod(query.From, query.To), desk.Now, new ReportScope(scope, WireFormats.Name(query.GroupBy), WireFormats.Name(query.Base)),
            rows, Cells(query, scope, null, counts));
    }

    private static string Key(OnlineShareGroup by, ReceivedCount count, AgencyTree tree) => by switch
    {
        OnlineShareGroup.Level => WireFormats.Name(tree.Find(count.Agency)!.Level),
        OnlineShareGroup.Procedure => count.Procedure,
        OnlineShareGroup.Agency => count.Agency,
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
        var authenticated = counts.Where(count => count.Channel == Channel.Online).Sum(count => count.Authenticated);
        return new Dictionary<string, Figure>
        {
            ["received"] = new(received, null, null, null, cell.Link()),
            ["online"] = new(online, null, null, null, (cell with { Channel = Channel.Online }).Link()),
            ["onlineShare"] = new(
                ReportDesk.Percent(online, received), online, received, WireFormats.Name(query.Base), (cell with { Channel = Channel.Online }).Link()),
            ["authenticatedShare"] = new(
                ReportDesk.Percent(authenticated, online), authenticated, online, "online",
                (cell with { Channel = Channel.Online, Authenticated = true }).Link()),
        };
    }

    private static IReadOnlyList<string>? Procedures(OnlineShare query, IReadOnlyList<ReceivedCount> counts) =>
        query.Base == OnlineShareBase.ProceduresFiledOnline ? [.. counts.Select(count => count.Procedure).Distinct().Order(StringComparer.Ordinal)] : null;
}

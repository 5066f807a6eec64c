using FluentValidation;
using MediatR;
using OneStop.Application.Lists;
using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;

namespace OneStop.Application.Agencies;

/// <summary>A reorganisation and how far it is — một lần sắp xếp đơn vị.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Version">Number of its events.</param>
/// <param name="Kind">What becomes of the predecessors.</param>
/// <param name="Status">Whether it is to come, under way, or all rows are moved.</param>
/// <param name="Predecessors">The agencies that end.</param>
/// <param name="Successors">Those that take over, the main one first.</param>
/// <param name="From">First day of the new order.</param>
/// <param name="EffectiveAt">From when the work is the successors'.</param>
/// <param name="RecordedAt">When it was entered.</param>
/// <param name="FinishedAt">When the last row was moved.</param>
/// <param name="Moved">How much was moved so far.</param>
public sealed record SuccessionView(
    SuccessionId Id, int Version, SuccessionKind Kind, SuccessionStatus Status, IReadOnlyList<AgencyView> Predecessors,
    IReadOnlyList<AgencyView> Successors, DateOnly From, DateTimeOffset EffectiveAt, DateTimeOffset RecordedAt, DateTimeOffset? FinishedAt,
    SuccessionProgress Moved)
{
    internal static SuccessionView Of(SuccessionState s, int version, AgencyTree tree, DateTimeOffset now) => new(
        s.Id, version, s.Kind, s.StatusAt(now), Views(s.Details.Predecessors, tree), Views(s.Details.Successors, tree), s.FromDay,
        s.EffectiveAt, s.RecordedAt, s.FinishedAt, s.Details.Moved);

    private static AgencyView[] Views(IReadOnlyList<string> codes, AgencyTree tree) =>
        [.. codes.Select(code => tree.Find(code)).OfType<Agency>().Select(agency => AgencyView.Of(agency, tree))];
}

/// <summary>The reorganisations, newest first — các lần sắp xếp đơn vị.</summary>
[Allows(Permission.ReadReports)]
public sealed record ListSuccessions(PageRequest Page) : IQuery<Page<SuccessionView>>;

internal sealed class ListSuccessionsValidator : AbstractValidator<ListSuccessions>
{
    public ListSuccessionsValidator() => this.Page(query => query.Page);
}

/// <summary>One reorganisation — xem một lần sắp xếp.</summary>
[Allows(Permission.ReadReports)]
public sealed record GetSuccession(string Id) : IQuery<SuccessionView>;

internal sealed class ListSuccessionsHandler(ISuccessionViews views, ISuccessionRepository successions, IAgencies agencies, TimeProvider clock)
    : IRequestHandler<ListSuccessions, Page<SuccessionView>>, IRequestHandler<GetSuccession, SuccessionView>
{
    public async Task<Page<SuccessionView>> Handle(ListSuccessions query, CancellationToken ct)
    {
        var (page, tree) = (await views.List(query, ct), await agencies.Tree(ct));
        return new Page<SuccessionView>(
            [.. page.Items.Select(state => SuccessionView.Of(state, state.Version, tree, clock.GetUtcNow()))], page.Next, page.Count);
    }

    public async Task<SuccessionView> Handle(GetSuccession query, CancellationToken ct)
    {
        var state = SuccessionId.TryParse(query.Id, null, out var id) ? (await successions.Find(id, ct))?.State : null;
        return SuccessionView.Of(
            state ?? throw new NotFoundException(AgencyRules.SuccessionExists), state.Version, await agencies.Tree(ct), clock.GetUtcNow());
    }
}

/// <summary>Lists of successions.</summary>
public interface ISuccessionViews
{
    Task<Page<SuccessionState>> List(ListSuccessions query, CancellationToken ct);
}

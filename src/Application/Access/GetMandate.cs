using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>One mandate, for its two sides and the desk that recorded it — xem việc đại diện.</summary>
[Allows(Permission.FileDossiers)]
public sealed record GetMandate(MandateId Id) : IQuery<MandateView>;

internal sealed class GetMandateHandler(MandateDesk desk) : IRequestHandler<GetMandate, MandateView>
{
    public async Task<MandateView> Handle(GetMandate query, CancellationToken ct) => await desk.View(await desk.Find(query.Id, ct), ct);
}

/// <summary>What happened to a mandate — lịch sử việc đại diện.</summary>
[Allows(Permission.FileDossiers)]
public sealed record GetMandateHistory(MandateId Id, PageRequest Page) : IQuery<Page<HistoryLine>>;

internal sealed class GetMandateHistoryValidator : AbstractValidator<GetMandateHistory>
{
    public GetMandateHistoryValidator() => this.Page(query => query.Page);
}

internal sealed class GetMandateHistoryHandler(MandateDesk desk, IHistory history) : IRequestHandler<GetMandateHistory, Page<HistoryLine>>
{
    public async Task<Page<HistoryLine>> Handle(GetMandateHistory query, CancellationToken ct)
    {
        var mandate = await desk.Find(query.Id, ct);
        return await history.Of(mandate.Kind, mandate.Key, query.Page, afterVersion: 0, ct);
    }
}

/// <summary>The caller's mandates, or at a desk those recorded there — danh sách đại diện, ủy quyền.</summary>
[Allows(Permission.FileDossiers)]
public sealed record ListMandates(MandateSide? Side, DateOnly? InForceOn, PageRequest Page) : IQuery<Page<MandateView>>;

internal sealed class ListMandatesValidator : AbstractValidator<ListMandates>
{
    public ListMandatesValidator() => this.Page(query => query.Page);
}

internal sealed class ListMandatesHandler(IMandates mandates, MandateDesk desk, IAgencies agencies, ICaller caller, TimeProvider clock)
    : IRequestHandler<ListMandates, Page<MandateView>>
{
    public async Task<Page<MandateView>> Handle(ListMandates query, CancellationToken ct)
    {
        var (actor, today, tree) = (caller.Required(), VietnamTime.DateOf(clock.GetUtcNow()), await agencies.Tree(ct));
        var desks = query.Side is not null ? [] : actor.Posts.Where(post => post.Role is Role.Reception or Role.OneStopHead)
            .SelectMany(post => tree.PredecessorsOf(post.Agency!, today).Prepend(post.Agency!)).Distinct().ToArray();
        var filter = new MandateFilter(
            query.Side == MandateSide.Representative ? null : actor.Id, query.Side == MandateSide.Principal ? null : actor.Id, desks, query.InForceOn);

        var page = await mandates.List(filter, query.Page, ct);
        return new Page<MandateView>(await desk.Views(page.Items, ct), page.Next, page.Count);
    }
}

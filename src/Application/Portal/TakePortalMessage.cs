using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Shared;

namespace OneStop.Application.Portal;

/// <summary>Take a message of the portal: its effect and what became of it are one transaction — nhận thông điệp từ Cổng.</summary>
[Allows(Permission.ExchangePortal)]
public sealed record TakePortalMessage(SignedCall Call) : IRequest<InboxView>;

internal sealed class TakePortalMessageHandler(ICallSignatures signatures, InboxDesk desk, ICaller caller) : IRequestHandler<TakePortalMessage, InboxView>
{
    public async Task<InboxView> Handle(TakePortalMessage request, CancellationToken ct)
    {
        signatures.Demand(request.Call);
        var row = await desk.Take(request.Call, caller.Required().Id, ct);
        return row.State != InboxState.Refused
            ? InboxView.Of(row, caller.English)
            : throw new UnprocessableException(RuleBook.Find(row.Reason!)!, row.ReasonDetail);
    }
}

/// <summary>Try a parked message again, in the name of the client that handed it in — thử lại thông điệp đang chờ.</summary>
[Allows(Permission.ExchangePortal)]
public sealed record TryParkedMessage(string MessageId) : IRequest<Done>;

internal sealed class TryParkedMessageHandler(InboxDesk desk) : IRequestHandler<TryParkedMessage, Done>
{
    public async Task<Done> Handle(TryParkedMessage request, CancellationToken ct)
    {
        await desk.Retry(request.MessageId, ct);
        return new Done();
    }
}

/// <summary>The messages of the portal within the caller's agencies, newest first — danh sách thông điệp nhận từ Cổng.</summary>
[Allows(Permission.AdministerAgency)]
public sealed record ListPortalInbox(InboxState? State, string? Kind, string? Agency, PageRequest Page) : IQuery<Page<InboxView>>;

internal sealed class ListPortalInboxValidator : FluentValidation.AbstractValidator<ListPortalInbox>
{
    public ListPortalInboxValidator() => this.Page(query => query.Page);
}

internal sealed class ListPortalInboxHandler(IPortalInbox inbox, DossierDesk desk, ICaller caller) : IRequestHandler<ListPortalInbox, Page<InboxView>>
{
    public async Task<Page<InboxView>> Handle(ListPortalInbox query, CancellationToken ct)
    {
        var within = InboxReach.Within(caller, await desk.Reach(ct));
        var page = await inbox.List(new InboxFilter(query.State, query.Kind, query.Agency, within), query.Page, ct);
        return new Page<InboxView>([.. page.Items.Select(row => InboxView.Of(row, caller.English))], page.Next, page.Count);
    }
}

/// <summary>Try a parked message at once, after what it waited for was mended — thử lại ngay.</summary>
[Allows(Permission.AdministerAgency)]
public sealed record RetryPortalMessage(string MessageId) : ICommand<InboxView>;

internal sealed class RetryPortalMessageHandler(IPortalInbox inbox, DossierDesk desk, ICaller caller, MachineClock clock) : IRequestHandler<RetryPortalMessage, InboxView>
{
    public async Task<InboxView> Handle(RetryPortalMessage command, CancellationToken ct)
    {
        var within = InboxReach.Within(caller, await desk.Reach(ct));
        var row = await inbox.Find(command.MessageId, ct);
        if (row is null || (within is not null && (row.Agency is null || !within.Contains(row.Agency))))
        {
            throw new NotFoundException(InboxRules.MessageExists);
        }
        InboxRules.MessageIsParked.Demand(row.State == InboxState.Parked);
        var due = row with { NextTryAt = clock.Now };
        InboxRules.MessageIsParked.Demand(await inbox.Settle(due, ct));
        return InboxView.Of(due, caller.English);
    }
}

internal static class InboxReach
{
    /// <summary>The agencies whose messages the caller sees; null for all, which only system administrators do.</summary>
    public static IReadOnlyCollection<string>? Within(ICaller caller, DossierReach reach) => caller.Required().IsSystemAdmin ? null : [.. reach.Held];
}

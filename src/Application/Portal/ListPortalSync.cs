using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Domain.Access;
using OneStop.Domain.Portal;
using OneStop.Application.Ports;

namespace OneStop.Application.Portal;

/// <summary>The ledger of what the portal has, within the caller's reach — sổ đồng bộ với Cổng Dịch vụ công quốc gia.</summary>
[Allows(Permission.ReadReports)]
public sealed record ListPortalSync(PortalSyncFilter Filter, PageRequest Page) : IQuery<Page<PortalSyncLine>>;

internal sealed class ListPortalSyncValidator : AbstractValidator<ListPortalSync>
{
    public ListPortalSyncValidator()
    {
        this.Page(query => query.Page);
        RuleFor(query => query.Filter.State).IsInEnum().OverridePropertyName("state");
        // A message of the portal names an agency only.
        When(query => OfMessages(query) is not null, () =>
        {
            RuleFor(query => query.Filter.Procedure).Null().WithState(_ => FieldRules.Known).OverridePropertyName("procedure");
            RuleFor(query => query.Filter.OlderThan).Null().WithState(_ => FieldRules.Known).OverridePropertyName("olderThan");
        });
    }

    /// <summary>The state of the portal's messages that are asked for; null where dossiers are.</summary>
    internal static InboxState? OfMessages(ListPortalSync query) => query.Filter.State switch
    {
        PortalSyncStanding.Parked => InboxState.Parked,
        PortalSyncStanding.Refused => InboxState.Refused,
        _ => null,
    };
}

internal sealed class ListPortalSyncHandler(DossierDesk desk, IPortalSyncs syncs, IPortalInbox inbox, ICaller caller)
    : IRequestHandler<ListPortalSync, Page<PortalSyncLine>>
{
    public async Task<Page<PortalSyncLine>> Handle(ListPortalSync query, CancellationToken ct)
    {
        var reach = await desk.Reach(ct);
        return ListPortalSyncValidator.OfMessages(query) is { } state ? await Messages(state, query, reach, ct) : await syncs.List(query.Filter, query.Page, reach, ct);
    }

    /// <summary>What the portal sent and could not be taken, now or at all, for those who look after the exchange.</summary>
    private async Task<Page<PortalSyncLine>> Messages(InboxState state, ListPortalSync query, DossierReach reach, CancellationToken ct)
    {
        var page = await inbox.List(new InboxFilter(state, null, query.Filter.Agency, InboxReach.Within(caller, reach)), query.Page, ct);
        return new Page<PortalSyncLine>([.. page.Items.Select(row => PortalSyncLine.Of(row, caller.English))], page.Next, page.Count);
    }
}

/// <summary>What the portal has of a dossier, and every call about it — tình trạng đồng bộ của hồ sơ.</summary>
[Allows(Permission.ReadReports)]
public sealed record GetPortalSync(string Id) : IQuery<PortalSyncView>;

internal sealed class GetPortalSyncHandler(DossierDesk desk, IPortalSyncs syncs) : IRequestHandler<GetPortalSync, PortalSyncView>
{
    public async Task<PortalSyncView> Handle(GetPortalSync query, CancellationToken ct)
    {
        var dossier = await desk.GetWhole(query.Id, ct);
        var sync = await syncs.Find(dossier.State.Id, ct);
        PortalRules.SyncExists.DemandFound(sync is not null);
        return sync!;
    }
}

/// <summary>Send a dossier to the portal again, whole and at once — gửi lại hồ sơ.</summary>
[Allows(Permission.AdministerAgency)]
public sealed record ResendToPortal(string Id) : ICommand<PortalSyncView>;

internal sealed class ResendToPortalHandler(DossierDesk desk, IPortalSyncs syncs, ICaller caller) : IRequestHandler<ResendToPortal, PortalSyncView>
{
    public async Task<PortalSyncView> Handle(ResendToPortal command, CancellationToken ct)
    {
        var state = await desk.Held((await desk.GetWhole(command.Id, ct)).State, ct);
        var actor = caller.Required();
        if (!actor.IsSystemAdmin && !actor.Holds(Role.AgencyAdmin, state.ReceivingAgency) && !actor.Holds(Role.AgencyAdmin, state.CompetentAgency))
        {
            throw new Domain.Shared.ForbiddenException(PortalRules.MayResend);
        }
        PortalRules.SyncExists.DemandFound(await syncs.Resend(state.Id, ct));
        return (await syncs.Find(state.Id, ct))!;
    }
}

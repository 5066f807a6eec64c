using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Domain.Notifications;

namespace OneStop.Application.Notifications;

/// <summary>Messages and how far they are, the newest first — thông báo và trạng thái gửi.</summary>
/// <param name="Dossier">Identity or code; absent for one's own messages, and for administrators those that failed.</param>
/// <param name="Mine">One's own messages, for administrators too.</param>
[Allows(Permission.ReadDossiers)]
public sealed record ListNotifications(PageRequest Page, string? Dossier, NoticeState? State, NoticeChannel? Channel, bool Mine = false) : IQuery<Page<NotificationView>>;

internal sealed class ListNotificationsValidator : AbstractValidator<ListNotifications>
{
    public ListNotificationsValidator()
    {
        this.Page(query => query.Page);
        RuleFor(query => query.State).IsInEnum();
        RuleFor(query => query.Channel).IsInEnum();
    }
}

internal sealed class ListNotificationsHandler(INotifications notifications, DossierDesk desk, ICaller caller)
    : IRequestHandler<ListNotifications, Page<NotificationView>>
{
    public Task<Page<NotificationView>> Handle(ListNotifications query, CancellationToken ct) =>
        query.Dossier is { } dossier ? OfDossier(dossier, query, ct)
        : caller.Required().IsSystemAdmin && !query.Mine ? OfAll(query, ct)
        : OfCaller(query, ct);

    /// <summary>The owner's side reads what was sent to it; what goes to officials is theirs.</summary>
    private async Task<Page<NotificationView>> OfDossier(string id, ListNotifications query, CancellationToken ct)
    {
        var dossier = (await desk.GetWhole(id, ct)).State;
        var isOwner = (await desk.Reach(ct)).IsOwner(dossier);
        var page = await notifications.List(Asked(query) with { Dossier = dossier.Id, Audience = isOwner ? NoticeAudience.Owner : null }, ct);
        return isOwner ? page : page with { Items = [.. page.Items.Select(one => one.Masked())] };
    }

    /// <summary>Who looks after the sending learns how far things are, and first what failed; not what it says.</summary>
    private async Task<Page<NotificationView>> OfAll(ListNotifications query, CancellationToken ct)
    {
        var page = await notifications.List(Asked(query) with { State = query.State ?? NoticeState.Failed }, ct);
        return page with { Items = [.. page.Items.Select(one => one.WithoutText())] };
    }

    private Task<Page<NotificationView>> OfCaller(ListNotifications query, CancellationToken ct) =>
        notifications.List(Asked(query) with { Account = caller.Required().Id }, ct);

    private static NotificationQuery Asked(ListNotifications query) => new(query.Page) { State = query.State, Channel = query.Channel };
}

using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Notifications;
using OneStop.Domain.Shared;

namespace OneStop.Application.Notifications;

/// <summary>Send a message again that failed — gửi lại thông báo.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record ResendNotification(NotificationId Id) : ICommand<NotificationView>;

internal sealed class ResendNotificationHandler(INotifications notifications, ICaller caller) : IRequestHandler<ResendNotification, NotificationView>
{
    private const string Kind = "notification";

    public async Task<NotificationView> Handle(ResendNotification command, CancellationToken ct)
    {
        var failed = await notifications.Find(command.Id, ct) ?? throw new NotFoundException(NotificationRules.Exists);
        caller.DemandVersion(Kind, failed.Version);
        NotificationRules.IsTrue.Demand(failed.SupersededBy is null);
        NotificationRules.HasFailed.Demand(failed.State == NoticeState.Failed);
        NotificationRules.HasText.Demand(failed is { To: not null, Text: not null });
        if (!await notifications.Requeue(failed, ct))
        {
            throw new StaleException(Kind, current: 0);
        }
        return (await notifications.Find(command.Id, ct))!.WithoutText();
    }
}

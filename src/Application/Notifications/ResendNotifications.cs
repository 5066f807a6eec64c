using FluentValidation;
using MediatR;
using OneStop.Application.Pipeline;
using OneStop.Domain.Notifications;

namespace OneStop.Application.Notifications;

/// <summary>Send the messages of a period again that failed by a channel — gửi lại các thông báo lỗi theo kênh và thời gian.</summary>
/// <param name="Channel">By which they failed.</param>
/// <param name="From">Written from this instant on, by the machine's clock.</param>
/// <param name="To">Written before this instant; at most 31 days later.</param>
[Allows(Permission.AdministerSystem)]
public sealed record ResendNotifications(NoticeChannel Channel, DateTimeOffset From, DateTimeOffset To) : ICommand<ResentNotifications>;

/// <summary>What was put back into the queue.</summary>
/// <param name="Count">So many, at most 1,000 at once.</param>
/// <param name="More">Whether there are more: ask again.</param>
public sealed record ResentNotifications(int Count, bool More);

internal sealed class ResendNotificationsValidator : AbstractValidator<ResendNotifications>
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    public ResendNotificationsValidator()
    {
        RuleFor(c => c.Channel).IsInEnum().NotEqual(NoticeChannel.Inbox).WithState(_ => FieldRules.InList);
        RuleFor(c => c.To).Must((c, to) => to > c.From && to - c.From <= Longest).OverridePropertyName("to").WithState(_ => FieldRules.WithinRange);
    }
}

internal sealed class ResendNotificationsHandler(INotifications notifications) : IRequestHandler<ResendNotifications, ResentNotifications>
{
    private const int Most = 1_000;

    public async Task<ResentNotifications> Handle(ResendNotifications command, CancellationToken ct)
    {
        var (count, more) = await notifications.Requeue(command.Channel, command.From, command.To, Most, ct);
        return new ResentNotifications(count, more);
    }
}

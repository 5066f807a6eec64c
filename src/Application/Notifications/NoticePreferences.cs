using FluentValidation;
using MediatR;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Notifications;
using OneStop.Domain.Shared;

namespace OneStop.Application.Notifications;

/// <summary>What I want to receive — tùy chọn nhận thông báo của tôi.</summary>
[Allows(Permission.SignedIn)]
public sealed record GetNoticePreferences : IQuery<NoticePreferences>;

/// <summary>By which channels an account wants messages; what the law demands still comes by one of them — tùy chọn nhận thông báo.</summary>
/// <param name="Version">Grows with every change; 0 before the first.</param>
/// <param name="Language"><c>vi</c> or <c>en</c>.</param>
public sealed record NoticePreferences(int Version, bool Email, bool Sms, bool Zalo, string Language)
{
    internal static NoticePreferences Of((NoticeWishes Wishes, int Version) kept) => new(
        kept.Version, kept.Wishes.Email, kept.Wishes.Sms, kept.Wishes.Zalo, kept.Wishes.English ? "en" : "vi");
}

/// <summary>Say what I want to receive — chọn cách nhận thông báo.</summary>
/// <param name="Email">Whether by e-mail.</param>
/// <param name="Sms">Whether by SMS.</param>
/// <param name="Zalo">Whether by Zalo.</param>
/// <param name="Language"><c>vi</c> (the default) or <c>en</c>.</param>
[Allows(Permission.SignedIn)]
public sealed record SetNoticePreferences(bool Email, bool Sms, bool Zalo, string Language = "vi") : ICommand<NoticePreferences>;

internal sealed class SetNoticePreferencesValidator : AbstractValidator<SetNoticePreferences>
{
    public SetNoticePreferencesValidator() =>
        RuleFor(c => c.Language).Must(TemplateText.Languages.Contains).WithState(_ => FieldRules.InList);
}

internal sealed class GetNoticePreferencesHandler(INoticeWishes wishes, ICaller caller) : IRequestHandler<GetNoticePreferences, NoticePreferences>
{
    public async Task<NoticePreferences> Handle(GetNoticePreferences query, CancellationToken ct) =>
        NoticePreferences.Of(await wishes.Of(caller.Required().Id, ct));
}

internal sealed class SetNoticePreferencesHandler(INoticeWishes wishes, ICaller caller) : IRequestHandler<SetNoticePreferences, NoticePreferences>
{
    public async Task<NoticePreferences> Handle(SetNoticePreferences command, CancellationToken ct)
    {
        if (caller.Required() is { IsClient: true })
        {
            throw new ForbiddenException(RequestRules.Permitted);
        }
        var account = caller.Required().Id;
        var (_, version) = await wishes.Of(account, ct);
        caller.DemandVersion("noticePreferences", version);
        await wishes.Keep(account, new NoticeWishes(command.Email, command.Sms, command.Zalo, command.Language == "en"), version, ct);
        return NoticePreferences.Of(await wishes.Of(account, ct));
    }
}

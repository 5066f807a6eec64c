using FluentValidation;
using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Notifications;
using OneStop.Domain.Shared;

namespace OneStop.Application.Notifications;

/// <summary>What every kind of message says — danh mục mẫu thông báo.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record ListTemplates : IQuery<IReadOnlyList<TemplateView>>;

/// <summary>What a kind of message says, and said — mẫu thông báo.</summary>
/// <param name="Key">The kind, such as <c>received</c>.</param>
[Allows(Permission.AdministerSystem)]
public sealed record GetTemplate(string Key) : IQuery<TemplateView>;

/// <summary>Write what a kind of message says from now on — sửa mẫu thông báo.</summary>
/// <param name="Texts">All texts, one for each channel and language; Vietnamese for e-mail and SMS at least.</param>
/// <param name="From">From when they are used; at once where absent.</param>
[Allows(Permission.AdministerSystem)]
public sealed record WriteTemplate(string Key, IReadOnlyList<TemplateText> Texts, DateTimeOffset? From) : ICommand<TemplateView>;

/// <summary>A template with its place in the matrix — mẫu thông báo.</summary>
public sealed record TemplateView
{
    public required NoticeKind Key { get; init; }

    /// <summary>Number of its newest version.</summary>
    public required int Version { get; init; }

    public required NoticeAudience Audience { get; init; }

    /// <summary>By which channels it goes.</summary>
    public required IReadOnlyList<NoticeChannel> Channels { get; init; }

    /// <summary>The law that demands it; null where recipients may do without.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>Whether it goes in the quiet hours too.</summary>
    public required bool AtOnce { get; init; }

    /// <summary>What texts may name in braces.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>The version in use now.</summary>
    public required TemplateVersionView Current { get; init; }

    /// <summary>All versions, the newest first.</summary>
    public required IReadOnlyList<TemplateVersionView> History { get; init; }

    internal static TemplateView Of(NotificationTemplate template, DateTimeOffset now)
    {
        var rule = NoticeMatrix.Of(template.Of);
        return new TemplateView
        {
            Key = template.Of, Version = template.Versions[^1].Number, Audience = rule.Audience, Channels = rule.Channels, LegalBasis = rule.LegalBasis,
            AtOnce = rule.AtOnce, Fields = TemplateText.Fields, Current = TemplateVersionView.Of(template.InForceAt(now)),
            History = [.. template.Versions.Reverse().Select(TemplateVersionView.Of)],
        };
    }
}

/// <summary>One version of a template — phiên bản mẫu.</summary>
/// <param name="Number">0 as shipped.</param>
/// <param name="From">From when; null for the shipped one.</param>
/// <param name="By">Account of who wrote it; null for the shipped one.</param>
public sealed record TemplateVersionView(int Number, DateTimeOffset? From, AccountId? By, IReadOnlyList<TemplateText> Texts)
{
    internal static TemplateVersionView Of(TemplateVersion version) =>
        new(version.Number, version.Number == 0 ? null : version.From, version.By, version.Texts);
}

internal sealed class WriteTemplateValidator : AbstractValidator<WriteTemplate>
{
    public WriteTemplateValidator() => RuleFor(c => c.Texts).NotEmpty();
}

internal sealed class ListTemplatesHandler(INotificationTemplates templates, TimeProvider clock) : IRequestHandler<ListTemplates, IReadOnlyList<TemplateView>>
{
    public async Task<IReadOnlyList<TemplateView>> Handle(ListTemplates query, CancellationToken ct)
    {
        var views = new List<TemplateView>();
        foreach (var rule in NoticeMatrix.Rules)
        {
            views.Add(TemplateView.Of(await templates.Of(rule.Kind, ct), clock.GetUtcNow()));
        }
        return views;
    }
}

internal sealed class GetTemplateHandler(INotificationTemplates templates, TimeProvider clock) : IRequestHandler<GetTemplate, TemplateView>
{
    public async Task<TemplateView> Handle(GetTemplate query, CancellationToken ct) =>
        TemplateView.Of(await templates.Of(TemplateKey.Of(query.Key), ct), clock.GetUtcNow());
}

internal sealed class WriteTemplateHandler(INotificationTemplates templates, ICaller caller, TimeProvider clock) : IRequestHandler<WriteTemplate, TemplateView>
{
    public async Task<TemplateView> Handle(WriteTemplate command, CancellationToken ct)
    {
        var template = await templates.Of(TemplateKey.Of(command.Key), ct);
        caller.DemandVersion(template.Kind, template.Version);

        var version = template.Write(command.Texts, command.From, caller.Required(), clock.GetUtcNow());
        await templates.Add(template, version, ct);

        return TemplateView.Of(template, clock.GetUtcNow());
    }
}

/// <summary>Keys of templates: the kinds of message as they are written on the wire.</summary>
internal static class TemplateKey
{
    public static NoticeKind Of(string key) =>
        NoticeMatrix.Rules.Where(rule => WireFormats.Name(rule.Kind) == key).Select(rule => (NoticeKind?)rule.Kind).FirstOrDefault()
        ?? throw new NotFoundException(NotificationRules.TemplateExists);
}

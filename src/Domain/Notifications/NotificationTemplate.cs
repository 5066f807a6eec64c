using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Notifications;

/// <summary>One version of what a kind of message says — phiên bản mẫu thông báo.</summary>
/// <param name="Number">0 as shipped, 1 and on as written by administrators.</param>
/// <param name="From">From when it is used.</param>
/// <param name="By">Who wrote it; null for the shipped one.</param>
/// <param name="Texts">One for each channel and language.</param>
public sealed record TemplateVersion(int Number, DateTimeOffset From, AccountId? By, IReadOnlyList<TemplateText> Texts)
{
    /// <summary>The words for a channel; Vietnamese where the other language has none, e-mail's own where the list of the account has none.</summary>
    public TemplateText? For(NoticeChannel channel, bool english) =>
        Find(channel, english ? "en" : "vi") ?? Find(channel, "vi") ?? (channel == NoticeChannel.Zalo ? For(NoticeChannel.Sms, english)
            : channel == NoticeChannel.Inbox ? For(NoticeChannel.Email, english) : null);

    private TemplateText? Find(NoticeChannel channel, string language) => Texts.FirstOrDefault(text => text.Channel == channel && text.Language == language);
}

/// <summary>A new text of a kind of message — ban hành mẫu thông báo.</summary>
public sealed record TemplateWritten(int Number, DateTimeOffset From) : DomainEvent;

/// <summary>What a kind of message says, with everything it ever said — mẫu thông báo.</summary>
/// <param name="versions">Oldest first, the shipped one at their head.</param>
public sealed class NotificationTemplate(NoticeKind kind, IReadOnlyList<TemplateVersion> versions) : Aggregate
{
    private const int MostTexts = 20;

    public NoticeKind Of => kind;

    public override string Kind => "notificationTemplate";

    public override string Key { get; } = char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];

    public override int Version { get; } = versions[^1].Number;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<TemplateVersion> Versions { get; private set; } = versions;

    /// <summary>The one in use: of those whose time has come, the one whose time came last; of two of the same time, the newer.</summary>
    public TemplateVersion InForceAt(DateTimeOffset at) =>
        Versions.Where(version => version.Number == 0 || version.From <= at).OrderBy(version => version.Number == 0 ? DateTimeOffset.MinValue : version.From)
            .ThenBy(version => version.Number).Last();

    /// <summary>Other words from an instant on; what was sent keeps its own — sửa mẫu thông báo.</summary>
    public TemplateVersion Write(IReadOnlyList<TemplateText> texts, DateTimeOffset? from, Actor by, DateTimeOffset now)
    {
        DemandSound(texts);
        if (from < now)
        {
            throw new InvalidInputException("from", NotificationRules.TemplateBeginsLater);
        }
        var version = new TemplateVersion(Versions[^1].Number + 1, from ?? now, by.Id, texts);
        Versions = [.. Versions, version];
        Record(new TemplateWritten(version.Number, version.From), now, null);
        return version;
    }

    private void DemandSound(IReadOnlyList<TemplateText> texts)
    {
        var faults = texts.Take(MostTexts).SelectMany((text, i) => text.Faults(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"texts.{i}"))).ToList();
        if (texts.Count > MostTexts || texts.GroupBy(text => (text.Channel, text.Language)).Any(same => same.Count() > 1))
        {
            faults.Add(new Fault("texts", NotificationRules.TextsAreDistinct));
        }
        var written = texts.Count == 0 ? null : new TemplateVersion(0, default, null, texts);
        if (NoticeMatrix.Of(kind).Channels.Any(channel => written?.For(channel, english: false) is not { Language: "vi" }))
        {
            faults.Add(new Fault("texts", NotificationRules.ChannelsAreCovered));
        }
        if (faults.Count > 0)
        {
            throw new InvalidInputException(faults);
        }
    }
}

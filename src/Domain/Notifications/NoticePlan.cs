using OneStop.Domain.Access;

namespace OneStop.Domain.Notifications;

/// <summary>By what somebody can be reached — cách liên hệ.</summary>
/// <param name="Account">Whose list of messages it goes to; null where the person has no account.</param>
public sealed record NoticeContacts(string? Email, string? Phone, AccountId? Account)
{
    /// <summary>Where the person is reached by a channel; null where not.</summary>
    public string? On(NoticeChannel channel) => channel switch
    {
        NoticeChannel.Email => Email,
        NoticeChannel.Inbox => Account?.ToString(),
        _ => Phone,
    };
}

/// <summary>What somebody wants to receive — tùy chọn nhận thông báo.</summary>
/// <param name="English">Whether messages are in English.</param>
public sealed record NoticeWishes(bool Email, bool Sms, bool Zalo, bool English)
{
    /// <summary>Of whom nothing is known: e-mail and SMS in Vietnamese.</summary>
    public static readonly NoticeWishes None = new(Email: true, Sms: true, Zalo: false, English: false);

    public bool Wants(NoticeChannel channel) => channel switch
    {
        NoticeChannel.Email => Email,
        NoticeChannel.Sms => Sms,
        NoticeChannel.Zalo => Zalo,
        NoticeChannel.Inbox => true,
    };
}

/// <summary>A message that is to be written, or why it is not sent — thông báo dự kiến.</summary>
/// <param name="To">Address or number; null where there is none.</param>
public sealed record PlannedNotice(NoticeChannel Channel, string? To, NoticeState State, string? Reason);

/// <summary>Chooses the channels of a message — chọn kênh gửi.</summary>
public static class NoticePlan
{
    /// <summary>Nobody knows how to reach the person, or there is no such channel here.</summary>
    public const string NoContact = "noContact";

    /// <summary>Nobody holds the role who may be told.</summary>
    public const string NoOfficial = "noOfficial";

    /// <summary>The person does not want messages by this channel.</summary>
    public const string NotWanted = "notWanted";

    /// <summary>The message that says that there is nobody to be told.</summary>
    public static PlannedNotice Nobody(NoticeRule rule) =>
        new(rule.Channels.First(channel => channel != NoticeChannel.Inbox), null, NoticeState.Unreachable, NoOfficial);

    /// <summary>
    /// One message for each channel that reaches the person. What the law demands goes by one of them although none is wanted; who cannot be
    /// reached at all has one message that says so.
    /// </summary>
    /// <param name="offered">The channels there are.</param>
    public static IReadOnlyList<PlannedNotice> For(NoticeRule rule, NoticeContacts contacts, NoticeWishes wishes, IReadOnlySet<NoticeChannel> offered)
    {
        var reached = rule.Channels.Where(channel => offered.Contains(channel) && contacts.On(channel) is not null)
            .Where(channel => channel != NoticeChannel.Zalo || wishes.Zalo).ToList();
        if (reached.Count == 0)
        {
            return [new PlannedNotice(rule.Channels.First(channel => channel != NoticeChannel.Inbox), null, NoticeState.Unreachable, NoContact)];
        }
        var outside = reached.Where(channel => channel != NoticeChannel.Inbox).ToList();
        // In the account's list nobody looks unasked: what must be said is said by a channel that comes to the person.
        var forced = rule.IsStatutory && outside.Count > 0 && !outside.Any(wishes.Wants) ? outside[0] : (NoticeChannel?)null;
        return [.. reached.Select(channel => wishes.Wants(channel) || channel == forced
            ? new PlannedNotice(channel, contacts.On(channel), NoticeState.Queued, null)
            : new PlannedNotice(channel, contacts.On(channel), NoticeState.Suppressed, NotWanted))];
    }

    /// <summary>The channel by which a message goes after it failed by another; null where one has it or still tries, or none is left.</summary>
    /// <param name="legs">The messages to the same recipient about the same event.</param>
    public static NoticeChannel? NextAfterFailure(NoticeRule rule, IReadOnlyList<PlannedNotice> legs)
    {
        var outside = legs.Where(leg => leg.Channel != NoticeChannel.Inbox).ToList();
        return !rule.IsStatutory || outside.Any(leg => leg.State is NoticeState.Queued or NoticeState.Held or NoticeState.Sent or NoticeState.Delivered)
            ? null
            : rule.Channels.Where(channel => outside.Any(leg => leg.Channel == channel && leg is { State: NoticeState.Suppressed, Reason: NotWanted }))
                .Select(channel => (NoticeChannel?)channel).FirstOrDefault();
    }
}

using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Notifications;

namespace OneStop.Application.Notifications;

/// <summary>Which messages are wanted; those of a dossier, or of an account, or all.</summary>
public sealed record NotificationQuery(PageRequest Page)
{
    public DossierId? Dossier { get; init; }

    public AccountId? Account { get; init; }

    public NoticeAudience? Audience { get; init; }

    public NoticeState? State { get; init; }

    public NoticeChannel? Channel { get; init; }
}

/// <summary>What the channel says about a message that it took — xác nhận gửi tin.</summary>
/// <param name="Id">The message, by the identity under which it was sent.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Reference">The channel's own reference.</param>
/// <param name="Error">The channel's code of the fault; null where there was none.</param>
public sealed record DeliveryReceipt(NotificationId Id, DeliveryStatus Status, string? Reference = null, string? Error = null)
{
    /// <summary>What is signed: instant and values, each on a line.</summary>
    public string Signed(string timestamp) =>
        string.Join('\n', timestamp, Id.ToString(), WireFormats.Name(Status), Reference ?? "", Error ?? "");
}

/// <summary>What became of a message — kết quả gửi tin.</summary>
public enum DeliveryStatus
{
    /// <summary>It reached its recipient.</summary>
    Delivered,

    /// <summary>It did not.</summary>
    Failed,
}

/// <summary>Messages as requests see and change them.</summary>
public interface INotifications
{
    /// <summary>Newest first.</summary>
    Task<Page<NotificationView>> List(NotificationQuery query, CancellationToken ct);

    Task<NotificationView?> Find(NotificationId id, CancellationToken ct);

    /// <summary>Puts a failed message back into the queue; false where it changed meanwhile.</summary>
    Task<bool> Requeue(NotificationView failed, CancellationToken ct);

    /// <summary>Puts failed messages of a period back into the queue whose words are still true, the oldest first.</summary>
    /// <param name="most">So many at once.</param>
    /// <returns>How many, and whether there are more.</returns>
    Task<(int Count, bool More)> Requeue(NoticeChannel channel, DateTimeOffset from, DateTimeOffset to, int most, CancellationToken ct);

    /// <summary>
    /// Notes what became of a message. A delivery stands against everything that is said before or after; a fault counts for a message that
    /// was sent and is not known to be delivered, once.
    /// </summary>
    /// <param name="signedAt">When the channel signed it: a receipt that is not younger than the last one says nothing new.</param>
    /// <returns>Whether there is such a message.</returns>
    Task<bool> Take(DeliveryReceipt receipt, DateTimeOffset signedAt, CancellationToken ct);
}

/// <summary>Whether a receipt comes from the channel, and lately.</summary>
public interface IReceiptSeal
{
    /// <returns>When it was signed; null where the signature is wrong or too old.</returns>
    DateTimeOffset? SignedAt(DeliveryReceipt receipt, string? timestamp, string? signature);
}

/// <summary>What people want to receive.</summary>
public interface INoticeWishes
{
    /// <summary>The wishes of an account with their version; 0 where it never said any.</summary>
    Task<(NoticeWishes Wishes, int Version)> Of(AccountId account, CancellationToken ct);

    /// <summary>Keeps them; 412 where they changed meanwhile.</summary>
    Task Keep(AccountId account, NoticeWishes wishes, int version, CancellationToken ct);
}

/// <summary>Texts of messages.</summary>
public interface INotificationTemplates
{
    Task<NotificationTemplate> Of(NoticeKind kind, CancellationToken ct);

    Task Add(NotificationTemplate template, TemplateVersion version, CancellationToken ct);
}

/// <summary>Who holds a role, and who stands in.</summary>
public interface INoticeOfficials
{
    /// <summary>Accounts that hold the role at an agency on a day.</summary>
    /// <param name="before">Codes of the agencies whose people it took over: posts keep them.</param>
    Task<IReadOnlyList<AccountId>> Holding(Role role, string agency, IReadOnlyList<string> before, DateOnly day, CancellationToken ct);

    /// <summary>Who stands in on a day for whom of the accounts.</summary>
    Task<IReadOnlyList<StandIn>> Covering(IReadOnlyCollection<AccountId> absent, DateOnly day, CancellationToken ct);
}

/// <summary>Somebody who stands in for somebody absent.</summary>
public sealed record StandIn(AccountId Absent, AccountId Cover);

using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Notifications;

namespace OneStop.Application.Notifications;

/// <summary>A message and how far it is — thông báo đã gửi, trạng thái gửi.</summary>
public sealed record NotificationView
{
    public required NotificationId Id { get; init; }

    /// <summary>Grows with every change; wanted as <c>If-Match</c> to send it again.</summary>
    public required int Version { get; init; }

    public required DossierId Dossier { get; init; }

    /// <summary>What it says; the key of its template too.</summary>
    public required NoticeKind Kind { get; init; }

    public required NoticeAudience Audience { get; init; }

    public required NoticeChannel Channel { get; init; }

    /// <summary>Address or number; masked except for the owner's side. Null where there is none, and once it was erased.</summary>
    public string? To { get; init; }

    public required NoticeState State { get; init; }

    /// <summary>Why it is in that state, as a code such as <c>noContact</c>, <c>notWanted</c>, <c>quietHours</c>, <c>givenUp</c>, or the channel's own.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the law demands it.</summary>
    public required bool Statutory { get; init; }

    /// <summary>The event that made it untrue.</summary>
    public Guid? SupersededBy { get; init; }

    /// <summary>Version of the template; 0 for the shipped one.</summary>
    public required int TemplateVersion { get; init; }

    /// <summary><c>vi</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Heading as sent.</summary>
    public string? Subject { get; init; }

    /// <summary>Words as sent; for those who see the dossier.</summary>
    public string? Text { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is tried next, by the machine's clock; null where it is not.</summary>
    public DateTimeOffset? NextAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Every try, oldest first.</summary>
    public required IReadOnlyList<NotificationAttempt> Attempts { get; init; }

    /// <summary>The same without what only the owner's side reads.</summary>
    internal NotificationView Masked() => this with
    {
        To = Channel switch
        {
            NoticeChannel.Email => PersonalData.MaskedEmail(To),
            NoticeChannel.Inbox => null,
            _ => PersonalData.MaskedNumber(To),
        },
    };

    /// <summary>The same for those who look after the sending, not the dossier.</summary>
    internal NotificationView WithoutText() => Masked() with { Subject = null, Text = null };
}

/// <summary>One try to send a message — lần gửi.</summary>
/// <param name="Outcome">
/// <c>accepted</c>, <c>delivered</c>, <c>rejected</c>, <c>timeOut</c>, <c>uncertain</c> (it was given the message and did not say whether it has it), <c>deferred</c>,
/// <c>unavailable</c>, <c>broken</c>; <c>interrupted</c>: the engine ended before it heard, the channel may have the message.
/// </param>
/// <param name="Reason">The channel's own code, where it gave one.</param>
public sealed record NotificationAttempt(int Number, DateTimeOffset At, string Outcome, string? Reason, int Milliseconds);

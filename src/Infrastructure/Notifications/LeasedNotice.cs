using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Notifications;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>A message that this process sends.</summary>
internal sealed record LeasedNotice
{
    public required NotificationId Id { get; init; }

    public required DossierId DossierId { get; init; }

    /// <summary>Position of its event.</summary>
    public required long Position { get; init; }

    public required string Recipient { get; init; }

    public AccountId? AccountId { get; init; }

    public required NoticeChannel Channel { get; init; }

    public string? Address { get; init; }

    public string? Subject { get; init; }

    public string? Text { get; init; }

    public bool Test { get; init; }

    public bool AtOnce { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Number of this try.</summary>
    public required int Attempts { get; init; }

    public DateTimeOffset? FirstTriedAt { get; init; }

    /// <summary>How often the channel was given the message and did not say whether it has it.</summary>
    public int Uncertain { get; init; }

    /// <summary>Until when a process had it that did not come back; null where the last try was noted.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>The event that made it untrue while it was on its way.</summary>
    public EventId? SupersededBy { get; init; }
}

/// <summary>Where a message goes after a try.</summary>
/// <param name="DueAt">When it is tried again; null where it is not.</param>
internal sealed record NoticeStep(SendOutcome Outcome, NoticeState State, string? Reason, DateTimeOffset? DueAt);

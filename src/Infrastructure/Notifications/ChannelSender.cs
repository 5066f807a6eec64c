using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Notifications;

namespace OneStop.Infrastructure.Notifications;

/// <summary>A message on its way to one channel.</summary>
/// <param name="Id">The same at every try, so that the channel knows what it has.</param>
/// <param name="Test">Whether it must not leave the house.</param>
internal sealed record OutgoingMessage(
    Guid Id, NoticeChannel Channel, string To, string? Subject, string Text, AccountId? Account = null, DossierId? Dossier = null, bool Test = false);

/// <summary>What a channel answered.</summary>
internal enum SendResult
{
    /// <summary>It has the message.</summary>
    Accepted,

    /// <summary>It has it, and so has the recipient.</summary>
    Delivered,

    /// <summary>It does not want it, now or later.</summary>
    Rejected,

    /// <summary>It did not answer in time.</summary>
    TimeOut,

    /// <summary>It was given the whole message and did not say whether it has it; what knows no message again may send it twice.</summary>
    Uncertain,

    /// <summary>It does not take this message now, for what lies with the recipient, such as a full mailbox.</summary>
    Deferred,

    /// <summary>It takes none for now.</summary>
    Unavailable,

    /// <summary>The connection was lost, or the answer cannot be understood.</summary>
    Broken,

    /// <summary>It was not asked: it failed too often lately.</summary>
    Paused,
}

/// <summary>What came of a try.</summary>
/// <param name="Reason">The channel's own code.</param>
internal sealed record SendOutcome(SendResult Result, string? Reference = null, string? Reason = null)
{
    private const int LongestCode = 100;

    /// <summary>A code as the tables hold it: what a channel writes may be long, or repeat whom it was for.</summary>
    public static string? Code(string? text) => text is null ? null
        : string.Concat(text.Take(LongestCode).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_')) is var code
            && code.Count(char.IsAsciiDigit) < 9 ? code : "other";
}

/// <summary>Hands messages to a channel; faults are outcomes, no exceptions.</summary>
internal interface IChannelSender
{
    Task<SendOutcome> Send(OutgoingMessage message, CancellationToken ct);
}

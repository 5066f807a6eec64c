using OneStop.Domain.Access;

namespace OneStop.Application.Ports;

/// <summary>Sends messages to people; it may take long and fail, so that nobody calls it inside a request or a transaction.</summary>
public interface INotices
{
    /// <summary>Whether there is a way to send at all; where there is none, what is to be sent waits.</summary>
    bool CanSend { get; }

    Task Send(Notice notice, CancellationToken ct);
}

/// <summary>A message to somebody.</summary>
/// <param name="To">Phone number or address.</param>
public sealed record Notice(AccountId Account, ContactKind Kind, string To, string Text);

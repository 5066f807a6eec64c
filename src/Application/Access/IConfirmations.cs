using OneStop.Application.Pipeline;
using OneStop.Domain.Access;

namespace OneStop.Application.Access;

/// <summary>Codes by which people show that they are reached by a phone or an address; made when they are sent, never kept as such.</summary>
public interface IConfirmations
{
    /// <summary>Asks for a code to be sent, inside the running transaction; not more than once a minute and ten times a day, whatever the contact is.</summary>
    Task Ask(AccountId account, ContactKind kind, CancellationToken ct);

    /// <summary>Makes codes for a contact that is another one now worthless, inside the running transaction.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> Forget(AccountId account, ContactKind kind, CancellationToken ct);

    /// <summary>Compares a code and counts the attempt, in a transaction of its own.</summary>
    Task<Proof> Try(AccountId account, ContactKind kind, string code, CancellationToken ct);
}

using OneStop.Application.Pipeline;
using OneStop.Domain.Access;

namespace OneStop.Application.Ports;

/// <summary>Hashes passwords and checks them; slow by intent, so never inside a transaction.</summary>
public interface IPasswords
{
    Task<string> Hash(string password, CancellationToken ct);

    /// <summary>
    /// The person's account whose name and password these are; null where they do not match. An unknown name takes as long as a wrong password.
    /// </summary>
    Task<AccountId?> Check(string userName, string secret, CancellationToken ct);

    /// <summary>Whether a person who is signed in knows the password; failures are counted as at a sign-in, in a transaction of their own.</summary>
    Task<Proof> Prove(string userName, string password, CancellationToken ct);
}

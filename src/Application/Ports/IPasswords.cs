using OneStop.Application.Pipeline;
using OneStop.Domain.Access;

namespace OneStop.Application.Ports;

/// <summary>Hashes passwords and checks them; slow by intent, so never inside a transaction.</summary>
public interface IPasswords
{
    Task<string> Hash(string password, CancellationToken ct);

    /// <summary>
    /// The account whose name and secret these are; null where they do not match. An unknown name takes as long as a wrong secret.
    /// </summary>
    /// <param name="machine">Whether a machine client signs in; people and machines use different grants.</param>
    Task<AccountId?> Check(string userName, string secret, bool machine, CancellationToken ct);

    /// <summary>Whether a person who is signed in knows the password; failures are counted as at a sign-in, in a transaction of their own.</summary>
    Task<Proof> Prove(string userName, string password, CancellationToken ct);
}

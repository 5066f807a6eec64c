using OneStop.Application.Access;
using OneStop.Domain.Access;

namespace OneStop.Application.Ports;

/// <summary>The secrets of machine clients. Only digests of them are kept; they live by the machine's clock.</summary>
public interface IClientSecrets
{
    /// <summary>Today, by the clock that secrets live by.</summary>
    DateOnly Today { get; }

    /// <summary>
    /// The client whose name and secret these are; null where they do not match. An unknown name takes as long as a wrong secret. Whether the
    /// client may act is not asked here.
    /// </summary>
    Task<ClientSignIn?> Check(string clientId, string secret, CancellationToken ct);

    /// <summary>The live secrets of a client, oldest first.</summary>
    Task<IReadOnlyList<ClientSecretLine>> Live(AccountId client, CancellationToken ct);

    /// <summary>Makes a secret of 256 random bits; the only time that anybody sees it.</summary>
    /// <param name="lastDay">Last day on which it can be used; null without end.</param>
    Task<NewClientSecret> Make(AccountId client, DateOnly? lastDay, CancellationToken ct);

    Task Revoke(ClientSecretId secret, CancellationToken ct);
}

/// <summary>A machine client that showed one of its secrets.</summary>
/// <param name="ExpiresAt">When the secret expires; no token of it lives longer.</param>
public sealed record ClientSignIn(AccountId Account, ClientSecretId Secret, DateTimeOffset? ExpiresAt);

/// <summary>A secret that was just made.</summary>
/// <param name="Secret">What the client signs in with.</param>
public sealed record NewClientSecret(ClientSecretLine Line, string Secret);

using OneStop.Domain.Access;

namespace OneStop.Application.Ports;

/// <summary>Gives out and checks the bearer tokens of requests.</summary>
public interface ITokens
{
    /// <summary>Who gives the tokens out, as they name it (<c>iss</c>).</summary>
    string Issuer { get; }

    /// <summary>Who the token speaks for; null where it is forged, expired, revoked, or its account may not act any more.</summary>
    ValueTask<Actor?> Check(string token, CancellationToken ct);

    /// <summary>A token for an account; null where the account may not act today.</summary>
    ValueTask<IssuedToken?> Issue(AccountId account, CancellationToken ct);

    /// <summary>A token for a machine client, refused once the secret it was given for is revoked; null where the client may not act.</summary>
    ValueTask<IssuedToken?> IssueTo(ClientSignIn client, CancellationToken ct);

    /// <summary>The keys with which anybody can check a token.</summary>
    ValueTask<IReadOnlyList<VerificationKey>> Keys(CancellationToken ct);
}

/// <summary>A token given out.</summary>
/// <param name="Actor">Who it speaks for.</param>
public sealed record IssuedToken(string Token, TimeSpan Life, Actor Actor);

/// <summary>The public half of a signing key (P-256), coordinates in base64url.</summary>
public sealed record VerificationKey(string Kid, string X, string Y);

using OneStop.Domain.Access;

namespace OneStop.Application.Ports;

/// <summary>Gives out and checks the bearer tokens of requests.</summary>
public interface ITokens
{
    /// <summary>Who gives the tokens out, as they name it (<c>iss</c>).</summary>
    string Issuer { get; }

    /// <summary>Whether the token's signature was checked before, so that checking it again costs little.</summary>
    bool Knows(string token);

    /// <summary>Who the token speaks for; null where it is forged, expired, revoked, or its account may not act any more.</summary>
    ValueTask<SignedIn?> Check(string token, CancellationToken ct);

    /// <summary>The session of a token of ours; null where it has none or is none.</summary>
    ValueTask<SessionId?> SessionOf(string token, CancellationToken ct);

    /// <summary>A token of a sign-in, which ends with it; null where the account may not act today.</summary>
    ValueTask<IssuedToken?> Issue(OpenSession session, CancellationToken ct);

    /// <summary>A token for a machine client, refused once the secret it showed is revoked; null where the client may not act today.</summary>
    ValueTask<IssuedToken?> Issue(ClientSignIn client, CancellationToken ct);

    /// <summary>The keys with which anybody can check a token.</summary>
    ValueTask<IReadOnlyList<VerificationKey>> Keys(CancellationToken ct);
}

/// <summary>Who a token speaks for, and in which sign-in.</summary>
/// <param name="Session">Null for machine clients and for tokens of other issuers.</param>
public readonly record struct SignedIn(Actor Actor, SessionId? Session);

/// <summary>A token given out.</summary>
/// <param name="Actor">Who it speaks for.</param>
public sealed record IssuedToken(string Token, TimeSpan Life, Actor Actor);

/// <summary>The public half of a signing key (P-256), coordinates in base64url.</summary>
public sealed record VerificationKey(string Kid, string X, string Y);

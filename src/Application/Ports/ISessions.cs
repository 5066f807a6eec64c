using OneStop.Domain.Access;

namespace OneStop.Application.Ports;

/// <summary>
/// Sign-ins that go on by refresh tokens. A refresh token is used once; where it comes again, somebody copied it, and the whole session
/// ends. All but <see cref="Find"/> inside a running transaction.
/// </summary>
public interface ISessions
{
    /// <summary>Begins a session; null where the account may not act today.</summary>
    Task<OpenSession?> Begin(AccountId account, CancellationToken ct);

    /// <summary>Goes on with a session: its refresh token for the next one.</summary>
    Task<Rotation> Rotate(string refreshToken, CancellationToken ct);

    /// <summary>The session that a refresh token belongs to, used or not; null for any other text.</summary>
    Task<SessionId?> Find(string refreshToken, CancellationToken ct);

    /// <summary>Ends a session: its tokens are refused from the commit on, in every process.</summary>
    Task End(SessionId session, CancellationToken ct);

    /// <summary>Ends all sessions of an account but one.</summary>
    Task EndAll(AccountId account, SessionId? except, CancellationToken ct);
}

/// <summary>A session under way.</summary>
/// <param name="RefreshToken">With which it goes on, once; kept by the caller alone.</param>
/// <param name="ExpiresAt">When it ends whatever happens.</param>
public sealed record OpenSession(SessionId Id, AccountId Account, string RefreshToken, DateTimeOffset ExpiresAt);

/// <summary>What the use of a refresh token came to.</summary>
/// <param name="Next">The session as it goes on; null where the token was refused.</param>
public sealed record Rotation(OpenSession? Next);

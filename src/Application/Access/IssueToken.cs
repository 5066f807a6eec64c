using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>Sign in: a token for a name and its secret, or for a refresh token (OAuth 2) — đăng nhập, cấp mã truy cập.</summary>
/// <remarks>Not a command of one transaction: passwords are checked outside of it, and a refusal must be written too.</remarks>
[Allows(Permission.Public)]
public sealed record IssueToken(string? GrantType, string? Name, string? Secret, string? RefreshToken = null) : IQuery<TokenOutcome>;

/// <summary>What a token request came to; a refusal has the form that OAuth 2 gives it.</summary>
public abstract record TokenOutcome
{
    /// <param name="RefreshToken">With which the sign-in goes on; null for machine clients.</param>
    public sealed record Given(IssuedToken Token, string? RefreshToken) : TokenOutcome;

    /// <param name="Error">The word of RFC 6749, 5.2.</param>
    public sealed record Refused(string Error, Rule Rule) : TokenOutcome
    {
        /// <summary>After how long it may be tried again; null where that changes nothing.</summary>
        public TimeSpan? RetryAfter { get; init; }
    }
}

internal sealed class IssueTokenHandler(IPasswords passwords, ISignInGuard guard, ISessions sessions, ITokens tokens, IUnitOfWork unitOfWork)
    : IRequestHandler<IssueToken, TokenOutcome>
{
    private const int LongestSecret = 200;

    public Task<TokenOutcome> Handle(IssueToken query, CancellationToken ct) => query switch
    {
        { GrantType: null or "" } => Refuse("invalid_request", AccessRules.RequestIsComplete),
        { GrantType: "refresh_token", RefreshToken: null or "" } => Refuse("invalid_request", AccessRules.RequestIsComplete),
        { GrantType: "refresh_token", RefreshToken: var token } => GoOn(token, ct),
        { GrantType: not ("password" or "client_credentials") } => Refuse("unsupported_grant_type", AccessRules.GrantIsSupported),
        { Name: null or "" } or { Secret: null or "" } => Refuse("invalid_request", AccessRules.RequestIsComplete),
        { GrantType: "password", Name: var name, Secret: var secret } => Person(name, secret, ct),
        { Name: var name, Secret: var secret } => Machine(name, secret, ct),
    };

    /// <summary>
    /// One answer for a name nobody has, a wrong secret and an account that may not act: it tells none apart. A locked name is not even looked
    /// at, and locks whether anybody has it or not.
    /// </summary>
    private async Task<TokenOutcome> Person(string name, string password, CancellationToken ct)
    {
        if (password.Length > LongestSecret)
        {
            return await Refuse("invalid_grant", AccessRules.CredentialsMatch);
        }
        using var turn = await guard.Turn(name, ct);
        if (await guard.LockedFor(name, ct) is { } wait)
        {
            return new TokenOutcome.Refused("invalid_grant", AccessRules.NameIsNotLocked) { RetryAfter = wait };
        }
        var account = await passwords.Check(name, password, machine: false, ct);
        var session = await unitOfWork.InTransaction(() => Begin(name, account, ct), ct);
        return session is not null && await tokens.Issue(session.Account, session, ct) is { } issued
            ? new TokenOutcome.Given(issued, session.RefreshToken)
            : await Refuse("invalid_grant", AccessRules.CredentialsMatch);
    }

    private async Task<OpenSession?> Begin(string name, AccountId? account, CancellationToken ct)
    {
        var session = account is { } id ? await sessions.Begin(id, ct) : null;
        await (session is null ? guard.Failed(name, ct) : guard.Succeeded(name, ct));
        return session;
    }

    /// <summary>A machine client: its secret is random and not guessed, and nobody can lock it out; it has no session.</summary>
    private async Task<TokenOutcome> Machine(string name, string secret, CancellationToken ct)
    {
        var account = secret.Length <= LongestSecret ? await passwords.Check(name, secret, machine: true, ct) : null;
        var issued = account is { } id ? await tokens.Issue(id, session: null, ct) : null;
        return issued is null ? await Refuse("invalid_client", AccessRules.CredentialsMatch) : new TokenOutcome.Given(issued, null);
    }

    private async Task<TokenOutcome> GoOn(string refreshToken, CancellationToken ct)
    {
        var rotation = await unitOfWork.InTransaction(() => sessions.Rotate(refreshToken, ct), ct);
        return rotation.Next is { } session && await tokens.Issue(session.Account, session, ct) is { } issued
            ? new TokenOutcome.Given(issued, session.RefreshToken)
            : await Refuse("invalid_grant", AccessRules.RefreshTokenHolds);
    }

    private static Task<TokenOutcome> Refuse(string error, Rule rule) => Task.FromResult<TokenOutcome>(new TokenOutcome.Refused(error, rule));
}

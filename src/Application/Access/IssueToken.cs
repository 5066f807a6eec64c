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

internal sealed class IssueTokenHandler(PeopleSignIn people, IClientSecrets secrets, ITokens tokens) : IRequestHandler<IssueToken, TokenOutcome>
{
    private const int LongestSecret = 200;

    public Task<TokenOutcome> Handle(IssueToken query, CancellationToken ct) => query switch
    {
        { GrantType: null or "" } => Refuse("invalid_request", AccessRules.RequestIsComplete),
        { GrantType: "refresh_token", RefreshToken: null or "" } => Refuse("invalid_request", AccessRules.RequestIsComplete),
        { GrantType: "refresh_token", RefreshToken: var token } => people.GoOn(token, ct),
        { GrantType: not ("password" or "client_credentials") } => Refuse("unsupported_grant_type", AccessRules.GrantIsSupported),
        { Name: null or "" } or { Secret: null or "" } => Refuse("invalid_request", AccessRules.RequestIsComplete),
        { GrantType: "password", Secret.Length: > LongestSecret } => Refuse("invalid_grant", AccessRules.CredentialsMatch),
        { Secret.Length: > LongestSecret } => Refuse("invalid_client", AccessRules.CredentialsMatch),
        { GrantType: "password", Name: var name, Secret: var secret } => people.Begin(name, secret, ct),
        { Name: var name, Secret: var secret } => Machine(name, secret, ct),
    };

    /// <summary>A machine client: its secret is random and not guessed, and nobody can lock it out; it has no session.</summary>
    private async Task<TokenOutcome> Machine(string name, string secret, CancellationToken ct) =>
        await secrets.Check(name, secret, ct) is { } signIn && await tokens.Issue(signIn, ct) is { } issued
            ? new TokenOutcome.Given(issued, null)
            : await Refuse("invalid_client", AccessRules.CredentialsMatch);

    internal static Task<TokenOutcome> Refuse(string error, Rule rule) => Task.FromResult<TokenOutcome>(new TokenOutcome.Refused(error, rule));
}

/// <summary>People sign in by password, and go on by refresh tokens.</summary>
internal sealed class PeopleSignIn(IPasswords passwords, ISignInGuard guard, ISessions sessions, ITokens tokens, IUnitOfWork unitOfWork)
{
    /// <summary>
    /// One answer for a name nobody has, a wrong secret and an account that may not act: it tells none apart. A locked name is not even looked
    /// at, and locks whether anybody has it or not.
    /// </summary>
    public async Task<TokenOutcome> Begin(string name, string password, CancellationToken ct)
    {
        using var turn = await guard.Turn(name, ct);
        if (await guard.LockedFor(name, ct) is { } wait)
        {
            return new TokenOutcome.Refused("invalid_grant", AccessRules.NameIsNotLocked) { RetryAfter = wait };
        }
        var account = await passwords.Check(name, password, ct);
        var session = await unitOfWork.InTransaction(() => Begin(name, account, ct), ct);
        return session is not null && await tokens.Issue(session, ct) is { } issued
            ? new TokenOutcome.Given(issued, session.RefreshToken)
            : await IssueTokenHandler.Refuse("invalid_grant", AccessRules.CredentialsMatch);
    }

    public async Task<TokenOutcome> GoOn(string refreshToken, CancellationToken ct)
    {
        var rotation = await unitOfWork.InTransaction(() => sessions.Rotate(refreshToken, ct), ct);
        return rotation.Next is { } session && await tokens.Issue(session, ct) is { } issued
            ? new TokenOutcome.Given(issued, session.RefreshToken)
            : await IssueTokenHandler.Refuse("invalid_grant", AccessRules.RefreshTokenHolds);
    }

    private async Task<OpenSession?> Begin(string name, AccountId? account, CancellationToken ct)
    {
        var session = account is { } id ? await sessions.Begin(id, ct) : null;
        await (session is null ? guard.Failed(name, ct) : guard.Succeeded(name, ct));
        return session;
    }
}

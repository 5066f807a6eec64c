using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>Sign in: a token for a name and its secret (OAuth 2) — đăng nhập, cấp mã truy cập.</summary>
[Allows(Permission.Public)]
public sealed record IssueToken(string? GrantType, string? Name, string? Secret) : IQuery<TokenOutcome>;

/// <summary>What a token request came to; a refusal has the form that OAuth 2 gives it.</summary>
public abstract record TokenOutcome
{
    public sealed record Given(IssuedToken Token) : TokenOutcome;

    /// <param name="Error">The word of RFC 6749, 5.2.</param>
    public sealed record Refused(string Error, Rule Rule) : TokenOutcome;
}

internal sealed class IssueTokenHandler(IPasswords passwords, IClientSecrets secrets, ITokens tokens) : IRequestHandler<IssueToken, TokenOutcome>
{
    private const int LongestSecret = 200;

    public Task<TokenOutcome> Handle(IssueToken query, CancellationToken ct) => query switch
    {
        { GrantType: null or "" } => Refuse("invalid_request", AccessRules.RequestIsComplete),
        { GrantType: not ("password" or "client_credentials") } => Refuse("unsupported_grant_type", AccessRules.GrantIsSupported),
        { Name: null or "" } or { Secret: null or "" } => Refuse("invalid_request", AccessRules.RequestIsComplete),
        { GrantType: "password", Name: var name, Secret: var secret } => SignIn(name, secret, ct),
        { Name: var name, Secret: var secret } => SignInClient(name, secret, ct),
    };

    /// <summary>One answer for a name nobody has, a wrong secret and an account that may not act: it tells none apart.</summary>
    private async Task<TokenOutcome> SignIn(string name, string secret, CancellationToken ct)
    {
        var account = secret.Length <= LongestSecret ? await passwords.Check(name, secret, machine: false, ct) : null;
        var issued = account is { } id ? await tokens.Issue(id, ct) : null;
        return issued is null ? new TokenOutcome.Refused("invalid_grant", AccessRules.CredentialsMatch) : new TokenOutcome.Given(issued);
    }

    /// <summary>A machine client, with the same silence about what was wrong.</summary>
    private async Task<TokenOutcome> SignInClient(string clientId, string secret, CancellationToken ct)
    {
        var signIn = secret.Length <= LongestSecret ? await secrets.Check(clientId, secret, ct) : null;
        var issued = signIn is null ? null : await tokens.IssueTo(signIn, ct);
        return issued is null ? new TokenOutcome.Refused("invalid_client", AccessRules.CredentialsMatch) : new TokenOutcome.Given(issued);
    }

    private static Task<TokenOutcome> Refuse(string error, Rule rule) => Task.FromResult<TokenOutcome>(new TokenOutcome.Refused(error, rule));
}

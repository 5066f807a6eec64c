using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OneStop.Application.Ports;
using OneStop.Domain.Access;

namespace OneStop.Infrastructure.Access;

/// <summary>Tokens of outside OpenID Connect issuers: who signed in there is an account here.</summary>
internal sealed class OutsideTokens(AuthOptions options, IssuerKeys keys, TokenTimes times, IServiceScopeFactory scopes)
{
    private const int LongestSubject = 200;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private static readonly JsonWebTokenHandler Handler = new();

    /// <summary>The issuer that a token names, where it is one of those configured; nothing of the token is proven by that.</summary>
    public IssuerOptions? Find(string token)
    {
        if (options.Issuers.Count == 0)
        {
            return null;
        }
        try
        {
            var issuer = new JsonWebToken(token).Issuer;
            return options.Issuers.FirstOrDefault(one => one.Issuer == issuer);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public async Task<TokenCheck> Verify(string token, IssuerOptions issuer, CancellationToken ct)
    {
        var keyId = new JsonWebToken(token).Kid ?? "";
        var known = await keys.Of(issuer.Issuer, keyId, ct);
        var key = known.FirstOrDefault(one => one.KeyId == keyId)?.KeyId;
        var now = times.Now.UtcDateTime;
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer.Issuer, ValidAudience = issuer.Audience, IssuerSigningKeys = known, RequireSignedTokens = true,
            TryAllIssuerSigningKeys = false, RequireExpirationTime = true,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            LifetimeValidator = (from, expires, _, _) => expires > now && !(from > now + Skew),
        });
        return result is { IsValid: true, SecurityToken: JsonWebToken jwt }
            ? await Subject(jwt, issuer, key, ct)
            : new TokenCheck(null, Refusals.Reason(result.Exception), key);
    }

    private async Task<TokenCheck> Subject(JsonWebToken jwt, IssuerOptions issuer, string? key, CancellationToken ct)
    {
        if (Claim(jwt, issuer.SubjectClaim) is not { Length: > 0 and <= LongestSubject } subject)
        {
            return new TokenCheck(null, "no subject", key);
        }
        if (await Account(issuer, subject, Claim(jwt, issuer.NameClaim), ct) is not { } account)
        {
            return new TokenCheck(null, "subject is linked to no such account", key);
        }
        // Whether the person may still sign in there is asked again as often as of our own tokens.
        DateTimeOffset expires = jwt.ValidTo;
        var end = expires < times.Now + times.Token ? expires : times.Now + times.Token;
        return new TokenCheck(new CheckedToken(account, end, Assurance: Level(jwt, issuer)), null, key);
    }

    private async Task<AccountId?> Account(IssuerOptions issuer, string subject, string? name, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var subjects = scope.ServiceProvider.GetRequiredService<Subjects>();
        var found = await subjects.Find(issuer.Issuer, subject, ct);
        if (found is null && issuer.For == IssuerOf.Citizens)
        {
            return await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(
                () => subjects.AccountOf(issuer.Issuer, subject, name, ct), ct);
        }
        var isStaff = found?.Kind == AccountKind.Staff;
        return found is not null && isStaff == (issuer.For == IssuerOf.Staff) ? found.Id : null;
    }

    private static Assurance Level(JsonWebToken jwt, IssuerOptions issuer) => Claim(jwt, issuer.LevelClaim) switch
    {
        null => Assurance.Account,
        var level when issuer.Level2Values.Contains(level) => Assurance.Level2,
        _ => Assurance.Level1,
    };

    private static string? Claim(JsonWebToken jwt, string name) => jwt.TryGetClaim(name, out var claim) ? claim.Value : null;
}

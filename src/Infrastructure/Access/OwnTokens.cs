using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OneStop.Application.Ports;
using OneStop.Domain.Access;

namespace OneStop.Infrastructure.Access;

/// <summary>Tokens of this engine (JWT, ES256): they name an account, its session, and nothing else.</summary>
internal sealed class OwnTokens(SigningKeys keys, AuthOptions options, TokenTimes times)
{
    public const string Audience = "onestop";

    /// <summary>The secret a machine client showed for it.</summary>
    private const string SecretClaim = "csid";

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Issuer => options.Issuer;

    /// <summary>A token of a sign-in, which ends with it.</summary>
    public Task<IssuedToken> Make(Actor actor, OpenSession session, CancellationToken ct) =>
        Make(actor, JwtRegisteredClaimNames.Sid, session.Id.ToString(), session.ExpiresAt, ct);

    /// <summary>A token of a machine client, which ends with the secret it showed.</summary>
    public Task<IssuedToken> Make(Actor actor, ClientSignIn client, CancellationToken ct) =>
        Make(actor, SecretClaim, client.Secret.ToString(), client.ExpiresAt, ct);

    private async Task<IssuedToken> Make(Actor actor, string claim, string value, DateTimeOffset? until, CancellationToken ct)
    {
        var now = times.Now;
        var end = until < now + times.Token ? until.Value : now + times.Token;
        var token = Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.Issuer, Audience = Audience, IssuedAt = now.UtcDateTime, Expires = end.UtcDateTime,
            Claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = actor.Id.ToString(), [claim] = value },
            SigningCredentials = new SigningCredentials((await keys.Current(ct)).Key, SecurityAlgorithms.EcdsaSha256),
        });
        return new IssuedToken(token, end - now, actor);
    }

    public async Task<TokenCheck> Verify(string token, CancellationToken ct)
    {
        var all = await keys.All(ct);
        var now = times.Now.UtcDateTime;
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = options.Issuer, ValidAudience = Audience, ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = all.Select(key => key.Key), RequireSignedTokens = true, TryAllIssuerSigningKeys = false,
            IncludeTokenOnFailedValidation = true,
            LifetimeValidator = (from, expires, _, _) => expires > now && !(from > now),
        });
        var jwt = (result.SecurityToken ?? result.TokenOnFailedValidation) as JsonWebToken;
        var key = all.FirstOrDefault(one => one.Public.Kid == jwt?.Kid)?.Public.Kid;
        return result.IsValid && jwt is not null && AccountId.TryParse(jwt.Subject, null, out var account)
            ? new TokenCheck(new CheckedToken(account, Remembered(jwt), Session(jwt)) { Secret = Secret(jwt), KeyId = key }, null, key)
            : new TokenCheck(null, Refusals.Reason(result.Exception), key);
    }

    /// <summary>Until when its signature need not be checked again: no longer than a token of this process lives.</summary>
    private DateTimeOffset Remembered(JsonWebToken jwt)
    {
        DateTimeOffset expires = jwt.ValidTo;
        return expires < times.Now + times.Token ? expires : times.Now + times.Token;
    }

    private static SessionId? Session(JsonWebToken jwt) =>
        jwt.TryGetPayloadValue<string>(JwtRegisteredClaimNames.Sid, out var text) && SessionId.TryParse(text, null, out var session) ? session : null;

    private static ClientSecretId? Secret(JsonWebToken jwt) =>
        jwt.TryGetPayloadValue<string>(SecretClaim, out var text) && ClientSecretId.TryParse(text, null, out var secret) ? secret : null;
}

/// <summary>What checking a token came to.</summary>
/// <param name="Reason">Why it is refused, for the log.</param>
/// <param name="KeyId">The key it names, where that is a known one.</param>
internal sealed record TokenCheck(CheckedToken? Subject, string? Reason, string? KeyId);

/// <summary>Why tokens are refused, in words that hold nothing of them.</summary>
internal static class Refusals
{
    public static string Reason(Exception? fault) => fault switch
    {
        SecurityTokenSignatureKeyNotFoundException => "unknown key",
        SecurityTokenInvalidAlgorithmException => "algorithm not taken",
        SecurityTokenInvalidSignatureException => "signature is not true",
        SecurityTokenInvalidIssuerException => "another issuer",
        SecurityTokenInvalidAudienceException => "another audience",
        SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException => "not valid at this time",
        SecurityTokenMalformedException or ArgumentException => "not a token",
        _ => "not valid",
    };
}

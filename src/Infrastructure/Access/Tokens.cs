using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>
/// Tokens that name an account and nothing else (JWT, ES256). The signature of a token is checked once; from then on its digest is
/// remembered until it expires. Which posts the account holds is asked at every check.
/// </summary>
internal sealed class Tokens(
    SigningKeys keys, Standings standings, CheckedTokens known, RevokedSecrets revoked, AuthOptions options, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : ITokens
{
    private const string Audience = "onestop";
    private const string SecretClaim = "csid";
    private const int LongestToken = 2_000;

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Issuer => options.Issuer;

    public async ValueTask<Actor?> Check(string token, CancellationToken ct)
    {
        if (token.Length > LongestToken)
        {
            return null;
        }
        var digest = TokenDigest.Of(token);
        var now = machineClock.GetUtcNow();
        var subject = known.Find(digest);
        if (subject is null)
        {
            if (await Verify(token, ct) is not { } verified)
            {
                return null;
            }
            known.Remember(digest, subject = verified, now);
        }
        return subject.ExpiresAt > now && !(subject.Secret is { } secret && await revoked.Contains(secret, ct))
            ? await standings.Of(subject.Account, ct)
            : null;
    }

    public ValueTask<IssuedToken?> Issue(AccountId account, CancellationToken ct) => Issue(account, null, ct);

    public ValueTask<IssuedToken?> IssueTo(ClientSignIn client, CancellationToken ct) => Issue(client.Account, client, ct);

    private async ValueTask<IssuedToken?> Issue(AccountId account, ClientSignIn? client, CancellationToken ct)
    {
        if (await standings.Of(account, ct) is not { } actor)
        {
            return null;
        }
        var now = machineClock.GetUtcNow();
        var life = TimeSpan.FromMinutes(options.TokenMinutes);
        var claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = account.ToString() };
        if (client is not null)
        {
            claims[SecretClaim] = client.Secret.ToString();
            life = client.ExpiresAt is { } end && end - now < life ? end - now : life;
        }
        var token = Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.Issuer, Audience = Audience, IssuedAt = now.UtcDateTime, Expires = (now + life).UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials((await keys.Current(ct)).Key, SecurityAlgorithms.EcdsaSha256),
        });
        return new IssuedToken(token, life, actor);
    }

    public async ValueTask<IReadOnlyList<VerificationKey>> Keys(CancellationToken ct) => [.. (await keys.All(ct)).Select(key => key.Public)];

    private async ValueTask<CheckedToken?> Verify(string token, CancellationToken ct)
    {
        var now = machineClock.GetUtcNow().UtcDateTime;
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = options.Issuer, ValidAudience = Audience, ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = (await keys.All(ct)).Select(key => key.Key), RequireSignedTokens = true, TryAllIssuerSigningKeys = false,
            LifetimeValidator = (_, expires, _, _) => expires > now,
        });
        return result is { IsValid: true, SecurityToken: JsonWebToken jwt } && AccountId.TryParse(jwt.Subject, null, out var account)
            ? new CheckedToken(account, jwt.ValidTo) { Secret = SecretOf(jwt) }
            : null;
    }

    private static ClientSecretId? SecretOf(JsonWebToken token) =>
        token.TryGetPayloadValue<string>(SecretClaim, out var text) ? ClientSecretId.Parse(text, null) : null;
}

/// <summary>Tokens whose signature was found true, by their digest.</summary>
internal sealed class CheckedTokens
{
    private const int Most = 50_000;

    private readonly ConcurrentDictionary<TokenDigest, CheckedToken> known = new();

    public CheckedToken? Find(TokenDigest digest) => known.GetValueOrDefault(digest);

    public void Remember(TokenDigest digest, CheckedToken subject, DateTimeOffset now)
    {
        if (known.Count >= Most)
        {
            Forget(now);
        }
        known[digest] = subject;
    }

    /// <summary>Makes room: first the expired tokens go, then, where that is not enough, all.</summary>
    private void Forget(DateTimeOffset now)
    {
        foreach (var (digest, _) in known.Where(entry => entry.Value.ExpiresAt <= now))
        {
            known.TryRemove(digest, out _);
        }
        if (known.Count >= Most)
        {
            known.Clear();
        }
    }
}

/// <summary>Whose token it is, and until when.</summary>
internal sealed record CheckedToken(AccountId Account, DateTimeOffset ExpiresAt)
{
    /// <summary>The secret of a machine client that brought it.</summary>
    public ClientSecretId? Secret { get; init; }
}

/// <summary>SHA-256 of a token: shorter than the token, and of no use to whoever reads the memory.</summary>
internal readonly record struct TokenDigest(UInt128 High, UInt128 Low)
{
    public static TokenDigest Of(string token)
    {
        Span<UInt128> hash = stackalloc UInt128[2];
        SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), MemoryMarshal.AsBytes(hash));
        return new TokenDigest(hash[0], hash[1]);
    }
}

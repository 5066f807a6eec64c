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
    SigningKeys keys, Standings standings, AuthOptions options, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : ITokens
{
    private const string Audience = "onestop";
    private const int LongestToken = 2_000;
    private const int Most = 50_000;

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly ConcurrentDictionary<Digest, CheckedToken> known = new();

    public string Issuer => options.Issuer;

    public async ValueTask<Actor?> Check(string token, CancellationToken ct)
    {
        if (token.Length > LongestToken)
        {
            return null;
        }
        var digest = Digest.Of(token);
        if (!known.TryGetValue(digest, out var subject))
        {
            if (await Verify(token, ct) is not { } verified)
            {
                return null;
            }
            Remember(digest, subject = verified);
        }
        if (subject.ExpiresAt <= machineClock.GetUtcNow())
        {
            known.TryRemove(digest, out _);
            return null;
        }
        return await standings.Of(subject.Account, ct);
    }

    public async ValueTask<IssuedToken?> Issue(AccountId account, CancellationToken ct)
    {
        if (await standings.Of(account, ct) is not { } actor)
        {
            return null;
        }
        var now = machineClock.GetUtcNow();
        var life = TimeSpan.FromMinutes(options.TokenMinutes);
        var token = handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.Issuer, Audience = Audience, IssuedAt = now.UtcDateTime, Expires = (now + life).UtcDateTime,
            Claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = account.ToString() },
            SigningCredentials = new SigningCredentials((await keys.Current(ct)).Key, SecurityAlgorithms.EcdsaSha256),
        });
        return new IssuedToken(token, life, actor);
    }

    public async ValueTask<IReadOnlyList<VerificationKey>> Keys(CancellationToken ct) => [.. (await keys.All(ct)).Select(key => key.Public)];

    private async ValueTask<CheckedToken?> Verify(string token, CancellationToken ct)
    {
        var now = machineClock.GetUtcNow().UtcDateTime;
        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = options.Issuer, ValidAudience = Audience, ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = (await keys.All(ct)).Select(key => key.Key), RequireSignedTokens = true, TryAllIssuerSigningKeys = false,
            LifetimeValidator = (_, expires, _, _) => expires > now,
        });
        return result is { IsValid: true, SecurityToken: JsonWebToken jwt } && AccountId.TryParse(jwt.Subject, null, out var account)
            ? new CheckedToken(account, jwt.ValidTo)
            : null;
    }

    private void Remember(Digest digest, CheckedToken subject)
    {
        if (known.Count >= Most)
        {
            Forget();
        }
        known[digest] = subject;
    }

    /// <summary>Makes room: first the expired tokens go, then, where that is not enough, all.</summary>
    private void Forget()
    {
        var now = machineClock.GetUtcNow();
        foreach (var (digest, _) in known.Where(entry => entry.Value.ExpiresAt <= now))
        {
            known.TryRemove(digest, out _);
        }
        if (known.Count >= Most)
        {
            known.Clear();
        }
    }

    private sealed record CheckedToken(AccountId Account, DateTimeOffset ExpiresAt);

    /// <summary>SHA-256 of a token: shorter than the token, and of no use to whoever reads the memory.</summary>
    private readonly record struct Digest(UInt128 High, UInt128 Low)
    {
        public static Digest Of(string token)
        {
            Span<UInt128> hash = stackalloc UInt128[2];
            SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), MemoryMarshal.AsBytes(hash));
            return new Digest(hash[0], hash[1]);
        }
    }
}

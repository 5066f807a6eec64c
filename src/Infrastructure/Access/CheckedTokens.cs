using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using OneStop.Domain.Access;

namespace OneStop.Infrastructure.Access;

/// <summary>Tokens whose signature was found true, by their digest, until they expire.</summary>
internal sealed class CheckedTokens(TokenTimes times, ILogger<CheckedTokens> log)
{
    private const int Most = 50_000;

    private readonly ConcurrentDictionary<TokenDigest, CheckedToken> known = new();

    /// <summary>Whose token it is; null where it is not known or has expired.</summary>
    public CheckedToken? Find(TokenDigest digest) => known.GetValueOrDefault(digest) is { } subject && subject.ExpiresAt > times.Now ? subject : null;

    public void Remember(TokenDigest digest, CheckedToken subject)
    {
        if (known.Count >= Most)
        {
            Forget();
        }
        known[digest] = subject;
    }

    /// <summary>Notes why a token is refused; never what stands in it but the id of a key that is ours.</summary>
    public void Refused(string reason, string? keyId) => log.LogWarning("Token refused: {Reason} {KeyId}", reason, keyId ?? "no key of ours");

    /// <summary>The same, where whose it was is known.</summary>
    public void Refused(string reason, CheckedToken subject) =>
        log.LogWarning("Token refused: {Reason}; session {Session} of account {Account}", reason, subject.Session, subject.Account);

    /// <summary>Makes room: first the expired tokens go, then, where that is not enough, all.</summary>
    private void Forget()
    {
        var now = times.Now;
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

/// <summary>Whose token it is, of which sign-in, how sure that is, and until when.</summary>
internal sealed record CheckedToken(AccountId Account, DateTimeOffset ExpiresAt, SessionId? Session = null, Assurance Assurance = Assurance.Account)
{
    /// <summary>The secret of a machine client that brought it.</summary>
    public ClientSecretId? Secret { get; init; }

    /// <summary>The key of ours that signed it; null where another issuer's did.</summary>
    public string? KeyId { get; init; }
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

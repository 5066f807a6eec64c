using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>
/// Bearer tokens, ours and those of other issuers. The signature of a token is checked once; from then on its digest is remembered until
/// it expires. Whether its session goes on and which posts the account holds is asked at every check.
/// </summary>
internal sealed class Tokens(OwnTokens own, OutsideTokens outside, SigningKeys keys, CheckedTokens known, TokenStandings standings) : ITokens
{
    private const int LongestToken = 8_000;

    public string Issuer => own.Issuer;

    public bool Knows(string token) => token.Length > LongestToken || known.Find(TokenDigest.Of(token)) is not null;

    public async ValueTask<SignedIn?> Check(string token, CancellationToken ct)
    {
        if (await Subject(token, ct) is not { } subject)
        {
            return null;
        }
        if (subject.Session is { } session && await standings.HasEnded(session, ct))
        {
            known.Refused("session is over", subject);
            return null;
        }
        if (subject.Secret is { } secret && await standings.IsRevoked(secret, ct))
        {
            known.Refused("secret is revoked", subject);
            return null;
        }
        if (await standings.Of(subject.Account, subject.Assurance, ct) is { } actor)
        {
            return new SignedIn(actor, subject.Session);
        }
        known.Refused("account may not act", subject);
        return null;
    }

    public async ValueTask<SessionId?> SessionOf(string token, CancellationToken ct) =>
        token.Length <= LongestToken ? (await own.Verify(token, ct)).Subject?.Session : null;

    public async ValueTask<IssuedToken?> Issue(OpenSession session, CancellationToken ct) =>
        await standings.Of(session.Account, Assurance.Account, ct) is { } actor ? await own.Make(actor, session, ct) : null;

    public async ValueTask<IssuedToken?> Issue(ClientSignIn client, CancellationToken ct) =>
        await standings.Of(client.Account, Assurance.Account, ct) is { } actor ? await own.Make(actor, client, ct) : null;

    public async ValueTask<IReadOnlyList<VerificationKey>> Keys(CancellationToken ct) => [.. (await keys.All(ct)).Select(key => key.Public)];

    private async ValueTask<CheckedToken?> Subject(string token, CancellationToken ct)
    {
        if (token.Length > LongestToken)
        {
            known.Refused("too long", keyId: null);
            return null;
        }
        var digest = TokenDigest.Of(token);
        if (known.Find(digest) is { } subject)
        {
            if (subject.KeyId is null || await standings.IsTaken(keys, subject.KeyId, ct))
            {
                return subject;
            }
            known.Refused("key is gone", subject);
            return null;
        }
        var check = outside.Find(token) is { } issuer
            ? await outside.Verify(token, issuer, ct)
            : await own.Verify(token, ct);
        if (check.Subject is null)
        {
            known.Refused(check.Reason ?? "not valid", check.KeyId);
            return null;
        }
        known.Remember(digest, check.Subject);
        return check.Subject;
    }
}

/// <summary>What stands behind a token at this moment.</summary>
internal sealed class TokenStandings(Standings standings, Ended<SessionId> sessions, Ended<ClientSecretId> secrets, DbSession db, Stamps stamps)
{
    public ValueTask<Actor?> Of(AccountId account, Assurance assurance, CancellationToken ct) => standings.Of(account, assurance, ct);

    public ValueTask<bool> IsTaken(SigningKeys keys, string keyId, CancellationToken ct) => keys.Contain(keyId, db, stamps, ct);

    public ValueTask<bool> HasEnded(SessionId session, CancellationToken ct) => sessions.Contain(session, db, stamps, ct);

    public ValueTask<bool> IsRevoked(ClientSecretId secret, CancellationToken ct) => secrets.Contain(secret, db, stamps, ct);
}

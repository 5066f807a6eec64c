using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using OneStop.Application.Ports;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>The keys that sign tokens: made at first need, kept in the database, shared by every process on it.</summary>
internal sealed class SigningKeys(
    Dialect dialect, IServiceScopeFactory scopes, TokenTimes times)
{
    private const string Select = """
        SELECT Kid, PrivateKey, CreatedAt, RetiredAt
        FROM SigningKeys
        WHERE RetiredAt IS NULL OR RetiredAt > @Since
        ORDER BY CASE WHEN RetiredAt IS NULL THEN 0 ELSE 1 END, CreatedAt DESC, Kid
        """;

    private const string Insert = """
        INSERT INTO SigningKeys (Id, Kid, PrivateKey, CreatedAt)
        VALUES (@Id, @Kid, @PrivateKey, @CreatedAt)
        """;

    private const string Retire = "UPDATE SigningKeys SET RetiredAt = @Now WHERE RetiredAt IS NULL";

    private readonly Cached<IReadOnlyList<SigningKey>> cached = new(Stamp.Access);

    /// <summary>Keys whose tokens are taken: those in use, and the retired ones for as long as a token lives.</summary>
    public ValueTask<IReadOnlyList<SigningKey>> All(CancellationToken ct)
    {
        var db = new DbSession(dialect);
        return All(db, new Stamps(db), ct);
    }

    /// <summary>Whether tokens of the key are taken, as the request sees it.</summary>
    public async ValueTask<bool> Contain(string keyId, DbSession db, Stamps stamps, CancellationToken ct)
    {
        foreach (var key in await All(db, stamps, ct))
        {
            if (key.Public.Kid == keyId)
            {
                return true;
            }
        }
        return false;
    }

    private async ValueTask<IReadOnlyList<SigningKey>> All(DbSession db, Stamps stamps, CancellationToken ct)
    {
        var loaded = await cached.Get(db, stamps, token => Load(db, token), ct);
        return loaded.Any(key => key.RetiredAt <= times.OldestToken) ? [.. loaded.Where(key => !(key.RetiredAt <= times.OldestToken))] : loaded;
    }

    /// <summary>The key that signs now; made where there is none, and where the last one has signed for long enough.</summary>
    public async ValueTask<SigningKey> Current(CancellationToken ct)
    {
        if ((await All(ct)).FirstOrDefault(IsFresh) is { } known)
        {
            return known;
        }
        await using var scope = scopes.CreateAsyncScope();
        var (db, stamps) = (scope.ServiceProvider.GetRequiredService<DbSession>(), scope.ServiceProvider.GetRequiredService<Stamps>());
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(() => Replace(db, stamps, evenFresh: false, ct), ct);
        return (await All(ct)).First(key => key.Signs);
    }

    /// <summary>Retires the key that signs and makes another, inside the running transaction; the retired one goes on checking.</summary>
    /// <param name="evenFresh">Whether a key goes that has not signed for long enough.</param>
    public async Task<IReadOnlyList<SigningKey>> Replace(DbSession db, Stamps stamps, bool evenFresh, CancellationToken ct)
    {
        // The row of the stamps is locked from here on, so that of two processes the second finds the first one's key.
        await stamps.Changed(Stamp.Access, ct);
        if (evenFresh || !(await Load(db, ct)).Any(IsFresh))
        {
            await db.Execute(Retire, new { times.Now }, ct);
            await db.Execute(Insert, NewKey(), ct);
        }
        return await Load(db, ct);
    }

    private bool IsFresh(SigningKey key) => key.Signs && key.CreatedAt > times.Now - times.Key;

    private async Task<IReadOnlyList<SigningKey>> Load(DbSession db, CancellationToken ct) =>
        [.. (await db.Query<Row>(Select, new { Since = times.OldestToken }, ct)).Select(SigningKey.Of)];

    private object NewKey()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var kid = Base64UrlEncoder.Encode(new ECDsaSecurityKey(made).ComputeJwkThumbprint());
        return new { Id = EventId.New(times.Now), Kid = kid, PrivateKey = made.ExportPkcs8PrivateKeyPem(), CreatedAt = times.Now };
    }

    internal sealed record Row
    {
        public required string Kid { get; init; }

        public required string PrivateKey { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? RetiredAt { get; init; }
    }
}

/// <summary>A key of tokens (ES256).</summary>
/// <param name="RetiredAt">Since when it only checks; null while it signs.</param>
internal sealed record SigningKey(ECDsaSecurityKey Key, VerificationKey Public, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt)
{
    /// <summary>Whether it may still sign; a retired one only checks.</summary>
    public bool Signs => RetiredAt is null;

    public static SigningKey Of(SigningKeys.Row row)
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(row.PrivateKey);
        var point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
        return new SigningKey(
            new ECDsaSecurityKey(ecdsa) { KeyId = row.Kid },
            new VerificationKey(row.Kid, Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y)),
            row.CreatedAt, row.RetiredAt);
    }
}

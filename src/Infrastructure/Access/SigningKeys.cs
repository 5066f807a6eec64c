using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using OneStop.Application.Ports;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>The keys that sign tokens: made at first need, kept in the database, shared by every process on it.</summary>
internal sealed class SigningKeys(
    Dialect dialect, IServiceScopeFactory scopes, AuthOptions options, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock)
{
    private const string Select = """
        SELECT Kid, PrivateKey, RetiredAt
        FROM SigningKeys
        WHERE RetiredAt IS NULL OR RetiredAt > @Since
        ORDER BY CreatedAt DESC, Kid
        """;

    private const string Insert = """
        INSERT INTO SigningKeys (Id, Kid, PrivateKey, CreatedAt)
        VALUES (@Id, @Kid, @PrivateKey, @CreatedAt)
        """;

    private readonly Cached<IReadOnlyList<SigningKey>> cached = new(Stamp.Access);

    /// <summary>Keys whose tokens are taken: those in use, and the retired ones for as long as a token lives.</summary>
    public async ValueTask<IReadOnlyList<SigningKey>> All(CancellationToken ct)
    {
        var db = new DbSession(dialect);
        return await cached.Get(db, new Stamps(db), token => Load(db, token), ct);
    }

    /// <summary>The key that signs now.</summary>
    public async ValueTask<SigningKey> Current(CancellationToken ct)
    {
        if ((await All(ct)).FirstOrDefault(key => key.Signs) is { } known)
        {
            return known;
        }
        await MakeFirst(ct);
        return (await All(ct)).First(key => key.Signs);
    }

    private async Task<IReadOnlyList<SigningKey>> Load(DbSession db, CancellationToken ct)
    {
        var since = machineClock.GetUtcNow().AddMinutes(-options.TokenMinutes);
        return [.. (await db.Query<Row>(Select, new { Since = since }, ct)).Select(SigningKey.Of)];
    }

    private async Task MakeFirst(CancellationToken ct)
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = machineClock.GetUtcNow();
        var kid = Base64UrlEncoder.Encode(new ECDsaSecurityKey(made).ComputeJwkThumbprint());
        var row = new { Id = EventId.New(now), Kid = kid, PrivateKey = made.ExportPkcs8PrivateKeyPem(), CreatedAt = now };

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbSession>();
        var stamps = scope.ServiceProvider.GetRequiredService<Stamps>();
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(
            async () =>
            {
                // The row of the stamps is locked from here on, so that of two processes the second finds the first one's key.
                await stamps.Changed(Stamp.Access, ct);
                return (await Load(db, ct)).Any(key => key.Signs) ? 0 : await db.Execute(Insert, row, ct);
            },
            ct);
    }

    internal sealed record Row
    {
        public required string Kid { get; init; }

        public required string PrivateKey { get; init; }

        public DateTimeOffset? RetiredAt { get; init; }
    }
}

/// <summary>A key of tokens (ES256).</summary>
/// <param name="Signs">Whether it may still sign; a retired one only checks.</param>
internal sealed record SigningKey(ECDsaSecurityKey Key, VerificationKey Public, bool Signs)
{
    public static SigningKey Of(SigningKeys.Row row)
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(row.PrivateKey);
        var point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
        return new SigningKey(
            new ECDsaSecurityKey(ecdsa) { KeyId = row.Kid },
            new VerificationKey(row.Kid, Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y)),
            row.RetiredAt is null);
    }
}

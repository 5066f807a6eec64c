using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>Secrets that were revoked while a token they brought may still be about, in every process from the revocation on.</summary>
internal sealed class RevokedSecrets(TokenTimes times)
{
    private const string Select = "SELECT Id FROM ClientSecrets WHERE RevokedAt > @Since";

    private readonly Cached<HashSet<ClientSecretId>> cached = new(Stamp.Access);

    public async ValueTask<bool> Contain(ClientSecretId secret, DbSession db, Stamps stamps, CancellationToken ct) =>
        (await cached.Get(db, stamps, token => Load(db, token), ct)).Contains(secret);

    private async Task<HashSet<ClientSecretId>> Load(DbSession db, CancellationToken ct) =>
        [.. await db.Query<ClientSecretId>(Select, new { Since = times.OldestTokenOfAny }, ct)];
}

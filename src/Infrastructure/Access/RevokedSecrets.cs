using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>Secrets that were revoked while a token they brought may still be about, in every process from the revocation on.</summary>
internal sealed class RevokedSecrets(Dialect dialect, AuthOptions options, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock)
{
    private const string Select = "SELECT Id FROM ClientSecrets WHERE RevokedAt > @Since";

    private readonly Cached<FrozenSet<ClientSecretId>> cached = new(Stamp.Access);

    public async ValueTask<bool> Contains(ClientSecretId secret, CancellationToken ct)
    {
        var db = new DbSession(dialect);
        return (await cached.Get(db, new Stamps(db), token => Load(db, token), ct)).Contains(secret);
    }

    private async Task<FrozenSet<ClientSecretId>> Load(DbSession db, CancellationToken ct)
    {
        var since = machineClock.GetUtcNow().AddMinutes(-options.TokenMinutes);
        return (await db.Query<ClientSecretId>(Select, new { Since = since }, ct)).ToFrozenSet();
    }
}

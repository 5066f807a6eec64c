using OneStop.Domain.Access;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>What ended while tokens of it may still be about; kept in memory under the stamp of accounts, so that every process refuses them.</summary>
internal sealed class Ended<TId>(string select, TokenTimes times)
    where TId : struct, IEntityId<TId>
{
    private readonly Cached<HashSet<TId>> cached = new(Stamp.Access);

    public async ValueTask<bool> Contain(TId id, DbSession db, Stamps stamps, CancellationToken ct) =>
        (await cached.Get(db, stamps, token => Load(db, token), ct)).Contains(id);

    private async Task<HashSet<TId>> Load(DbSession db, CancellationToken ct) => [.. await db.Query<TId>(select, new { Since = times.OldestTokenOfAny }, ct)];
}

/// <summary>Sign-ins and secrets that ended.</summary>
internal static class Ended
{
    private const string SelectSessions = "SELECT Id FROM Sessions WHERE EndedAt > @Since";

    private const string SelectSecrets = "SELECT Id FROM ClientSecrets WHERE RevokedAt > @Since";

    public static Ended<SessionId> Sessions(TokenTimes times) => new(SelectSessions, times);

    public static Ended<ClientSecretId> Secrets(TokenTimes times) => new(SelectSecrets, times);
}

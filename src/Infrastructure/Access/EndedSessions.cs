using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>Sessions that ended while tokens of theirs may still be about; kept in memory under the stamp of accounts.</summary>
internal sealed class EndedSessions(TokenTimes times)
{
    private const string Select = "SELECT Id FROM Sessions WHERE EndedAt > @Since";

    private readonly Cached<HashSet<SessionId>> cached = new(Stamp.Access);

    public async ValueTask<bool> Contain(SessionId session, DbSession db, Stamps stamps, CancellationToken ct) =>
        (await cached.Get(db, stamps, token => Load(db, token), ct)).Contains(session);

    private async Task<HashSet<SessionId>> Load(DbSession db, CancellationToken ct) =>
        [.. await db.Query<SessionId>(Select, new { Since = times.OldestTokenOfAny }, ct)];
}

using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>Forgets sessions that are over by their last day, with their refresh tokens, and failed sign-ins of long ago.</summary>
internal sealed class AccessSweep(DbSession db, TokenTimes times) : ISweep
{
    private const int Slice = 200;

    private const string ExpiredSessions = "SELECT Id FROM Sessions WHERE ExpiresAt <= @Now ORDER BY ExpiresAt";

    private const string OldFailures = "SELECT NameDigest FROM SignInFailures WHERE LastAt < @Oldest ORDER BY LastAt";

    private const string DeleteTokens = "DELETE FROM RefreshTokens WHERE SessionId = @Id";

    private const string DeleteSession = "DELETE FROM Sessions WHERE Id = @Id";

    private const string DeleteFailure = "DELETE FROM SignInFailures WHERE NameDigest = @NameDigest AND LastAt < @Oldest";

    public async Task<bool> AnyExpired(CancellationToken ct) =>
        (await Sessions(1, ct)).Count > 0 || (await Failures(1, ct)).Count > 0;

    public async Task<bool> Sweep(CancellationToken ct)
    {
        var sessions = await Sessions(Slice, ct);
        foreach (var id in sessions)
        {
            await db.Execute(DeleteTokens, new { Id = id }, ct);
            await db.Execute(DeleteSession, new { Id = id }, ct);
        }
        var failures = await Failures(Slice, ct);
        foreach (var digest in failures)
        {
            await db.Execute(DeleteFailure, new { NameDigest = digest, Oldest }, ct);
        }
        return sessions.Count == Slice || failures.Count == Slice;
    }

    private DateTimeOffset Oldest => times.Now - SignInGuard.Remembered;

    private Task<IReadOnlyList<SessionId>> Sessions(int take, CancellationToken ct) =>
        db.Query<SessionId>($"{ExpiredSessions} {db.Dialect.Page}", new { times.Now, Take = take }, ct);

    private Task<IReadOnlyList<byte[]>> Failures(int take, CancellationToken ct) =>
        db.Query<byte[]>($"{OldFailures} {db.Dialect.Page}", new { Oldest, Take = take }, ct);
}

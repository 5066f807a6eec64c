using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>Sessions and their refresh tokens, of which only the digests are kept.</summary>
internal sealed class Sessions(DbSession db, Stamps stamps, Standings standings, TokenTimes times, ILogger<Sessions> log) : ISessions
{
    private const int TokenBytes = 32;

    private const string SelectToken = """
        SELECT r.SessionId, s.AccountId, s.ExpiresAt, s.EndedAt
        FROM RefreshTokens r
        JOIN Sessions s ON s.Id = r.SessionId
        WHERE r.Digest = @Digest
        """;

    private const string InsertSession = """
        INSERT INTO Sessions (Id, AccountId, StartedAt, ExpiresAt)
        VALUES (@Id, @AccountId, @StartedAt, @ExpiresAt)
        """;

    private const string InsertToken = "INSERT INTO RefreshTokens (Digest, SessionId, IssuedAt) VALUES (@Digest, @SessionId, @IssuedAt)";

    private const string UseToken = "UPDATE RefreshTokens SET UsedAt = @Now WHERE Digest = @Digest AND UsedAt IS NULL";

    private const string EndOne = "UPDATE Sessions SET EndedAt = @Now WHERE Id = @Id AND EndedAt IS NULL";

    private const string EndOthers = "UPDATE Sessions SET EndedAt = @Now WHERE AccountId = @AccountId AND Id <> @Except AND EndedAt IS NULL";

    public async Task<OpenSession?> Begin(AccountId account, CancellationToken ct)
    {
        if (await standings.Of(account, Assurance.Account, ct) is null)
        {
            return null;
        }
        var now = times.Now;
        var (id, expiresAt) = (SessionId.New(now), now + times.Session);
        await db.Execute(InsertSession, new { Id = id, AccountId = account, StartedAt = now, ExpiresAt = expiresAt }, ct);
        return new OpenSession(id, account, await NewToken(id, ct), expiresAt);
    }

    public async Task<Rotation> Rotate(string refreshToken, CancellationToken ct)
    {
        var digest = Digest(refreshToken);
        if (await db.QueryOne<TokenRow>(SelectToken, new { Digest = digest }, ct) is not { } row)
        {
            log.LogWarning("Refresh token refused: {Reason}", "unknown");
            return new Rotation(null);
        }
        if (row.EndedAt is not null || row.ExpiresAt <= times.Now)
        {
            return Refuse(row, "session is over");
        }
        if (await standings.Of(row.AccountId, Assurance.Account, ct) is null)
        {
            return Refuse(row, "account may not act");
        }
        // Of two uses at once the second meets the first one's mark: the row decides, not what was read of it.
        if (await db.Execute(UseToken, new { Digest = digest, times.Now }, ct) == 0)
        {
            await End(row.SessionId, ct);
            return Refuse(row, "used before; the session ends");
        }
        return new Rotation(new OpenSession(row.SessionId, row.AccountId, await NewToken(row.SessionId, ct), row.ExpiresAt));
    }

    public async Task<SessionId?> Find(string refreshToken, CancellationToken ct) =>
        (await db.QueryOne<TokenRow>(SelectToken, new { Digest = Digest(refreshToken) }, ct))?.SessionId;

    public async Task End(SessionId session, CancellationToken ct)
    {
        if (await db.Execute(EndOne, new { Id = session, times.Now }, ct) > 0)
        {
            await stamps.Changed(Stamp.Access, ct);
        }
    }

    public async Task EndAll(AccountId account, SessionId? except, CancellationToken ct)
    {
        if (await db.Execute(EndOthers, new { AccountId = account, Except = except ?? default, times.Now }, ct) > 0)
        {
            await stamps.Changed(Stamp.Access, ct);
        }
    }

    private Rotation Refuse(TokenRow row, string reason)
    {
        log.LogWarning("Refresh token refused: {Reason}; session {Session} of account {Account}", reason, row.SessionId, row.AccountId);
        return new Rotation(null);
    }

    private async Task<string> NewToken(SessionId session, CancellationToken ct)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        await db.Execute(InsertToken, new { Digest = Digest(token), SessionId = session, IssuedAt = times.Now }, ct);
        return token;
    }

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private sealed record TokenRow
    {
        public required SessionId SessionId { get; init; }

        public required AccountId AccountId { get; init; }

        public required DateTimeOffset ExpiresAt { get; init; }

        public DateTimeOffset? EndedAt { get; init; }
    }
}

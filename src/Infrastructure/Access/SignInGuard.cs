using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>Failed sign-ins by the digest of the name, so that the table says nothing about who has an account.</summary>
internal sealed class SignInGuard(DbSession db, TokenTimes times, ILogger<SignInGuard> log) : ISignInGuard
{
    private const int FreeFailures = 4;
    private const int Stripes = 256;

    /// <summary>Failures older than this are forgotten: it is longer than the longest lock.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(15);

    private const string Select = "SELECT Failures, LockedUntil FROM SignInFailures WHERE NameDigest = @NameDigest";

    private const string Count = """
        UPDATE SignInFailures
        SET Failures = CASE WHEN LastAt < @Oldest THEN 1 ELSE Failures + 1 END, LastAt = @Now
        WHERE NameDigest = @NameDigest
        """;

    private const string Insert = "INSERT INTO SignInFailures (NameDigest, Failures, LastAt) VALUES (@NameDigest, 1, @Now)";

    private const string Lock = "UPDATE SignInFailures SET LockedUntil = @LockedUntil WHERE NameDigest = @NameDigest";

    private const string Delete = "DELETE FROM SignInFailures WHERE NameDigest = @NameDigest";

    private static readonly SemaphoreSlim[] Turns = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<IDisposable> Turn(string name, CancellationToken ct)
    {
        var turn = new TakenTurn(Turns[Digest(name)[0]]);
        await turn.Wait(ct);
        return turn;
    }

    public async Task<TimeSpan?> LockedFor(string name, CancellationToken ct) =>
        (await db.QueryOne<Row>(Select, new { NameDigest = Digest(name) }, ct))?.LockedUntil is { } until && until > times.Now
            ? until - times.Now
            : null;

    public async Task Failed(string name, CancellationToken ct)
    {
        var (digest, now) = (Digest(name), times.Now);
        if (await db.Execute(Count, new { NameDigest = digest, Now = now, Oldest = now - Remembered }, ct) == 0)
        {
            await First(digest, now, ct);
        }
        var failures = (await db.QueryOne<Row>(Select, new { NameDigest = digest }, ct))!.Failures;
        if (failures > FreeFailures)
        {
            await db.Execute(Lock, new { NameDigest = digest, LockedUntil = now + LockAfter(failures) }, ct);
        }
        log.LogWarning("Sign-in refused: {Reason}; failure {Failures} under this name", "name and secret do not match", failures);
    }

    public Task Succeeded(string name, CancellationToken ct) => db.Execute(Delete, new { NameDigest = Digest(name) }, ct);

    /// <summary>One second after the fifth failure, then twice as long each time.</summary>
    internal static TimeSpan LockAfter(int failures)
    {
        var doubled = TimeSpan.FromSeconds(1 << Math.Clamp(failures - FreeFailures - 1, 0, 20));
        return doubled < LongestLock ? doubled : LongestLock;
    }

    private async Task First(byte[] digest, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            await db.Execute(Insert, new { NameDigest = digest, Now = now }, ct);
        }
        catch (DbException e) when (db.Dialect.IsUniqueViolation(e))
        {
            throw new RunAgainException(e);
        }
    }

    private static byte[] Digest(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(UserName.Key(name) ?? ""));

    private sealed class TakenTurn(SemaphoreSlim stripe) : IDisposable
    {
        public Task Wait(CancellationToken ct) => stripe.WaitAsync(ct);

        public void Dispose() => stripe.Release();
    }

    private sealed record Row
    {
        public int Failures { get; init; }

        public DateTimeOffset? LockedUntil { get; init; }
    }
}

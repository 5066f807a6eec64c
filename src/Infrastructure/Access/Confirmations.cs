using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OneStop.Application.Access;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>
/// Codes that were asked for and sent; the table holds their digests only. A row outlives its code, so that a contact that is changed there
/// and back has neither its pause nor its attempts again.
/// </summary>
internal sealed class Confirmations(DbSession db, IUnitOfWork unitOfWork, TokenTimes times) : IConfirmations
{
    private const int MostAttempts = 5;
    private const int MostAskedOnDay = 10;
    private const int MostTriedOnDay = 20;
    private const int MostFailures = 5;
    private const int Slice = 50;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenRequests = TimeSpan.FromMinutes(1);

    private const string Select = "SELECT RequestedAt, Day, AskedOnDay FROM ContactConfirmations WHERE AccountId = @AccountId AND Kind = @Kind";

    private const string Insert = """
        INSERT INTO ContactConfirmations (AccountId, Kind, RequestedAt, Attempts, Failures, Day, AskedOnDay, TriedOnDay)
        VALUES (@AccountId, @Kind, @Now, 0, 0, @Today, 1, 0)
        """;

    private const string AskAgain = """
        UPDATE ContactConfirmations
        SET RequestedAt = @Now, CodeDigest = NULL, SentAt = NULL, ExpiresAt = NULL, Attempts = 0, Failures = 0, Day = @Today,
            AskedOnDay = CASE WHEN Day = @Today THEN AskedOnDay + 1 ELSE 1 END, TriedOnDay = CASE WHEN Day = @Today THEN TriedOnDay ELSE 0 END
        WHERE AccountId = @AccountId AND Kind = @Kind
        """;

    private const string End = """
        UPDATE ContactConfirmations
        SET CodeDigest = NULL, SentAt = @Now, ExpiresAt = NULL
        WHERE AccountId = @AccountId AND Kind = @Kind AND (CodeDigest IS NOT NULL OR SentAt IS NULL)
        """;

    private const string CountAttempt = """
        UPDATE ContactConfirmations
        SET Attempts = Attempts + 1, Day = @Today,
            AskedOnDay = CASE WHEN Day = @Today THEN AskedOnDay ELSE 0 END, TriedOnDay = CASE WHEN Day = @Today THEN TriedOnDay + 1 ELSE 1 END
        WHERE AccountId = @AccountId AND Kind = @Kind AND Attempts < @Most AND ExpiresAt > @Now AND (Day <> @Today OR TriedOnDay < @MostOnDay)
        """;

    private const string SelectDigest = "SELECT CodeDigest FROM ContactConfirmations WHERE AccountId = @AccountId AND Kind = @Kind";

    private const string SelectWaiting = "SELECT AccountId, Kind FROM ContactConfirmations WHERE SentAt IS NULL ORDER BY Failures, RequestedAt";

    private const string Take = """
        UPDATE ContactConfirmations
        SET CodeDigest = @Digest, SentAt = @Now, ExpiresAt = @ExpiresAt, Attempts = 0
        WHERE AccountId = @AccountId AND Kind = @Kind AND SentAt IS NULL
        """;

    private const string PutBack = """
        UPDATE ContactConfirmations
        SET CodeDigest = NULL, ExpiresAt = NULL, Failures = Failures + 1, SentAt = CASE WHEN Failures + 1 < @MostFailures THEN NULL ELSE SentAt END
        WHERE AccountId = @AccountId AND Kind = @Kind AND CodeDigest = @Digest
        """;

    public async Task Ask(AccountId account, ContactKind kind, CancellationToken ct)
    {
        var row = new { AccountId = account, Kind = EnumName.Of(kind), times.Now, Today };
        var last = await db.QueryOne<Asked>(Select, row, ct);
        AccessRules.CodeIsNotTooSoon.Demand(!(last?.RequestedAt > times.Now - BetweenRequests));
        AccessRules.CodesAreFew.Demand(last is null || last.Day != Today || last.AskedOnDay < MostAskedOnDay);
        await (last is null ? db.Insert(Insert, row, AccessRules.CodeIsNotTooSoon, ct) : db.Execute(AskAgain, row, ct));
    }

    public async Task<bool> Forget(AccountId account, ContactKind kind, CancellationToken ct) =>
        await db.Execute(End, new { AccountId = account, Kind = EnumName.Of(kind), times.Now }, ct) > 0;

    public Task<Proof> Try(AccountId account, ContactKind kind, string code, CancellationToken ct) => unitOfWork.InTransaction(
        async () =>
        {
            var row = new { AccountId = account, Kind = EnumName.Of(kind), Most = MostAttempts, MostOnDay = MostTriedOnDay, times.Now, Today };
            return await db.Execute(CountAttempt, row, ct) > 0
                && await db.QueryOne<byte[]>(SelectDigest, row, ct) is { } digest
                && CryptographicOperations.FixedTimeEquals(digest, Digest(account, kind, code))
                    ? Proof.Right
                    : Proof.Wrong;
        },
        ct);

    /// <summary>Contacts to which a code is to be sent, the oldest request first.</summary>
    public async Task<IReadOnlyList<WaitingCode>> Waiting(CancellationToken ct) =>
        await db.Query<WaitingCode>($"{SelectWaiting} {db.Dialect.Page}", new { Take = Slice }, ct);

    /// <summary>Makes a code; null where another process was first.</summary>
    public async Task<string?> MakeCode(WaitingCode waiting, CancellationToken ct)
    {
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var row = Row(waiting, code);
        return await db.Execute(Take, row, ct) > 0 ? code : null;
    }

    /// <summary>Lets a code wait again that could not be sent; after the fifth time it is given up, and the person asks again.</summary>
    public Task<int> Return(WaitingCode waiting, string code, CancellationToken ct) => db.Execute(PutBack, Row(waiting, code), ct);

    private DateOnly Today => VietnamTime.DateOf(times.Now);

    private object Row(WaitingCode waiting, string code) => new
    {
        waiting.AccountId, Kind = EnumName.Of(waiting.Kind), Digest = Digest(waiting.AccountId, waiting.Kind, code), times.Now,
        ExpiresAt = times.Now + Life, MostFailures,
    };

    private static byte[] Digest(AccountId account, ContactKind kind, string code) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{account}\n{kind}\n{code}"));

    /// <summary>When a code was asked for last, and how often on that day.</summary>
    private sealed record Asked
    {
        public required DateTimeOffset RequestedAt { get; init; }

        public required DateOnly Day { get; init; }

        public required int AskedOnDay { get; init; }
    }
}

/// <summary>A contact to which a code is to be sent.</summary>
internal sealed record WaitingCode
{
    public required AccountId AccountId { get; init; }

    public required ContactKind Kind { get; init; }
}

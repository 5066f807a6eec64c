using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OneStop.Application.Access;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>Codes that were asked for and sent; the table holds their digests only.</summary>
internal sealed class Confirmations(DbSession db, IUnitOfWork unitOfWork, TokenTimes times) : IConfirmations
{
    private const int MostAttempts = 5;
    private const int Slice = 50;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenRequests = TimeSpan.FromMinutes(1);

    private const string Select = "SELECT RequestedAt FROM ContactConfirmations WHERE AccountId = @AccountId AND Kind = @Kind";

    private const string Insert = """
        INSERT INTO ContactConfirmations (AccountId, Kind, RequestedAt, Attempts)
        VALUES (@AccountId, @Kind, @Now, 0)
        """;

    private const string AskAgain = """
        UPDATE ContactConfirmations
        SET RequestedAt = @Now, CodeDigest = NULL, SentAt = NULL, ExpiresAt = NULL, Attempts = 0
        WHERE AccountId = @AccountId AND Kind = @Kind
        """;

    private const string Delete = "DELETE FROM ContactConfirmations WHERE AccountId = @AccountId AND Kind = @Kind";

    private const string CountAttempt = """
        UPDATE ContactConfirmations
        SET Attempts = Attempts + 1
        WHERE AccountId = @AccountId AND Kind = @Kind AND Attempts < @Most AND ExpiresAt > @Now
        """;

    private const string SelectDigest = "SELECT CodeDigest FROM ContactConfirmations WHERE AccountId = @AccountId AND Kind = @Kind";

    private const string SelectWaiting = "SELECT AccountId, Kind FROM ContactConfirmations WHERE SentAt IS NULL ORDER BY RequestedAt";

    private const string Take = """
        UPDATE ContactConfirmations
        SET CodeDigest = @Digest, SentAt = @Now, ExpiresAt = @ExpiresAt, Attempts = 0
        WHERE AccountId = @AccountId AND Kind = @Kind AND SentAt IS NULL
        """;

    private const string PutBack = """
        UPDATE ContactConfirmations
        SET CodeDigest = NULL, SentAt = NULL, ExpiresAt = NULL
        WHERE AccountId = @AccountId AND Kind = @Kind AND CodeDigest = @Digest
        """;

    public async Task Ask(AccountId account, ContactKind kind, CancellationToken ct)
    {
        var row = new { AccountId = account, Kind = EnumName.Of(kind), times.Now };
        var last = await db.QueryOne<DateTimeOffset?>(Select, row, ct);
        AccessRules.CodeIsNotTooSoon.Demand(!(last > times.Now - BetweenRequests));
        await (last is null ? db.Insert(Insert, row, AccessRules.CodeIsNotTooSoon, ct) : db.Execute(AskAgain, row, ct));
    }

    public async Task<bool> Forget(AccountId account, ContactKind kind, CancellationToken ct) =>
        await db.Execute(Delete, new { AccountId = account, Kind = EnumName.Of(kind) }, ct) > 0;

    public Task<Proof> Try(AccountId account, ContactKind kind, string code, CancellationToken ct) => unitOfWork.InTransaction(
        async () =>
        {
            var row = new { AccountId = account, Kind = EnumName.Of(kind), Most = MostAttempts, times.Now };
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

    /// <summary>Lets a code wait again that could not be sent.</summary>
    public Task<int> Return(WaitingCode waiting, string code, CancellationToken ct) => db.Execute(PutBack, Row(waiting, code), ct);

    private object Row(WaitingCode waiting, string code) => new
    {
        waiting.AccountId, Kind = EnumName.Of(waiting.Kind), Digest = Digest(waiting.AccountId, waiting.Kind, code), times.Now,
        ExpiresAt = times.Now + Life,
    };

    private static byte[] Digest(AccountId account, ContactKind kind, string code) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{account}\n{kind}\n{code}"));
}

/// <summary>A contact to which a code is to be sent.</summary>
internal sealed record WaitingCode
{
    public required AccountId AccountId { get; init; }

    public required ContactKind Kind { get; init; }
}

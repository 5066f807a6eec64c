using Microsoft.AspNetCore.Identity;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

internal sealed class Passwords(DbSession db, ISignInGuard guard, IUnitOfWork unitOfWork) : IPasswords
{
    private const string Select = "SELECT Id, Kind, PasswordHash FROM Accounts WHERE NameKey = @NameKey";

    private const string UpdateHash = "UPDATE Accounts SET PasswordHash = @New WHERE Id = @Id AND PasswordHash = @Old";

    private static readonly PasswordHasher<Account> Hasher = new();

    // A hash keeps a core busy for long: half of the cores stay free for everybody else.
    private static readonly SemaphoreSlim Gate = new(Math.Max(1, Environment.ProcessorCount / 2));

    // New passwords wait for each other alone: whoever opens accounts in a row keeps nobody from signing in.
    private static readonly SemaphoreSlim NewGate = new(1);

    private static readonly string Decoy = Hasher.HashPassword(null!, "no account has this hash");

    public Task<string> Hash(string password, CancellationToken ct) => Slowly(NewGate, () => Hasher.HashPassword(null!, password), ct);

    public async Task<AccountId?> Check(string userName, string secret, CancellationToken ct)
    {
        var row = await db.QueryOne<Row>(Select, new { NameKey = UserName.Key(userName) ?? "" }, ct);
        var hash = row?.PasswordHash ?? Decoy;
        var result = await Slowly(Gate, () => Hasher.VerifyHashedPassword(null!, hash, secret), ct);
        if (result == PasswordVerificationResult.Failed || row?.PasswordHash is null || row.Kind == AccountKind.Client)
        {
            return null;
        }
        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            await HashAgain(row, secret, ct);
        }
        return row.Id;
    }

    public async Task<Proof> Prove(string userName, string password, CancellationToken ct)
    {
        using var turn = await guard.Turn(userName, ct);
        if (await guard.LockedFor(userName, ct) is not null)
        {
            return Proof.Locked;
        }
        var proof = await Check(userName, password, ct) is null ? Proof.Wrong : Proof.Right;
        return await unitOfWork.InTransaction(
            async () =>
            {
                await (proof == Proof.Right ? guard.Succeeded(userName, ct) : guard.Failed(userName, ct));
                return proof;
            },
            ct);
    }

    /// <summary>Hashes as it is done today what was hashed in a weaker way; unless the password has changed meanwhile.</summary>
    private async Task HashAgain(Row row, string secret, CancellationToken ct)
    {
        var hash = await Hash(secret, ct);
        await unitOfWork.InTransaction(() => db.Execute(UpdateHash, new { row.Id, New = hash, Old = row.PasswordHash }, ct), ct);
    }

    private static async Task<T> Slowly<T>(SemaphoreSlim gate, Func<T> work, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            return work();
        }
        finally
        {
            gate.Release();
        }
    }

    private sealed record Row
    {
        public required AccountId Id { get; init; }

        public required AccountKind Kind { get; init; }

        public string? PasswordHash { get; init; }
    }
}

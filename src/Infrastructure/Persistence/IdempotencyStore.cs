using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Ports;

namespace OneStop.Infrastructure.Persistence;

internal sealed class IdempotencyStore(DbSession db, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : IIdempotencyStore, ISweep
{
    private const string Select = "SELECT Fingerprint, Answer FROM IdempotencyKeys WHERE Scope = @Scope AND ExpiresAt > @Now";

    private const string Forget = "DELETE FROM IdempotencyKeys WHERE Scope = @Scope AND ExpiresAt <= @Now";

    private const string Insert = """
        INSERT INTO IdempotencyKeys (Scope, Fingerprint, Answer, ExpiresAt)
        VALUES (@Scope, @Fingerprint, @Answer, @ExpiresAt)
        """;

    private const string Expired = "SELECT Scope FROM IdempotencyKeys WHERE ExpiresAt <= @Now ORDER BY ExpiresAt";

    private const int SliceOfSweep = 500;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public Task<StoredAnswer?> Find(IdempotencyKey key, CancellationToken ct) =>
        db.QueryOne<StoredAnswer>(Select, new { key.Scope, Now = machineClock.GetUtcNow() }, ct);

    public async Task Keep(IdempotencyKey key, string answer, CancellationToken ct)
    {
        var now = machineClock.GetUtcNow();
        var row = new { key.Scope, key.Fingerprint, Answer = answer, ExpiresAt = now + Kept };
        try
        {
            await db.Execute(Insert, row, ct);
        }
        catch (DbException e) when (db.Dialect.IsUniqueViolation(e))
        {
            if (await db.Execute(Forget, new { key.Scope, Now = now }, ct) == 0)
            {
                // Another process committed the same key meanwhile: run again and give its answer.
                throw new RunAgainException(e);
            }
            await db.Execute(Insert, row, ct);
        }
    }

    public async Task<bool> AnyExpired(CancellationToken ct) =>
        await db.QueryOne<byte[]>($"{Expired} {db.Dialect.Page}", new { Now = machineClock.GetUtcNow(), Take = 1 }, ct) is not null;

    public async Task<bool> Sweep(CancellationToken ct)
    {
        var now = machineClock.GetUtcNow();
        var slice = await db.Query<byte[]>($"{Expired} {db.Dialect.Page}", new { Now = now, Take = SliceOfSweep }, ct);
        foreach (var scope in slice)
        {
            await db.Execute(Forget, new { Scope = scope, Now = now }, ct);
        }
        return slice.Count == SliceOfSweep;
    }
}

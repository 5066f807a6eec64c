using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Ports;

namespace OneStop.Infrastructure.Persistence;

internal sealed class IdempotencyStore(DbSession db, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : IIdempotencyStore
{
    private const string Select = "SELECT Fingerprint, Answer FROM IdempotencyKeys WHERE Scope = @Scope AND ExpiresAt > @Now";

    private const string Forget = "DELETE FROM IdempotencyKeys WHERE Scope = @Scope AND ExpiresAt <= @Now";

    private const string Insert = """
        INSERT INTO IdempotencyKeys (Scope, Fingerprint, Answer, ExpiresAt)
        VALUES (@Scope, @Fingerprint, @Answer, @ExpiresAt)
        """;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public Task<StoredAnswer?> Find(IdempotencyKey key, CancellationToken ct) =>
        db.QueryOne<StoredAnswer>(Select, new { key.Scope, Now = machineClock.GetUtcNow() }, ct);

    public async Task Keep(IdempotencyKey key, string answer, CancellationToken ct)
    {
        var now = machineClock.GetUtcNow();
        await db.Execute(Forget, new { key.Scope, Now = now }, ct);
        try
        {
            await db.Execute(Insert, new { key.Scope, key.Fingerprint, Answer = answer, ExpiresAt = now + Kept }, ct);
        }
        catch (DbException e) when (db.Dialect.IsUniqueViolation(e))
        {
            // Another process committed the same key meanwhile: run again and give its answer.
            throw new RunAgainException(e);
        }
    }
}

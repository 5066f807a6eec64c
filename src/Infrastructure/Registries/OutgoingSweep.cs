using OneStop.Application.Ports;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Registries;

/// <summary>Forgets documents that ended long ago.</summary>
internal sealed class OutgoingSweep(DbSession db, MachineClock clock) : ISweep
{
    private const int Slice = 500;

    private const string Expired = """
        SELECT Id
        FROM OutgoingDocuments
        WHERE State IN ('sent', 'rejected', 'givenUp') AND QueuedAt < @Before
        ORDER BY State, QueuedAt, Id
        """;

    private const string Forget = "DELETE FROM OutgoingDocuments WHERE Id = @Id AND State <> 'waiting'";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(800);

    public async Task<bool> AnyExpired(CancellationToken ct) => (await First(1, ct)).Count > 0;

    public async Task<bool> Sweep(CancellationToken ct)
    {
        var expired = await First(Slice, ct);
        foreach (var id in expired)
        {
            await db.Execute(Forget, new { Id = id }, ct);
        }
        return expired.Count == Slice;
    }

    private Task<IReadOnlyList<EventId>> First(int most, CancellationToken ct) =>
        db.Query<EventId>($"{Expired} {db.Dialect.Page}", new { Before = clock.Now - Kept, Take = most }, ct);
}

using Microsoft.Extensions.DependencyInjection;
using OneStop.Domain.Notifications;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>Forgets messages that were kept long enough, with their tries; identities grow with time.</summary>
internal sealed class NotificationSweep(DbSession db, NotificationOptions options, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : ISweep
{
    private const int Slice = 200;

    private const string Old = "SELECT Id FROM Notifications WHERE Id < @Before AND DueAt IS NULL ORDER BY Id";

    private const string ForgetAttempts = "DELETE FROM NotificationAttempts WHERE NotificationId = @Id";

    private const string Forget = "DELETE FROM Notifications WHERE Id = @Id";

    public async Task<bool> AnyExpired(CancellationToken ct) => (await Expired(1, ct)).Count > 0;

    public async Task<bool> Sweep(CancellationToken ct)
    {
        var old = await Expired(Slice, ct);
        foreach (var id in old)
        {
            await db.Execute(ForgetAttempts, new { Id = id }, ct);
            await db.Execute(Forget, new { Id = id }, ct);
        }
        return old.Count == Slice;
    }

    private Task<IReadOnlyList<NotificationId>> Expired(int most, CancellationToken ct) => db.Query<NotificationId>(
        $"{Old} {db.Dialect.Page}", new { Before = NotificationId.New(machineClock.GetUtcNow().AddDays(-options.KeepDays)), Take = most }, ct);
}

using Microsoft.Extensions.DependencyInjection;
using OneStop.Domain.Notifications;
using OneStop.Infrastructure.Delivery;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>
/// Forgets messages that were kept long enough, with their tries; identities grow with time. What waits for a channel that there is no more is given up.
/// </summary>
internal sealed class NotificationSweep(
    DbSession db, NotificationOptions options, ChannelSenders channels, NotificationFallback fallback, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : ISweep
{
    private const int Slice = 200;

    private const string Old = "SELECT Id FROM Notifications WHERE Id < @Before AND DueAt IS NULL ORDER BY Id";

    private const string ForgetAttempts = "DELETE FROM NotificationAttempts WHERE NotificationId = @Id";

    private const string Forget = "DELETE FROM Notifications WHERE Id = @Id";

    private const string Stranded = """
        SELECT Id
        FROM Notifications
        WHERE DueAt IS NOT NULL AND WaitsSince < @Before AND Channel NOT IN @Channels AND (LeaseUntil IS NULL OR LeaseUntil <= @Now)
        ORDER BY WaitsSince, Id
        """;

    private const string GiveUp = """
        UPDATE Notifications
        SET State = 'failed', Reason = 'noChannel', DueAt = NULL, LeaseUntil = NULL, Version = Version + 1
        WHERE Id = @Id AND DueAt IS NOT NULL
        """;

    public async Task<bool> AnyExpired(CancellationToken ct) => (await Expired(1, ct)).Count > 0 || (await WithoutChannel(1, ct)).Count > 0;

    public async Task<bool> Sweep(CancellationToken ct)
    {
        var old = await Expired(Slice, ct);
        foreach (var id in old)
        {
            await db.Execute(ForgetAttempts, new { Id = id }, ct);
            await db.Execute(Forget, new { Id = id }, ct);
        }
        var stranded = await WithoutChannel(Slice, ct);
        foreach (var id in stranded)
        {
            await fallback.Hold(id, ct);
            await db.Execute(GiveUp, new { Id = id }, ct);
            await fallback.After(id, ct);
        }
        return old.Count == Slice || stranded.Count == Slice;
    }

    private Task<IReadOnlyList<NotificationId>> WithoutChannel(int most, CancellationToken ct)
    {
        var now = machineClock.GetUtcNow();
        return db.Query<NotificationId>(
            $"{Stranded} {db.Dialect.Page}", new { Before = now - Backoff.Patience, Channels = channels.Channels.Select(EnumName.Of).ToArray(), Now = now, Take = most }, ct);
    }

    private Task<IReadOnlyList<NotificationId>> Expired(int most, CancellationToken ct) => db.Query<NotificationId>(
        $"{Old} {db.Dialect.Page}", new { Before = NotificationId.New(machineClock.GetUtcNow().AddDays(-options.KeepDays)), Take = most }, ct);
}

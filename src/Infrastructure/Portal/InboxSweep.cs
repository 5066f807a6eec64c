using OneStop.Application.Portal;
using OneStop.Application.Ports;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>Refuses what waited too long and nobody could try any more, with its body; forgets messages that are long done.</summary>
internal sealed class InboxSweep(DbSession db, IInboxCodes codes, MachineClock clock) : ISweep
{
    private const int Slice = 500;

    private const string TooOld = "SELECT MessageId FROM PortalInbox WHERE NextTryAt > 0 AND State = 'parked' AND ReceivedAt < @Before ORDER BY NextTryAt";

    private const string Done = "SELECT MessageId FROM PortalInbox WHERE ReceivedAt < @Before AND State <> 'parked' ORDER BY ReceivedAt, MessageId";

    private const string Refuse = """
        UPDATE PortalInbox
        SET State = 'refused', ReasonDetail = Reason, Reason = @Reason, NextTryAt = NULL, Body = NULL
        WHERE MessageId = @Id AND State = 'parked'
        """;

    private const string Forget = "DELETE FROM PortalInbox WHERE MessageId = @Id AND State <> 'parked'";

    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(800);

    private DateTimeOffset ParkedBefore => clock.Now - codes.Patience - Grace;

    public async Task<bool> AnyExpired(CancellationToken ct) =>
        (await First(TooOld, ParkedBefore, 1, ct)).Count > 0 || (await First(Done, clock.Now - Kept, 1, ct)).Count > 0;

    public async Task<bool> Sweep(CancellationToken ct)
    {
        var parked = await First(TooOld, ParkedBefore, Slice, ct);
        foreach (var id in parked)
        {
            await db.Execute(Refuse, new { Id = id, Reason = InboxRules.WaitsNotTooLong.Code }, ct);
        }
        var done = await First(Done, clock.Now - Kept, Slice, ct);
        foreach (var id in done)
        {
            await db.Execute(Forget, new { Id = id }, ct);
        }
        return parked.Count == Slice || done.Count == Slice;
    }

    private Task<IReadOnlyList<string>> First(string sql, DateTimeOffset before, int most, CancellationToken ct) =>
        db.Query<string>($"{sql} {db.Dialect.Page}", new { Before = before, Take = most }, ct);
}

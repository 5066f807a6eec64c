using System.Data.Common;
using OneStop.Application.Lists;
using OneStop.Application.Portal;
using OneStop.Application.Ports;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>The table of messages of the portal.</summary>
internal sealed class PortalInboxTable(DbSession db, MachineClock clock) : IPortalInbox
{
    private const string Columns =
        "m.MessageId, m.ClientId, m.Kind, m.PortalCode, m.Agency, m.Fingerprint, m.State, m.Reason, m.ReasonDetail, m.DossierId, m.ReceivedAt, m.NextTryAt, m.Attempts, m.Body";

    private const string ById = $"SELECT {Columns} FROM PortalInbox m WHERE m.MessageId = @MessageId";

    private const string All = $"SELECT {Columns} FROM PortalInbox m";

    private const string Counted = "SELECT m.MessageId FROM PortalInbox m";

    private const string Insert = """
        INSERT INTO PortalInbox (MessageId, ClientId, Kind, PortalCode, Agency, Fingerprint, State, Reason, ReasonDetail, DossierId, ReceivedAt, NextTryAt, Attempts, Body)
        VALUES (@MessageId, @ClientId, @Kind, @PortalCode, @Agency, @Fingerprint, @State, @Reason, @ReasonDetail, @DossierId, @ReceivedAt, @NextTryAt, @Attempts, @Body)
        """;

    private const string Update = """
        UPDATE PortalInbox
        SET Agency = @Agency, State = @State, Reason = @Reason, ReasonDetail = @ReasonDetail, DossierId = @DossierId, NextTryAt = @NextTryAt, Attempts = @Attempts, Body = @Body
        WHERE MessageId = @MessageId AND State = 'parked'
        """;

    private const string UnlessWoken = $"{Update} AND NextTryAt = @DueAt";

    private const string WakeByCode = "UPDATE PortalInbox SET NextTryAt = @Now WHERE PortalCode = @PortalCode AND State = 'parked'";

    private static readonly RankedList ByInstant = new(All, Counted, "m.ReceivedAt", "m.MessageId") { TiedByIdentity = false };

    public Task<InboxRow?> Find(string messageId, CancellationToken ct) => db.QueryOne<InboxRow>(ById, new { MessageId = messageId }, ct);

    public async Task Add(InboxRow row, CancellationToken ct)
    {
        try
        {
            await db.Execute(Insert, Parameters(row), ct);
        }
        catch (DbException e) when (db.Dialect.IsUniqueViolation(e))
        {
            throw new RunAgainException(e);
        }
    }

    public async Task<bool> Settle(InboxRow row, CancellationToken ct) => await db.Execute(Update, Parameters(row), ct) > 0;

    public async Task<bool> SettleUnlessWoken(InboxRow row, DateTimeOffset? dueAt, CancellationToken ct) =>
        await db.Execute(UnlessWoken, Parameters(row, dueAt), ct) > 0;

    public Task WakeOf(string portalCode, CancellationToken ct) => db.Execute(WakeByCode, new { PortalCode = portalCode, clock.Now }, ct);

    public Task<Page<InboxRow>> List(InboxFilter filter, PageRequest page, CancellationToken ct)
    {
        var list = new Narrowing().To("m.ReceivedAt >= 0")
            .Is("m.State", "State", filter.State is { } state ? EnumName.Of(state) : null)
            .Is("m.Kind", "Kind", filter.Kind)
            .Is("m.Agency", "Agency", filter.Agency)
            .In("m.Agency", "Within", filter.Within);
        return ByInstant.Page<InboxRow, InboxRow>(db, list, page, row => (row.ReceivedAt.ToUnixTimeMilliseconds(), row.MessageId), row => row, ct);
    }

    private static object Parameters(InboxRow row, DateTimeOffset? dueAt = null) => new
    {
        row.MessageId, row.ClientId, row.Kind, row.PortalCode, row.Agency, row.Fingerprint, State = EnumName.Of(row.State), row.Reason, row.ReasonDetail,
        row.DossierId, row.ReceivedAt, row.NextTryAt, row.Attempts, row.Body, DueAt = dueAt,
    };
}

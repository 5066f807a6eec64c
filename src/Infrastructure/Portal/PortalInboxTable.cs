using System.Data.Common;
using System.Globalization;
using Dapper;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Application.Portal;
using OneStop.Application.Ports;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>The table of messages of the portal.</summary>
internal sealed class PortalInboxTable(DbSession db, MachineClock clock) : IPortalInbox
{
    private const string Columns =
        "m.MessageId, m.ClientId, m.Kind, m.PortalCode, m.Agency, m.Fingerprint, m.State, m.Reason, m.ReasonDetail, m.DossierId, m.ReceivedAt, m.NextTryAt, m.Attempts, m.Body";

    private const string ById = $"SELECT {Columns} FROM PortalInbox m WHERE m.MessageId = @MessageId";

    private const string All = $"SELECT {Columns} FROM PortalInbox m";

    private const string Counted = "SELECT COUNT(*) FROM (SELECT m.MessageId FROM PortalInbox m";

    private const string Insert = """
        INSERT INTO PortalInbox (MessageId, ClientId, Kind, PortalCode, Agency, Fingerprint, State, Reason, ReasonDetail, DossierId, ReceivedAt, NextTryAt, Attempts, Body)
        VALUES (@MessageId, @ClientId, @Kind, @PortalCode, @Agency, @Fingerprint, @State, @Reason, @ReasonDetail, @DossierId, @ReceivedAt, @NextTryAt, @Attempts, @Body)
        """;

    private const string Update = """
        UPDATE PortalInbox
        SET Agency = @Agency, State = @State, Reason = @Reason, ReasonDetail = @ReasonDetail, DossierId = @DossierId, NextTryAt = @NextTryAt, Attempts = @Attempts, Body = @Body
        WHERE MessageId = @MessageId AND State = 'parked'
        """;

    private const string WakeByCode = "UPDATE PortalInbox SET NextTryAt = @Now WHERE PortalCode = @PortalCode AND State = 'parked'";

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

    public Task WakeOf(string portalCode, CancellationToken ct) => db.Execute(WakeByCode, new { PortalCode = portalCode, clock.Now }, ct);

    public async Task<Page<InboxRow>> List(InboxFilter filter, PageRequest page, CancellationToken ct)
    {
        var (conditions, parameters) = Conditions(filter);
        var counted = page.Count == CountMode.None ? (long?)null : await Count(conditions, parameters, page, ct);
        if (Cursor.Read(page, keys: 2) is [var at, var id])
        {
            conditions.Add("(m.ReceivedAt < @AfterAt OR (m.ReceivedAt = @AfterAt AND m.MessageId < @AfterId))");
            parameters.Add("AfterAt", long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var instant)
                ? instant
                : throw new InvalidInputException("cursor", FieldRules.WellFormed));
            parameters.Add("AfterId", id);
        }
        parameters.Add("Take", page.Take);
        var rows = await db.Query<InboxRow>(
            $"{All} WHERE {string.Join(" AND ", conditions)} ORDER BY m.ReceivedAt DESC, m.MessageId DESC {db.Dialect.Page}", parameters, ct);
        return Pages.Of(page, rows, row => [row.ReceivedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), row.MessageId], counted);
    }

    private static (List<string> Conditions, DynamicParameters Parameters) Conditions(InboxFilter filter)
    {
        var (conditions, parameters) = (new List<string> { "m.ReceivedAt >= 0" }, new DynamicParameters());
        void Is(string condition, string name, object? value)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                parameters.Add(name, value);
            }
        }
        Is("m.State = @State", "State", filter.State is { } state ? EnumName.Of(state) : null);
        Is("m.Kind = @Kind", "Kind", filter.Kind);
        Is("m.Agency = @Agency", "Agency", filter.Agency);
        Is("m.Agency IN @Within", "Within", filter.Within);
        return (conditions, parameters);
    }

    private async Task<long?> Count(List<string> conditions, DynamicParameters parameters, PageRequest page, CancellationToken ct)
    {
        var counting = new DynamicParameters(parameters);
        counting.Add("Take", page.CountTake);
        return await db.QueryOne<long>($"{Counted} WHERE {string.Join(" AND ", conditions)} ORDER BY m.ReceivedAt DESC, m.MessageId DESC {db.Dialect.Page}) c", counting, ct);
    }

    private static object Parameters(InboxRow row) => new
    {
        row.MessageId, row.ClientId, row.Kind, row.PortalCode, row.Agency, row.Fingerprint, State = EnumName.Of(row.State), row.Reason, row.ReasonDetail,
        row.DossierId, row.ReceivedAt, row.NextTryAt, row.Attempts, row.Body,
    };
}

using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Lists;
using OneStop.Application.Notifications;
using OneStop.Domain.Notifications;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>Messages as requests see and change them.</summary>
internal sealed class NotificationTable(DbSession db, NotificationFallback fallback, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : INotifications
{
    private const string Columns = """
        Id, Version, DossierId, Kind, Audience, Channel, Address, State, Reason, Statutory, SupersededBy, TemplateVersion, Language, Subject, Text, CreatedAt,
        DueAt, SentAt, DeliveredAt
        """;

    private const string ById = $"SELECT {Columns} FROM Notifications WHERE Id = @Id";

    private const string Select = $"SELECT {Columns} FROM Notifications";

    private const string Counted = "SELECT COUNT(*) FROM (SELECT Id FROM Notifications";

    private const string AttemptsOf = """
        SELECT NotificationId, Number, At, Outcome, Reason, Milliseconds
        FROM NotificationAttempts
        WHERE NotificationId IN @Ids
        ORDER BY NotificationId, Number
        """;

    private const string Again = """
        UPDATE Notifications
        SET State = 'queued', Reason = NULL, DueAt = @Now, WaitsSince = @Now, LeaseUntil = NULL, FirstTriedAt = NULL, Version = Version + 1
        WHERE Id = @Id AND Version = COALESCE(@Version, Version) AND State = 'failed' AND SupersededBy IS NULL
        """;

    /// <summary>Identities grow with time, by the hour of their writing and a little more; the instant decides.</summary>
    private const string FailedIn = """
        SELECT Id
        FROM Notifications
        WHERE State = 'failed' AND Id >= @First AND Id < @Last AND Channel = @Channel AND CreatedAt >= @From AND CreatedAt < @To
            AND SupersededBy IS NULL AND Address IS NOT NULL AND Text IS NOT NULL
        ORDER BY Id
        """;

    private const string Exists = "SELECT COUNT(*) FROM Notifications WHERE Id = @Id";

    private const string Arrived = """
        UPDATE Notifications
        SET State = 'delivered', Reason = NULL, DueAt = NULL, LeaseUntil = NULL, DeliveredAt = @Now, SentAt = COALESCE(SentAt, @Now),
            Reference = COALESCE(@Reference, Reference), ReceiptAt = @SignedAt, Version = Version + 1
        WHERE Id = @Id AND State IN ('queued', 'held', 'sent', 'failed', 'superseded') AND Attempts > 0
        """;

    /// <summary>Of a message that was sent, or is just on its way; a receipt that came before, or is older than one that came, says nothing new.</summary>
    private const string Lost = """
        UPDATE Notifications
        SET State = CASE WHEN SupersededBy IS NULL THEN 'failed' ELSE 'superseded' END, Reason = @Reason, DueAt = NULL, LeaseUntil = NULL,
            Reference = COALESCE(@Reference, Reference), ReceiptAt = @SignedAt, Version = Version + 1
        WHERE Id = @Id AND (State = 'sent' OR (State IN ('queued', 'held') AND LeaseUntil IS NOT NULL)) AND (ReceiptAt IS NULL OR ReceiptAt < @SignedAt)
        """;

    public async Task<Page<NotificationView>> List(NotificationQuery query, CancellationToken ct)
    {
        var walk = new KeysetWalk(query.Page, oldestFirst: "");
        walk.And("DossierId = @Dossier", "Dossier", query.Dossier is { } dossier ? TypeHandlers.Bytes(dossier) : null);
        walk.And("AccountId = @Account", "Account", query.Account is { } account ? TypeHandlers.Bytes(account) : null);
        walk.And("Audience = @Audience", "Audience", query.Audience is { } audience ? EnumName.Of(audience) : null);
        walk.And("State = @State", "State", query.State is { } state ? EnumName.Of(state) : null);
        walk.And("Channel = @Channel", "Channel", query.Channel is { } channel ? EnumName.Of(channel) : null);
        var where = walk.Where();
        var rows = await db.Query<Row>($"{Select} {walk.After<NotificationId>(where, "Id", "")} ORDER BY {walk.Order("Id", "")} {db.Dialect.Page}", walk.Parameters, ct);
        long? count = query.Page.Count == CountMode.None ? null
            : await db.QueryOne<long>($"{Counted} {where} ORDER BY Id {db.Dialect.Page}) n", walk.Counting, ct);
        return Pages.Of(query.Page, await Views(rows, ct), view => [view.Id.ToString()], count);
    }

    public async Task<NotificationView?> Find(NotificationId id, CancellationToken ct) =>
        await db.QueryOne<Row>(ById, new { Id = id }, ct) is { } row ? (await Views([row], ct))[0] : null;

    public async Task<bool> Requeue(NotificationView failed, CancellationToken ct) =>
        await db.Execute(Again, new { failed.Id, failed.Version, Now = machineClock.GetUtcNow() }, ct) > 0;

    public async Task<(int Count, bool More)> Requeue(NoticeChannel channel, DateTimeOffset from, DateTimeOffset to, int most, CancellationToken ct)
    {
        var period = new
        {
            Channel = EnumName.Of(channel), From = from, To = to, First = NotificationId.New(from.AddMinutes(-1)), Last = NotificationId.New(to.AddHours(1)), Take = most + 1,
        };
        var failed = await db.Query<NotificationId>($"{FailedIn} {db.Dialect.Page}", period, ct);
        var count = 0;
        foreach (var id in failed.Take(most))
        {
            count += await db.Execute(Again, new { Id = id, Version = (int?)null, Now = machineClock.GetUtcNow() }, ct);
        }
        return (count, failed.Count > most);
    }

    public async Task<bool> Take(DeliveryReceipt receipt, DateTimeOffset signedAt, CancellationToken ct)
    {
        if (await db.QueryOne<long>(Exists, new { receipt.Id }, ct) == 0)
        {
            return false;
        }
        var row = new
        {
            receipt.Id, Now = machineClock.GetUtcNow(), SignedAt = signedAt, Reference = SendOutcome.Code(receipt.Reference),
            Reason = SendOutcome.Code(receipt.Error) ?? "notDelivered",
        };
        if (receipt.Status == DeliveryStatus.Failed)
        {
            await fallback.Hold(receipt.Id, ct);
        }
        var changed = await db.Execute(receipt.Status == DeliveryStatus.Delivered ? Arrived : Lost, row, ct) > 0;
        if (changed && receipt.Status == DeliveryStatus.Failed)
        {
            await fallback.After(receipt.Id, ct);
        }
        return true;
    }

    private async Task<IReadOnlyList<NotificationView>> Views(IReadOnlyList<Row> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return [];
        }
        var attempts = (await db.Query<AttemptRow>(AttemptsOf, new { Ids = rows.Select(row => TypeHandlers.Bytes(row.Id)).ToArray() }, ct)).ToLookup(one => one.NotificationId);
        return [.. rows.Select(row => row.View([.. attempts[row.Id].Select(one => one.Attempt)]))];
    }

    private sealed record AttemptRow
    {
        public required NotificationId NotificationId { get; init; }

        public required int Number { get; init; }

        public required DateTimeOffset At { get; init; }

        public required string Outcome { get; init; }

        public string? Reason { get; init; }

        public required int Milliseconds { get; init; }

        public NotificationAttempt Attempt => new(Number, At, Outcome, Reason, Milliseconds);
    }

    private sealed record Row
    {
        public required NotificationId Id { get; init; }

        public required int Version { get; init; }

        public required Domain.Dossiers.DossierId DossierId { get; init; }

        public required NoticeKind Kind { get; init; }

        public required NoticeAudience Audience { get; init; }

        public required NoticeChannel Channel { get; init; }

        public string? Address { get; init; }

        public required NoticeState State { get; init; }

        public string? Reason { get; init; }

        public required bool Statutory { get; init; }

        public EventId? SupersededBy { get; init; }

        public required int TemplateVersion { get; init; }

        public required string Language { get; init; }

        public string? Subject { get; init; }

        public string? Text { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? DueAt { get; init; }

        public DateTimeOffset? SentAt { get; init; }

        public DateTimeOffset? DeliveredAt { get; init; }

        public NotificationView View(IReadOnlyList<NotificationAttempt> attempts) => new()
        {
            Id = Id, Version = Version, Dossier = DossierId, Kind = Kind, Audience = Audience, Channel = Channel, To = Address, State = State, Reason = Reason,
            Statutory = Statutory, SupersededBy = SupersededBy?.Value, TemplateVersion = TemplateVersion, Language = Language, Subject = Subject, Text = Text,
            CreatedAt = CreatedAt, NextAt = DueAt, SentAt = SentAt, DeliveredAt = DeliveredAt, Attempts = attempts,
        };
    }
}

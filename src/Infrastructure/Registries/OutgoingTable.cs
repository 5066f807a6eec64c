using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Registries;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Registries;

/// <summary>The queue of documents for other systems.</summary>
internal sealed class OutgoingTable(DbSession db) : IOutgoing
{
    private const string Columns = "o.Id, o.DossierId, o.QueuedAt, o.State, o.NextTryAt, o.Attempts, o.Fault, o.Receipt, o.SentAt, o.LeasedUntil, o.Details";

    private const string ById = $"SELECT {Columns} FROM OutgoingDocuments o WHERE o.Id = @Id";

    private const string FirstDue = $"SELECT {Columns} FROM OutgoingDocuments o WHERE o.NextTryAt <= @Now ORDER BY o.NextTryAt, o.Id";

    private const string Insert = """
        INSERT INTO OutgoingDocuments (Id, DossierId, SentBy, QueuedAt, State, NextTryAt, Attempts, Fault, Receipt, SentAt, Details)
        VALUES (@Id, @DossierId, @SentBy, @Now, 'waiting', @Now, 0, NULL, NULL, NULL, @Details)
        """;

    private const string Take = """
        UPDATE OutgoingDocuments
        SET NextTryAt = @Until, LeasedUntil = @Until, Attempts = Attempts + 1
        WHERE Id = @Id AND NextTryAt = @NextTryAt
        """;

    /// <summary>Only of the attempt that is written: whoever took it over meanwhile writes its own.</summary>
    private const string Note = """
        UPDATE OutgoingDocuments
        SET State = @State, NextTryAt = @NextTryAt, LeasedUntil = NULL, Fault = @Fault, Receipt = @Receipt, SentAt = @SentAt
        WHERE Id = @Id AND State = 'waiting' AND Attempts = @Attempts AND LeasedUntil = @LeasedUntil
        """;

    /// <summary>Not while it is being sent.</summary>
    private const string Again = """
        UPDATE OutgoingDocuments
        SET State = 'waiting', QueuedAt = @Now, NextTryAt = @Now, LeasedUntil = NULL, Attempts = 0
        WHERE Id = @Id AND State <> 'sent' AND (LeasedUntil IS NULL OR LeasedUntil < @Now)
        """;

    private const string Listed = $"SELECT {Columns} FROM OutgoingDocuments o INNER JOIN Dossiers d ON d.Id = o.DossierId";

    private const string Counted = "SELECT o.Id FROM OutgoingDocuments o INNER JOIN Dossiers d ON d.Id = o.DossierId";

    private static readonly RankedList ByInstant = new(Listed, Counted, "o.QueuedAt", "o.Id");

    public Task Requeue(Guid id, DateTimeOffset now, CancellationToken ct) => db.Execute(Again, new { Id = EventId.Of(id), Now = now }, ct);

    public Task<Page<OutgoingView>> List(OutgoingState? state, PageRequest page, DossierReach reach, CancellationToken ct)
    {
        var list = new Narrowing().To("o.QueuedAt >= 0").Is("o.State", "State", state is { } one ? EnumName.Of(one) : null);
        ReachConditions.Keep(list, reach);
        return ByInstant.Page<OutgoingRow, OutgoingView>(db, list, page, row => (row.QueuedAt.ToUnixTimeMilliseconds(), row.Id.ToString()), row => row.View, ct);
    }

    public async Task<OutgoingView> Queue(Guid id, DossierId dossier, AccountId sentBy, OutgoingDocument document, DateTimeOffset now, CancellationToken ct)
    {
        await db.Execute(Insert, new { Id = EventId.Of(id), DossierId = dossier, SentBy = sentBy, Now = now, Details = Details.Write(document) }, ct);
        return (await Find(id, ct))!;
    }

    public async Task<OutgoingView?> Find(Guid id, CancellationToken ct) => (await db.QueryOne<OutgoingRow>(ById, new { Id = EventId.Of(id) }, ct))?.View;

    public Task<IReadOnlyList<OutgoingRow>> Due(DateTimeOffset now, int most, CancellationToken ct) =>
        db.Query<OutgoingRow>($"{FirstDue} {db.Dialect.Page}", new { Now = now, Take = most }, ct);

    /// <summary>Keeps it from others for a while; null where another process was first.</summary>
    public async Task<OutgoingRow?> Lease(OutgoingRow row, DateTimeOffset until, CancellationToken ct) =>
        await db.Execute(Take, new { row.Id, row.NextTryAt, Until = until }, ct) > 0 ? row with { Attempts = row.Attempts + 1, LeasedUntil = until } : null;

    /// <summary>Writes what came of sending a leased one.</summary>
    public Task Write(OutgoingRow row, CancellationToken ct) => db.Execute(
        Note, new { row.Id, State = EnumName.Of(row.State), row.NextTryAt, row.Fault, row.Receipt, row.SentAt, row.Attempts, row.LeasedUntil }, ct);
}

/// <summary>A document in the queue.</summary>
internal sealed record OutgoingRow
{
    public required EventId Id { get; init; }

    public required DossierId DossierId { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    public required OutgoingState State { get; init; }

    public DateTimeOffset? NextTryAt { get; init; }

    public DateTimeOffset? LeasedUntil { get; init; }

    public required int Attempts { get; init; }

    public string? Fault { get; init; }

    public string? Receipt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public required string Details { get; init; }

    public OutgoingDocument Document => Persistence.Details.Read<OutgoingDocument>(Details);

    public OutgoingView View => new(Id.Value, DossierId, Document.Recipient, Document.Number, State, QueuedAt, Attempts, Fault, Receipt, SentAt);
}

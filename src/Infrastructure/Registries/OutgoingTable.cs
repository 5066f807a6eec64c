using OneStop.Application.Registries;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Registries;

/// <summary>The queue of documents for other systems.</summary>
internal sealed class OutgoingTable(DbSession db) : IOutgoing
{
    private const string Columns = "o.Id, o.DossierId, o.QueuedAt, o.State, o.NextTryAt, o.Attempts, o.Fault, o.Receipt, o.SentAt, o.Details";

    private const string ById = $"SELECT {Columns} FROM OutgoingDocuments o WHERE o.Id = @Id";

    private const string FirstDue = $"SELECT {Columns} FROM OutgoingDocuments o WHERE o.NextTryAt <= @Now ORDER BY o.NextTryAt, o.Id";

    private const string Insert = """
        INSERT INTO OutgoingDocuments (Id, DossierId, SentBy, QueuedAt, State, NextTryAt, Attempts, Fault, Receipt, SentAt, Details)
        VALUES (@Id, @DossierId, @SentBy, @Now, 'waiting', @Now, 0, NULL, NULL, NULL, @Details)
        """;

    private const string Take = "UPDATE OutgoingDocuments SET NextTryAt = @Until, Attempts = Attempts + 1 WHERE Id = @Id AND NextTryAt = @NextTryAt";

    private const string Note = """
        UPDATE OutgoingDocuments
        SET State = @State, NextTryAt = @NextTryAt, Fault = @Fault, Receipt = @Receipt, SentAt = @SentAt
        WHERE Id = @Id AND State = 'waiting'
        """;

    public async Task<OutgoingView> Queue(Guid id, DossierId dossier, AccountId sentBy, OutgoingDocument document, DateTimeOffset now, CancellationToken ct)
    {
        await db.Execute(Insert, new { Id = EventId.Of(id), DossierId = dossier, SentBy = sentBy, Now = now, Details = Details.Write(document) }, ct);
        return (await Find(id, ct))!;
    }

    public async Task<OutgoingView?> Find(Guid id, CancellationToken ct) => (await db.QueryOne<OutgoingRow>(ById, new { Id = EventId.Of(id) }, ct))?.View;

    public Task<IReadOnlyList<OutgoingRow>> Due(DateTimeOffset now, int most, CancellationToken ct) =>
        db.Query<OutgoingRow>($"{FirstDue} {db.Dialect.Page}", new { Now = now, Take = most }, ct);

    /// <summary>Keeps it from others for a while; false where another process was first.</summary>
    public async Task<bool> Lease(OutgoingRow row, DateTimeOffset until, CancellationToken ct) =>
        await db.Execute(Take, new { row.Id, row.NextTryAt, Until = until }, ct) > 0;

    /// <summary>Writes what came of sending it.</summary>
    public Task Write(OutgoingRow row, CancellationToken ct) =>
        db.Execute(Note, new { row.Id, State = EnumName.Of(row.State), row.NextTryAt, row.Fault, row.Receipt, row.SentAt }, ct);
}

/// <summary>A document in the queue.</summary>
internal sealed record OutgoingRow
{
    public required EventId Id { get; init; }

    public required DossierId DossierId { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    public required OutgoingState State { get; init; }

    public DateTimeOffset? NextTryAt { get; init; }

    public required int Attempts { get; init; }

    public string? Fault { get; init; }

    public string? Receipt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public required string Details { get; init; }

    public OutgoingDocument Document => Persistence.Details.Read<OutgoingDocument>(Details);

    public OutgoingView View => new(Id.Value, DossierId, Document.Recipient, Document.Number, State, QueuedAt, Attempts, Fault, Receipt, SentAt);
}

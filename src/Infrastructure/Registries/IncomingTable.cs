using System.Data.Common;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Application.Registries;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Registries;

/// <summary>The documents that came in from systems of others.</summary>
internal sealed class IncomingTable(DbSession db) : IIncoming
{
    private const string Columns = "i.Id, i.ClientId, i.DossierId, i.Transfer, i.Sender, i.ReceivedAt, i.Details";

    private const string ByKey = $"SELECT {Columns} FROM IncomingDocuments i WHERE i.ClientId = @Client AND i.Id = @Id";

    private const string Insert = """
        INSERT INTO IncomingDocuments (ClientId, Id, DossierId, Transfer, Sender, ReceivedAt, Details)
        VALUES (@Client, @Id, @DossierId, @Transfer, @Sender, @ReceivedAt, @Details)
        """;

    private const string Asked = "SELECT o.Details FROM OutgoingDocuments o WHERE o.DossierId = @Dossier";

    private const string Listed = $"SELECT {Columns} FROM IncomingDocuments i INNER JOIN Dossiers d ON d.Id = i.DossierId";

    private const string Counted = "SELECT i.Id FROM IncomingDocuments i INNER JOIN Dossiers d ON d.Id = i.DossierId";

    /// <summary>Seen whole: an agency that has a leg alone is not told what others wrote about the rest.</summary>
    private const string Whole = "(d.ReceivingAgency IN @Whole OR d.CompetentAgency IN @Whole)";

    private static readonly RankedList ByInstant = new(Listed, Counted, "i.ReceivedAt", "i.Id");

    public async Task<IncomingView?> Find(AccountId client, Guid id, CancellationToken ct) =>
        (await db.QueryOne<Row>(ByKey, new { Client = client, Id = EventId.Of(id) }, ct))?.View;

    /// <summary>Of the same document twice at once the key lets one through; the other is answered as before.</summary>
    public async Task Keep(AccountId client, IncomingView document, CancellationToken ct)
    {
        var row = new
        {
            Client = client, Id = EventId.Of(document.Id), DossierId = document.Dossier, document.Transfer, document.Sender, document.ReceivedAt,
            Details = Details.Write(new IncomingDocument(document.Number, document.Title, document.IssuedOn, document.Sha256, document.Url)),
        };
        try
        {
            await db.Execute(Insert, row, ct);
        }
        catch (DbException e) when (db.Dialect.IsUniqueViolation(e))
        {
            throw new RunAgainException(e);
        }
    }

    public async Task<bool> WasAsked(DossierId dossier, string agency, CancellationToken ct) =>
        (await db.Query<string>(Asked, new { Dossier = dossier }, ct)).Any(text => Details.Read<OutgoingDocument>(text).Recipient == agency);

    public Task<Page<IncomingView>> List(DossierId? dossier, PageRequest page, DossierReach reach, CancellationToken ct)
    {
        var list = new Narrowing().To("i.ReceivedAt >= 0").Is("i.DossierId", "Dossier", dossier).By(Whole, "Whole", reach.Everything ? null : reach.Held.ToArray());
        ReachConditions.Keep(list, reach);
        ReachConditions.Identify(list, reach);
        return ByInstant.Page<Row, IncomingView>(db, list, page, row => (row.ReceivedAt.ToUnixTimeMilliseconds(), row.Id.ToString()), row => row.View, ct);
    }

    private sealed record Row
    {
        public required EventId Id { get; init; }

        public required DossierId DossierId { get; init; }

        public TransferId? Transfer { get; init; }

        public required string Sender { get; init; }

        public required DateTimeOffset ReceivedAt { get; init; }

        public required string Details { get; init; }

        public IncomingView View => Persistence.Details.Read<IncomingDocument>(Details) is var said
            ? new IncomingView(Id.Value, Sender, DossierId, Transfer, said.Number, said.Title, said.IssuedOn, said.Sha256, said.Url, ReceivedAt)
            : null!;
    }
}

/// <summary>Forgets documents that came in long ago.</summary>
internal sealed class IncomingSweep(DbSession db, MachineClock clock) : ISweep
{
    private const int Slice = 500;

    private const string Expired = "SELECT ClientId, Id FROM IncomingDocuments WHERE ReceivedAt < @Before ORDER BY ReceivedAt, Id";

    private const string Forget = "DELETE FROM IncomingDocuments WHERE ClientId = @ClientId AND Id = @Id";

    /// <summary>As long as what was sent; the dossier's own papers are kept with the dossier.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(800);

    public async Task<bool> AnyExpired(CancellationToken ct) => (await First(1, ct)).Count > 0;

    public async Task<bool> Sweep(CancellationToken ct)
    {
        var expired = await First(Slice, ct);
        foreach (var key in expired)
        {
            await db.Execute(Forget, key, ct);
        }
        return expired.Count == Slice;
    }

    private Task<IReadOnlyList<Key>> First(int most, CancellationToken ct) =>
        db.Query<Key>($"{Expired} {db.Dialect.Page}", new { Before = clock.Now - Kept, Take = most }, ct);

    private sealed record Key
    {
        public required AccountId ClientId { get; init; }

        public required EventId Id { get; init; }
    }
}

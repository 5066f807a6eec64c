using OneStop.Application.Access;
using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>How far hand-overs are, and the dossiers that they are about.</summary>
internal sealed class HandoverTable(DbSession db) : IHandovers
{
    private static readonly DossierStatus[] OpenStatuses = [.. Enum.GetValues<DossierStatus>().Where(status => status.IsOpen())];

    private const string ById = """
        SELECT Id, FromAccount, ToAccount, RequestedBy, RequestedAt, Moved, FinishedAt, Details
        FROM Handovers
        WHERE Id = @Id
        """;

    private const string Newest = """
        SELECT Id, FromAccount, ToAccount, RequestedBy, RequestedAt, Moved, FinishedAt, Details
        FROM Handovers
        WHERE FromAccount = @Official AND Id < @Before
        ORDER BY Id DESC
        """;

    private const string CountOfOfficial = "SELECT COUNT(*) FROM Handovers WHERE FromAccount = @Official";

    private const string Insert = """
        INSERT INTO Handovers (Id, FromAccount, ToAccount, RequestedBy, RequestedAt, Moved, Details)
        VALUES (@Id, @FromAccount, @ToAccount, @RequestedBy, @RequestedAt, @Moved, @Details)
        """;

    private const string Update = "UPDATE Handovers SET Moved = @Moved, FinishedAt = @FinishedAt, Details = @Details WHERE Id = @Id";

    private const string Open = """
        SELECT Id
        FROM Dossiers
        WHERE Assignee = @Official AND Status IN @OpenStatuses AND (@Everywhere = 1 OR ReceivingAgency IN @Agencies OR CompetentAgency IN @Agencies)
        ORDER BY Id
        """;

    private const string CountOpen = """
        SELECT COUNT(*)
        FROM Dossiers
        WHERE Assignee = @Official AND Status IN @OpenStatuses AND (@Everywhere = 1 OR ReceivingAgency IN @Agencies OR CompetentAgency IN @Agencies)
        """;

    public Task<Handover?> Find(HandoverId id, CancellationToken ct) => db.QueryOne<Handover>(ById, new { Id = id }, ct);

    public Task Add(Handover handover, CancellationToken ct) => db.Execute(Insert, Row(handover), ct);

    public Task Save(Handover handover, CancellationToken ct) => db.Execute(Update, Row(handover), ct);

    public async Task<Page<Handover>> Of(AccountId official, PageRequest page, CancellationToken ct)
    {
        var before = Cursor.Before<HandoverId>(page);
        return Pages.Of(
            page, await db.Query<Handover>($"{Newest} {db.Dialect.Page}", new { Official = official, Before = before, page.Take }, ct),
            handover => [handover.Id.ToString()],
            page.Count == CountMode.None ? null : await db.QueryOne<long>(CountOfOfficial, new { Official = official }, ct));
    }

    public Task<IReadOnlyList<DossierId>> OpenWork(AccountId official, IReadOnlyList<string>? agencies, int most, CancellationToken ct) => db.Query<DossierId>(
        $"{Open} {db.Dialect.Page}", new { Official = official, OpenStatuses, Everywhere = agencies is null ? 1 : 0, Agencies = agencies ?? [], Take = most }, ct);

    public Task<int> CountOpenWork(AccountId official, IReadOnlyList<string>? agencies, CancellationToken ct) => db.QueryOne<int>(
        CountOpen, new { Official = official, OpenStatuses, Everywhere = agencies is null ? 1 : 0, Agencies = agencies ?? [] }, ct);

    private static object Row(Handover handover) => new
    {
        handover.Id, handover.FromAccount, handover.ToAccount, handover.RequestedBy, handover.RequestedAt, handover.Moved, handover.FinishedAt,
        handover.Details,
    };
}

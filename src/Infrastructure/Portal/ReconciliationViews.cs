using System.Globalization;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Application.Portal;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Portal;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>Reconciliations as requests see and begin them.</summary>
internal sealed class ReconciliationViews(DbSession db, PortalOptions options) : IReconciliations
{
    private const string Rows = """
        SELECT Id, State, RequestedAt, RequestedBy, FiledFrom, FiledTo, Checked, Waiting, Same, Different, Missing, Failed, FinishedAt
        FROM PortalReconciliations
        """;

    private const string ById = $"{Rows} WHERE Id = @Id";

    private const string Newest = $"{Rows} WHERE Id < @Before ORDER BY Id DESC";

    private const string CountAll = "SELECT COUNT(*) FROM PortalReconciliations";

    private const string CountUnderWay = "SELECT COUNT(*) FROM PortalReconciliations WHERE State = 'underWay'";

    private const string Insert = """
        INSERT INTO PortalReconciliations (Id, State, RequestedAt, RequestedBy, FiledFrom, FiledTo, Checked, Waiting, Same, Different, Missing, Failed, Run)
        VALUES (@Id, 'underWay', @RequestedAt, @RequestedBy, @From, @To, 0, 0, 0, 0, 0, 0, 0)
        """;

    private const string DifferencesOf = """
        SELECT x.DossierId AS Dossier, d.Code, x.Field, x.Ours, x.Theirs
        FROM PortalDifferences x
        INNER JOIN Dossiers d ON d.Id = x.DossierId
        WHERE x.ReconciliationId = @Id AND x.DossierId >= @After AND (x.DossierId > @After OR x.Field > @AfterField)
        ORDER BY x.DossierId, x.Field
        """;

    private const string CountDifferences = "SELECT COUNT(*) FROM PortalDifferences WHERE ReconciliationId = @Id";

    public bool IsConnected => options.IsConnected;

    public async Task<bool> AnyUnderWay(CancellationToken ct) => await db.QueryOne<long>(CountUnderWay, null, ct) > 0;

    /// <summary>Two at the same instant: the index lets one through.</summary>
    public Task Begin(ReconciliationView reconciliation, CancellationToken ct) => db.Insert(Insert, reconciliation, PortalRules.OneReconciliation, ct);

    public async Task<Page<ReconciliationView>> List(PageRequest page, CancellationToken ct)
    {
        var before = Cursor.Before<ReconciliationId>(page);
        var rows = await db.Query<Row>($"{Newest} {db.Dialect.Page}", new { Before = before, page.Take }, ct);
        var shown = Pages.Of(page, rows, row => [row.Id.ToString()], page.Count == CountMode.None ? null : await db.QueryOne<long>(CountAll, null, ct));
        return new Page<ReconciliationView>([.. shown.Items.Select(row => row.View)], shown.Next, shown.Count);
    }

    public async Task<ReconciliationView?> Find(ReconciliationId id, CancellationToken ct) => (await db.QueryOne<Row>(ById, new { Id = id }, ct))?.View;

    public async Task<Page<PortalDifference>> Differences(ReconciliationId id, PageRequest page, CancellationToken ct)
    {
        var (after, field) = (DossierId.Of(Guid.Empty), "");
        if (Cursor.Read(page, keys: 2) is [var dossier, var last])
        {
            (after, field) = (DossierId.TryParse(dossier, CultureInfo.InvariantCulture, out var read) ? read : throw Malformed(), last);
        }
        var rows = await db.Query<DifferenceRow>($"{DifferencesOf} {db.Dialect.Page}", new { Id = id, After = after, AfterField = field, page.Take }, ct);
        var shown = Pages.Of(
            page, rows, row => [row.Dossier.ToString(), row.Field], page.Count == CountMode.None ? null : await db.QueryOne<long>(CountDifferences, new { Id = id }, ct));
        return new Page<PortalDifference>([.. shown.Items.Select(row => new PortalDifference(row.Dossier, row.Code, row.Field, row.Ours, row.Theirs))], shown.Next, shown.Count);
    }

    private static InvalidInputException Malformed() => new("cursor", FieldRules.WellFormed);

    private sealed record DifferenceRow
    {
        public required DossierId Dossier { get; init; }

        public required string Code { get; init; }

        public required string Field { get; init; }

        public required string Ours { get; init; }

        public required string Theirs { get; init; }
    }

    private sealed record Row
    {
        public required ReconciliationId Id { get; init; }

        public required ReconciliationStanding State { get; init; }

        public required DateTimeOffset RequestedAt { get; init; }

        public AccountId? RequestedBy { get; init; }

        public DateTimeOffset? FiledFrom { get; init; }

        public DateTimeOffset? FiledTo { get; init; }

        public required int Checked { get; init; }

        public required int Waiting { get; init; }

        public required int Same { get; init; }

        public required int Different { get; init; }

        public required int Missing { get; init; }

        public required int Failed { get; init; }

        public DateTimeOffset? FinishedAt { get; init; }

        public ReconciliationView View => new(Id, State, RequestedAt, RequestedBy, FiledFrom, FiledTo, Checked, Waiting, Same, Different, Missing, Failed, FinishedAt);
    }
}

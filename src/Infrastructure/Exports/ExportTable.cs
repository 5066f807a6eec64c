using OneStop.Application.Exports;
using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Exports;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Exports;

/// <summary>Exports as requests see and change them.</summary>
internal sealed class ExportTable(DbSession db) : IExports
{
    public const string Columns = """
        Id, Version, RequestedBy, Agency, Report, Format, Standing, RequestedAt, Run, Done, Total, [Rows], Bytes, Parts, Sha256, Problem, FinishedAt,
        ExpiresAt, RemovedAt, SweepAt, Details
        """;

    private const string ById = $"SELECT {Columns} FROM Exports WHERE Id = @Id AND RemovedAt IS NULL";

    private const string Newest = $"""
        SELECT {Columns}
        FROM Exports
        WHERE RequestedBy = @Account AND RemovedAt IS NULL AND Id < @Before
        ORDER BY Id DESC
        """;

    private const string CountOf = "SELECT COUNT(*) FROM Exports WHERE RequestedBy = @Account AND RemovedAt IS NULL";

    private const string UnderWay = """
        SELECT COUNT(*)
        FROM Exports
        WHERE RequestedBy = @Account AND RemovedAt IS NULL AND Standing IN ('queued', 'running')
        """;

    private const string Kept = """
        SELECT COUNT(*)
        FROM Exports
        WHERE RequestedBy = @Account AND RemovedAt IS NULL AND Standing = 'finished' AND ExpiresAt > @Now
        """;

    private const string Insert = """
        INSERT INTO Exports (Id, Version, RequestedBy, Agency, Report, Format, Standing, RequestedAt, Run, Done, Total, Parts, Details)
        VALUES (@Id, @CurrentVersion, @RequestedBy, @Agency, @Report, @Format, @Standing, @RequestedAt, @Run, @Done, @Total, @Parts, @Details)
        """;

    private const string Update = """
        UPDATE Exports
        SET Version = @CurrentVersion, Standing = @Standing, Done = @Done, Total = @Total, [Rows] = @Rows, Bytes = @Bytes, Sha256 = @Sha256,
            Problem = @Problem, FinishedAt = @FinishedAt, ExpiresAt = @ExpiresAt, RemovedAt = @RemovedAt, SweepAt = @SweepAt, Details = @Details
        WHERE Id = @Id AND Version = @Version AND Run = @Run AND RemovedAt IS NULL
        """;

    public async Task<Export?> Find(ExportId id, CancellationToken ct) =>
        await db.QueryOne<ExportState>(ById, new { Id = id }, ct) is { } state ? new Export(state) : null;

    public async Task Add(Export export, CancellationToken ct)
    {
        await db.Execute(Insert, Row(export), ct);
        db.Touch(export);
    }

    public async Task Save(Export export, CancellationToken ct)
    {
        if (await db.Execute(Update, Row(export), ct) == 0)
        {
            throw new StaleException(export.Kind, current: 0);
        }
        db.Touch(export);
    }

    public Task<int> CountOpen(AccountId account, CancellationToken ct) => db.QueryOne<int>(UnderWay, new { Account = account }, ct);

    public Task<int> CountKept(AccountId account, DateTimeOffset now, CancellationToken ct) => db.QueryOne<int>(Kept, new { Account = account, Now = now }, ct);

    public async Task<Page<ExportState>> Of(AccountId account, PageRequest page, CancellationToken ct)
    {
        var before = Cursor.Before<ExportId>(page);
        return Pages.Of(
            page, await db.Query<ExportState>($"{Newest} {db.Dialect.Page}", new { Account = account, Before = before, page.Take }, ct),
            state => [state.Id.ToString()],
            page.Count == CountMode.None ? null : await db.QueryOne<long>(CountOf, new { Account = account }, ct));
    }

    public Stream Open(ExportState export) => new ContentStream(db, export);

    private static object Row(Export export)
    {
        var state = export.State;
        return new
        {
            state.Id, state.Version, export.CurrentVersion, state.RequestedBy, state.Agency, state.Report, Format = EnumName.Of(state.Format),
            Standing = EnumName.Of(state.Standing), state.RequestedAt, state.Run, state.Done, state.Total, state.Rows, state.Bytes, state.Parts, state.Sha256,
            state.Problem, state.FinishedAt, state.ExpiresAt, state.RemovedAt, state.SweepAt, state.Details,
        };
    }
}

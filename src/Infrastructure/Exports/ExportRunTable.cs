using OneStop.Domain.Exports;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Exports;

/// <summary>
/// Exports as the worker that draws them writes them, in short transactions. Each run has a number, and a run that is not the last one any more,
/// or whose export was removed, changes nothing.
/// </summary>
internal sealed class ExportRunTable(DbSession db)
{
    /// <summary>Parts that one transaction deletes: some megabytes.</summary>
    private const int PartsAtOnce = 16;

    private const string ById = $"SELECT {ExportTable.Columns} FROM Exports WHERE Id = @Id";

    private const string Take = """
        UPDATE Exports
        SET Standing = 'running', Run = Run + 1, Done = 0
        WHERE Id = @Id AND RemovedAt IS NULL AND Standing IN ('queued', 'running')
        """;

    private const string Note = "UPDATE Exports SET Done = @Done, Total = @Total WHERE Id = @Id AND Run = @Run AND Standing = 'running' AND RemovedAt IS NULL";

    private const string Count = "UPDATE Exports SET Parts = @Parts WHERE Id = @Id AND Run = @Run AND Standing = 'running' AND RemovedAt IS NULL";

    /// <summary>An update that changes nothing holds the row until the end of the transaction.</summary>
    private const string Mine = "UPDATE Exports SET Run = Run WHERE Id = @Id AND Run = @Run AND Standing = 'running' AND RemovedAt IS NULL";

    private const string WasSandbox = "SELECT COUNT(*) FROM SandboxClock";

    private const string InsertPart = "INSERT INTO ExportParts (ExportId, Number, Content) VALUES (@Id, @Number, @Content)";

    private const string DeleteParts = "DELETE FROM ExportParts WHERE ExportId = @Id AND Number >= @From";

    private const string FirstToSweep = $"SELECT {ExportTable.Columns} FROM Exports WHERE SweepAt <= @Now ORDER BY SweepAt, Id";

    private const string SweepAgain = "UPDATE Exports SET Parts = @Parts, SweepAt = @SweepAt WHERE Id = @Id AND SweepAt = @Before";

    private const string Delete = "DELETE FROM Exports WHERE Id = @Id AND SweepAt = @Before";

    /// <summary>Begins a run; null where the export is done, has failed or was removed.</summary>
    public async Task<ExportState?> Begin(ExportId id, CancellationToken ct) =>
        await db.Execute(Take, new { Id = id }, ct) == 0 ? null : await db.QueryOne<ExportState>(ById, new { Id = id }, ct);

    /// <summary>Notes how far it is; false where the run counts no more.</summary>
    public async Task<bool> Progress(ExportState run, long done, long? total, CancellationToken ct) =>
        await db.Execute(Note, new { run.Id, run.Run, Done = done, Total = total }, ct) > 0;

    /// <summary>Whether the run still counts, and does so until the end of the transaction.</summary>
    public async Task<bool> Counts(ExportState run, CancellationToken ct) => await db.Execute(Mine, new { run.Id, run.Run }, ct) > 0;

    /// <summary>Whether the database ever was one of a sandbox.</summary>
    public async Task<bool> IsOfSandbox(CancellationToken ct) => await db.QueryOne<long>(WasSandbox, null, ct) > 0;

    /// <summary>Stores the next part; false where the run counts no more.</summary>
    public async Task<bool> Add(ExportState run, int number, byte[] content, CancellationToken ct)
    {
        if (await db.Execute(Count, new { run.Id, run.Run, Parts = number + 1 }, ct) == 0)
        {
            return false;
        }
        await db.Execute(InsertPart, new { run.Id, Number = number, Content = content }, ct);
        return true;
    }

    /// <summary>Deletes a slice of the parts of an earlier run.</summary>
    /// <returns>How many are left; null where the run counts no more.</returns>
    public async Task<int?> Clear(ExportState run, int parts, CancellationToken ct)
    {
        var left = Math.Max(0, parts - PartsAtOnce);
        if (await db.Execute(Count, new { run.Id, run.Run, Parts = left }, ct) == 0)
        {
            return null;
        }
        await db.Execute(DeleteParts, new { run.Id, From = left }, ct);
        return left;
    }

    /// <summary>Whether something was kept long enough.</summary>
    public async Task<ExportState?> NextToSweep(DateTimeOffset now, CancellationToken ct) =>
        await db.QueryOne<ExportState>($"{FirstToSweep} {db.Dialect.Page}", new { Now = now, Take = 1 }, ct);

    /// <summary>Sweeps a slice of it away, unless it is drawn again meanwhile.</summary>
    public async Task Sweep(ExportState old, CancellationToken ct)
    {
        var left = Math.Max(0, old.Parts - PartsAtOnce);
        var swept = Export.AfterSweep(old, left) is { } after
            ? await db.Execute(SweepAgain, new { after.Id, after.Parts, after.SweepAt, Before = old.SweepAt }, ct)
            : await db.Execute(Delete, new { old.Id, Before = old.SweepAt }, ct);
        if (swept > 0)
        {
            await db.Execute(DeleteParts, new { old.Id, From = left }, ct);
        }
    }
}

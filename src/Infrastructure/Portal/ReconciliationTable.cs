using OneStop.Domain.Dossiers;
using OneStop.Domain.Portal;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>Reconciliations as the one writes them who walks them.</summary>
internal sealed class ReconciliationTable(DbSession db)
{
    private const int SweptAtOnce = 500;

    private const string UnderWay = """
        SELECT Id, FiledFrom, FiledTo, After, Run, Tries
        FROM PortalReconciliations
        WHERE State = 'underWay' AND (LeasedUntil IS NULL OR LeasedUntil < @Now)
        """;

    private const string Take = """
        UPDATE PortalReconciliations
        SET Run = @Run + 1, LeasedUntil = @Until
        WHERE Id = @Id AND Run = @Run AND State = 'underWay' AND (LeasedUntil IS NULL OR LeasedUntil < @Now)
        """;

    private const string Hold = "UPDATE PortalReconciliations SET LeasedUntil = @Until, Tries = @Tries WHERE Id = @Id AND Run = @Run AND State = 'underWay'";

    /// <summary>Every dossier that is to leave, whether or not it stands in the ledger.</summary>
    private const string NextToCompare = """
        SELECT d.Id AS DossierId, p.State, p.Wanted, p.Run, p.NextAt, p.AcknowledgedVersion, p.Mends, p.Difference
        FROM Dossiers d
        LEFT JOIN PortalSyncs p ON p.DossierId = d.Id
        WHERE d.Id > @After AND d.Test = 0 AND d.SubmittedAt >= @From AND d.SubmittedAt < @To
        ORDER BY d.Id
        """;

    private const string Followed = """
        SELECT COUNT(*)
        FROM LogCursors c
        INNER JOIN LogPositions p ON p.Id = 1
        WHERE c.Name = 'portal' AND c.Position >= p.Value
        """;

    private const string Move = """
        UPDATE PortalReconciliations
        SET After = @After, Checked = Checked + @Checked, Waiting = Waiting + @Waiting, Same = Same + @Equal, Different = Different + @Different,
            Missing = Missing + @Missing, Failed = Failed + @Failed, LeasedUntil = @Until, Tries = 0
        WHERE Id = @Id AND Run = @Run AND State = 'underWay'
        """;

    private const string End = """
        UPDATE PortalReconciliations
        SET State = 'finished', FinishedAt = @FinishedAt, SweepAt = @SweepAt, LeasedUntil = NULL
        WHERE Id = @Id AND Run = @Run AND State = 'underWay'
        """;

    private const string InsertDifference = """
        INSERT INTO PortalDifferences (ReconciliationId, DossierId, Field, Ours, Theirs)
        VALUES (@Id, @DossierId, @Field, @Ours, @Theirs)
        """;

    /// <summary>Only where nothing happened to the dossier since it was read, so that nothing is taken for a difference that is on its way.</summary>
    private const string SendAgain = """
        UPDATE PortalSyncs
        SET State = @State, Since = @Now, NextAt = @Now, Attempts = 0, Certain = 0, Fingerprint = NULL, Mends = @Mends, Difference = @Difference
        WHERE DossierId = @DossierId AND Run = @Run AND Wanted = @Wanted AND NextAt IS NULL
        """;

    private const string Leave = """
        UPDATE PortalSyncs
        SET State = @State, Since = CASE WHEN State = @State THEN Since ELSE @Now END, Mends = @Mends, Difference = @Difference
        WHERE DossierId = @DossierId AND Run = @Run AND Wanted = @Wanted AND NextAt IS NULL
        """;

    private const string FirstToSweep = "SELECT Id FROM PortalReconciliations WHERE SweepAt <= @Now ORDER BY SweepAt, Id";

    private const string DifferencesOf = "SELECT DossierId FROM PortalDifferences WHERE ReconciliationId = @Id ORDER BY DossierId";

    private const string DeleteDifferences = "DELETE FROM PortalDifferences WHERE ReconciliationId = @Id AND DossierId IN @Dossiers";

    private const string Delete = "DELETE FROM PortalReconciliations WHERE Id = @Id";

    /// <summary>The one that is under way and in nobody's hand; null where there is none.</summary>
    public Task<ReconciliationRow?> Next(DateTimeOffset now, CancellationToken ct) => db.QueryOne<ReconciliationRow>(UnderWay, new { Now = now }, ct);

    /// <summary>Takes it into this process's hand; null where another was first.</summary>
    public async Task<ReconciliationRow?> Lease(ReconciliationRow row, DateTimeOffset now, TimeSpan length, CancellationToken ct) =>
        await db.Execute(Take, new { row.Id, row.Run, Now = now, Until = now + length }, ct) > 0 ? row with { Run = row.Run + 1 } : null;

    /// <summary>Lets nobody go on with it before an instant.</summary>
    public Task Pause(ReconciliationRow row, DateTimeOffset until, CancellationToken ct) => db.Execute(Hold, new { row.Id, row.Run, row.Tries, Until = until }, ct);

    /// <summary>The next dossiers of the walk.</summary>
    public Task<IReadOnlyList<ComparedRow>> Slice(ReconciliationRow row, int most, CancellationToken ct) => db.Query<ComparedRow>(
        $"{NextToCompare} {db.Dialect.Page}",
        new
        {
            After = row.After ?? DossierId.Of(Guid.Empty), From = row.FiledFrom?.ToUnixTimeMilliseconds() ?? 0, To = row.FiledTo?.ToUnixTimeMilliseconds() ?? long.MaxValue, Take = most,
        },
        ct);

    /// <summary>Whether every event of the log has reached the ledger.</summary>
    public async Task<bool> IsFollowed(CancellationToken ct) => await db.QueryOne<long>(Followed, null, ct) > 0;

    /// <summary>Moves the walk; false where it is in another hand.</summary>
    public async Task<bool> Advance(ReconciliationRow row, DossierId after, ReconciliationCounts counts, DateTimeOffset until, CancellationToken ct) => await db.Execute(
        Move, new { row.Id, row.Run, After = after, counts.Checked, counts.Waiting, counts.Equal, counts.Different, counts.Missing, counts.Failed, Until = until }, ct) > 0;

    public Task Finish(ReconciliationRow row, DateTimeOffset finishedAt, DateTimeOffset sweepAt, CancellationToken ct) =>
        db.Execute(End, new { row.Id, row.Run, FinishedAt = finishedAt, SweepAt = sweepAt }, ct);

    public async Task Note(ReconciliationRow row, DossierId dossier, IEnumerable<FieldDifference> differences, CancellationToken ct)
    {
        foreach (var one in differences)
        {
            await db.Execute(InsertDifference, new { row.Id, DossierId = dossier, one.Field, one.Ours, one.Theirs }, ct);
        }
    }

    /// <summary>Lets a dossier be sent again; false where something happened to it meanwhile.</summary>
    public Task<bool> Again(ComparedRow row, PortalSyncStanding state, DateTimeOffset now, CancellationToken ct) => Write(SendAgain, row, state, now, ct);

    /// <summary>Lets it stand so, and sends nothing; false where something happened to it meanwhile.</summary>
    public Task<bool> Stand(ComparedRow row, PortalSyncStanding state, DateTimeOffset now, CancellationToken ct) => Write(Leave, row, state, now, ct);

    private async Task<bool> Write(string sql, ComparedRow row, PortalSyncStanding state, DateTimeOffset now, CancellationToken ct) => await db.Execute(
        sql, new { row.DossierId, row.Run, row.Wanted, row.Mends, row.Difference, State = EnumName.Of(state), Now = now }, ct) > 0;

    public async Task<ReconciliationId?> NextToSweep(DateTimeOffset now, CancellationToken ct) =>
        (await db.Query<ReconciliationId>($"{FirstToSweep} {db.Dialect.Page}", new { Now = now, Take = 1 }, ct)) is [var id] ? id : null;

    /// <summary>Deletes a slice of what it found; then the reconciliation itself.</summary>
    public async Task Sweep(ReconciliationId id, CancellationToken ct)
    {
        var dossiers = await db.Query<DossierId>($"{DifferencesOf} {db.Dialect.Page}", new { Id = id, Take = SweptAtOnce }, ct);
        if (dossiers.Count == 0)
        {
            await db.Execute(Delete, new { Id = id }, ct);
            return;
        }
        await db.Execute(DeleteDifferences, new { Id = id, Dossiers = dossiers.Distinct().Select(TypeHandlers.Bytes).ToArray() }, ct);
    }
}

/// <summary>A reconciliation under way.</summary>
internal sealed record ReconciliationRow
{
    public required ReconciliationId Id { get; init; }

    public DateTimeOffset? FiledFrom { get; init; }

    public DateTimeOffset? FiledTo { get; init; }

    /// <summary>The last dossier that was compared.</summary>
    public DossierId? After { get; init; }

    public required int Run { get; init; }

    /// <summary>How often the next slice could not be compared though the portal answered about others.</summary>
    public required int Tries { get; init; }
}

/// <summary>A dossier that is compared, with its line of the ledger.</summary>
internal sealed record ComparedRow
{
    public required DossierId DossierId { get; init; }

    /// <summary>Null where it stands in no ledger; what follows is nothing then.</summary>
    public PortalSyncStanding? State { get; init; }

    public long Wanted { get; init; }

    public int Run { get; init; }

    public DateTimeOffset? NextAt { get; init; }

    /// <summary>The version that the portal took last.</summary>
    public int? AcknowledgedVersion { get; init; }

    /// <summary>How often in a row it was sent again for the same difference.</summary>
    public int Mends { get; init; }

    /// <summary>Digest of that difference.</summary>
    public string? Difference { get; init; }
}

/// <summary>What a slice adds to the counts.</summary>
internal sealed record ReconciliationCounts(int Checked, int Waiting, int Equal, int Different, int Missing, int Failed);

/// <summary>A field that differs.</summary>
internal sealed record FieldDifference(string Field, string Ours, string Theirs)
{
    /// <summary>Whether sending the dossier again puts it right.</summary>
    public bool IsMended { get; init; } = true;
}

using OneStop.Application.Jobs;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Jobs;

/// <summary>The table of due work.</summary>
internal sealed class DueJobTable(DbSession db, Dialect dialect) : IDueJobs
{
    private const string Move = "UPDATE DueJobs SET DueAt = @DueAt, LeasedUntil = NULL, Attempts = 0, LastFault = NULL WHERE Subject = @Subject AND Kind = @Kind";

    private const string Insert = """
        INSERT INTO DueJobs (Id, Kind, Subject, DueAt, LeasedUntil, Attempts)
        VALUES (@Id, @Kind, @Subject, @DueAt, NULL, 0)
        """;

    private const string Delete = "DELETE FROM DueJobs WHERE Subject = @Subject AND Kind = @Kind";

    private const string NextDue = """
        SELECT Kind, Subject, DueAt
        FROM DueJobs
        WHERE DueAt <= @Until AND Kind <> 'Export' AND (LeasedUntil IS NULL OR LeasedUntil < @MachineNow)
        ORDER BY DueAt, Id
        """;

    /// <summary>Exports are due whatever the clock says; the words are those of their index.</summary>
    private const string NextExport = """
        SELECT Subject
        FROM DueJobs
        WHERE Kind = 'Export' AND (LeasedUntil IS NULL OR LeasedUntil < @MachineNow)
        ORDER BY DueAt, Id
        """;

    private const string Prolong = "UPDATE DueJobs SET LeasedUntil = @LeasedUntil WHERE Subject = @Subject AND Kind = @Kind";

    private const string Return = """
        UPDATE DueJobs
        SET LeasedUntil = @LeasedUntil, Attempts = CASE WHEN Attempts > 0 THEN Attempts - 1 ELSE 0 END
        WHERE Subject = @Subject AND Kind = @Kind
        """;

    private const string CountAttempts = "SELECT Attempts FROM DueJobs WHERE Subject = @Subject AND Kind = @Kind";

    /// <summary>What it failed of before is forgotten: while it is under way it is not to be done again beside it.</summary>
    private const string Lease = """
        UPDATE DueJobs
        SET LeasedUntil = @LeasedUntil, LastFault = NULL, Attempts = Attempts + 1
        WHERE Subject = @Subject AND Kind = @Kind AND (LeasedUntil IS NULL OR LeasedUntil < @MachineNow)
        """;

    private const string InHand =
        "SELECT COUNT(*) FROM DueJobs WHERE DueAt <= @Until AND Kind <> 'Export' AND LeasedUntil >= @MachineNow AND LastFault IS NULL";

    private const string NoteFault = "UPDATE DueJobs SET LastFault = @Fault, LeasedUntil = @Until WHERE Subject = @Subject AND Kind = @Kind";

    public async Task Schedule(DueJob job, CancellationToken ct)
    {
        if (await db.Execute(Move, Row(job), ct) == 0)
        {
            await db.Execute(Insert, Row(job), ct);
        }
    }

    public async Task<bool> Finish(DueJob job, CancellationToken ct) => await db.Execute(Delete, Row(job), ct) > 0;

    /// <summary>The first job due until an instant that nobody holds; null where there is none.</summary>
    public async Task<DueJob?> FirstDue(DateTimeOffset until, DateTimeOffset machineNow, CancellationToken ct)
    {
        var row = await db.QueryOne<JobRow>($"{NextDue} {dialect.Page}", new { Until = until, MachineNow = machineNow, Take = 1 }, ct);
        return row is null ? null : new DueJob(Enum.Parse<DueJobKind>(row.Kind), row.Subject, row.DueAt);
    }

    /// <summary>Whether another worker is at a job due until an instant.</summary>
    public async Task<bool> AreInHand(DateTimeOffset until, DateTimeOffset machineNow, CancellationToken ct) =>
        await db.QueryOne<long>(InHand, new { Until = until, MachineNow = machineNow }, ct) > 0;

    /// <summary>Takes the job for a while; false where another process was first.</summary>
    public async Task<bool> TakeLease(DueJob job, DateTimeOffset machineNow, TimeSpan length, CancellationToken ct) => await db.Execute(
        Lease, new { job.Subject, Kind = job.Kind.ToString(), MachineNow = machineNow, LeasedUntil = machineNow + length }, ct) > 0;

    /// <summary>The first export that nobody draws; null where there is none.</summary>
    public async Task<string?> FirstExport(DateTimeOffset machineNow, CancellationToken ct) =>
        await db.QueryOne<string>($"{NextExport} {dialect.Page}", new { MachineNow = machineNow, Take = 1 }, ct);

    /// <summary>Gives a leased job back, to be taken from an instant on, as if this attempt had not been.</summary>
    public Task GiveBack(DueJob job, DateTimeOffset from, CancellationToken ct) =>
        db.Execute(Return, new { job.Subject, Kind = job.Kind.ToString(), LeasedUntil = from }, ct);

    /// <summary>Holds a leased job longer.</summary>
    public Task Hold(DueJob job, DateTimeOffset until, CancellationToken ct) =>
        db.Execute(Prolong, new { job.Subject, Kind = job.Kind.ToString(), LeasedUntil = until }, ct);

    /// <summary>How often the job was leased.</summary>
    public Task<long> Attempts(DueJob job, CancellationToken ct) => db.QueryOne<long>(CountAttempts, new { job.Subject, Kind = job.Kind.ToString() }, ct);

    /// <summary>Notes why a job failed, for those who look after it; it is tried again from an instant on.</summary>
    public Task Note(DueJob job, string fault, DateTimeOffset until, CancellationToken ct) =>
        db.Execute(NoteFault, new { job.Subject, Kind = job.Kind.ToString(), Fault = fault, Until = until }, ct);

    private static object Row(DueJob job) =>
        new { Id = EventId.New(job.DueAt), Kind = job.Kind.ToString(), job.Subject, job.DueAt };

    private sealed record JobRow
    {
        public required string Kind { get; init; }

        public required string Subject { get; init; }

        public required DateTimeOffset DueAt { get; init; }
    }
}

using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Integrity;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Integrity;

/// <summary>The table of examinations. A run has a number: one whose lease another process took over writes no more.</summary>
internal sealed class IntegrityCheckTable(
    DbSession db, Dialect dialect, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : IIntegrityChecks
{
    private const string Columns = "SELECT c.Id, c.StartedAt, c.FinishedAt, c.LeasedUntil, c.Run, c.Details FROM IntegrityChecks c";

    private const string Insert = """
        INSERT INTO IntegrityChecks (Id, StartedAt, FinishedAt, LeasedUntil, Run, Details)
        VALUES (@Id, @StartedAt, NULL, NULL, 0, @Details)
        """;

    private const string Take = """
        UPDATE IntegrityChecks
        SET LeasedUntil = @Until, Run = Run + 1, Details = @Details
        WHERE Id = @Id AND Run = @Run AND FinishedAt IS NULL AND (LeasedUntil IS NULL OR LeasedUntil < @Now)
        """;

    private const string Update = """
        UPDATE IntegrityChecks
        SET LeasedUntil = @Until, FinishedAt = @FinishedAt, Details = @Details
        WHERE Id = @Id AND Run = @Run AND FinishedAt IS NULL
        """;

    private const string Forget = "DELETE FROM IntegrityChecks WHERE StartedAt < @Before";

    public async Task<(IntegrityCheck? Finished, IntegrityCheck? UnderWay)> Latest(CancellationToken ct)
    {
        var last = await Last(ct);
        return last is { FinishedAt: null }
            ? ((await db.QueryOne<IntegrityRun>($"{Columns} WHERE c.FinishedAt IS NOT NULL ORDER BY c.StartedAt DESC, c.Id DESC {dialect.Page}", new { Take = 1 }, ct))?.Check, last.Check)
            : (last?.Check, null);
    }

    public async Task<IntegrityCheck> Begin(CancellationToken ct)
    {
        if (await Last(ct) is { FinishedAt: null } running)
        {
            return running.Check;
        }
        var now = machineClock.GetUtcNow();
        await db.Execute(Insert, new { Id = EventId.New(now), StartedAt = now, Details = new IntegrityProgress() }, ct);
        return (await Last(ct))!.Check;
    }

    /// <summary>Takes an examination that nobody is at; it begins anew.</summary>
    public async Task<IntegrityRun?> Lease(DateTimeOffset now, TimeSpan length, CancellationToken ct)
    {
        var taken = await Last(ct) is { FinishedAt: null } waiting
            && await db.Execute(Take, new { waiting.Id, waiting.Run, Now = now, Until = now + length, Details = new IntegrityProgress() }, ct) > 0;
        return taken ? await Last(ct) : null;
    }

    /// <summary>Notes how far a run is, or that it is at its end; false where another process took it over.</summary>
    public async Task<bool> Note(IntegrityRun run, DateTimeOffset until, DateTimeOffset? finishedAt, CancellationToken ct) =>
        await db.Execute(Update, new { run.Id, run.Run, Until = until, FinishedAt = finishedAt, run.Details }, ct) > 0;

    /// <summary>Forgets examinations of long ago.</summary>
    public Task ForgetBefore(DateTimeOffset instant, CancellationToken ct) => db.Execute(Forget, new { Before = instant }, ct);

    /// <summary>The last one begun, whether it is finished or not.</summary>
    public async Task<IntegrityRun?> Last(CancellationToken ct) =>
        await db.QueryOne<IntegrityRun>($"{Columns} ORDER BY c.StartedAt DESC, c.Id DESC {dialect.Page}", new { Take = 1 }, ct);
}

/// <summary>A row of the table.</summary>
internal sealed record IntegrityRun
{
    public required EventId Id { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public DateTimeOffset? LeasedUntil { get; init; }

    public required int Run { get; init; }

    public required IntegrityProgress Details { get; init; }

    public IntegrityCheck Check => new(Id.Value, StartedAt, FinishedAt, Details.Looked, Details.FindingCount, Details.Findings);
}

/// <summary>How far an examination is.</summary>
internal sealed record IntegrityProgress
{
    /// <summary>So many findings are kept; the others are counted.</summary>
    private const int Most = 1_000;

    public IReadOnlyDictionary<string, long> Looked { get; init; } = new Dictionary<string, long>();

    public long FindingCount { get; init; }

    public IReadOnlyList<IntegrityFinding> Findings { get; init; } = [];

    public IntegrityProgress With(string kind, ExaminedSlice slice) => new()
    {
        Looked = new Dictionary<string, long>(Looked) { [kind] = Looked.GetValueOrDefault(kind) + slice.Looked },
        FindingCount = FindingCount + slice.Findings.Count,
        Findings = slice.Findings.Count == 0 ? Findings : [.. Findings.Concat(slice.Findings).Take(Most)],
    };
}

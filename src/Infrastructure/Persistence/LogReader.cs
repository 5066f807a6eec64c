using System.Numerics;

namespace OneStop.Infrastructure.Persistence;

/// <summary>Reads the event log in the order of its positions.</summary>
internal sealed class LogReader(DbSession db, Dialect dialect)
{
    private const string LastPosition = "SELECT Value FROM LogPositions WHERE Id = 1";

    private const string Behind = """
        SELECT Position, Id, Aggregate, AggregateId, Version, Type, At, Agency, Data
        FROM Events
        WHERE Position > @After
        ORDER BY Position
        """;

    private const string Ones = """
        SELECT Position, Id, Aggregate, AggregateId, Version, Type, At, Agency, Data
        FROM Events
        WHERE Position IN @Positions
        ORDER BY Position
        """;

    private const string LaterOf = """
        SELECT Position, Id, Aggregate, AggregateId, Version, Type, At, Agency, Data
        FROM Events
        WHERE AggregateId = @AggregateId AND Version > @Version AND Aggregate = @Aggregate
        ORDER BY Version
        """;

    /// <summary>The position of the last event.</summary>
    public Task<long> Last(CancellationToken ct) => db.QueryOne<long>(LastPosition, null, ct);

    /// <summary>The first events behind a position.</summary>
    public Task<IReadOnlyList<LoggedEvent>> After(long position, int most, CancellationToken ct) =>
        db.Query<LoggedEvent>($"{Behind} {dialect.Page}", new { After = position, Take = most }, ct);

    /// <summary>The events of the same aggregate behind one.</summary>
    public Task<IReadOnlyList<LoggedEvent>> LaterThan(LoggedEvent one, CancellationToken ct) =>
        db.Query<LoggedEvent>(LaterOf, new { one.AggregateId, one.Version, one.Aggregate }, ct);

    /// <summary>The events at some positions, at most 2,000.</summary>
    public async Task<IReadOnlyList<LoggedEvent>> At(IReadOnlyCollection<long> positions, CancellationToken ct)
    {
        // Repeated up to a power of two: there are few texts of the query then, and each is prepared once.
        var missing = (int)BitOperations.RoundUpToPowerOf2((uint)positions.Count) - positions.Count;
        return positions.Count == 0 ? [] : await db.Query<LoggedEvent>(Ones, new { Positions = positions.Concat(Enumerable.Repeat(positions.First(), missing)) }, ct);
    }
}

/// <summary>An event as those read it who follow the log.</summary>
internal sealed record LoggedEvent
{
    public required long Position { get; init; }

    public required EventId Id { get; init; }

    public required string Aggregate { get; init; }

    public required string AggregateId { get; init; }

    public required int Version { get; init; }

    public required string Type { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? Agency { get; init; }

    public required string Data { get; init; }
}

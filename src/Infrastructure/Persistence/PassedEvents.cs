namespace OneStop.Infrastructure.Persistence;

/// <summary>Events that a follower of the log could not take and passed, until it takes them after all.</summary>
internal sealed class PassedEvents(DbSession db)
{
    private const string Insert = """
        INSERT INTO PassedEvents (Follower, Position, Fault, PassedAt, Tries, WantedAt) VALUES (@Follower, @Position, @Fault, @At, 0, NULL)
        """;

    private const string FirstWanted = "SELECT MIN(Position) FROM PassedEvents WHERE Follower = @Follower AND WantedAt IS NOT NULL";

    private const string Want = "UPDATE PassedEvents SET WantedAt = @At WHERE Follower = @Follower AND Position = @Position";

    private const string Delete = "DELETE FROM PassedEvents WHERE Follower = @Follower AND Position = @Position AND WantedAt IS NOT NULL";

    private const string NoteFault = """
        UPDATE PassedEvents
        SET Fault = @Fault, Tries = Tries + 1, WantedAt = NULL
        WHERE Follower = @Follower AND Position = @Position AND WantedAt IS NOT NULL
        """;

    /// <summary>Keeps one, in the transaction that passes it.</summary>
    public Task Add(string follower, long position, string fault, DateTimeOffset at, CancellationToken ct) =>
        db.Execute(Insert, new { Follower = follower, Position = position, Fault = fault, At = at }, ct);

    /// <summary>Asks the follower to take one again.</summary>
    public Task TakeAgain(string follower, long position, DateTimeOffset at, CancellationToken ct) =>
        db.Execute(Want, new { Follower = follower, Position = position, At = at }, ct);

    /// <summary>The first that a follower is to take again; null where there is none.</summary>
    public Task<long?> Wanted(string follower, CancellationToken ct) => db.QueryOne<long?>(FirstWanted, new { Follower = follower }, ct);

    /// <summary>Forgets one, in the transaction of its effect; false where another process did so before, whose work then counts.</summary>
    public async Task<bool> Forget(string follower, long position, CancellationToken ct) =>
        await db.Execute(Delete, new { Follower = follower, Position = position }, ct) > 0;

    /// <summary>Notes that it could not be taken again either: it waits until somebody asks once more.</summary>
    public async Task<bool> Fail(string follower, long position, string fault, CancellationToken ct) =>
        await db.Execute(NoteFault, new { Follower = follower, Position = position, Fault = fault }, ct) > 0;
}

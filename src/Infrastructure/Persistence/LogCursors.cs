namespace OneStop.Infrastructure.Persistence;

/// <summary>How far those who follow the event log have come; a cursor moves in the transaction of what was done about the events it passes.</summary>
internal sealed class LogCursors(DbSession db)
{
    private const string ByName = "SELECT Position FROM LogCursors WHERE Name = @Name";

    private const string Insert = "INSERT INTO LogCursors (Name, Position, MovedAt, LastFault) VALUES (@Name, @Position, @At, NULL)";

    private const string Advance = """
        UPDATE LogCursors
        SET Position = @To, MovedAt = @At, LastFault = NULL
        WHERE Name = @Name AND Position = @From
        """;

    /// <summary>That an event was passed stays to be seen.</summary>
    private const string AdvanceOverFault = """
        UPDATE LogCursors
        SET Position = @To, MovedAt = @At, LastFault = NULL, Passed = Passed + 1, LastPassed = @Fault
        WHERE Name = @Name AND Position = @From
        """;

    private const string NoteFault = "UPDATE LogCursors SET LastFault = @Fault WHERE Name = @Name AND Position = @From";

    /// <summary>Where a follower stands; null where it has not begun.</summary>
    public Task<long?> Of(string name, CancellationToken ct) => db.QueryOne<long?>(ByName, new { Name = name }, ct);

    /// <summary>Lets a follower begin behind a position, unless another process let it begin before.</summary>
    public async Task Begin(string name, long position, DateTimeOffset at, CancellationToken ct)
    {
        if (await Of(name, ct) is null)
        {
            await db.Execute(Insert, new { Name = name, Position = position, At = at }, ct);
        }
    }

    /// <summary>Moves it; false where another process did so before, whose work then counts.</summary>
    public async Task<bool> Move(string name, long from, long to, DateTimeOffset at, CancellationToken ct) =>
        await db.Execute(Advance, new { Name = name, From = from, To = to, At = at }, ct) > 0;

    /// <summary>Moves it over an event that cannot be taken, and counts it.</summary>
    public async Task<bool> Pass(string name, long from, long to, string fault, DateTimeOffset at, CancellationToken ct) =>
        await db.Execute(AdvanceOverFault, new { Name = name, From = from, To = to, At = at, Fault = $"{to}: {fault}" }, ct) > 0;

    /// <summary>Notes why it does not get on, for those who look after it.</summary>
    /// <returns>Whether it still stands there.</returns>
    public async Task<bool> Note(string name, long from, string fault, CancellationToken ct) =>
        await db.Execute(NoteFault, new { Name = name, From = from, Fault = fault }, ct) > 0;
}

using System.Data.Common;
using OneStop.Application.Ports;

namespace OneStop.Infrastructure.Persistence;

/// <summary>Numbers without gaps: counted in a row of the database, inside the transaction that uses them.</summary>
internal sealed class Counters(DbSession db)
{
    private const string Raise = "UPDATE Counters SET Value = Value + 1 WHERE Name = @Name";

    private const string Select = "SELECT Value FROM Counters WHERE Name = @Name";

    private const string Highest = "SELECT MAX(Value) FROM Counters WHERE Name IN @Names";

    /// <summary>Keeps counters from others until the transaction ends.</summary>
    private const string Hold = "UPDATE Counters SET Value = Value WHERE Name IN @Names";

    private const string Lift = "UPDATE Counters SET Value = @Value WHERE Name = @Name AND Value < @Value";

    private const string Start = "INSERT INTO Counters (Name, Value) VALUES (@Name, @Value)";

    /// <summary>Lets a counter go on after the highest of others.</summary>
    public async Task Continue(IReadOnlyList<string> after, string name, CancellationToken ct)
    {
        await db.Execute(Hold, new { Names = after }, ct);
        if (await db.QueryOne<long?>(Highest, new { Names = after }, ct) is not { } value)
        {
            return;
        }
        if (await db.QueryOne<long?>(Select, new { Name = name }, ct) is null)
        {
            await Begin(name, value, ct);
        }
        else
        {
            await db.Execute(Lift, new { Name = name, Value = value }, ct);
        }
    }

    /// <summary>The next number of a counter, 1 for the first.</summary>
    public async Task<long> Next(string name, CancellationToken ct)
    {
        if (await db.Execute(Raise, new { Name = name }, ct) > 0)
        {
            return await db.QueryOne<long>(Select, new { Name = name }, ct);
        }
        await Begin(name, 1, ct);
        return 1;
    }

    private async Task Begin(string name, long value, CancellationToken ct)
    {
        try
        {
            await db.Execute(Start, new { Name = name, Value = value }, ct);
        }
        catch (DbException e) when (db.Dialect.IsUniqueViolation(e))
        {
            // Another process made the row after the update saw none.
            throw new RunAgainException(e);
        }
    }
}

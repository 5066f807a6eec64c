using System.Data.Common;
using OneStop.Application.Ports;

namespace OneStop.Infrastructure.Persistence;

/// <summary>Numbers without gaps: counted in a row of the database, inside the transaction that uses them.</summary>
internal sealed class Counters(DbSession db)
{
    private const string Raise = "UPDATE Counters SET Value = Value + 1 WHERE Name = @Name";

    private const string Start = "INSERT INTO Counters (Name, Value) VALUES (@Name, 1)";

    private const string Select = "SELECT Value FROM Counters WHERE Name = @Name";

    /// <summary>The next number of a counter, 1 for the first.</summary>
    public async Task<long> Next(string name, CancellationToken ct)
    {
        if (await db.Execute(Raise, new { Name = name }, ct) > 0)
        {
            return await db.QueryOne<long>(Select, new { Name = name }, ct);
        }
        try
        {
            await db.Execute(Start, new { Name = name }, ct);
            return 1;
        }
        catch (DbException e) when (db.Dialect.IsUniqueViolation(e))
        {
            // Another process made the row after the update saw none.
            throw new RunAgainException(e);
        }
    }
}

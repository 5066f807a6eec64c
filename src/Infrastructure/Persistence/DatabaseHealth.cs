using System.Data.Common;
using Dapper;

namespace OneStop.Infrastructure.Persistence;

/// <summary>Whether the database answers, and whether it ever was one of a sandbox.</summary>
public sealed class DatabaseHealth
{
    private const string WasSandbox = "SELECT COUNT(*) FROM SandboxClock";

    private readonly Dialect dialect;

    internal DatabaseHealth(Dialect dialect) => this.dialect = dialect;

    /// <summary>The state of the database; never throws.</summary>
    public async Task<DatabaseState> Check(CancellationToken ct)
    {
        try
        {
            await using var connection = await dialect.OpenForReading(ct);
            return new DatabaseState(true, await connection.ExecuteScalarAsync<long>(WasSandbox) > 0);
        }
        catch (DbException)
        {
            return new DatabaseState(false, false);
        }
    }
}

/// <summary>What a health check saw.</summary>
public sealed record DatabaseState(bool Answers, bool Sandbox);

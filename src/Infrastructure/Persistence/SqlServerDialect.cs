using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;
using OneStop.Application.Ports;

namespace OneStop.Infrastructure.Persistence;

/// <summary>SQL Server: a transaction per command, several processes at once.</summary>
internal sealed class SqlServerDialect(DatabaseOptions options) : Dialect
{
    private const string TakeMigrationLock = """
        EXEC sp_getapplock @Resource = 'onestop-migrations', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 60000
        """;

    public override string Page => "OFFSET 0 ROWS FETCH NEXT @Take ROWS ONLY";

    public override string ScriptEnding => ".sqlserver.sql";

    public override async ValueTask<DbConnection> OpenForReading(CancellationToken ct)
    {
        var connection = new SqlConnection(options.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch (Exception e) when (e is InvalidOperationException or SqlException)
        {
            await connection.DisposeAsync();
            throw new UnavailableException("no connection to the database became free", e);
        }
    }

    public override bool IsUniqueViolation(DbException e) => e is SqlException { Number: 2601 or 2627 };

    /// <remarks>
    /// 1205 deadlock, 1222 lock time-out, 3960 snapshot conflict, -2 time-out; the others are lost or refused connections.
    /// </remarks>
    public override bool IsTransient(DbException e) =>
        e is SqlException { Number: 1205 or 1222 or 3960 or -2 or 20 or 64 or 233 or 10053 or 10054 or 10060 or 10928 or 10929 or 40197 or 40501 or 40613 };

    public override bool WasStopped(DbException e) => e is SqlException { Number: -2 };

    public override async Task Alone(Func<DbConnection, DbTransaction, Task> work, CancellationToken ct)
    {
        await using var connection = await OpenForReading(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(TakeMigrationLock, transaction: transaction);
        await work(connection, transaction);
        await transaction.CommitAsync(ct);
    }
}

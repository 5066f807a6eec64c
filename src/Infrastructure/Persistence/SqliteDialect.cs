using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OneStop.Infrastructure.Persistence;

/// <summary>The embedded database: write-ahead log, full durability, connections kept open with their statements prepared.</summary>
internal sealed class SqliteDialect : Dialect, IDisposable
{
    private const int ConstraintUnique = 2067;
    private const int ConstraintPrimaryKey = 1555;

    private readonly string connectionString;
    private readonly ConcurrentBag<PreparedConnection> idle = [];

    public SqliteDialect(DatabaseOptions options)
    {
        Batteries_V2.Init();
        // A connection is used by one thread at a time, and nobody reads the statistics: no lock is needed for either.
        raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
        var builder = new SqliteConnectionStringBuilder(options.ConnectionString)
        {
            Pooling = false, ForeignKeys = true, DefaultTimeout = 5,
        };
        connectionString = builder.ToString();
        if (Path.GetDirectoryName(Path.GetFullPath(builder.DataSource)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }

    public override string Page => "LIMIT @Take";

    public override string ScriptEnding => ".sqlite.sql";

    public override ValueTask<DbConnection> OpenForReading(CancellationToken ct)
    {
        if (!idle.TryTake(out var connection))
        {
            connection = new PreparedConnection(Open("PRAGMA query_only = ON; PRAGMA cache_size = -8000;"), idle.Add);
        }
        return ValueTask.FromResult<DbConnection>(connection);
    }

    /// <summary>The connection of the one writer.</summary>
    public PreparedConnection OpenForWriting() =>
        new(Open("PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;"), back: null);

    /// <summary>A plain connection, for checkpoints and migrations.</summary>
    public SqliteConnection Open(string pragmas)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; {pragmas}";
        command.ExecuteNonQuery();
        return connection;
    }

    public override bool IsUniqueViolation(DbException e) =>
        e is SqliteException { SqliteExtendedErrorCode: ConstraintUnique or ConstraintPrimaryKey };

    public override bool IsTransient(DbException e) =>
        e is SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED };

    public override bool WasStopped(DbException e) => e is SqliteException { SqliteErrorCode: raw.SQLITE_INTERRUPT };

    public override async Task Alone(Func<DbConnection, DbTransaction, Task> work, CancellationToken ct)
    {
        await using var connection = Open("PRAGMA busy_timeout = 60000;");
        await using var transaction = connection.BeginTransaction(deferred: false);
        await work(connection, transaction);
        await transaction.CommitAsync(ct);
    }

    public void Dispose()
    {
        while (idle.TryTake(out var connection))
        {
            connection.Close();
        }
    }
}

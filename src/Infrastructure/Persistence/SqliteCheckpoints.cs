using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace OneStop.Infrastructure.Persistence;

/// <summary>Copies the write-ahead log back into the database file, off the writer's path.</summary>
internal sealed class SqliteCheckpoints(SqliteDialect dialect, ILogger log) : IDisposable
{
    private const int CommandsBetween = 500;

    private readonly SqliteConnection connection = dialect.Open("PRAGMA wal_autocheckpoint = 0;");
    private int since;
    private Task running = Task.CompletedTask;

    /// <summary>Counts what was committed, and starts a checkpoint where enough has come together.</summary>
    public void Committed(int commands)
    {
        since += commands;
        if (since >= CommandsBetween && running.IsCompleted)
        {
            since = 0;
            running = Task.Run(Checkpoint);
        }
    }

    public void Dispose()
    {
        running.GetAwaiter().GetResult();
        connection.Dispose();
    }

    private void Checkpoint()
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
            command.ExecuteNonQuery();
        }
        catch (SqliteException e)
        {
            log.LogWarning(e, "A checkpoint of the write-ahead log did not finish; the next one goes on");
        }
    }
}

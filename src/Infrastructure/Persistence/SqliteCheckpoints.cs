using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace OneStop.Infrastructure.Persistence;

/// <summary>
/// Copies the write-ahead log back into the database file. Most of it off the writer's path; what was committed meanwhile the writer copies
/// itself, so that its next commit begins the log anew. Without that second half the log grows for as long as the load lasts.
/// </summary>
internal sealed class SqliteCheckpoints(SqliteDialect dialect, ILogger log) : IDisposable
{
    private const int CommandsBetween = 2_000;

    /// <summary>256 MB: from here on a checkpoint waits for the readers that keep the log from beginning anew.</summary>
    private const long LongestLog = 65_536;

    private readonly SqliteConnection connection = dialect.Open("PRAGMA wal_autocheckpoint = 0;");
    private int since;
    private Task? copying;

    /// <summary>Counts what was committed; starts a checkpoint where enough has come together, and ends it on the writer's connection.</summary>
    public void Committed(PreparedConnection writer, int commands)
    {
        since += commands;
        if (copying is null && since >= CommandsBetween)
        {
            since = 0;
            copying = Task.Run(() => Run(connection, "PASSIVE"));
        }
        else if (copying is { IsCompleted: true })
        {
            copying = null;
            if (Run(writer.Inner, "PASSIVE") > LongestLog)
            {
                Run(writer.Inner, "TRUNCATE");
            }
        }
    }

    public void Dispose()
    {
        copying?.GetAwaiter().GetResult();
        connection.Dispose();
    }

    /// <summary>The answer is the length of the log, in pages.</summary>
    private long Run(SqliteConnection on, string mode)
    {
        try
        {
            using var command = on.CreateCommand();
            command.CommandText = $"PRAGMA wal_checkpoint({mode})";
            using var row = command.ExecuteReader();
            return row.Read() ? row.GetInt64(1) : 0;
        }
        catch (SqliteException e)
        {
            log.LogWarning(e, "A checkpoint of the write-ahead log did not finish; the next one goes on");
            return 0;
        }
    }
}

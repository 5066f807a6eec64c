using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using OneStop.Application.Ports;

namespace OneStop.Infrastructure.Persistence;

/// <summary>
/// The one writer of the embedded database. It groups: one transaction takes every waiting command inside a savepoint of its own,
/// commits once, durably, and only then answers them all. A failed command takes back its savepoint only; where the commit fails,
/// every command of the group fails and nothing is written.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromMicroseconds(300);

    private readonly SqliteDialect dialect;
    private readonly DatabaseOptions options;
    private readonly ILogger<SqliteWriter> log;
    private readonly Channel<Waiting> queue;
    private readonly Thread thread;
    private int expected;

    public SqliteWriter(SqliteDialect dialect, DatabaseOptions options, ILogger<SqliteWriter> log)
    {
        this.dialect = dialect;
        this.options = options;
        this.log = log;
        queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(options.WaitingCommands) { SingleReader = true });
        thread = new Thread(Work) { IsBackground = true, Name = "onestop-writer" };
        thread.Start();
    }

    /// <summary>Runs the work inside the next group; the task ends when the group is durable.</summary>
    public Task<T> Run<T>(Func<PreparedConnection, Task<T>> work)
    {
        var waiting = new Waiting<T>(work);
        return queue.Writer.TryWrite(waiting)
            ? waiting.Answer
            : Task.FromException<T>(new UnavailableException("too many commands wait for the database"));
    }

    /// <summary>Lets the waiting commands finish, then closes the database.</summary>
    public void Dispose()
    {
        queue.Writer.TryComplete();
        thread.Join(TimeSpan.FromSeconds(20));
    }

    private void Work()
    {
        using var connection = dialect.OpenForWriting();
        using var checkpoints = new SqliteCheckpoints(dialect, log);
        var group = new List<Waiting>(options.GroupCommands);
        while (Next() is { } first)
        {
            group.Clear();
            group.Add(first);
            RunGroup(connection, group);
            checkpoints.Committed(connection, group.Count);
        }
        connection.Close();
    }

    private Waiting? Next()
    {
        // A thread of its own may wait: nothing else runs on it.
        var wait = queue.Reader.WaitToReadAsync().AsTask();
        return wait.GetAwaiter().GetResult() && queue.Reader.TryRead(out var waiting) ? waiting : null;
    }

    /// <summary>
    /// The next waiting command. Callers who were answered by the last group come back within moments: while this one is smaller it is worth
    /// letting them run, because a commit costs more than the wait.
    /// </summary>
    private bool TryNext(int taken, [MaybeNullWhen(false)] out Waiting next)
    {
        if (queue.Reader.TryRead(out next))
        {
            return true;
        }
        var began = Stopwatch.GetTimestamp();
        while (taken < expected && Stopwatch.GetElapsedTime(began) < Linger)
        {
            Thread.Yield();
            if (queue.Reader.TryRead(out next))
            {
                return true;
            }
        }
        return false;
    }

    private void RunGroup(PreparedConnection connection, List<Waiting> group)
    {
        try
        {
            connection.Run("BEGIN IMMEDIATE");
            var began = Stopwatch.GetTimestamp();
            RunOne(connection, group[0]);
            while (group.Count < options.GroupCommands
                && Stopwatch.GetElapsedTime(began).TotalMilliseconds < options.GroupMilliseconds
                && TryNext(group.Count, out var next))
            {
                group.Add(next);
                RunOne(connection, next);
            }
            connection.Run("COMMIT");
            expected = group.Count;
        }
        catch (Exception e) when (e is SqliteException or GroupLostException)
        {
            FailGroup(connection, group, e);
            return;
        }
        foreach (var done in group)
        {
            done.Release();
        }
    }

    private static void RunOne(PreparedConnection connection, Waiting waiting)
    {
        connection.Run("SAVEPOINT command");
        if (!waiting.Try(connection))
        {
            if (!connection.InTransaction)
            {
                throw new GroupLostException();
            }
            connection.Run("ROLLBACK TO command");
        }
        connection.Run("RELEASE command");
    }

    private void FailGroup(PreparedConnection connection, List<Waiting> group, Exception e)
    {
        CacheEpoch.Next();
        log.LogError(e, "A group of {Commands} commands was not written", group.Count);
        if (connection.InTransaction)
        {
            connection.Run("ROLLBACK");
        }
        foreach (var waiting in group)
        {
            waiting.Fail(new UnavailableException("the database did not take the command", e));
        }
    }

    /// <summary>A fault of one command made SQLite roll back the whole transaction.</summary>
    private sealed class GroupLostException : Exception;
}

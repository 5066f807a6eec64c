using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace OneStop.Infrastructure.Persistence;

/// <summary>
/// A SQLite connection that keeps its statements prepared: parsing costs more than running most of ours. A command finds the
/// prepared statement of its text; texts are constants, so there are few. Not for two threads at once.
/// </summary>
[SuppressMessage("Usage", "CA2215", Justification = "Disposing gives the connection back; Close closes it.")]
[SuppressMessage("Reliability", "CA2213", Justification = "The inner connection lives as long as the pool or the writer.")]
internal sealed class PreparedConnection(SqliteConnection inner, Action<PreparedConnection>? back) : DbConnection
{
    private const int MostStatements = 400;

    private readonly Dictionary<string, SqliteCommand> queries = [];
    private readonly Dictionary<string, PreparedStatement> statements = [];

    [AllowNull]
    public override string ConnectionString
    {
        get => inner.ConnectionString;
        set => throw new NotSupportedException();
    }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => inner.ServerVersion;

    public override ConnectionState State => inner.State;

    /// <summary>The connection below, for what is not worth keeping prepared.</summary>
    public SqliteConnection Inner => inner;

    /// <summary>Whether a transaction is open; false after a fault that made SQLite roll it back by itself.</summary>
    public bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(inner.Handle) == 0;

    public override void Open()
    {
    }

    /// <summary>Closes the database for good; disposing only gives the connection back.</summary>
    public override void Close()
    {
        Forget(queries);
        Forget(statements);
        inner.Dispose();
    }

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    /// <summary>The prepared query of a text.</summary>
    internal SqliteCommand Query(string text) => Kept(queries, text, static (connection, text) =>
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    });

    /// <summary>The prepared statement of a text that answers no rows.</summary>
    internal PreparedStatement Statement(string text) =>
        Kept(statements, text, static (connection, text) => new PreparedStatement(connection.Handle!, text));

    /// <summary>Runs a statement without parameters or rows.</summary>
    internal void Run(string text) => Statement(text).Run();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

    protected override DbCommand CreateDbCommand() => new PreparedCommand(this);

    protected override void Dispose(bool disposing)
    {
        // Not the base's: it would close the connection, which goes back to its pool instead.
        if (disposing)
        {
            back?.Invoke(this);
        }
    }

    private T Kept<T>(Dictionary<string, T> kept, string text, Func<SqliteConnection, string, T> prepare)
        where T : IDisposable
    {
        if (!kept.TryGetValue(text, out var found))
        {
            if (kept.Count >= MostStatements)
            {
                Forget(kept);
            }
            kept.Add(text, found = prepare(inner, text));
        }
        return found;
    }

    private static void Forget<T>(Dictionary<string, T> kept)
        where T : IDisposable
    {
        foreach (var old in kept.Values)
        {
            old.Dispose();
        }
        kept.Clear();
    }
}

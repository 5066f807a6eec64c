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

    private readonly Dictionary<string, SqliteCommand> prepared = [];

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
        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }
        prepared.Clear();
        inner.Dispose();
    }

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    /// <summary>The prepared statement of a text.</summary>
    internal SqliteCommand Prepared(string text)
    {
        if (!prepared.TryGetValue(text, out var command))
        {
            if (prepared.Count >= MostStatements)
            {
                foreach (var old in prepared.Values)
                {
                    old.Dispose();
                }
                prepared.Clear();
            }
            command = inner.CreateCommand();
            command.CommandText = text;
            prepared.Add(text, command);
        }
        return command;
    }

    /// <summary>Runs a statement without parameters or rows.</summary>
    internal void Run(string text) => Prepared(text).ExecuteNonQuery();

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
}

/// <summary>A command that runs the connection's prepared statement of its text.</summary>
internal sealed class PreparedCommand(PreparedConnection connection) : DbCommand
{
    private readonly SqliteCommand holder = new();

    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout { get; set; } = 30;

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException();
    }

    protected override DbParameterCollection DbParameterCollection => holder.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel()
    {
    }

    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery() => Bound().ExecuteNonQuery();

    public override object? ExecuteScalar() => Bound().ExecuteScalar();

    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        Bound().ExecuteReader(behavior & ~CommandBehavior.CloseConnection);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            holder.Dispose();
        }
        base.Dispose(disposing);
    }

    private SqliteCommand Bound()
    {
        var statement = connection.Prepared(CommandText);
        var bound = statement.Parameters;
        if (bound.Count != holder.Parameters.Count)
        {
            bound.Clear();
            foreach (SqliteParameter parameter in holder.Parameters)
            {
                bound.Add(new SqliteParameter(parameter.ParameterName, parameter.Value));
            }
            return statement;
        }
        for (var i = 0; i < bound.Count; i++)
        {
            bound[i].ParameterName = holder.Parameters[i].ParameterName;
            bound[i].Value = holder.Parameters[i].Value;
        }
        return statement;
    }
}

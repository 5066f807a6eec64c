using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace OneStop.Infrastructure.Persistence;

/// <summary>A command that runs the connection's prepared statement of its text.</summary>
internal sealed class PreparedCommand(PreparedConnection connection) : DbCommand
{
    private readonly SqliteCommand holder = new();
    private int? seconds;
    private Interruption? interruption;

    [AllowNull]
    public override string CommandText { get; set; } = "";

    /// <summary>Where it is set, reading is stopped after so many seconds.</summary>
    public override int CommandTimeout
    {
        get => seconds ?? 30;
        set => seconds = value;
    }

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

    public override int ExecuteNonQuery() => connection.Statement(CommandText).Run(holder.Parameters);

    public override object? ExecuteScalar() => Query().ExecuteScalar();

    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        if (seconds is { } limit)
        {
            interruption ??= new Interruption(connection.Inner, TimeSpan.FromSeconds(limit));
        }
        return Query().ExecuteReader(behavior & ~CommandBehavior.CloseConnection);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            interruption?.Dispose();
            holder.Dispose();
        }
        base.Dispose(disposing);
    }

    private SqliteCommand Query()
    {
        var query = connection.Query(CommandText);
        var bound = query.Parameters;
        if (bound.Count != holder.Parameters.Count)
        {
            bound.Clear();
            foreach (SqliteParameter parameter in holder.Parameters)
            {
                // With its sign the name is found at the first try.
                bound.Add(new SqliteParameter($"@{parameter.ParameterName}", parameter.Value));
            }
            return query;
        }
        for (var i = 0; i < bound.Count; i++)
        {
            if (!bound[i].ParameterName.AsSpan(1).SequenceEqual(holder.Parameters[i].ParameterName))
            {
                bound[i].ParameterName = $"@{holder.Parameters[i].ParameterName}";
            }
            bound[i].Value = holder.Parameters[i].Value;
        }
        return query;
    }
}

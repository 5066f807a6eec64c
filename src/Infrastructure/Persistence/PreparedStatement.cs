using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OneStop.Infrastructure.Persistence;

/// <summary>
/// A statement without rows, prepared once and bound by position. The provider's command looks every parameter up by name and makes a
/// reader for each run; for the dozen short statements of a reception that is more work than SQLite does.
/// </summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);

    public PreparedStatement(sqlite3 database, string text)
    {
        this.database = database;
        Check(raw.sqlite3_prepare_v3(database, text, raw.SQLITE_PREPARE_PERSISTENT, out statement, out var rest));
        if (!string.IsNullOrWhiteSpace(rest))
        {
            throw new ArgumentException("one statement at a time", nameof(text));
        }
        for (var i = 1; i <= raw.sqlite3_bind_parameter_count(statement); i++)
        {
            positions.Add(raw.sqlite3_bind_parameter_name(statement, i).utf8_to_string().TrimStart('@'), i);
        }
    }

    /// <summary>Runs it; the answer is the number of rows it touched.</summary>
    public int Run(SqliteParameterCollection? parameters = null)
    {
        var bound = 0;
        for (var i = 0; i < parameters?.Count; i++)
        {
            if (positions.TryGetValue(parameters[i].ParameterName, out var position))
            {
                Check(Bind(position, parameters[i].Value));
                bound++;
            }
        }
        if (bound != positions.Count)
        {
            throw new InvalidOperationException("a statement misses the value of a parameter");
        }
        var result = raw.sqlite3_step(statement);
        var touched = raw.sqlite3_changes(database);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            Fail(result);
        }
        raw.sqlite3_reset(statement);
        return touched;
    }

    public void Dispose() => statement.Dispose();

    private int Bind(int position, object? value) => value switch
    {
        null or DBNull => raw.sqlite3_bind_null(statement, position),
        string text => raw.sqlite3_bind_text(statement, position, text),
        byte[] bytes => raw.sqlite3_bind_blob(statement, position, bytes),
        long number => raw.sqlite3_bind_int64(statement, position, number),
        int number => raw.sqlite3_bind_int64(statement, position, number),
        bool yes => raw.sqlite3_bind_int64(statement, position, yes ? 1 : 0),
        double number => raw.sqlite3_bind_double(statement, position, number),
        _ => throw new NotSupportedException($"a value of type {value.GetType().Name} has no form in the database"),
    };

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, database);
        }
    }

    /// <summary>Throws with what SQLite says before the reset forgets it, and leaves the statement ready to run again.</summary>
    private void Fail(int result)
    {
        try
        {
            SqliteException.ThrowExceptionForRC(result, database);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }
}

using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace OneStop.Load.Bare;

/// <summary>
/// The statements of a reception with one durable commit for each request. One connection behind a lock: that is faster than a pool, whose
/// connections would only wait for each other's lock on the file.
/// </summary>
internal sealed class BareReception
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly SqliteConnection connection;
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand[] statements;
    private readonly ReceptionStatements values;

    public BareReception(string database)
    {
        connection = new SqliteConnection($"Data Source={database};Pooling=False;Foreign Keys=True");
        connection.Open();
        Command("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;").ExecuteNonQuery();
        begin = Command("BEGIN IMMEDIATE");
        commit = Command("COMMIT");
        statements = [.. ReceptionStatements.Texts.Select(Command)];
        values = ReceptionStatements.Like(connection);
    }

    /// <param name="prepared">Whether the statements are kept prepared, or made anew for each request as plain code does.</param>
    public async Task<Guid> Receive(bool prepared)
    {
        var id = Guid.CreateVersion7();
        var n = Math.Abs(RandomNumberGenerator.GetInt32(int.MaxValue));
        await turn.WaitAsync();
        try
        {
            begin.ExecuteNonQuery();
            for (var i = 0; i < statements.Length; i++)
            {
                var statement = prepared ? statements[i] : Command(ReceptionStatements.Texts[i]);
                values.Bind(statement, id, n);
                Run(statement);
                if (!prepared)
                {
                    statement.Dispose();
                }
            }
            commit.ExecuteNonQuery();
            return id;
        }
        catch (SqliteException)
        {
            Command("ROLLBACK").ExecuteNonQuery();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    private void Run(SqliteCommand statement)
    {
        if (statement.CommandText.StartsWith("SELECT", StringComparison.Ordinal))
        {
            values.Note(statement.ExecuteScalar());
        }
        else
        {
            statement.ExecuteNonQuery();
        }
    }

    private SqliteCommand Command(string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }
}

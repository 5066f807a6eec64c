using Microsoft.Data.Sqlite;

namespace OneStop.Infrastructure.Persistence;

/// <summary>Copies the embedded database while it is in use; the copy is whole as of one commit.</summary>
internal sealed class SqliteBackup(SqliteDialect dialect)
{
    /// <exception cref="IOException">The target exists already.</exception>
    public void Write(string target)
    {
        if (File.Exists(target))
        {
            throw new IOException($"{target} exists already");
        }
        using var source = dialect.Open("PRAGMA query_only = ON;");
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString());
        copy.Open();
        source.BackupDatabase(copy);
    }
}

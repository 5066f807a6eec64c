using Dapper;
using Microsoft.Data.Sqlite;

namespace OneStop.Follower;

/// <summary>
/// The copy in a file of its own. A slice, what follows from it and the position behind it are written in one transaction, so that a kill at any
/// moment leaves the copy as it was before the slice or as it is after it. An event that came twice would break the key of its table.
/// </summary>
internal sealed class Copy : IDisposable
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS Place (Id INTEGER PRIMARY KEY, Began INTEGER NOT NULL, Position INTEGER NOT NULL, Starts INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS Dossiers (Id TEXT PRIMARY KEY, Version INTEGER NOT NULL, Status TEXT NOT NULL, Effects INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS Events (Id TEXT PRIMARY KEY, Position INTEGER NOT NULL UNIQUE, Aggregate TEXT NOT NULL, AggregateId TEXT NOT NULL, Version INTEGER NOT NULL);
        """;

    private const string InsertEvent = """
        INSERT INTO Events (Id, Position, Aggregate, AggregateId, Version)
        VALUES (@Id, @Position, @Aggregate, @AggregateId, @Version)
        """;

    /// <summary>What is read is at least as new as the event: an older answer never replaces a newer one.</summary>
    private const string Keep = """
        INSERT INTO Dossiers (Id, Version, Status, Effects)
        VALUES (@Id, @Version, @Status, 0)
        ON CONFLICT (Id) DO UPDATE SET Version = @Version, Status = @Status WHERE Version <= @Version
        """;

    private const string CountEffect = "UPDATE Dossiers SET Effects = Effects + 1 WHERE Id = @AggregateId";

    private readonly SqliteConnection connection;

    public Copy(string file)
    {
        connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        connection.Execute(Tables);
        connection.Execute("UPDATE Place SET Starts = Starts + 1");
    }

    /// <summary>Up to where the copy follows the engine; null before the first synchronisation is done.</summary>
    public long? Position => connection.QueryFirstOrDefault<long?>("SELECT Position FROM Place");

    /// <summary>The first synchronisation: what the lists show, and the position that was read before them.</summary>
    public void Begin(long position, IReadOnlyList<Line> dossiers)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(Keep, dossiers, transaction);
        connection.Execute("INSERT INTO Place (Id, Began, Position, Starts) VALUES (1, @position, @position, 1)", new { position }, transaction);
        transaction.Commit();
    }

    /// <summary>Takes a slice.</summary>
    public void Take(Slice slice)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(InsertEvent, slice.Events, transaction);
        connection.Execute(Keep, slice.Dossiers, transaction);
        connection.Execute(CountEffect, slice.Events.Where(one => one.Aggregate == "dossier"), transaction);
        connection.Execute("UPDATE Place SET Position = @Next", new { slice.Next }, transaction);
        transaction.Commit();
    }

    public void Dispose() => connection.Dispose();
}

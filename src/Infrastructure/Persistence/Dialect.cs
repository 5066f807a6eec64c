using System.Data.Common;

namespace OneStop.Infrastructure.Persistence;

/// <summary>The differences between the two databases, each with its name. Everything else is one text of SQL.</summary>
internal abstract class Dialect
{
    /// <summary>Ends an ordered query: the first <c>@Take</c> rows.</summary>
    public abstract string Page { get; }

    /// <summary>Ending of this database's migration scripts.</summary>
    public abstract string ScriptEnding { get; }

    /// <summary>A connection for reading, open. Disposing it gives it back.</summary>
    public abstract ValueTask<DbConnection> OpenForReading(CancellationToken ct);

    /// <summary>An insert met a row with the same key: the backstop of every "only once".</summary>
    public abstract bool IsUniqueViolation(DbException e);

    /// <summary>A fault that goes away when the whole command runs again (deadlock, lost connection).</summary>
    public abstract bool IsTransient(DbException e);

    /// <summary>A query was stopped because its time was over.</summary>
    public abstract bool WasStopped(DbException e);

    /// <summary>Runs the migrations on a connection of their own while no other process does.</summary>
    public abstract Task Alone(Func<DbConnection, DbTransaction, Task> work, CancellationToken ct);
}

namespace OneStop.Infrastructure.Persistence;

/// <summary>Which database, and where (section <c>Database</c> of the configuration).</summary>
public sealed record DatabaseOptions
{
    /// <summary><c>Sqlite</c> (embedded, the default) or <c>SqlServer</c>.</summary>
    public DatabaseEngine Engine { get; init; } = DatabaseEngine.Sqlite;

    public string ConnectionString { get; init; } = "Data Source=data/onestop.db";

    /// <summary>How many commands may wait for the writer before further ones are refused with 503.</summary>
    public int WaitingCommands { get; init; } = 2_000;

    /// <summary>How many commands one durable commit may carry.</summary>
    public int GroupCommands { get; init; } = 256;

    /// <summary>How long a group may go on taking commands, in milliseconds.</summary>
    public int GroupMilliseconds { get; init; } = 30;
}

public enum DatabaseEngine { Sqlite, SqlServer }

using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using OneStop.Processes;

namespace OneStop.SystemTests;

public enum Engine { Sqlite, SqlServer }

/// <summary>A new database for the processes of one test; gone with it.</summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>What the clock of the sandbox shows when the first process starts: a Tuesday morning.</summary>
    public const string StartAt = "2026-11-17T08:00:00+07:00";

    protected abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Makes one; on SQL Server only where the environment names a server.</summary>
    public static async Task<TestDatabase> Create(Engine engine)
    {
        if (engine == Engine.Sqlite)
        {
            return new SqliteDatabase();
        }
        if (Environment.GetEnvironmentVariable("ONESTOP_SQLSERVER") is not { Length: > 0 } server)
        {
            Assert.Ignore("ONESTOP_SQLSERVER names no server");
            throw new InvalidOperationException();
        }
        return await SqlServerDatabase.Create(server);
    }

    /// <param name="more">What the process is told beside.</param>
    public Task<ApiProcess> Start(IReadOnlyDictionary<string, string>? more = null) => ApiProcess.Start(new Dictionary<string, string>(Settings.Concat(more ?? new Dictionary<string, string>()))
    {
        ["Sandbox:Enabled"] = "true", ["Sandbox:StartAt"] = StartAt, ["Notifications:Enabled"] = "false",
    });

    /// <summary>A connection beside the program's own.</summary>
    public abstract DbConnection Open();

    public abstract ValueTask DisposeAsync();

    private sealed class SqliteDatabase : TestDatabase
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("onestop-system-");

        static SqliteDatabase() => SQLitePCL.Batteries_V2.Init();

        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Database:ConnectionString"] = $"Data Source={Path.Combine(folder.FullName, "onestop.db")}",
        };

        public override DbConnection Open()
        {
            var connection = new SqliteConnection($"{Settings["Database:ConnectionString"]};Pooling=false");
            connection.Open();
            return connection;
        }

        public override ValueTask DisposeAsync()
        {
            folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class SqlServerDatabase(string server, string name) : TestDatabase
    {
        /// <summary>So that two processes fit on a small server.</summary>
        private const int Connections = 30;

        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Database:Engine"] = "SqlServer",
            ["Database:ConnectionString"] = new SqlConnectionStringBuilder(server) { InitialCatalog = name, MaxPoolSize = Connections }.ConnectionString,
        };

        public static async Task<SqlServerDatabase> Create(string server)
        {
            var database = new SqlServerDatabase(server, $"onestop_{Guid.NewGuid():N}");
            await database.InMaster("CREATE DATABASE");
            return database;
        }

        public override DbConnection Open()
        {
            var connection = new SqlConnection(
                new SqlConnectionStringBuilder(Settings["Database:ConnectionString"]) { Pooling = false }.ConnectionString);
            connection.Open();
            return connection;
        }

        public override async ValueTask DisposeAsync() => await InMaster("DROP DATABASE");

        private async Task InMaster(string statement)
        {
            await using var master = new SqlConnection(
                new SqlConnectionStringBuilder(server) { InitialCatalog = "master", Pooling = false }.ConnectionString);
            await master.ExecuteAsync($"{statement} {name}");
        }
    }
}

using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Tests;

/// <summary>The databases that every repository runs on.</summary>
public enum Db
{
    Sqlite,

    /// <summary>Ignored without a connection string in ONESTOP_SQLSERVER.</summary>
    SqlServer,
}

/// <summary>A fresh, migrated database for the tests of one class, and services that look at it.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public abstract class DatabaseFixture(Db engine)
{
    private readonly string name = $"onestop_test_{Environment.ProcessId}_{Guid.NewGuid():N}";
    private ServiceProvider? services;

    protected Db Engine => engine;

    protected IServiceProvider Services => services!;

    /// <summary>The clock of deadlines and events; tests may move it.</summary>
    protected SetClock Clock { get; } = new();

    /// <summary>Whether the sample data is loaded.</summary>
    protected virtual bool WithSamples => false;

    /// <summary>Further services of one class.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    private string SqliteFile => Path.Combine(Path.GetTempPath(), $"{name}.db");

    [OneTimeSetUp]
    public async Task MakeDatabase()
    {
        var connectionString = $"Data Source={SqliteFile}";
        if (engine == Db.SqlServer)
        {
            connectionString = await MakeSqlServerDatabase();
        }
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Engine"] = engine.ToString(),
            ["Database:ConnectionString"] = connectionString,
            ["Samples:Load"] = WithSamples.ToString(),
        }).Build();
        var all = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = "Testing" })
            .AddScoped<ICaller, NobodyCalls>()
            .AddInfrastructure(configuration);
        Configure(all);
        services = all.BuildServiceProvider(validateScopes: true);
        await services.PrepareInfrastructure(CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task DropDatabase()
    {
        if (services is null)
        {
            return;
        }
        await services.DisposeAsync();
        if (engine == Db.SqlServer)
        {
            SqlConnection.ClearAllPools();
            await OnServer($"DROP DATABASE {name}");
        }
        foreach (var file in Directory.EnumerateFiles(Path.GetTempPath(), $"{name}.db*"))
        {
            File.Delete(file);
        }
    }

    /// <summary>Asks in a scope of its own, as a request does.</summary>
    protected async Task<T> Read<TService, T>(Func<TService, Task<T>> read)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Writes in a scope and a transaction of its own.</summary>
    protected async Task<T> Write<TService, T>(Func<TService, Task<T>> write)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        var service = scope.ServiceProvider.GetRequiredService<TService>();
        return await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(() => write(service), CancellationToken.None);
    }

    /// <summary>The types of the events of one aggregate, in order.</summary>
    protected Task<IReadOnlyList<string>> Events(string aggregate, string id) => Read<DbSession, IReadOnlyList<string>>(db => db.Query<string>(
        "SELECT Type FROM Events WHERE Aggregate = @aggregate AND AggregateId = @id ORDER BY Position", new { aggregate, id }, CancellationToken.None));

    private async Task<string> MakeSqlServerDatabase()
    {
        if (Environment.GetEnvironmentVariable("ONESTOP_SQLSERVER") is not { Length: > 0 } server)
        {
            Assert.Ignore("ONESTOP_SQLSERVER holds no connection string");
            return "";
        }
        await OnServer($"CREATE DATABASE {name}");
        return new SqlConnectionStringBuilder(server) { InitialCatalog = name }.ConnectionString;
    }

    private static async Task OnServer(string statement)
    {
        var server = new SqlConnectionStringBuilder(Environment.GetEnvironmentVariable("ONESTOP_SQLSERVER")) { InitialCatalog = "master", Pooling = false };
        await using var connection = new SqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }

    private sealed class NobodyCalls : ICaller
    {
        public Actor? Actor => null;

        public bool English => false;

        public int? ExpectedVersion => null;

        public IdempotencyKey? Idempotency => null;
    }
}

/// <summary>A clock that stands where it was put.</summary>
public sealed class SetClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(7));

    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
}

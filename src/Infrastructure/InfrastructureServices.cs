using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OneStop.Application.Ports;
using OneStop.Infrastructure.Persistence;
using OneStop.Infrastructure.Procedures;
using OneStop.Infrastructure.Samples;

namespace OneStop.Infrastructure;

public static class InfrastructureServices
{
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        TypeHandlers.Register();
        var options = configuration.GetSection("Database").Get<DatabaseOptions>() ?? new DatabaseOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(Clocks.Machine, TimeProvider.System);
        return services
            .AddSingleton(options)
            .AddDatabase(options)
            .AddScoped<DbSession>()
            .AddScoped<Stamps>()
            .AddScoped<Counters>()
            .AddScoped<EventLog>()
            .AddScoped<IIdempotencyStore, IdempotencyStore>()
            .AddSingleton<Migrator>()
            .AddCatalogue(configuration);
    }

    /// <summary>Brings the database to its newest form and loads what a first start needs.</summary>
    public static async Task PrepareInfrastructure(this IServiceProvider services, CancellationToken ct)
    {
        await services.GetRequiredService<Migrator>().Migrate(ct);
        await SampleData.Load(services, ct);
    }

    private static IServiceCollection AddDatabase(this IServiceCollection services, DatabaseOptions options) =>
        options.Engine == DatabaseEngine.SqlServer
            ? services
                .AddSingleton<Dialect, SqlServerDialect>()
                .AddScoped<IUnitOfWork, SqlServerUnitOfWork>()
            : services
                .AddSingleton<SqliteDialect>()
                .AddSingleton<Dialect>(provider => provider.GetRequiredService<SqliteDialect>())
                .AddSingleton<SqliteWriter>()
                .AddScoped<IUnitOfWork, SqliteUnitOfWork>();
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OneStop.Application.Agencies;
using OneStop.Application.Attention;
using OneStop.Application.Changes;
using OneStop.Application.Jobs;
using OneStop.Application.Ports;
using OneStop.Application.Reports;
using OneStop.Application.Sandbox;
using OneStop.Application.Transfers;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Access;
using OneStop.Infrastructure.Attention;
using OneStop.Infrastructure.Audit;
using OneStop.Infrastructure.Changes;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Exports;
using OneStop.Infrastructure.Integrity;
using OneStop.Infrastructure.Jobs;
using OneStop.Infrastructure.Notifications;
using OneStop.Infrastructure.Persistence;
using OneStop.Infrastructure.Portal;
using OneStop.Infrastructure.Procedures;
using OneStop.Infrastructure.Registries;
using OneStop.Infrastructure.Reports;
using OneStop.Infrastructure.Samples;
using OneStop.Infrastructure.Sandbox;
using OneStop.Infrastructure.Transfers;
using OneStop.Infrastructure.Webhooks;

namespace OneStop.Infrastructure;

public static class InfrastructureServices
{
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        TypeHandlers.Register();
        var options = configuration.GetSection("Database").Get<DatabaseOptions>() ?? new DatabaseOptions();
        return services
            .AddSingleton(options)
            .AddClocks(configuration)
            .AddDatabase(options)
            .AddScoped<DbSession>()
            .AddScoped<IReadingTime, ReadingTime>()
            .AddScoped<Stamps>()
            .AddScoped<Counters>()
            .AddScoped<EventLog>()
            .AddLogReaders()
            .AddScoped<IdempotencyStore>()
            .AddScoped<ISweep>(provider => provider.GetRequiredService<IdempotencyStore>())
            .AddScoped<IIdempotencyStore>(provider => provider.GetRequiredService<IdempotencyStore>())
            .AddSingleton<Migrator>()
            .AddSingleton(provider => new DatabaseHealth(provider.GetRequiredService<Dialect>()))
            .AddAccess(configuration)
            .AddCatalogue(configuration)
            .AddDossiers()
            .AddExports(configuration)
            .AddWebhooks(configuration)
            .AddNotifications(configuration)
            .AddPortal(configuration)
            .AddAudit(configuration)
            .AddIntegrity()
            .AddInbox()
            .AddRegistries();
    }

    /// <summary>Those who read the event log behind its writer.</summary>
    private static IServiceCollection AddLogReaders(this IServiceCollection services) => services
        .AddScoped<LogReader>()
        .AddScoped<LogCursors>()
        .AddScoped<PassedEvents>()
        .AddSingleton<LogTail>()
        .AddHostedService(provider => provider.GetRequiredService<LogTail>())
        .AddSingleton<LogFollowing>()
        .AddSingleton<RecentLog>()
        .AddScoped<FilterAgencies>()
        .AddScoped<IChanges, ChangeViews>();

    /// <summary>Brings the database to its newest form and loads what a first start needs.</summary>
    public static async Task PrepareInfrastructure(this IServiceProvider services, CancellationToken ct)
    {
        await services.GetRequiredService<Migrator>().Migrate(ct);
        if (services.GetRequiredService<ISandbox>() is Sandbox.Sandbox sandbox)
        {
            await sandbox.Begin(services.GetRequiredService<IConfiguration>().GetValue<DateTimeOffset?>("Sandbox:StartAt"), ct);
        }
        await services.GetRequiredService<SigningKeys>().Current(ct);
        await SampleData.Load(services, ct);
        await services.GetRequiredService<ErasureSchedule>().Begin(ct);
        await services.GetRequiredService<NightlySchedule>().Begin(ct);
        await using var scope = services.CreateAsyncScope();
        var agencies = (await scope.ServiceProvider.GetRequiredService<IAgencies>().Tree(ct)).All.Select(agency => agency.Code).ToArray();
        await services.GetRequiredService<DemoAccounts>().Load(agencies, ct);
        await services.GetRequiredService<DemoRetirement>().Check(agencies, ct);
    }

    /// <summary>Writes a copy of the embedded database while other processes use it; SQL Server has its own means.</summary>
    public static void BackUp(this IServiceProvider services, string target)
    {
        var dialect = services.GetService<SqliteDialect>()
            ?? throw new NotSupportedException("backup copies the embedded database; SQL Server is backed up by its own means");
        new SqliteBackup(dialect).Write(target);
    }

    /// <summary>The password of the demo accounts; null where there are none.</summary>
    public static string? DemoPassword(this IServiceProvider services) =>
        services.GetRequiredService<DemoAccounts>().Enabled ? services.GetRequiredService<DemoOptions>().Password : null;

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

    private static IServiceCollection AddClocks(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddKeyedSingleton(Clocks.Machine, TimeProvider.System);
        services.AddSingleton(provider => new MachineClock(provider.GetRequiredKeyedService<TimeProvider>(Clocks.Machine)));
        if (!configuration.GetValue("Sandbox:Enabled", false))
        {
            services.TryAddSingleton(TimeProvider.System);
            return services.AddSingleton<ISandbox, NoSandbox>();
        }
        return services
            .AddSingleton(provider => new SandboxClock(provider.GetRequiredKeyedService<TimeProvider>(Clocks.Machine)))
            .AddSingleton<TimeProvider>(provider => provider.GetRequiredService<SandboxClock>())
            .AddSingleton<ISandbox, Sandbox.Sandbox>();
    }

    private static IServiceCollection AddDossiers(this IServiceCollection services) => services
        .AddScoped<HandlingFacts>()
            .AddScoped<IDossierRepository, DossierRepository>()
        .AddScoped<DossierLists>()
        .AddScoped<Application.Dossiers.IDossierLists>(provider => provider.GetRequiredService<DossierLists>())
        .AddScoped<IReprojection>(provider => provider.GetRequiredService<DossierLists>())
        .AddScoped<Application.Dossiers.IHistory, Histories>()
        .AddScoped<ITransferRepository, TransferRepository>()
        .AddScoped<ITransferLists, TransferLists>()
        .AddScoped<IMoveWork, DossierTakeover>()
        .AddScoped<IMoveWork, TransferTakeover>()
        .AddScoped<DueJobTable>()
        .AddScoped<IDueJobs>(provider => provider.GetRequiredService<DueJobTable>())
        .AddScoped<IJobViews, JobViews>()
        .AddScoped<IAttention, AttentionLists>()
        .AddScoped<IEscalations, EscalationTable>()
        .AddScoped<IFactCounts, FactCounts>()
        .AddScoped<IAccountCounts, AccountCounts>()
        .AddScoped<OwnerDocuments>()
        .AddScoped<Application.Dossiers.IOwnerDocuments>(provider => provider.GetRequiredService<OwnerDocuments>())
        .AddScoped<Application.Forms.IRegisters, Forms.Registers>()
        .AddScoped<ITransferTimes, TransferTimes>()
        .AddScoped<IResponsibilityTimes, ResponsibilityTimes>()
        .AddSingleton<DueJobRunner>()
        .AddHostedService(provider => provider.GetRequiredService<DueJobRunner>());
}

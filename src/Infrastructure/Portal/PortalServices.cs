using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Jobs;
using OneStop.Application.Portal;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

internal static class PortalServices
{
    public static IServiceCollection AddPortal(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Portal").Get<PortalOptions>() ?? new PortalOptions();
        return services
            .AddSingleton(options)
            .AddSingleton(_ => options.Codes())
            .AddSingleton<PortalLine>()
            .AddSingleton<PortalClient>()
            .AddSingleton<PortalDossiers>()
            .AddSingleton<PortalSendingParts>()
            .AddSingleton<PortalTelling>()
            .AddSingleton<PortalSending>()
            .AddScoped<PortalMaterials>()
            .AddScoped<PortalCallTable>()
            .AddScoped<PortalSyncTable>()
            .AddScoped<ReconciliationTable>()
            .AddScoped<IPortalSyncs, PortalViews>()
            .AddScoped<IReconciliations, ReconciliationViews>()
            .AddScoped<ISweep, PortalSweep>()
            .AddScoped<ISweep, ReconciliationSweep>()
            .AddScoped<ISweep, CatalogueSweep>()
            .AddSingleton<NightlySchedule>()
            .AddSingleton<PortalWorker>()
            .AddHostedService(provider => provider.GetRequiredService<PortalWorker>())
            .AddSingleton<PortalFollower>()
            .AddHostedService(provider => provider.GetRequiredService<PortalFollower>())
            .AddSingleton<DossierComparer>()
            .AddSingleton<Reconciler>()
            .AddHostedService(provider => provider.GetRequiredService<Reconciler>())
            .AddNationalCatalogue();
    }

    private static IServiceCollection AddNationalCatalogue(this IServiceCollection services) => services
        .AddScoped<NationalProcedureRows>()
        .AddScoped<NationalAgencyRows>()
        .AddScoped<IPortalNames, PortalNames>()
        .AddScoped<INationalCatalogue, NationalTable>()
        .AddScoped<CatalogueSyncTable>()
        .AddScoped<ICatalogueSyncs>(provider => provider.GetRequiredService<CatalogueSyncTable>())
        .AddSingleton<PortalDictionary>()
        .AddSingleton<CatalogueShrinkage>()
        .AddSingleton<CatalogueSources>()
        .AddSingleton<ProcedureStage>()
        .AddSingleton<AgencyStage>()
        .AddSingleton<CatalogueWalker>()
        .AddHostedService(provider => provider.GetRequiredService<CatalogueWalker>());
}

/// <summary>Sees to it that the nightly reading and the nightly reconciliation are on the list of due work, once, where the portal is connected.</summary>
internal sealed class NightlySchedule(IServiceScopeFactory scopes, PortalOptions options, Dialect dialect, TimeProvider clock)
{
    private const string Scheduled = "SELECT COUNT(*) FROM DueJobs j WHERE j.Kind = @Kind";

    public async Task Begin(CancellationToken ct)
    {
        if (!options.IsConnected)
        {
            return;
        }
        await Once(DueJob.ReconcileNightly(clock.GetUtcNow()), ct);
        await Once(DueJob.SyncCatalogueNightly(clock.GetUtcNow()), ct);
    }

    private async Task Once(DueJob job, CancellationToken ct)
    {
        try
        {
            await scopes.InTransaction(
                async services =>
                {
                    if (await services.GetRequiredService<DbSession>().QueryOne<long>(Scheduled, new { Kind = job.Kind.ToString() }, ct) == 0)
                    {
                        await services.GetRequiredService<IDueJobs>().Schedule(job, ct);
                    }
                    return true;
                },
                ct);
        }
        catch (DbException e) when (dialect.IsUniqueViolation(e))
        {
            // Another process that starts at the same instant was first.
        }
    }
}

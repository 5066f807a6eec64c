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
            .AddSingleton<PortalSending>()
            .AddScoped<PortalMaterials>()
            .AddScoped<PortalCallTable>()
            .AddScoped<PortalSyncTable>()
            .AddScoped<ReconciliationTable>()
            .AddScoped<IPortalSyncs, PortalViews>()
            .AddScoped<IReconciliations, ReconciliationViews>()
            .AddScoped<ISweep, PortalSweep>()
            .AddScoped<ISweep, ReconciliationSweep>()
            .AddSingleton<ReconciliationSchedule>()
            .AddSingleton<PortalWorker>()
            .AddHostedService(provider => provider.GetRequiredService<PortalWorker>())
            .AddSingleton<PortalFollower>()
            .AddHostedService(provider => provider.GetRequiredService<PortalFollower>())
            .AddSingleton<Reconciler>()
            .AddHostedService(provider => provider.GetRequiredService<Reconciler>());
    }
}

/// <summary>Sees to it that the nightly reconciliation is on the list of due work, once, where the portal is connected.</summary>
internal sealed class ReconciliationSchedule(IServiceScopeFactory scopes, PortalOptions options, Dialect dialect, TimeProvider clock)
{
    private const string Scheduled = "SELECT COUNT(*) FROM DueJobs j WHERE j.Kind = @Kind";

    public async Task Begin(CancellationToken ct)
    {
        if (!options.IsConnected)
        {
            return;
        }
        try
        {
            await scopes.InTransaction(
                async services =>
                {
                    if (await services.GetRequiredService<DbSession>().QueryOne<long>(Scheduled, new { Kind = nameof(DueJobKind.ReconcilePortal) }, ct) == 0)
                    {
                        await services.GetRequiredService<IDueJobs>().Schedule(DueJob.ReconcileNightly(clock.GetUtcNow()), ct);
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

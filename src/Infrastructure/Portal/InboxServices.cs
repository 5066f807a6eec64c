using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Portal;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

internal static class InboxServices
{
    /// <summary>What takes in the messages of the portal.</summary>
    public static IServiceCollection AddInbox(this IServiceCollection services) => services
        .AddSingleton<IInboxCodes, InboxCodes>()
        .AddSingleton<CallSignatures>()
        .AddSingleton<ICallSignatures>(provider => provider.GetRequiredService<CallSignatures>())
        .AddScoped<IPortalInbox, PortalInboxTable>()
        .AddScoped<IPortalDossiers, PortalDossierTable>()
        .AddScoped<ISweep, InboxSweep>()
        .AddSingleton<InboxWorker>()
        .AddHostedService(provider => provider.GetRequiredService<InboxWorker>())
        .AddSingleton<InboxFollower>()
        .AddHostedService(provider => provider.GetRequiredService<InboxFollower>());
}

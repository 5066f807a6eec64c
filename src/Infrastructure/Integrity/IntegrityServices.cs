using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Integrity;

namespace OneStop.Infrastructure.Integrity;

internal static class IntegrityServices
{
    public static IServiceCollection AddIntegrity(this IServiceCollection services) => services
        .AddScoped<IFlow, FlowViews>()
        .AddScoped<IntegrityCheckTable>()
        .AddScoped<IIntegrityChecks>(provider => provider.GetRequiredService<IntegrityCheckTable>())
        .AddScoped<ClockExaminer>()
        .AddScoped<IExaminer, EventExaminer>()
        .AddScoped<IExaminer, DossierExaminer>()
        .AddScoped<IExaminer, TransferExaminer>()
        .AddScoped<IExaminer, NumberExaminer>()
        .AddSingleton<IntegrityRunner>()
        .AddHostedService(provider => provider.GetRequiredService<IntegrityRunner>());
}

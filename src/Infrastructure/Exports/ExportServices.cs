using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Exports;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Exports;

internal static class ExportServices
{
    public static IServiceCollection AddExports(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(configuration.GetSection("Exports").Get<ExportOptions>() ?? new ExportOptions())
        .AddSingleton(provider => new ExportClocks(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredKeyedService<TimeProvider>(Clocks.Machine)))
        .AddScoped<IExports, ExportTable>()
        .AddScoped<ExportRunTable>()
        .AddScoped<ISweep, ExportSweep>()
        .AddSingleton<ExportRunner>()
        .AddHostedService(provider => provider.GetRequiredService<ExportRunner>());
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Webhooks;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Webhooks;

internal static class WebhookServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(configuration.GetSection("Webhooks").Get<WebhookOptions>() ?? new WebhookOptions())
        .AddScoped<IWebhooks, WebhookTable>()
        .AddScoped<IDeliveries, DeliveryTable>()
        .AddSingleton<OwnAddresses>()
        .AddSingleton<TargetGuard>()
        .AddSingleton<IWebhookTargets>(provider => provider.GetRequiredService<TargetGuard>())
        .AddScoped<WebhookOwners>()
        .AddScoped<WebhookCursors>()
        .AddScoped<WebhookHealthTable>()
        .AddScoped<DeliverySight>()
        .AddScoped<DeliveryQueue>()
        .AddScoped<DeliveryNotes>()
        .AddScoped<WebhookSweep>()
        .AddScoped<ISweep>(provider => provider.GetRequiredService<WebhookSweep>())
        .AddSingleton<WebhookPost>()
        .AddSingleton<WebhookSender>()
        .AddHostedService(provider => provider.GetRequiredService<WebhookSender>())
        .AddSingleton<WebhookReader>()
        .AddHostedService(provider => provider.GetRequiredService<WebhookReader>());
}

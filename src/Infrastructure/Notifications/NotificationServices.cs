using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Notifications;
using OneStop.Application.Ports;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

internal static class NotificationServices
{
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Notifications").Get<NotificationOptions>() ?? new NotificationOptions();
        return services
            .AddSingleton(options)
            .AddSingleton(NotificationOptions.Read(options.QuietHours) ?? throw new InvalidOperationException("Notifications:QuietHours: 21:00-07:00 or nothing is wanted"))
            .AddSingleton(new NoticeWording(options.LookupAddress))
            .AddChannels(options)
            .AddScoped<NotificationQueue>()
            .AddScoped<NotificationFallback>()
            .AddScoped<NotificationCorrections>()
            .AddScoped<NotificationPresence>()
            .AddSingleton<NotificationSchedule>()
            .AddScoped<INotifications, NotificationTable>()
            .AddScoped<INotificationTemplates, NotificationTemplateTable>()
            .AddScoped<INoticeWishes, NoticePreferenceTable>()
            .AddScoped<INoticeOfficials, NoticeOfficials>()
            .AddSingleton<IReceiptSeal, ReceiptSeal>()
            .AddScoped<ISweep, NotificationSweep>()
            .AddSingleton<NotificationFollower>()
            .AddHostedService(provider => provider.GetRequiredService<NotificationFollower>())
            .AddSingleton<NotificationWorker>()
            .AddHostedService(provider => provider.GetRequiredService<NotificationWorker>());
    }

    private static IServiceCollection AddChannels(this IServiceCollection services, NotificationOptions options) => services
        .AddSingleton(new MailSender(options))
        .AddSingleton<GatewaySender>()
        .AddSingleton<ChannelSenders>()
        .AddSingleton<INotices>(provider => provider.GetRequiredService<ChannelSenders>())
        .AddSingleton<IOfferedChannels>(provider => provider.GetRequiredService<ChannelSenders>())
        .AddKeyedSingleton<HttpMessageHandler>(
            GatewaySender.Handler, (_, _) => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
}

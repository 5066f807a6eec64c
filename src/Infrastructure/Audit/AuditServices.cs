using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Audit;

namespace OneStop.Infrastructure.Audit;

internal static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(configuration.GetSection("Privacy").Get<PrivacyOptions>() ?? new PrivacyOptions())
        .AddSingleton<ErasureSchedule>()
        .AddScoped<IErasures, Erasures>()
        .AddScoped<IDeletionViews, DeletionViews>()
        .AddSingleton(new JournalOptions())
        .AddSingleton<AccessJournalQueue>()
        .AddScoped<AccessJournalTable>()
        .AddScoped<IAccessJournal, AccessJournal>()
        .AddScoped<IAccessViews, AccessViews>()
        .AddScoped<EventWindow>()
        .AddScoped<IAuditViews, AuditViews>()
        .AddHostedService<AccessJournalWriter>();
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Agencies;
using OneStop.Application.Calendar;
using OneStop.Application.Procedures;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;
using OneStop.Infrastructure.Agencies;
using OneStop.Infrastructure.Calendar;
using OneStop.Infrastructure.Samples;

namespace OneStop.Infrastructure.Procedures;

internal static class CatalogueServices
{
    /// <summary>Procedures, agencies and calendars with what they keep in memory.</summary>
    public static IServiceCollection AddCatalogue(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(configuration.GetSection("Samples").Get<SampleOptions>() ?? new SampleOptions())
        .AddSingleton<ProcedureCache>()
        .AddSingleton<FieldCache>()
        .AddSingleton<AgencyCache>()
        .AddSingleton<CalendarCache>()
        .AddScoped<IProcedureRepository, ProcedureRepository>()
        .AddScoped<IProcedureViews, ProcedureViews>()
        .AddScoped<IFields, Fields>()
        .AddScoped<IAgencyRepository, AgencyRepository>()
        .AddScoped<IAgencies, AllAgencies>()
        .AddScoped<SuccessionRepository>()
        .AddScoped<ISuccessionRepository>(provider => provider.GetRequiredService<SuccessionRepository>())
        .AddScoped<ISuccessionViews>(provider => provider.GetRequiredService<SuccessionRepository>())
        .AddScoped<ICalendarRepository, CalendarRepository>()
        .AddScoped<ICalendars, Calendars>()
        .AddScoped<SampleSuccessions>()
        .AddScoped<SampleData>();
}

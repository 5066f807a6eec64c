using Microsoft.AspNetCore.Http.Json;
using OneStop.Api.Access;
using OneStop.Api.Agencies;
using OneStop.Api.Attention;
using OneStop.Api.Audit;
using OneStop.Api.Calendar;
using OneStop.Api.Changes;
using OneStop.Api.Contract;
using OneStop.Api.Dossiers;
using OneStop.Api.Errors;
using OneStop.Api.Exports;
using OneStop.Api.Forms;
using OneStop.Api.Health;
using OneStop.Api.Http;
using OneStop.Api.Integrity;
using OneStop.Api.Jobs;
using OneStop.Api.Notifications;
using OneStop.Api.Portal;
using OneStop.Api.Procedures;
using OneStop.Api.Registries;
using OneStop.Api.Reports;
using OneStop.Api.Sandbox;
using OneStop.Api.Transfers;
using OneStop.Api.Webhooks;
using OneStop.Application;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Application.Sandbox;
using OneStop.Infrastructure;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace OneStop.Api;

/// <summary>Puts the process together: services, middleware, routes.</summary>
internal static class Composition
{
    public static WebApplication Build(string[] args)
    {
        // The settings stand beside the program, wherever it is started from.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (Settings.Faults(builder.Configuration, builder.Environment).ToArray() is { Length: > 0 } faults)
        {
            throw new FaultySettingsException(faults);
        }
        KeepAddressesOutOfLogs(builder.Logging);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.LimitConnections();
        var services = builder.Services;
        services.AddApplication().AddInfrastructure(builder.Configuration);
        services.AddScoped<Caller>()
            .AddScoped<ICaller>(provider => provider.GetRequiredService<Caller>())
            .AddScoped<IActAsEngine>(provider => provider.GetRequiredService<Caller>());
        services.Configure<JsonOptions>(options => Json.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddHttpContextAccessor().AddScoped<StreamCaller>();
        services.AddProblemDetails().AddExceptionHandler<Problems>();
        services.AddOpenApiDocument();
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(builder.Configuration.GetSection("Cors:Origins").Get<string[]>() ?? [])
            .AllowAnyHeader().AllowAnyMethod()
            .WithExposedHeaders("ETag", "Link", "Location", "Retry-After", "API-Version", "Idempotency-Replayed", "Accept-Ranges", "Content-Range", "Content-Disposition")));
        services.AddRequestLimits(builder.Configuration).AddTelemetry(builder.Configuration);
        return Routes(builder.Build());
    }

    /// <summary>Everything that must be done before the first request: migrations and the first load.</summary>
    public static Task Prepare(WebApplication app) => app.Services.PrepareInfrastructure(app.Lifetime.ApplicationStopping);

    /// <summary>
    /// What callers put into an address by mistake may be a name or a number of somebody. The framework would write addresses into records of
    /// these categories and, as a scope, into all others of the request; no configuration brings them back.
    /// </summary>
    private static void KeepAddressesOutOfLogs(ILoggingBuilder logging) => logging
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
        .AddFilter("Microsoft.AspNetCore.Routing", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Warning);

    private static WebApplication Routes(WebApplication app)
    {
        app.UseKnownProxies();
        app.UseMiddleware<AnswerHeaders>();
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => Problems.WriteStatus(context.HttpContext));
        app.UseCors();
        app.UseRouting();
        app.Use(async (http, next) =>
        {
            await http.RequestServices.GetRequiredService<ISandbox>().Refresh(http.RequestServices, http.RequestAborted);
            await next(http);
        });
        app.UseMiddleware<CallerMiddleware>();
        app.UseRateLimiter();
        app.LimitReadings();
        app.UseMiddleware<Guarantees>();
        app.UseMiddleware<OAuthForms>();
        return Resources(app);
    }

    /// <summary>The pages of the API, resource by resource.</summary>
    private static WebApplication Resources(WebApplication app)
    {
        app.UseSwagger(swagger => swagger.OpenApiVersion = Microsoft.OpenApi.OpenApiSpecVersion.OpenApi3_1);
        app.UseSwaggerUI();

        var v1 = app.MapGroup("/api/v1").WithGroupName("v1").RefuseUnknownQuery().TagContent();
        v1.MapErrors();
        v1.MapAccess();
        v1.MapDossiers();
        v1.MapTransfers();
        v1.MapDossierGroups();
        v1.MapForms();
        v1.MapAudit();
        v1.MapAttention();
        v1.MapLookup();
        v1.MapReports();
        v1.MapExports();
        v1.MapSandbox();
        v1.MapProcedures();
        v1.MapAgencies();
        v1.MapCalendar();
        v1.MapIntegrity();
        v1.MapJobs();
        v1.MapExchange();
        app.MapDiscovery();
        app.MapHealth();
        return app;
    }

    /// <summary>What other systems live from.</summary>
    private static void MapExchange(this RouteGroupBuilder v1)
    {
        v1.MapChanges();
        v1.MapStreams();
        v1.MapWebhooks();
        v1.MapNotifications();
        v1.MapPortal();
        v1.MapInbox();
        v1.MapRegistries();
        v1.MapMessages();
    }

    /// <summary>Spans and measures over OTLP, where <c>Otlp:Endpoint</c> names a collector.</summary>
    private static void AddTelemetry(this IServiceCollection services, ConfigurationManager configuration)
    {
        if (configuration.GetValue<Uri?>("Otlp:Endpoint") is not { } endpoint)
        {
            return;
        }
        services.AddSingleton(Sdk.CreateTracerProviderBuilder().AddSource(TelemetrySources.Name, "Microsoft.AspNetCore")
            .AddOtlpExporter(otlp => otlp.Endpoint = endpoint).Build());
        services.AddSingleton(Sdk.CreateMeterProviderBuilder().AddMeter(TelemetrySources.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
            .AddOtlpExporter(otlp => otlp.Endpoint = endpoint).Build());
    }
}

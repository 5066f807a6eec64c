using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Json;
using OneStop.Api.Access;
using OneStop.Api.Agencies;
using OneStop.Api.Attention;
using OneStop.Api.Calendar;
using OneStop.Api.Dossiers;
using OneStop.Api.Errors;
using OneStop.Api.Health;
using OneStop.Api.Http;
using OneStop.Api.Procedures;
using OneStop.Api.Reports;
using OneStop.Api.Sandbox;
using OneStop.Api.Transfers;
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
    private const int LargestBody = 1_000_000;

    public static WebApplication Build(string[] args)
    {
        // The settings stand beside the program, wherever it is started from.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (Settings.Faults(builder.Configuration, builder.Environment).ToArray() is { Length: > 0 } faults)
        {
            throw new FaultySettingsException(faults);
        }
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        var services = builder.Services;
        services.AddApplication().AddInfrastructure(builder.Configuration);
        services.AddScoped<Caller>()
            .AddScoped<ICaller>(provider => provider.GetRequiredService<Caller>())
            .AddScoped<IActAsEngine>(provider => provider.GetRequiredService<Caller>());
        services.Configure<JsonOptions>(options => Json.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblemDetails().AddExceptionHandler<Problems>();
        services.AddOpenApiDocument();
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(builder.Configuration.GetSection("Cors:Origins").Get<string[]>() ?? [])
            .AllowAnyHeader().AllowAnyMethod()
            .WithExposedHeaders("ETag", "Link", "Location", "Retry-After", "API-Version", "Idempotency-Replayed")));
        services.AddRequestLimits(builder.Configuration).AddTelemetry(builder.Configuration);
        return Routes(builder.Build());
    }

    /// <summary>Everything that must be done before the first request: migrations and the first load.</summary>
    public static Task Prepare(WebApplication app) => app.Services.PrepareInfrastructure(app.Lifetime.ApplicationStopping);

    private static WebApplication Routes(WebApplication app)
    {
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
        app.UseMiddleware<OAuthForms>();
        app.UseSwagger(swagger => swagger.OpenApiVersion = Microsoft.OpenApi.OpenApiSpecVersion.OpenApi3_1);
        app.UseSwaggerUI();

        var v1 = app.MapGroup("/api/v1").WithGroupName("v1").RefuseUnknownQuery().TagContent();
        v1.MapErrors();
        v1.MapAccess();
        v1.MapDossiers();
        v1.MapTransfers();
        v1.MapDossierGroups();
        v1.MapAttention();
        v1.MapLookup();
        v1.MapReports();
        v1.MapSandbox();
        v1.MapProcedures();
        v1.MapAgencies();
        v1.MapCalendar();
        app.MapDiscovery();
        app.MapHealth();
        return app;
    }

    /// <summary>A token bucket per caller (or address, where nobody is signed in); section <c>Limits</c>.</summary>
    private static IServiceCollection AddRequestLimits(this IServiceCollection services, ConfigurationManager configuration)
    {
        var perSecond = configuration.GetValue("Limits:RequestsPerSecond", 5_000);
        var signIns = configuration.GetValue("Limits:SignInsPerSecond", 20);
        return services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
                http => Bucket(http.RequestServices.GetRequiredService<Caller>().Actor?.Name ?? Address(http), perSecond));
            limiter.AddPolicy(TokenEndpoints.SignInLimit, http => Bucket(Address(http), signIns));
        });
    }

    private static string Address(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    private static RateLimitPartition<string> Bucket(string key, int perSecond) => RateLimitPartition.GetTokenBucketLimiter(
        key,
        _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perSecond * 2, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), AutoReplenishment = true,
        });

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

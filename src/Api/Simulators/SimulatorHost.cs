using OneStop.Api.Http;

namespace OneStop.Api.Simulators;

/// <summary>
/// The outside systems, as far as they can be had on one machine: a process of its own, started by <c>simulate</c>, that speaks their messages over
/// HTTP, keeps what it was told in memory, and misbehaves on demand. It knows no database and nothing of the engine.
/// </summary>
internal static class SimulatorHost
{
    public const string Verb = "simulate";

    private const string DefaultAddress = "http://127.0.0.1:5090";

    /// <param name="clock">By which is carried out late what is; the machine's where none is given.</param>
    public static WebApplication Build(string[] args, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(builder.Configuration["Simulators:Urls"] ?? DefaultAddress);
        builder.Services.Configure<Microsoft.AspNetCore.Http.Json.JsonOptions>(options => Json.Configure(options.SerializerOptions));
        builder.Services.AddSingleton<FaultPlan>().AddSingleton<PortalShelf>().AddSingleton<PortalWays>().AddSingleton(clock ?? TimeProvider.System).AddSingleton<DictionaryShelf>();
        builder.Services.AddSingleton<PortalCallbacks>().AddSingleton<DocumentShelf>().AddSingleton<VendorSimulator>();
        builder.Services.AddSingleton<GatewaySimulator>();
        builder.Services.AddSingleton<MailSimulator>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<MailSimulator>());
        var app = builder.Build();
        app.MapGet("/", () => Results.Json(new { simulator = "OneStop", systems = FaultPlan.Systems }));
        app.MapFaults();
        app.MapGateway();
        app.MapPortal();
        app.MapPortalCallbacks();
        app.MapRegistries();
        app.MapDictionary();
        return app;
    }
}

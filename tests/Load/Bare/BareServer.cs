using System.Text.Encodings.Web;
using System.Text.Json;
using OneStop.Application;
using OneStop.Application.Dossiers;

namespace OneStop.Load.Bare;

/// <summary>
/// What the machine gives without an engine: Kestrel, plain Microsoft.Data.Sqlite with statements kept prepared, System.Text.Json. No sign-in,
/// no checks, no rules.
/// </summary>
internal static class BareServer
{
    /// <summary>The reception with statements made anew for each request.</summary>
    public const string PlainReception = "/api/v1/plain/dossiers";

    public static async Task Run(string database, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var json = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        WireFormats.AddTo(json);
        // A dossier as the engine answers it: the same shape and size.
        var shape = JsonSerializer.Deserialize<DossierView?>(await File.ReadAllTextAsync($"{database}.json"), json);
        var reading = new BareReading(database, shape!);
        var feed = new BareFeed(database);
        var reception = new BareReception(database);

        var app = builder.Build();
        app.MapGet("/", () => "bare");
        app.MapGet("/api/v1/dossiers/{id:guid}", (Guid id) => Results.Json(reading.Read(id), json));
        app.MapGet("/api/v1/changes", (long after, int limit, string province) => Results.Json(feed.Read(after, limit, province), json));
        app.MapPost("/api/v1/dossiers", (HttpRequest request) => Receive(request, prepared: true));
        app.MapPost(PlainReception, (HttpRequest request) => Receive(request, prepared: false));
        await app.RunAsync();

        async Task<IResult> Receive(HttpRequest request, bool prepared)
        {
            await request.Body.CopyToAsync(Stream.Null);
            return Results.Json(new { Id = await reception.Receive(prepared) }, json, statusCode: StatusCodes.Status201Created);
        }
    }
}

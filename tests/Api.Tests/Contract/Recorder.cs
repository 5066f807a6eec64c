using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OneStop.Api.Tests.Contract;

/// <summary>A system outside that keeps every call and answers what a test says.</summary>
internal sealed class Recorder : IAsyncDisposable
{
    private readonly ConcurrentQueue<RecordedCall> calls = new();
    private readonly WebApplication app;

    private Recorder(WebApplication app) => this.app = app;

    public string Url { get; private set; } = "";

    /// <summary>What every call is answered.</summary>
    public JsonNode Answer { get; set; } = new JsonObject();

    /// <summary>The calls since this was asked last, in their order.</summary>
    public IReadOnlyList<RecordedCall> Taken()
    {
        var taken = new List<RecordedCall>();
        while (calls.TryDequeue(out var call))
        {
            taken.Add(call);
        }
        return taken;
    }

    public static async Task<Recorder> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var recorder = new Recorder(builder.Build());
        recorder.app.Run(recorder.Take);
        await recorder.app.StartAsync();
        recorder.Url = recorder.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return recorder;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        var body = await JsonNode.ParseAsync(http.Request.Body);
        calls.Enqueue(new RecordedCall(
            $"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}", http.Request.ContentType, http.Request.Headers.Authorization.ToString(),
            http.Request.Headers["X-Request-Id"].ToString(), body!));
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(Answer.ToJsonString());
    }
}

/// <summary>A call as it came over the wire.</summary>
internal sealed record RecordedCall(string Line, string? ContentType, string Authorization, string RequestId, JsonNode Body);

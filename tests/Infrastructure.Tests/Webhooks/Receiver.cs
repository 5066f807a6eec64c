using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OneStop.Infrastructure.Tests.Webhooks;

/// <summary>What a receiver was sent.</summary>
internal sealed record Received(string Path, string Id, string Timestamp, string Signature, string Body);

/// <summary>A receiver of webhooks on this machine that keeps what it took, and answers as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, int> underWay = new();
    private int overlaps;

    private Receiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Any, 0));
        app = builder.Build();
        app.Run(Take);
    }

    /// <summary>The status that a delivery is answered with, after it was waited for.</summary>
    public Func<Received, Task<int>> Answer { get; set; } = _ => Task.FromResult(200);

    /// <summary>Everything that came.</summary>
    public ConcurrentQueue<Received> Seen { get; } = new();

    /// <summary>What was answered with success, in the order of the answers.</summary>
    public ConcurrentQueue<Received> Taken { get; } = new();

    /// <summary>How often one came while it was under way.</summary>
    public int Overlaps => overlaps;

    /// <summary>What else is sent back.</summary>
    public string Text { get; set; } = "";

    public int Port { get; private set; }

    public static async Task<Receiver> Start()
    {
        var receiver = new Receiver();
        await receiver.app.StartAsync();
        receiver.Port = new Uri(receiver.app.Urls.First()).Port;
        return receiver;
    }

    public string Url(string path = "hook", string host = "127.0.0.1") => $"http://{host}:{Port}/{path}";

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var one = new Received(
            http.Request.Path, http.Request.Headers["webhook-id"].ToString(), http.Request.Headers["webhook-timestamp"].ToString(),
            http.Request.Headers["webhook-signature"].ToString(), await reader.ReadToEndAsync());
        Seen.Enqueue(one);
        if (underWay.AddOrUpdate(one.Id, 1, (_, count) => count + 1) > 1)
        {
            Interlocked.Increment(ref overlaps);
        }
        var status = await Answer(one);
        underWay.AddOrUpdate(one.Id, 0, (_, count) => count - 1);
        http.Response.StatusCode = status;
        if (status is >= 300 and < 400)
        {
            http.Response.Headers.Location = Url("elsewhere");
        }
        if (status is >= 200 and < 300)
        {
            Taken.Enqueue(one);
        }
        if (Text.Length > 0)
        {
            await http.Response.WriteAsync(Text);
        }
    }
}

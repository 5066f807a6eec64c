using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OneStop.Api.Tests.Webhooks;

/// <summary>A receiver of webhooks on this machine.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<string> bodies = Channel.CreateUnbounded<string>();

    private Receiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            await bodies.Writer.WriteAsync(await reader.ReadToEndAsync());
            await Answering;
            await http.Response.WriteAsync("thanks");
        });
    }

    public string Url => $"{app.Urls.First()}/hook";

    /// <summary>Answers wait for it.</summary>
    public Task Answering { get; set; } = Task.CompletedTask;

    /// <summary>What was sent last, as it came.</summary>
    public string LastBody { get; private set; } = "";

    public static async Task<Receiver> Start()
    {
        var receiver = new Receiver();
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>What comes next.</summary>
    public async Task<JsonNode> Next()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return JsonNode.Parse(LastBody = await bodies.Reader.ReadAsync(patience.Token))!;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

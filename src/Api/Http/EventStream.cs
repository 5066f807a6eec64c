using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace OneStop.Api.Http;

/// <summary>An answer that goes on: events sent by the server (text/event-stream), until the caller goes or the process ends.</summary>
/// <param name="write">Writes them; it ends where the caller may not follow any more.</param>
internal sealed class EventStream(Func<EventWriter, CancellationToken, Task> write) : IResult
{
    public const string ContentType = "text/event-stream";

    public async Task ExecuteAsync(HttpContext http)
    {
        var (services, response) = (http.RequestServices, http.Response);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            http.RequestAborted, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        response.ContentType = ContentType;
        // A proxy that collects what it passes on would hold events back.
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var writer = new EventWriter(response.Body, services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions);
        try
        {
            await writer.Begin(ending.Token);
            await write(writer, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The caller has gone, or the process ends: so does the stream.
        }
    }
}

/// <summary>Writes events, and comments where there are none, so that nobody on the way takes the stream for dead.</summary>
internal sealed class EventWriter(Stream body, JsonSerializerOptions json)
{
    /// <summary>After how long without an event there is a comment.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private long written = Stopwatch.GetTimestamp();

    public Task Begin(CancellationToken ct) => Write(": \n\n", ct);

    /// <param name="id">What the caller sends as <c>Last-Event-ID</c> to go on behind the event.</param>
    /// <param name="name">Kind of event.</param>
    /// <param name="data">Its content.</param>
    public Task Event<T>(long id, string name, T data, CancellationToken ct) => Write(
        string.Create(CultureInfo.InvariantCulture, $"id: {id}\nevent: {name}\ndata: {JsonSerializer.Serialize(data, json)}\n\n"), ct);

    /// <summary>Says that the stream goes on, and up to where nothing was for the caller, where it said nothing for a while.</summary>
    public Task StayAlive(long id, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return Stopwatch.GetElapsedTime(written) < Heartbeat ? Task.CompletedTask : Write(string.Create(CultureInfo.InvariantCulture, $": \nid: {id}\n\n"), ct);
    }

    private async Task Write(string text, CancellationToken ct)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        await body.FlushAsync(ct);
        written = Stopwatch.GetTimestamp();
    }
}

using System.Text.Json.Nodes;

namespace OneStop.Api.Tests.Changes;

/// <summary>Reads events sent by the server as a browser does.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    /// <summary>For the whole of what a test waits for: comments come every 15 seconds, whether or not it comes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpResponseMessage answer;
    private readonly StreamReader lines;

    private EventReader(HttpResponseMessage answer, Stream body) => (this.answer, lines) = (answer, new StreamReader(body));

    /// <summary>What the caller would send as <c>Last-Event-ID</c>.</summary>
    public string LastId { get; private set; } = "";

    public static async Task<EventReader> Open(HttpClient client, string place, string? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, place);
        if (lastId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastId);
        }
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/event-stream"));
        return new EventReader(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null where the stream has ended.</summary>
    public async Task<(string Name, JsonNode Data)?> Next()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await Next(patience.Token);
    }

    /// <summary>The next event of a dossier, as one's own writes are not the only ones.</summary>
    public async Task<(string Name, JsonNode Data)> Until(JsonNode dossier)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await Next(patience.Token) is { } came)
        {
            if ((string?)(came.Data["aggregateId"] ?? came.Data["id"]) == (string)dossier["id"]!)
            {
                return came;
            }
        }
        throw new AssertionException("the stream has ended");
    }

    private async Task<(string Name, JsonNode Data)?> Next(CancellationToken ct)
    {
        var (name, data) = ("", "");
        while (await lines.ReadLineAsync(ct).AsTask().WaitAsync(ct) is { } line)
        {
            switch (line.Split(": ", 2))
            {
                case ["id", var id]:
                    LastId = id;
                    break;
                case ["event", var kind]:
                    name = kind;
                    break;
                case ["data", var text]:
                    data = text;
                    break;
                case [""] when data.Length > 0:
                    return (name, JsonNode.Parse(data)!);
            }
        }
        return null;
    }

    public ValueTask DisposeAsync()
    {
        lines.Dispose();
        answer.Dispose();
        return ValueTask.CompletedTask;
    }
}

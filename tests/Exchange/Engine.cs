using System.Net;
using System.Text.Json;
using OneStop.Processes;

namespace OneStop.Exchange;

/// <summary>
/// The engine as a process that is killed now and then and started again. Callers do not notice but for the wait: what was not answered is sent
/// again under its key.
/// </summary>
internal sealed class Engine(IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(100);

    private ApiProcess? process;
    private ApiClient? api;

    /// <summary>How often it was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>What the last process wrote to its console.</summary>
    public string Output => process?.Output ?? "";

    public async Task Start()
    {
        process = await ApiProcess.Start(settings);
        Volatile.Write(ref api, new ApiClient(process.Url));
    }

    /// <summary>Ends it as a power cut would, and starts it again.</summary>
    public async Task KillAndStart()
    {
        var killed = process!;
        Volatile.Write(ref api, null);
        await killed.Kill();
        await killed.DisposeAsync();
        Kills++;
        await Start();
    }

    public async Task<JsonElement> Read(string path, string user) => (await Ask(api => api.Get(path, user))).Demand(HttpStatusCode.OK);

    /// <summary>Posts under a key, until there is an answer.</summary>
    public Task<ApiAnswer> Post(string path, string user, object body, int? version, string key) => Ask(api => api.Post(path, user, body, version, key));

    public Task<ApiAnswer> Send(HttpMethod method, string path, string user, object? body = null, int? version = null) =>
        Ask(api => api.Send(method, path, user, body, version));

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }
    }

    private async Task<ApiAnswer> Ask(Func<ApiClient, Task<ApiAnswer>> ask)
    {
        while (true)
        {
            if (Volatile.Read(ref api) is { } known)
            {
                try
                {
                    var answer = await ask(known);
                    if (answer.Status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                    {
                        return answer;
                    }
                }
                catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException or ObjectDisposedException)
                {
                    // Killed, or about to be: asked again below.
                }
            }
            await Task.Delay(Wait);
        }
    }
}

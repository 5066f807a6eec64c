using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace OneStop.Processes;

/// <summary>Calls a running program as its demo accounts do: HTTP and nothing else.</summary>
internal sealed class ApiClient(Uri url) : IDisposable
{
    private const string DemoPassword = "onestop-demo";

    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        BaseAddress = url, Timeout = TimeSpan.FromMinutes(2),
    };

    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> tokens = new();

    public Task<ApiAnswer> Get(string path, string? user) => Send(HttpMethod.Get, path, user);

    /// <summary>Reads what must be there.</summary>
    public async Task<JsonElement> Read(string path, string? user) => (await Get(path, user)).Demand(HttpStatusCode.OK);

    /// <summary>A page to print.</summary>
    public async Task<string> Page(string path, string user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Token(user));
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    public Task<ApiAnswer> Post(string path, string? user, object body, int? version = null, string? key = null) =>
        Send(HttpMethod.Post, path, user, body, version, key);

    /// <summary>Acts on a dossier as it stands; the answer is the dossier after it.</summary>
    public async Task<JsonElement> Act(JsonElement dossier, string action, string user, object? body = null)
    {
        var path = $"/api/v1/dossiers/{dossier.GetProperty("id").GetString()}/{action}";
        var answer = await Post(path, user, body ?? new { }, dossier.GetProperty("version").GetInt32());
        return answer.Demand(HttpStatusCode.OK);
    }

    /// <summary>Sets the clock of the sandbox.</summary>
    public async Task MoveClock(object body) =>
        (await Send(HttpMethod.Put, "/api/v1/sandbox/clock", "admin", body)).Demand(HttpStatusCode.OK);

    public async Task<ApiAnswer> Send(
        HttpMethod method, string path, string? user, object? body = null, int? version = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (user is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Token(user));
        }
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        }
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // A stream goes on: of it there is no more to ask for than that it begins.
        var text = answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync();
        return new ApiAnswer(answer.StatusCode, text, answer.Headers.Contains("Idempotency-Replayed"));
    }

    /// <summary>The token of an account; asked for once.</summary>
    public Task<string> Token(string user, string password = DemoPassword) =>
        tokens.GetOrAdd(user, name => new Lazy<Task<string>>(() => SignIn(name, password))).Value;

    public void Dispose() => http.Dispose();

    private async Task<string> SignIn(string user, string password)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password", ["username"] = user, ["password"] = password,
        });
        using var answer = await http.PostAsync("/api/v1/auth/token", form);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }
}

/// <summary>What the program answered.</summary>
/// <param name="Replayed">Whether it says that it gave a stored answer again.</param>
internal sealed record ApiAnswer(HttpStatusCode Status, string Text, bool Replayed)
{
    public JsonElement Body => JsonSerializer.Deserialize<JsonElement>(Text);

    /// <summary>The body, where the status is the one that must be.</summary>
    public JsonElement Demand(HttpStatusCode status) =>
        Status == status ? Body : throw new InvalidOperationException($"answered {(int)Status} instead of {(int)status}: {Text}");
}

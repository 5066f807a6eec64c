using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace OneStop.Load;

/// <summary>The API as this program calls it: signed in as demo accounts.</summary>
internal sealed class ApiClient(Uri root) : IDisposable
{
    private const string DemoPassword = "onestop-demo";

    private readonly HttpClient http = new() { BaseAddress = root };
    private readonly ConcurrentDictionary<string, string> tokens = new();

    public async Task<string> Token(string account)
    {
        if (tokens.TryGetValue(account, out var known))
        {
            return known;
        }
        using var form = new FormUrlEncodedContent(
            [new("grant_type", "password"), new("username", account), new("password", DemoPassword)]);
        using var answer = await http.PostAsync("/api/v1/auth/token", form);
        return tokens[account] = (await Read(answer)).GetProperty("access_token").GetString()!;
    }

    /// <summary>Files the n-th dossier at its reception; the answer is its id.</summary>
    public async Task<FiledDossier> File(int n)
    {
        var reception = $"reception@{SampleDossiers.Agency(n)}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/dossiers")
        {
            Content = new StringContent(SampleDossiers.Filing(n), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Token(reception));
        using var answer = await http.SendAsync(request);
        return new FiledDossier((await Read(answer)).GetProperty("id").GetGuid(), reception);
    }

    /// <summary>What a signed-in account reads.</summary>
    public async Task<string> Get(string path, string account)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Token(account));
        using var answer = await http.SendAsync(request);
        return (await Read(answer)).GetRawText();
    }

    /// <summary>Sends JSON as a signed-in account; the answer is the body.</summary>
    public async Task<JsonElement> Send(HttpMethod method, string path, string account, object body, int? version = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Token(account));
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        }
        using var answer = await http.SendAsync(request);
        return await Read(answer);
    }

    public void Dispose() => http.Dispose();

    private static async Task<JsonElement> Read(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode} {text}");
    }
}

/// <summary>A dossier and the account that filed it.</summary>
internal sealed record FiledDossier(Guid Id, string Reception);

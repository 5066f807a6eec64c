using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace OneStop.Follower;

/// <summary>The engine as a client of its feed reads it: HTTP and nothing else.</summary>
internal sealed class Engine(Uri url, string user) : IDisposable
{
    private const string DemoPassword = "onestop-demo";

    /// <summary>Before it asks again where the engine has no room for it just now.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient http = new() { BaseAddress = url, Timeout = TimeSpan.FromMinutes(1) };

    /// <summary>Where the feed ends now.</summary>
    public async Task<long> Position() => (await Read("/api/v1/changes/position")).GetProperty("position").GetInt64();

    /// <summary>Every dossier of the lists.</summary>
    public async Task<IReadOnlyList<Line>> Dossiers()
    {
        var (lines, cursor) = (new List<Line>(), "");
        do
        {
            var page = await Read($"/api/v1/dossiers?limit=200&count=none{cursor}");
            lines.AddRange(page.GetProperty("items").EnumerateArray().Select(Of));
            cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : "";
        }
        while (cursor.Length > 0);
        return lines;
    }

    /// <summary>What happened behind a position; it waits for it. A slice is small, so that a reader who is often cut off gets on all the same.</summary>
    public async Task<Slice> Behind(long position)
    {
        var slice = await Read(string.Create(CultureInfo.InvariantCulture, $"/api/v1/changes?after={position}&limit=20&wait=20"));
        var events = slice.GetProperty("items").EnumerateArray().Select(one => new Event(
            one.GetProperty("position").GetInt64(), one.GetProperty("id").GetString()!, one.GetProperty("aggregate").GetString()!,
            one.GetProperty("aggregateId").GetString()!, one.GetProperty("version").GetInt32())).ToList();
        var dossiers = await Task.WhenAll(events.Where(one => one.Aggregate == "dossier").Select(one => one.AggregateId).Distinct().Select(Dossier));
        return new Slice(events, dossiers, slice.GetProperty("next").GetInt64());
    }

    public void Dispose() => http.Dispose();

    private async Task<Line> Dossier(string id) => Of(await Read($"/api/v1/dossiers/{id}"));

    private static Line Of(JsonElement dossier) =>
        new(dossier.GetProperty("id").GetString()!, dossier.GetProperty("version").GetInt32(), dossier.GetProperty("status").GetString()!);

    private async Task<JsonElement> Read(string path)
    {
        if (http.DefaultRequestHeaders.Authorization is null)
        {
            await SignIn();
        }
        using var answer = await Patiently(() => http.GetAsync(path));
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Asks again as long as the engine says that it has no room.</summary>
    private static async Task<HttpResponseMessage> Patiently(Func<Task<HttpResponseMessage>> ask)
    {
        while (true)
        {
            var answer = await ask();
            if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
            {
                return answer.EnsureSuccessStatusCode();
            }
            answer.Dispose();
            await Task.Delay(Rest);
        }
    }

    private async Task SignIn()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "password", ["username"] = user, ["password"] = DemoPassword });
        using var answer = await Patiently(() => http.PostAsync("/api/v1/auth/token", form));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString());
    }
}

/// <summary>A dossier as the copy keeps it.</summary>
internal sealed record Line(string Id, int Version, string Status);

/// <summary>An event of the feed.</summary>
internal sealed record Event(long Position, string Id, string Aggregate, string AggregateId, int Version);

/// <summary>A slice of the feed, with the dossiers it is about as they stand now.</summary>
internal sealed record Slice(IReadOnlyList<Event> Events, IReadOnlyList<Line> Dossiers, long Next);

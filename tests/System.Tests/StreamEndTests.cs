using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using OneStop.Processes;

namespace OneStop.SystemTests;

/// <summary>Whoever waits keeps no process from ending.</summary>
public sealed class StreamEndTests
{
    [Test]
    public async Task Streams_and_long_polls_end_with_the_process()
    {
        await using var database = await TestDatabase.Create(Engine.Sqlite);
        await using var process = await database.Start(new Dictionary<string, string> { ["Limits:WaitingOfCaller"] = "2" });
        using var api = new ApiClient(process.Url);
        var position = (await api.Read("/api/v1/changes/position", "admin")).GetProperty("position").GetInt64();
        using var http = new HttpClient { BaseAddress = process.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await api.Token("admin"));
        using var stream = await http.GetAsync("/api/v1/changes/stream", HttpCompletionOption.ResponseHeadersRead);
        var following = stream.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        var waiting = await Waiting(http, position);
        Assert.That((waiting.IsCompleted, following.IsCompleted), Is.EqualTo((false, false)));

        var code = await process.Terminate(within: TimeSpan.FromSeconds(25));

        Assert.That(code, Is.Zero);
        using var answer = await waiting;
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("next").GetInt64(), Is.EqualTo(position));
        Assert.That(await following, Is.EqualTo(": \n\n"), "the stream came to its end, it was not cut");
    }

    /// <summary>A long poll that has arrived: beside the stream it takes the last place of its caller, so that whoever asks further is refused.</summary>
    private static async Task<Task<HttpResponseMessage>> Waiting(HttpClient http, long position)
    {
        var waiting = Poll();
        while (true)
        {
            using var further = await http.GetAsync($"/api/v1/changes?after={position}");
            if (further.StatusCode == HttpStatusCode.TooManyRequests && !waiting.IsCompleted)
            {
                return waiting;
            }
            if (waiting.IsCompleted)
            {
                // The further one had the place when it came.
                (await waiting).Dispose();
                waiting = Poll();
            }
        }

        Task<HttpResponseMessage> Poll() => http.GetAsync($"/api/v1/changes?after={position}&wait=30");
    }
}

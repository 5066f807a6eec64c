using System.Net.Http.Headers;
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
        await using var process = await database.Start();
        using var api = new ApiClient(process.Url);
        var position = (await api.Read("/api/v1/changes/position", "admin")).GetProperty("position").GetInt64();
        using var http = new HttpClient { BaseAddress = process.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await api.Token("admin"));
        using var stream = await http.GetAsync("/api/v1/changes/stream", HttpCompletionOption.ResponseHeadersRead);
        var following = stream.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        var waiting = http.GetStringAsync($"/api/v1/changes?after={position}&wait=30");
        await Task.Delay(300);
        Assert.That((waiting.IsCompleted, following.IsCompleted), Is.EqualTo((false, false)));

        var code = await process.Terminate(within: TimeSpan.FromSeconds(10));

        Assert.That(code, Is.Zero);
        Assert.That(JsonSerializer.Deserialize<JsonElement>(await waiting).GetProperty("next").GetInt64(), Is.EqualTo(position));
        Assert.That(await following, Is.EqualTo(": \n\n"), "the stream came to its end, it was not cut");
    }
}

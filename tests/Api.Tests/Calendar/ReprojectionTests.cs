using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace OneStop.Api.Tests.Calendar;

/// <summary>A changed calendar counts the due instants of open dossiers again, and writes it down.</summary>
public sealed class ReprojectionTests
{
    private TestHost host = null!;

    [SetUp]
    public void Start() => host = new TestHost(settings: new Dictionary<string, string>
    {
        ["Sandbox:Enabled"] = "true",
        ["Sandbox:StartAt"] = "2026-11-18T08:00:00+07:00",
    });

    [TearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task A_new_day_off_inside_the_term_moves_the_due_date_and_leaves_the_first_promise()
    {
        var dossier = await Receive();
        Assert.That((string)dossier["dueAt"]!, Is.EqualTo("2026-11-23T17:00:00+07:00"));

        var book = await Admin("GET", "/calendar/2026", null, null);
        await Admin("PUT", "/calendar/days/2026-11-20", new { kind = "holiday", name = "Nghỉ bão" }, (int)book["version"]!);
        await Admin("PUT", "/sandbox/clock", new { advance = "PT1M" }, null);

        var deadline = await Get($"/dossiers/{dossier["id"]}/deadline");
        var entry = deadline["entries"]!.AsArray()[^1]!;
        Assert.Multiple(() =>
        {
            Assert.That((string)deadline["dueAt"]!, Is.EqualTo("2026-11-25T17:00:00+07:00"), "24/11 is off already, 20/11 is now");
            Assert.That((string)deadline["firstDueAt"]!, Is.EqualTo("2026-11-23T17:00:00+07:00"));
            Assert.That((string)entry["kind"]!, Is.EqualTo("reproject"));
            Assert.That((string)entry["before"]!, Is.EqualTo("2026-11-23T17:00:00+07:00"));
            Assert.That((string)entry["after"]!, Is.EqualTo("2026-11-25T17:00:00+07:00"));
        });
        var history = await Get($"/dossiers/{dossier["id"]}/history");
        Assert.That((string)history["items"]!.AsArray()[^1]!["type"]!, Is.EqualTo("deadlineReprojected"));
    }

    [Test]
    public async Task A_day_off_after_the_term_moves_nothing_and_writes_nothing()
    {
        var dossier = await Receive();
        var book = await Admin("GET", "/calendar/2026", null, null);
        await Admin("PUT", "/calendar/days/2026-12-21", new { kind = "holiday", name = "Nghỉ bão" }, (int)book["version"]!);
        await Admin("PUT", "/sandbox/clock", new { advance = "PT1M" }, null);

        var after = await Get($"/dossiers/{dossier["id"]}");
        Assert.That((int)after["version"]!, Is.EqualTo((int)dossier["version"]!));
    }

    private async Task<JsonNode> Receive()
    {
        using var answer = await host.Client("reception@H17.122").PostAsJsonAsync("/api/v1/dossiers", new
        {
            procedure = "1.001612",
            agency = "H17.122",
            channel = "counter",
            returnBy = "counter",
            owner = new { kind = "citizen", fullName = "Nguyễn Văn An", personalId = "048090000123" },
            parts = new[] { new { component = "01", originals = 1 }, new { component = "02", originals = 1 } },
        });
        return await Body(answer);
    }

    private async Task<JsonNode> Get(string path) => await Body(await host.Client("handler@H17.122").GetAsync($"/api/v1{path}"));

    private async Task<JsonNode> Admin(string method, string path, object? body, int? version)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1{path}");
        request.Content = body is null ? null : JsonContent.Create(body);
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        }
        return await Body(await host.Client("admin").SendAsync(request));
    }

    private static async Task<JsonNode> Body(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}

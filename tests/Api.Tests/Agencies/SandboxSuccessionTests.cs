using System.Text.Json.Nodes;

namespace OneStop.Api.Tests.Agencies;

/// <summary>The reorganisation of 1 July 2025 in the sample data, crossed by a sandbox's clock.</summary>
public sealed class SandboxSuccessionTests
{
    private const string District = "H17.25";
    private const string Office = "H17.25.40";

    private TestHost host = null!;

    [TearDown]
    public async Task Stop() => await host.DisposeAsync();

    [TestCase("2025-06-20T08:00:00+07:00", null)]
    [TestCase("2018-06-01T08:00:00+07:00", "2025-06-20T08:00:00+07:00")]
    [TestCase("2026-03-02T08:00:00+07:00", "2025-06-20T08:00:00+07:00")]
    public async Task What_the_district_received_in_June_is_the_wards_in_July(string startAt, string? first)
    {
        host = new TestHost(settings: new Dictionary<string, string> { ["Sandbox:Enabled"] = "true", ["Sandbox:StartAt"] = startAt });
        if (first is not null)
        {
            await Move(first);
        }
        var filed = (await host.Client($"reception@{Office}").Ask("POST", "/api/v1/dossiers", Filing())).Gives(201).Body;
        Assert.That((string)filed["competentAgency"]!["code"]!, Is.EqualTo(District));

        await Move("2025-07-01T08:00:00+07:00");

        var held = (await host.Client("handler@H17.122").Ask("GET", $"/api/v1/dossiers/{filed["id"]}")).Gives(200).Body;
        var history = (await host.Client("handler@H17.122").Ask("GET", $"/api/v1/dossiers/{filed["id"]}/history")).Gives(200)["items"]!.AsArray();
        var listed = (await host.Client("handler@H17.122").Ask("GET", "/api/v1/dossiers?sort=dueAt")).Gives(200)["items"]!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That((string)held["competentAgency"]!["code"]!, Is.EqualTo("H17.122"));
            Assert.That((string)held["receivingAgency"]!["code"]!, Is.EqualTo("H17.122.01"));
            Assert.That((string)held["dueAt"]!, Is.EqualTo((string)filed["dueAt"]!));
            Assert.That((string)held["code"]!, Is.EqualTo((string)filed["code"]!));
            Assert.That(listed.Select(row => (string)row!["id"]!), Is.EqualTo(new[] { (string)filed["id"]! }));
            Assert.That(history.Where(line => (string)line!["type"]! == "dossierTakenOver").Select(line => (string)line!["at"]!), Is.EqualTo(Enumerable.Repeat("2025-07-01T00:00:00+07:00", 2)));
        });
        await AssertReported("", Office);
        await AssertReported("&structure=historical", Office);
        await AssertReported("&structure=current", "H17.122.01");
        (await host.Client("handler@H17.121").Ask("GET", $"/api/v1/dossiers/{filed["id"]}")).Gives(404, "dossier.exists");
        using var closed = await host.SignIn(("grant_type", "password"), ("username", $"handler@{District}"), ("password", TestHost.DemoPassword));
        Assert.That((int)closed.StatusCode, Is.EqualTo(400), "a demo account ends with its agency");
        var handed = await host.Client("leader@H17.122").Ask(
            "POST", $"/api/v1/dossiers/{filed["id"]}/reassign", new { agency = "H17.121", reason = "thuộc địa bàn" }, "If-Match", $"\"{held["version"]}\"");
        Assert.That((string)handed.Gives(200)["receivingAgency"]!["code"]!, Is.EqualTo("H17.121.01"));
    }

    /// <summary>June's dossier counts once, at the agency of the old or the new structure, and its figure leads to it.</summary>
    private async Task AssertReported(string structure, string agency)
    {
        var admin = host.Client("admin");
        var report = (await admin.Ask("GET", $"/api/v1/reports/online-share?from=2025-06-01&to=2025-07-31&groupBy=agency{structure}")).Gives(200).Body;
        var row = report["rows"]!.AsArray().Single()!;
        var dossiers = (await admin.Ask("GET", (string)row["cells"]!["received"]!["drillDown"]!)).Gives(200)["items"]!.AsArray();
        Assert.That(((string)row["key"]!, dossiers.Count), Is.EqualTo((agency, 1)), structure);
    }

    private async Task Move(string now) => (await host.Client("admin").Ask("PUT", "/api/v1/sandbox/clock", new { now })).Gives(200);

    /// <summary>Registration of a household business, which the districts did.</summary>
    private static JsonObject Filing() => new()
    {
        ["procedure"] = "2.000720", ["agency"] = Office, ["channel"] = "counter", ["returnBy"] = "counter",
        ["owner"] = new JsonObject { ["kind"] = "citizen", ["fullName"] = "Nguyễn Văn A", ["personalId"] = "048090000123" },
        ["parts"] = new JsonArray([.. Enumerable.Range(1, 4).Select(n => new JsonObject { ["component"] = $"0{n}", ["originals"] = 1 })]),
    };
}

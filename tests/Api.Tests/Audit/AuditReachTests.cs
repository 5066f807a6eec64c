using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OneStop.Api.Tests.Access;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Audit;

/// <summary>How far the audit lets somebody look, and that it misses nothing within.</summary>
public sealed class AuditReachTests
{
    private const string Confidential = "6.009978";
    private const string Controller = $"procedureControl@{Ward}";

    [Test]
    public async Task What_an_official_of_two_agencies_did_and_read_at_the_other_is_not_shown()
    {
        var name = Requests.NewName();
        var staff = await Requests.Engage(Host.Client("admin"), name, Office, "reception");
        (await As("admin").Ask(
            "POST", $"/api/v1/accounts/{staff.GetProperty("id")}/roles", Requests.Roles($"{Elsewhere}.01", "reception"), "If-Match", $"\"{staff.GetProperty("version")}\"")).Gives(200);
        using var official = await Host.SignedIn(name);
        var there = Filing();
        there["agency"] = $"{Elsewhere}.01";
        foreach (var filing in new[] { Filing(), there })
        {
            var filed = (await official.Ask("POST", "/api/v1/dossiers", filing)).Gives(201);
            (await official.Ask("GET", $"/api/v1/dossiers/{filed["id"]}")).Gives(200);
            await AccessJournalTests.Journal(filed.Body, "admin", 1);
        }
        foreach (var kind in new[] { "writes", "reads" })
        {
            var query = $"kind={kind}&actor={name}";
            Assert.That(await Agencies(query, "admin"), Is.EquivalentTo(new[] { Office, $"{Elsewhere}.01" }), kind);
            Assert.That(await Agencies(query, Controller), Is.EqualTo(new[] { Office }), kind);
            Assert.That(await Agencies(query, $"procedureControl@{Elsewhere}"), Is.EqualTo(new[] { $"{Elsewhere}.01" }), kind);
        }
    }

    [Test]
    public async Task Why_something_was_done_to_a_confidential_dossier_is_not_told_to_whom_it_is_kept_from()
    {
        (await As("admin").Ask("POST", "/api/v1/procedures/import", new { items = new[] { Adoption() } })).Gives(200);
        var filing = Filing();
        (filing["procedure"], filing["parts"]) = (Confidential, new JsonArray(new JsonObject { ["component"] = "01", ["originals"] = 1 }));
        var dossier = await Acted(await Filed(filing), "stop", Stages.Leader, Stages.Reason);
        foreach (var (by, reason) in new[] { ("admin", null), (Controller, "theo đề nghị") })
        {
            foreach (var query in new[] { $"subject={dossier["id"]}", $"actor={Stages.Leader}&limit=1" })
            {
                var last = (await Audit(query, by))[0];
                Assert.That(((string?)last["aggregateId"], (string?)last["reason"]), Is.EqualTo(((string?)dossier["id"], reason)), $"{by} {query}");
            }
        }
    }

    [Test]
    public async Task A_window_holds_the_acts_of_its_instants_however_late_they_were_written()
    {
        var clock = new MovableClock(Monday);
        await using var host = new TestHost(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        var codes = new List<string>();
        foreach (var hour in new[] { 9, 12, 10, 10, 10, 13 })
        {
            clock.Now = new DateTimeOffset(2026, 3, 2, hour, 0, 0, TimeSpan.FromHours(7));
            var filed = (await host.Client(Stages.Reception).Ask("POST", "/api/v1/dossiers", Filing())).Gives(201);
            codes.Add((string)filed["id"]!);
        }
        Assert.That(await Seen("11:00", "14:00"), Is.EqualTo(new[] { codes[5], codes[1] }));
        Assert.That(await Seen("09:30", "11:00"), Is.EqualTo(new[] { codes[4], codes[3], codes[2] }));
        Assert.That(await Seen("13:00", "13:01"), Is.EqualTo(new[] { codes[5] }));

        async Task<List<string>> Seen(string from, string to)
        {
            var page = (await host.Client("admin").Ask("GET", $"/api/v1/audit?from=2026-03-02T{from}:00%2B07:00&to=2026-03-02T{to}:00%2B07:00&limit=200&count=exact")).Gives(200);
            var items = page["items"]!.AsArray();
            Assert.That((int)page["count"]!["value"]!, Is.EqualTo(items.Count));
            return [.. items.Select(line => (string)line!["aggregateId"]!).Distinct().Where(codes.Contains)];
        }
    }

    private static object Adoption() => new
    {
        code = Confidential, name = "Đăng ký việc nuôi con nuôi", field = "G15-HT04", fieldName = "Nuôi con nuôi", level = "commune", confidential = true,
        cases = new[] { new { name = "Trong nước", limit = new { value = 5, unit = "workingDay" } } },
        components = new[] { new { name = "Đơn", originals = 1 } }, effectiveFrom = "2026-01-01", offerings = new[] { Ward }, source = "Luật Nuôi con nuôi 2010",
    };

    private static async Task<List<string?>> Agencies(string query, string by) =>
        [.. (await Audit(query, by)).Select(line => (string?)line["agency"]?["code"]).Distinct()];

    private static async Task<List<JsonNode>> Audit(string query, string by) =>
        [.. (await As(by).Ask("GET", $"/api/v1/audit?{query}")).Gives(200)["items"]!.AsArray().Select(line => line!)];
}

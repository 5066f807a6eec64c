using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Api.Tests.Audit;
using OneStop.Application.Portal;
using OneStop.Infrastructure.Jobs;
using OneStop.Infrastructure.Portal;

namespace OneStop.Api.Tests.Portal;

/// <summary>What the national database says is read, mapped and watched, whatever the portal does.</summary>
public sealed class NationalCatalogueTests
{
    private const string Catalogue = "/api/v1/portal/catalogue";

    [Test]
    public async Task The_catalogue_is_read_once_the_same_again_changes_nothing_and_what_is_malformed_is_refused()
    {
        await using var host = await Start();
        (await host.As("admin").Ask("GET", $"{Catalogue}/sync")).Gives(404, "portal.catalogue-sync-exists");
        var first = await Sync(host);
        Assert.Multiple(() =>
        {
            Assert.That(((int)first["added"]!, (int)first["changed"]!, (int)first["refused"]!, (string)first["state"]!), Is.EqualTo((5, 0, 0, "finished")));
            Assert.That(States(host), Is.EqualTo("1.001612 mapped 1.001612, 1.013225 mapped 1.013225, 1.099999 unmapped "));
        });
        var agencies = (await host.As("admin").Ask("GET", "/api/v1/portal/agencies?mapped=true")).Gives(200)["items"]!.AsArray();
        Assert.That(agencies.Select(one => $"{one!["code"]} {one["agency"]}"), Is.EqualTo(new[] { "H17.122 H17.122" }));

        var (events, rows) = (host.Number("SELECT COUNT(*) FROM Events"), Everything(host));
        host.Clock.Now = host.Clock.Now.AddHours(5);
        var second = await Sync(host);
        Assert.Multiple(() =>
        {
            Assert.That(((int)second["added"]!, (int)second["changed"]!, (int)second["withdrawn"]!, (int)second["read"]!), Is.EqualTo((0, 0, 0, 5)));
            Assert.That(host.Number("SELECT COUNT(*) FROM Events"), Is.EqualTo(events));
            Assert.That(Everything(host), Is.EqualTo(rows));
        });
        await Refusals(host);
        host.Clock.Now = host.Clock.Now.AddDays(1);
        await host.Host.Services.GetRequiredService<DueJobRunner>().FinishUntil(host.Clock.Now, CancellationToken.None);
        Assert.That(host.Number("SELECT COUNT(*) FROM CatalogueSyncs WHERE RequestedBy IS NULL"), Is.EqualTo(1), "it is read every night");
        Assert.That(host.Number("SELECT COUNT(*) FROM DueJobs WHERE Kind = 'SyncCatalogue'"), Is.EqualTo(1), "and in the next one");
    }

    /// <summary>Records are refused one by one, and nothing is withdrawn by mistake.</summary>
    private static async Task Refusals(PortalHost host)
    {
        await Put(host, "1.013225", JsonNode.Parse("""{ "MATTHC": "1.013225" }"""));
        await Put(host, "2.000001", JsonNode.Parse("""{ "MATTHC": "2.000001", "TENTTHC": "SIM-REJECT" }"""));
        await Put(host, "2.000002", JsonNode.Parse("\"?\""));
        await Put(host, "2.000003", JsonNode.Parse($$"""{ "MATTHC": "2.000003", "TENTTHC": "Tên", "MOTA": "{{new string('x', 200_000)}}" }"""));
        await Put(host, "2.000004", JsonNode.Parse("""{ "MATTHC": "../x", "TENTTHC": "Tên" }"""));
        await host.Outside.DeleteAsync("/portal/catalogue/1.099999");
        await host.Outside.PutAsJsonAsync("/portal/agencies/G18", new Dictionary<string, string> { ["MADONVI"] = "G18" });
        var before = host.Rows("SELECT Name, Fingerprint FROM NationalProcedures WHERE Code = '1.013225'");

        var sync = await Sync(host);

        Assert.Multiple(() =>
        {
            Assert.That(
                sync["refusals"]!.AsArray().Select(one => $"{one!["code"]} {one["reason"]}"),
                Is.EquivalentTo(new[] { " notAnObject", " codeMalformed", "1.013225 nameMissing", "2.000001 refused", "2.000003 tooLarge", "G18 nameMissing" }));
            Assert.That(((int)sync["refused"]!, (int)sync["withdrawn"]!), Is.EqualTo((6, 0)), "the list had records that could not be told");
            Assert.That(host.Rows("SELECT Name, Fingerprint FROM NationalProcedures WHERE Code = '1.013225'"), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task A_change_there_waits_to_be_acknowledged_and_a_withdrawal_too()
    {
        await using var host = await Start();
        await Sync(host);
        var (admin, code) = (host.As("admin"), "1.013225");
        var feed = (long)(await admin.Ask("GET", "/api/v1/changes?limit=1000")).Gives(200)["next"]!;
        var record = (JsonObject)(await Of(host, code))["record"]!;
        Assert.That((await Of(host, code))["differences"]!.AsArray(), Is.Empty);
        record["CACHTHUCTHUCHIEN"]![0]!["THOIGIAN"]![0]!["THOIGIANGIAIQUYET"] = "15";
        await Put(host, code, record);
        await Sync(host);

        var changed = await Of(host, code);
        Assert.Multiple(() =>
        {
            Assert.That((string)changed["state"]!, Is.EqualTo("changed"));
            Assert.That(
                changed["differences"]!.AsArray().Select(one => $"{one!["field"]} {one["before"]}/{one["after"]}"),
                Is.EqualTo(new[] { "CACHTHUCTHUCHIEN[0].THOIGIAN[0].THOIGIANGIAIQUYET 20/15" }));
            Assert.That((string)changed["compared"]!.AsArray().Single(one => (string)one!["field"]! == "terms")!["theirs"]!, Is.EqualTo("15 workingDay"));
        });
        Assert.That(await Waiting(host), Is.EqualTo(new[] { code }));
        var told = (await admin.Ask("GET", $"/api/v1/changes?after={feed}")).Gives(200)["items"]!.AsArray();
        Assert.That(told.Select(one => (string)one!["type"]!), Is.EqualTo(new[] { "nationalProcedureChanged" }));
        var place = (await host.As("citizen1").Ask("GET", $"/api/v1/changes?after={feed}")).Gives(200)["items"]!.AsArray();
        Assert.That(place, Is.Empty, "officials are told, nobody else");

        (await admin.Ask("POST", $"{Catalogue}/{code}/acknowledge", null)).Gives(428);
        (await admin.Ask("POST", $"{Catalogue}/{code}/acknowledge", null, "If-Match", "\"1\"")).Gives(412);
        var acknowledged = await Act(host, "POST", $"{code}/acknowledge", changed, null);
        Assert.That(((string)acknowledged["state"]!, acknowledged["differences"]!.AsArray().Count), Is.EqualTo(("mapped", 0)));
        (await admin.Ask("POST", $"{Catalogue}/{code}/acknowledge", null, "If-Match", $"\"{acknowledged["version"]}\"")).Gives(409, "portal.change-awaits");

        await host.Outside.DeleteAsync($"/portal/catalogue/{code}");
        await host.Outside.DeleteAsync("/portal/catalogue/1.099999");
        Assert.That((int)(await Sync(host))["withdrawn"]!, Is.Zero, "a list may be cut short once");
        Assert.That((string)(await Of(host, code))["state"]!, Is.EqualTo("mapped"));
        Assert.That((int)(await Sync(host))["withdrawn"]!, Is.EqualTo(2));
        var gone = await Of(host, code);
        Assert.That(((string)gone["state"]!, gone["withdrawnAt"] is not null), Is.EqualTo(("changed", true)));
        Assert.That((string)(await Of(host, "1.099999"))["state"]!, Is.EqualTo("withdrawn"));
        Assert.That((string)(await Act(host, "POST", $"{code}/acknowledge", gone, null))["state"]!, Is.EqualTo("withdrawn"));

        await Put(host, code, record);
        await Sync(host);
        Assert.That((string)(await Of(host, code))["state"]!, Is.EqualTo("changed"), "that it is there again is news");
    }

    [Test]
    public async Task A_mapping_by_hand_holds_and_names_what_is_sent()
    {
        await using var host = await Start();
        await Sync(host);
        var (admin, dossier) = (host.As("admin"), await host.File());
        var ours = (string)dossier["procedure"]!["code"]!;
        var other = await Of(host, "1.099999");
        (await admin.Ask("PUT", $"{Catalogue}/1.099999", new { procedure = "9.999999" }, "If-Match", "\"1\"")).Gives(400);
        (await admin.Ask("PUT", $"{Catalogue}/1.000000", new { procedure = ours }, "If-Match", "\"1\"")).Gives(404, "portal.national-procedure-exists");
        (await admin.Ask("PUT", "/api/v1/portal/agencies/G99", new { agency = "H17.122" }, "If-Match", "\"1\"")).Gives(404, "portal.national-agency-exists");
        (await admin.Ask("PUT", "/api/v1/portal/agencies/G98", new { agency = "H17.122" }, "If-Match", "\"1\"")).Gives(409, "portal.mapped-once");
        if ((await admin.Ask("GET", $"{Catalogue}/{ours}")).Status == 200)
        {
            (await admin.Ask("PUT", $"{Catalogue}/1.099999", new { procedure = ours }, "If-Match", "\"1\"")).Gives(409, "portal.mapped-once");
            var freed = await Act(host, "PUT", ours, await Of(host, ours), new { procedure = (string?)null });
            Assert.That((string)freed["state"]!, Is.EqualTo("unmapped"));
        }
        var mapped = await Act(host, "PUT", "1.099999", other, new { procedure = ours });
        Assert.That(((string)mapped["state"]!, (string)mapped["procedure"]!, (bool)mapped["byHand"]!), Is.EqualTo(("mapped", ours, true)));

        await Sync(host);
        Assert.That((string)(await Of(host, "1.099999"))["procedure"]!, Is.EqualTo(ours));
        dossier = await host.Act(dossier, "steps/complete", Dossiers.Stages.Reception);
        await host.Settle();
        Assert.That((string)(await host.Held((string)dossier["code"]!))["record"]!["MaTTHC"]!, Is.EqualTo("1.099999"));
        (await host.Outside.DeleteAsync("/portal/catalogue/1.099999")).EnsureSuccessStatusCode();
        await Sync(host);
        Assert.That((int)(await Sync(host))["withdrawn"]!, Is.EqualTo(1));
        await host.Act(dossier, "claim", Dossiers.Stages.Handler);
        await host.Settle();
        Assert.That((string)(await host.Held((string)dossier["code"]!))["record"]!["MaTTHC"]!, Is.EqualTo("1.099999"), "what was sent under it is known there by it");
        await using var scope = host.Host.Services.CreateAsyncScope();
        var names = scope.ServiceProvider.GetRequiredService<IPortalNames>();
        Assert.Multiple(() =>
        {
            Assert.That(names.ProcedureOf("1.099999", default).Result, Is.EqualTo(ours));
            Assert.That(names.ProcedureOf("0.000000", default).Result, Is.Null);
            Assert.That(names.AgencyOf("H17.122", default).Result, Is.EqualTo("H17.122"));
            Assert.That(names.AgencyOf("G98", default).Result, Is.Null);
        });
    }

    [Test]
    public async Task Faults_in_the_middle_of_the_list_leave_what_was_there_and_it_goes_on_later()
    {
        await using var host = await Start();
        for (var i = 0; i < 45; i++)
        {
            await Put(host, $"3.0000{i:00}", JsonNode.Parse($$"""{ "MATTHC": "3.0000{{i:00}}", "TENTTHC": "Thủ tục {{(i == 30 ? "SIM-UNAVAILABLE-4" : i)}}" }"""));
        }
        (await host.As("admin").Ask("POST", $"{Catalogue}/sync", null)).Gives(202);
        (await host.As("admin").Ask("POST", $"{Catalogue}/sync", null)).Gives(409, "portal.one-catalogue-sync");
        await host.Host.Services.GetRequiredService<CatalogueWalker>().Walk(CancellationToken.None);
        await PortalHost.Until(() => host.Number("SELECT COUNT(*) FROM CatalogueSyncs WHERE Fault = 'unavailable'") == 1, "the fault is noted");
        var read = host.Number("SELECT COUNT(*) FROM NationalProcedures");
        Assert.That(read, Is.EqualTo(20), "whole slices are kept");
        var sync = await Finished(host);
        Assert.Multiple(() =>
        {
            Assert.That(((string)sync["state"]!, (int)sync["added"]!, (int)sync["read"]!, sync["fault"]), Is.EqualTo(("finished", 50, 50, (JsonNode?)null)));
            Assert.That(host.Number("SELECT COUNT(*) FROM PortalCalls WHERE Service = 'LayThuTuc' AND Outcome = 'unavailable'"), Is.GreaterThan(0));
        });
    }

    [Test]
    public async Task A_list_that_shrank_much_withdraws_nothing_until_somebody_says_that_it_is_so()
    {
        await using var host = await Start();
        for (var i = 0; i < 40; i++)
        {
            await Put(host, $"3.0000{i:00}", JsonNode.Parse($$"""{ "MATTHC": "3.0000{{i:00}}", "TENTTHC": "Thủ tục {{i}}" }"""));
        }
        await Sync(host);
        for (var i = 0; i < 21; i++)
        {
            (await host.Outside.DeleteAsync($"/portal/catalogue/3.0000{i:00}")).EnsureSuccessStatusCode();
        }
        for (var night = 0; night < 2; night++)
        {
            var sync = await Sync(host);
            Assert.That(((string)sync["state"]!, (string?)sync["fault"], (int)sync["withdrawn"]!), Is.EqualTo(("failed", "listShrunk", 0)));
        }
        var accepted = await Sync(host, new { acceptShrunk = true });
        Assert.That(((string)accepted["state"]!, (int)accepted["withdrawn"]!, (bool)accepted["acceptShrunk"]!), Is.EqualTo(("finished", 21, true)));
    }

    [Test]
    public async Task A_record_that_became_another_one_must_be_seen_before_it_is_mapped()
    {
        await using var host = await Start();
        await Sync(host);
        var (admin, seen) = (host.As("admin"), (await host.As("admin").Ask("GET", $"{Catalogue}/1.099999")).Gives(200));
        await Put(host, "1.099999", JsonNode.Parse("""{ "MATTHC": "1.099999", "TENTTHC": "Khác hẳn" }"""));
        await Sync(host);
        var now = (await admin.Ask("GET", $"{Catalogue}/1.099999", null, "If-None-Match", seen.Header("ETag")!)).Gives(200);
        Assert.That(now.Header("ETag"), Is.Not.EqualTo(seen.Header("ETag")));
        (await admin.Ask("PUT", $"{Catalogue}/1.099999", new { procedure = Desk.Procedure }, "If-Match", seen.Header("ETag")!)).Gives(412);
        await host.Outside.PutAsJsonAsync("/portal/agencies/G98", new Dictionary<string, string> { ["MADONVI"] = "G98", ["TENDONVI"] = "Cơ quan khác" });
        await Sync(host);
        (await admin.Ask("PUT", "/api/v1/portal/agencies/G98", new { agency = Desk.Elsewhere }, "If-Match", "\"1\"")).Gives(412);
        (await admin.Ask("PUT", "/api/v1/portal/agencies/G98", new { agency = Desk.Elsewhere }, "If-Match", "\"2\"")).Gives(200);
    }

    [Test]
    public async Task Half_a_character_in_a_record_is_refused_and_a_reading_ends_also_after_what_nobody_foresaw()
    {
        Assert.Multiple(() =>
        {
            Assert.That(NationalRecords.Read("1", Json("""{"TENTTHC":"a\ud800"}""")).Reason, Is.EqualTo("textMalformed"));
            Assert.That(NationalRecords.Read("1", Json("""{"TENTTHC":"a","MOTA":["\ud800"]}""")).Reason, Is.EqualTo("textMalformed"));
            Assert.That(NationalRecords.Read("1", Json("""{"TENTTHC":"a","\ud800":1}""")).Reason, Is.EqualTo("textMalformed"));
            Assert.That(NationalRecords.Agency(Json("""{"TENDONVI":"a","CAPDONVI":"\ud800"}""")).Reason, Is.EqualTo("textMalformed"));
            Assert.That(NationalRecords.CodeOf(Json("""{"MATTHC":"\ud800"}"""), "MATTHC"), Is.Null);
        });
        await using var host = await Start();
        Tables.Run("CREATE TRIGGER Broken BEFORE INSERT ON NationalAgencies BEGIN SELECT RAISE(ABORT, 'broken'); END", host.Host.Database);
        var sync = await Sync(host);
        Assert.That(((string)sync["state"]!, (string?)sync["fault"], (int)sync["added"]!), Is.EqualTo(("failed", "unforeseen", 3)));
    }

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    private static async Task<JsonNode> Sync(PortalHost host, object? how = null)
    {
        host.Clock.Now = host.Clock.Now.AddMinutes(1);
        var begun = (await host.As("admin").Ask("POST", $"{Catalogue}/sync", how)).Gives(202);
        Assert.That(begun.Header("Location"), Is.EqualTo($"{Catalogue}/sync"));
        return await Finished(host);
    }

    /// <summary>Walks to the end; the clock is turned only where the reading waits after a fault.</summary>
    private static async Task<JsonNode> Finished(PortalHost host)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMinutes(2))
        {
            await host.Host.Services.GetRequiredService<CatalogueWalker>().Walk(CancellationToken.None);
            var sync = (await host.As("admin").Ask("GET", $"{Catalogue}/sync")).Gives(200).Body;
            if ((string)sync["state"]! != "underWay")
            {
                return sync;
            }
            if (sync["fault"] is not null)
            {
                host.MachineClock.Now = host.MachineClock.Now.AddMinutes(2);
            }
            if ((string?)sync["fault"] == "unforeseen")
            {
                // Its waits grow to hours, longer than anybody here is signed in.
                Tables.Run("UPDATE CatalogueSyncs SET LeasedUntil = NULL WHERE State = 'underWay' AND Fault = 'unforeseen'", host.Host.Database);
            }
            await Task.Delay(10);
        }
        throw new TimeoutException("the reading did not end");
    }

    /// <summary>With time enough for each call, as a slow machine is no fault of the portal.</summary>
    private static Task<PortalHost> Start() => PortalHost.Start(("Portal:CallMilliseconds", "20000"));

    private static async Task Put(PortalHost host, string code, JsonNode? record) =>
        (await host.Outside.PutAsync($"/portal/catalogue/{code}", new StringContent(record!.ToJsonString()))).EnsureSuccessStatusCode();

    private static async Task<JsonNode> Of(PortalHost host, string code) => (await host.As("admin").Ask("GET", $"{Catalogue}/{code}")).Gives(200).Body;

    private static async Task<JsonNode> Act(PortalHost host, string method, string path, JsonNode seen, object? body) =>
        (await host.As("admin").Ask(method, $"{Catalogue}/{path}", body, "If-Match", $"\"{seen["version"]}\"")).Gives(200).Body;

    private static async Task<IEnumerable<string>> Waiting(PortalHost host) =>
        (await host.As("admin").Ask("GET", $"{Catalogue}?state=changed&q=xay dung")).Gives(200)["items"]!.AsArray().Select(one => (string)one!["code"]!);

    private static string States(PortalHost host) => string.Join(", ", host.Rows("SELECT Code, Standing, OurCode FROM NationalProcedures ORDER BY Code").Select(row => string.Join(' ', row)));

    private static string Everything(PortalHost host) => string.Join('\n', host.Rows(
        "SELECT Code, Version, Name, Fingerprint, Record, ChangedAt, WithdrawnAt, Standing, OurCode, AcknowledgedAt FROM NationalProcedures UNION ALL SELECT Code, Version, Name, Level, WithdrawnAt, OurCode, ByHand, 0, 0, 0 FROM NationalAgencies ORDER BY 1").Select(row => string.Join('|', row)));
}

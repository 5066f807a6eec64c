using System.Text.Json.Nodes;
using static OneStop.Api.Tests.Agencies.Reorganisation;

namespace OneStop.Api.Tests.Agencies;

/// <summary>Agencies are merged, split, renamed and abolished under the dossiers they work on.</summary>
public sealed class SuccessionTests
{
    private Reorganisation town = null!;

    [SetUp]
    public void Start() => town = new Reorganisation();

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    [Test]
    public async Task Three_communes_merge_and_every_dossier_has_one_owner()
    {
        string[] communes = ["H42.122", "H42.124", "H42.125"];
        var (successor, stranger) = (await town.Official("H42.127"), await town.Official("H42.126"));
        var before = new List<(string Commune, JsonNode Dossier)>();
        foreach (var commune in communes)
        {
            before.AddRange((await town.EveryStatus(commune)).Select(dossier => (commune, dossier)));
        }
        var own = await town.Filed("H42.127");

        var succession = (await town.Succeed(communes, ["H42.127"])).Gives(201).Body;

        Assert.That(await Listed(successor), Is.EquivalentTo(before.Select(one => (string)one.Dossier["id"]!).Append((string)own["id"]!)), "seen at once, whether moved or not");
        var done = await town.Finished(succession);
        Assert.Multiple(() =>
        {
            Assert.That(((string)done["kind"]!, (string)done["status"]!), Is.EqualTo(("merge", "done")));
            Assert.That(((int)done["moved"]!["dossiers"]!, (int)done["moved"]!["ended"]!), Is.EqualTo((3 * 7, 3 * 4)));
        });
        Assert.That(await Listed(successor), Is.EquivalentTo(before.Select(one => (string)one.Dossier["id"]!).Append((string)own["id"]!)));
        Assert.That(await Listed(successor, "&sort=dueAt"), Has.Count.EqualTo((3 * 6) + 1), "open, with a due instant");
        foreach (var (commune, dossier) in before)
        {
            await AssertHeld(dossier, commune, successor);
            (await stranger.Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(404, "dossier.exists");
        }
        var feed = (await town.Admin.Ask("GET", $"/api/v1/changes?limit=1000&agency={communes[0]}")).Gives(200)["items"]!.AsArray();
        Assert.That(before.Select(one => (string)one.Dossier["id"]!).Except(feed.Select(item => (string)item!["aggregateId"]!)), Is.Empty, "a filter by a closed agency goes on");
        (await town.Succeed(["H42.122"], ["H42.126"])).Gives(409, "agency.is-in-force");
    }

    private async Task AssertHeld(JsonNode before, string commune, HttpClient successor)
    {
        var now = await Get(successor, before);
        var ended = (int)before["statusCode"]! is 3 or 7 or 8 or 10;
        var types = (await successor.Ask("GET", $"/api/v1/dossiers/{before["id"]}/history")).Gives(200).Body["items"]!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That((string)now["competentAgency"]!["code"]!, Is.EqualTo(ended ? commune : "H42.127"), "who ended it stays");
            Assert.That(now["receivingAgency"]!["code"]!.ToString(), Is.EqualTo(now["competentAgency"]!["code"]!.ToString()));
            Assert.That((int)now["version"]!, Is.EqualTo((int)before["version"]! + (ended ? 0 : 1)));
            Assert.That(types.Select(line => (int)line!["version"]!), Is.EqualTo(Enumerable.Range(1, (int)now["version"]!)), "history without a gap");
            Assert.That(types.Count(line => (string)line!["type"]! == "dossierTakenOver"), Is.EqualTo(ended ? 0 : 1));
            foreach (var same in new[] { "code", "status", "dueAt", "firstDueAt", "acceptBy", "assignee", "submittedAt", "receivedAt", "step" })
            {
                Assert.That(now[same]?.ToJsonString(), Is.EqualTo(before[same]?.ToJsonString()), same);
            }
        });
        if (before["assignee"] is null || (string)before["status"]! is not ("received" or "inProgress"))
        {
            return;
        }
        var stale = await Act(await town.Official(commune), before, "unassign");
        Assert.That(stale.Status, Is.EqualTo(412));
        Assert.That(stale["changes"]!.AsArray().Select(change => (string)change!["what"]!), Does.Contain("dossierTakenOver"));
        (await Act(await town.Official(commune), now, "steps/complete")).Gives(200);
    }

    [Test]
    public async Task Who_acts_before_the_rows_moved_acts_for_the_successor()
    {
        var clerk = await town.Official("H42.122");
        var (open, stopped) = (await town.Then("H42.122", ("steps/complete", null), ("claim", null)), await town.Then("H42.122", ("stop", Reason)));
        // It takes effect at midnight; nothing runs between the stroke and the first call.
        var succession = (await town.Succeed(["H42.122"], ["H42.127"], "2026-03-03")).Gives(201).Body;
        Assert.That((string)succession["status"]!, Is.EqualTo("scheduled"));
        Assert.That((string)(await Get(clerk, open))["competentAgency"]!["code"]!, Is.EqualTo("H42.122"));
        town.Clock.Now = new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.FromHours(7));

        var completed = (await Act(clerk, open, "steps/complete")).Gives(200).Body;
        var reopened = (await Act(clerk, stopped, "reopen", Reason)).Gives(200).Body;

        Assert.That((string)completed["competentAgency"]!["code"]!, Is.EqualTo("H42.127"));
        Assert.That((string)reopened["competentAgency"]!["code"]!, Is.EqualTo("H42.127"), "an ended one follows when it is taken up again");
        var done = await town.Finished(succession);
        Assert.That((string)done["status"]!, Is.EqualTo("done"));
        Assert.That(await Listed(await town.Official("H42.127")), Is.EquivalentTo(new[] { (string)open["id"]!, (string)stopped["id"]! }), "each once");
    }

    [Test]
    public async Task After_a_split_the_main_successor_holds_the_work_until_it_is_handed_on()
    {
        var (lead, other) = (await town.Official("H42.126"), await town.Official("H42.127"));
        var dossier = await town.Then("H42.122", ("steps/complete", null), ("claim", null));
        var elsewhere = await town.Filed("H42.126");
        var done = await town.Finished((await town.Succeed(["H42.122"], ["H42.126", "H42.127"])).Gives(201).Body);
        var held = await Get(lead, dossier);
        (await other.Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(404, "dossier.exists");

        (await Act(lead, elsewhere, "reassign", new { agency = "H42.127", reason = "thuộc địa bàn" })).Gives(409, "dossier.goes-to-co-successor");
        (await Act(lead, held, "reassign", new { agency = "H42.124", reason = "thuộc địa bàn" })).Gives(409, "dossier.goes-to-co-successor");
        (await Act(lead, held, "reassign", new { agency = "H99", reason = "thuộc địa bàn" })).Gives(400);
        var handed = (await Act(lead, held, "reassign", new { agency = "H42.127", reason = "thuộc địa bàn" })).Gives(200).Body;

        (await lead.Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(404, "dossier.exists");
        var actions = (await other.Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/actions")).Gives(200).Body["items"]!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That((string)done["kind"]!, Is.EqualTo("split"));
            Assert.That((string)held["competentAgency"]!["code"]!, Is.EqualTo("H42.126"));
            Assert.That((string)handed["competentAgency"]!["code"]!, Is.EqualTo("H42.127"));
            Assert.That(handed["assignee"], Is.Null);
            Assert.That(handed["dueAt"]!.ToJsonString(), Is.EqualTo(dossier["dueAt"]!.ToJsonString()));
            Assert.That((bool)actions.Single(action => (string)action!["action"]! == "reassign")!["allowed"]!, "and back again");
        });
        Assert.That(await Listed(other), Is.EqualTo(new[] { (string)dossier["id"]! }));
        (await Act(other, handed, "claim")).Gives(200);
        var batch = await other.Ask("POST", "/api/v1/dossiers/batch", new { action = "reassign", items = new[] { new { id = dossier["id"], ifMatch = (int)handed["version"]! + 1, agency = "H42.126", reason = "nhầm địa bàn" } } });
        Assert.That((int)batch.Gives(200)["items"]![0]!["status"]!, Is.EqualTo(200), batch.Text);
        Assert.That(await Listed(lead), Does.Contain((string)dossier["id"]!));
        (await Act(town.Host.Client("handler@H42.126"), await Get(lead, dossier), "reassign", new { agency = "H42.127", reason = "thuộc địa bàn" })).Gives(409, "dossier.may-reassign");
    }

    [Test]
    public async Task A_renamed_commune_prints_the_same_codes_and_goes_on_counting()
    {
        var template = new[] { new { from = "2026-01-01", template = "{legacyCode}-{yyMMdd}-{0000}" } };
        const string legacy = "000.31.42.H42";
        var body = new { code = "H42.199", name = "UBND phường Giao Minh", kind = "peoplesCommittee", level = "commune", parent = "H42", workingHours = "office", effectiveFrom = "2026-03-01", codeTemplates = template, legacyCode = legacy };
        (await town.Admin.Ask("POST", "/api/v1/agencies", body)).Gives(201);
        (await town.Admin.Ask("PATCH", "/api/v1/agencies/H42.122", new { codeTemplates = template, legacyCode = legacy }, "If-Match", "\"1\"")).Gives(200);
        await town.Filed("H42.122");
        var second = await town.Filed("H42.122");

        var done = await town.Finished((await town.Succeed(["H42.122"], ["H42.199"])).Gives(201).Body);
        var third = await town.Filed("H42.199");

        Assert.Multiple(() =>
        {
            Assert.That((string)done["kind"]!, Is.EqualTo("rename"));
            Assert.That((string)second["code"]!, Is.EqualTo("000.31.42.H42-260302-0002"));
            Assert.That((string)third["code"]!, Is.EqualTo("000.31.42.H42-260302-0003"));
        });
        (await town.Admin.Ask("POST", "/api/v1/agencies", body with { code = "H42.122" })).Gives(409, "agency.code-is-new");
    }

    [Test]
    public async Task What_an_abolished_commune_leaves_goes_to_the_agency_above_it()
    {
        var (province, commune) = (await town.Official("H42"), await town.Official("H42.122"));
        var dossier = await town.Filed("H42.122");

        var done = await town.Finished((await town.Succeed(["H42.122"], [])).Gives(201).Body);

        Assert.That((string)done["kind"]!, Is.EqualTo("abolish"));
        Assert.That((string)(await Get(province, dossier))["competentAgency"]!["code"]!, Is.EqualTo("H42"));
        Assert.That((await commune.Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Status, Is.EqualTo(401), "its officials are not the province's");
    }

    [Test]
    public async Task An_office_that_stays_receives_for_whoever_took_over()
    {
        (await town.Succeed(["H17.122"], ["H17.123"])).Gives(201);
        var filing = Desk.Filing();
        filing["owner"]!["personalId"] = "048090000999";

        var filed = (await town.Host.Client("reception@H17.122.01").Ask("POST", "/api/v1/dossiers", filing)).Gives(201).Body;

        Assert.That(((string)filed["receivingAgency"]!["code"]!, (string)filed["competentAgency"]!["code"]!), Is.EqualTo(("H17.122.01", "H17.123")));
        Assert.That(await Listed(town.Host.Client("handler@H17.123")), Is.EqualTo(new[] { (string)filed["id"]! }));
    }

    [Test]
    public async Task What_cannot_be_is_refused_and_nothing_is_written()
    {
        var first = (await town.Succeed(["H42.122"], ["H42.127"], "2026-04-01")).Gives(201).Body;
        var before = (await town.Admin.Ask("GET", "/api/v1/agencies/successions?limit=200")).Gives(200)["count"]!.ToJsonString();

        (await town.Succeed(["H42.124", "H42.125"], ["H42.126", "H42.127"])).Gives(409, "agency.is-merge-or-split");
        (await town.Succeed(["H42.122"], ["H42.126"])).Gives(409, "agency.is-in-force");
        (await town.Succeed(["H17.25"], ["H42.126"])).Gives(409, "agency.is-in-force");
        (await town.Succeed(["H42.124"], ["H17.25"])).Gives(409, "agency.is-in-force");
        (await town.Succeed(["H42.124"], ["H42.124"])).Gives(409, "agency.succeeds-another");
        (await town.Succeed(["H42.124"], ["H99"])).Gives(404, "agency.exists");
        (await town.Succeed(["H99"], ["H42.124"])).Gives(404, "agency.exists");
        (await town.Succeed(["H42"], [])).Gives(409, "agency.work-has-holder");
        (await (await town.Official("H42.124")).Ask("POST", "/api/v1/agencies/successions", new { predecessors = new[] { "H42.124" }, successors = new[] { "H42.126" } })).Gives(403);
        (await town.Admin.Ask("GET", "/api/v1/agencies/successions/none")).Gives(404, "agency.succession-exists");
        (await town.Host.Client("citizen1").Ask("GET", "/api/v1/agencies/successions")).Gives(403);

        var after = (await (await town.Official("H42.124")).Ask("GET", "/api/v1/agencies/successions?limit=1")).Gives(200).Body;
        Assert.That(after["count"]!.ToJsonString(), Is.EqualTo(before));
        Assert.That((string)after["items"]![0]!["id"]!, Is.EqualTo((string)first["id"]!), "the farthest ahead first");
        (await town.Admin.Ask("GET", $"/api/v1/agencies/successions?limit=1&cursor={after["next"]}")).Gives(200);
        (await town.Admin.Ask("GET", "/api/v1/agencies/successions?cursor=x")).Gives(400);
        Assert.That((await town.Admin.Ask("GET", "/api/v1/agencies/H42.124")).Gives(200)["effectiveTo"], Is.Null);
    }
}

using System.Text.Json.Nodes;
using OneStop.Api.Tests.Access;
using OneStop.Api.Tests.Dossiers;
using OneStop.Api.Tests.Transfers;
using OneStop.Infrastructure.Access;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Authorization;

/// <summary>
/// Identities and codes of others in every place where one fits, beside the address: they change nothing, and nobody can tell from the
/// answer whether they exist.
/// </summary>
public sealed class ForeignIdTests
{
    private const string Stranger = "citizen8";
    private const string OtherWard = "handler@H17.121";

    private JsonNode dossier = null!;
    private JsonNode leg = null!;

    [OneTimeSetUp]
    public async Task Make()
    {
        Clock.Now = Monday;
        leg = await LegStages.Beside();
        dossier = await LegStages.DossierOf(leg);
    }

    [TearDown]
    public async Task Nothing_changed()
    {
        Assert.That((int)(await LegStages.Now(dossier))["version"]!, Is.EqualTo((int)dossier["version"]!));
        Assert.That((int)(await LegStages.Again(leg))["version"]!, Is.EqualTo((int)leg["version"]!));
    }

    /// <summary>A list or search narrowed by somebody else's dossier, person or agency is as empty as one narrowed by nothing that exists.</summary>
    [TestCase(Stranger)]
    [TestCase(OtherWard)]
    public async Task Filters_tell_nothing_of_what_is_not_seen(string caller)
    {
        var owner = (string)dossier["owner"]!["personalId"]!;
        await Same(caller, id => ("GET", $"/api/v1/dossiers?count=exact&root={id}", null), (string)dossier["id"]!);
        await Same(caller, id => ("GET", $"/api/v1/dossiers?count=exact&code={id}", null), (string)dossier["code"]!);
        await Same(caller, id => ("GET", $"/api/v1/transfers?count=exact&dossier={id}", null), (string)dossier["id"]!);
        await Same(caller, id => ("POST", "/api/v1/dossiers/search", new { code = id, count = "exact" }), (string)dossier["code"]!);
        await Same(caller, id => ("POST", "/api/v1/dossiers/search", new { personalId = id, count = "exact" }), owner, "048190999999");
        await Same(caller, id => ("POST", "/api/v1/dossiers/search", new { root = id, count = "exact" }), (string)dossier["id"]!);
    }

    [TestCase("dossiers?assignee={0}")]
    [TestCase("dossiers?agency=H17.122")]
    [TestCase("transfers?toAgency=H17.123")]
    [TestCase("transfers?fromAgency=H17.122")]
    public async Task A_citizen_finds_nobody_elses_by_official_or_agency(string list)
    {
        var place = string.Format(System.Globalization.CultureInfo.InvariantCulture, list, DemoAccounts.IdOf(Stages.Handler));
        var found = (await As(Stranger).Ask("GET", $"/api/v1/{place}&limit=200&count=exact")).Gives(200);
        Assert.That(((int)found["count"]!["value"]!, found["items"]!.AsArray().Count), Is.EqualTo((0, 0)));
    }

    [TestCase("claim")]
    [TestCase("completeStep")]
    [TestCase("unassign")]
    public async Task A_batch_tells_nothing_of_what_is_not_seen(string action)
    {
        var version = (int)dossier["version"]!;
        foreach (var caller in new[] { Stranger, OtherWard })
        {
            await Same(caller, id => ("POST", "/api/v1/dossiers/batch", new { action, items = new[] { new { id, ifMatch = version } } }), (string)dossier["id"]!);
            await Same(caller, id => ("POST", "/api/v1/dossiers/batch", new { action, items = new[] { new { id, ifMatch = version } } }), (string)dossier["code"]!, "H17.122.01-20260302-9999999");
        }
    }

    /// <summary>For whom one may file follows from mandates, not from what the body says.</summary>
    [Test]
    public async Task Nobody_files_for_somebody_by_naming_him()
    {
        var before = Rows()["Dossiers"];
        var somebody = DemoAccounts.IdOf(Stages.Owner).ToString();
        foreach (var place in new[] { "dossiers", "dossier-groups" })
        {
            var filing = place == "dossiers" ? Filing("online") : Group("online");
            await Same(Stranger, id => ("POST", $"/api/v1/{place}", With(filing, "principal", id)), somebody);
            var atCounter = place == "dossiers" ? Filing() : Group();
            await Same(Stages.Reception, id => ("POST", $"/api/v1/{place}", With(atCounter, "principal", id)), somebody);
        }
        var subject = Filing("online");
        subject["submitter"] = new JsonObject
        {
            ["kind"] = "citizen", ["fullName"] = "Nguyễn Văn B", ["subject"] = new JsonObject { ["issuer"] = "https://vneid.example", ["sub"] = "1", ["level"] = 2 },
        };
        (await As(Stranger).Ask("POST", "/api/v1/dossiers", subject)).Gives(400);
        Assert.That(Rows()["Dossiers"], Is.EqualTo(before));
    }

    [TestCase(Stages.Owner, "dossier.assignee-holds-step-role")]
    [TestCase(OtherWard, "dossier.assignee-holds-step-role")]
    [TestCase($"handler@{Elsewhere}", "dossier.assignee-holds-step-role")]
    [TestCase("demo-client", "account.exists", Description = "holds no post, so there is no such official")]
    [TestCase("admin", "dossier.assignee-holds-step-role")]
    public async Task Work_goes_to_no_account_that_is_not_the_agencys(string userName, string code)
    {
        foreach (var account in new[] { userName, DemoAccounts.IdOf(userName).ToString() })
        {
            var free = await Stages.FreeAtHandler();
            (await Act(free, "assign", Stages.Head, new { account })).Gives(400, code);
            Assert.That((await LegStages.Now(free))["assignee"], Is.Null);
        }
    }

    [Test]
    public async Task An_obligation_of_another_dossier_is_none()
    {
        var (mine, other) = (await Stages.All["awaiting payment"](), await Stages.All["awaiting payment"]());
        var obligation = (string)other["obligations"]![0]!["id"]!;
        await Same(
            Stages.Handler, id => ("POST", $"/api/v1/dossiers/{mine["id"]}/financial-obligations/{id}/settle", new { }), obligation, null, "If-Match", $"\"{mine["version"]}\"");
        Assert.That((string)(await LegStages.Now(other))["status"]!, Is.EqualTo("awaitingPayment"));
    }

    /// <summary>An administrator of one agency is none of another.</summary>
    [Test]
    public async Task Nobody_administers_another_agency_by_naming_it()
    {
        var official = (await As("admin").Ask("POST", "/api/v1/staff", Requests.Staff(Requests.NewName(), Ward, "handler"))).Gives(201).Body;
        var accounts = Rows()["Accounts"];
        foreach (var agency in new[] { "H17.121", "H17", Office })
        {
            (await As($"agencyAdmin@{Ward}").Ask("POST", "/api/v1/staff", Requests.Staff(Requests.NewName(), agency, "leader"))).Gives(403);
            (await As($"agencyAdmin@{Ward}").Ask("POST", $"/api/v1/accounts/{official["id"]}/roles", Requests.Roles(agency, "leader"), "If-Match", $"\"{official["version"]}\"")).Gives(403);
        }
        (await As($"agencyAdmin@{Ward}").Ask("POST", $"/api/v1/accounts/{official["id"]}/roles", new { roles = new[] { new { role = "systemAdmin" } } }, "If-Match", $"\"{official["version"]}\"")).Gives(403);
        Assert.That((Rows()["Accounts"], (int)(await As("admin").Ask("GET", $"/api/v1/accounts/{official["id"]}")).Gives(200)["version"]!), Is.EqualTo((accounts, (int)official["version"]!)));
    }

    [TestCase("reports/handling?from=2026-03-01&to=2026-03-31")]
    [TestCase("reports/online-share?from=2026-03-01&to=2026-03-31")]
    [TestCase("reports/responsibility-time?from=2026-03-01&to=2026-03-31")]
    [TestCase("reports/service-quality?from=2026-03-01&to=2026-03-31")]
    [TestCase("reports/evaluation?from=2026-03-01&to=2026-03-31")]
    [TestCase("reports/overdue-causes?from=2026-03-01&to=2026-03-31")]
    [TestCase("attention?limit=200")]
    [TestCase("dossiers?count=exact")]
    public async Task Another_agencys_work_is_answered_like_that_of_none(string place) =>
        await Same(OtherWard, code => ("GET", $"/api/v1/{place}&agency={code}", null), Elsewhere, "H17.999");

    /// <summary>What somebody else's figure or page leads to is seen under one's own rights.</summary>
    [Test]
    public async Task Links_and_cursors_of_others_open_nothing()
    {
        var report = (await As("leader@H17").Ask("GET", "/api/v1/reports/handling?from=2026-03-01&to=2026-03-31")).Gives(200);
        var next = (string)(await As("leader@H17").Ask("GET", "/api/v1/dossiers?limit=1")).Gives(200)["next"]!;
        foreach (var caller in new[] { Stranger, OtherWard, $"handler@{Elsewhere}" })
        {
            foreach (var place in new[] { $"{report["totals"]!["received"]!["drillDown"]}&limit=200", $"/api/v1/dossiers?limit=200&cursor={next}" })
            {
                foreach (var line in (await As(caller).Ask("GET", place)).Gives(200)["items"]!.AsArray())
                {
                    (await As(caller).Ask("GET", $"/api/v1/dossiers/{line!["id"]}")).Gives(200);
                }
            }
        }
    }

    /// <summary>Whoever has no receipt cannot tell a wrong secret from a wrong code.</summary>
    [Test]
    public async Task The_public_look_up_tells_no_code_from_none()
    {
        var asked = new { code = (string)dossier["code"]!, secret = "AAAAAAAAAA" };
        Assert.That(
            Told(await Anonymous.Ask("POST", "/api/v1/lookup", asked)),
            Is.EqualTo(Told(await Anonymous.Ask("POST", "/api/v1/lookup", asked with { code = "H17.122.01-20260302-9999999" }))));
        (await Anonymous.Ask("GET", $"/api/v1/lookup/{dossier["id"]}")).Gives(404, "dossier.exists");
    }

    /// <summary>A key is its caller's: another one's answer is never replayed.</summary>
    [Test]
    public async Task A_key_of_somebody_else_replays_nothing()
    {
        var (key, filing) = (Guid.NewGuid().ToString(), Filing("online"));
        var mine = (await As(Stages.Owner).Ask("POST", "/api/v1/dossiers", filing, "Idempotency-Key", key)).Gives(201);
        filing["acknowledgeDuplicate"] = true;
        var other = await As(Stranger).Ask("POST", "/api/v1/dossiers", filing, "Idempotency-Key", key);
        Assert.That((other.Header("Idempotency-Replayed"), other.Text.Contains((string)mine["id"]!, StringComparison.Ordinal)), Is.EqualTo(((string?)null, false)));
    }

    private static JsonNode With(JsonNode body, string name, string value)
    {
        var copy = body.DeepClone();
        copy[name] = value;
        return copy;
    }

    /// <summary>Asks with what exists and with what does not; the answers must be one, and tell nothing of the first.</summary>
    private async Task Same(string caller, Func<string, (string Method, string Place, object? Body)> ask, string foreign, string? none = null, params string[] headers)
    {
        none ??= Guid.NewGuid().ToString();
        if (headers.Length == 0)
        {
            headers = ["If-Match", $"\"{dossier["version"]}\""];
        }
        var (real, made) = (await Ask(foreign), await Ask(none));
        Assert.That(Told(real).Replace(foreign, none, StringComparison.Ordinal), Is.EqualTo(Told(made)), ask(foreign).Place);

        Task<Answer> Ask(string id)
        {
            var (method, place, body) = ask(id);
            return As(caller).Ask(method, place, body, headers);
        }
    }

    private static string Told(Answer answer) =>
        $"{answer.Status} {System.Text.RegularExpressions.Regex.Replace(answer.Text, "\"(traceId|asOf)\":\"[^\"]*\"", "")}";
}

using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OneStop.Api.Tests.Access;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Dossiers;

/// <summary>Who files for whom: citizens by mandate, machine clients within their grant and for people who signed in elsewhere.</summary>
public sealed class FilersTests
{
    private const string Issuer = "https://portal-sso.example.vn";

    [OneTimeSetUp]
    public void Monday_morning() => Clock.Now = Monday;

    [Test]
    public async Task A_representative_files_for_the_principal_and_both_see_it()
    {
        await Mandate("citizen3", "citizen4");
        var principal = (await As("citizen3").Ask("GET", "/api/v1/me")).Gives(200)["id"]!.DeepClone();
        var filing = Filing("online");
        filing["principal"] = principal;
        var dossier = await Filed(filing, "citizen4");
        (await As("citizen3").Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(200);
        Assert.That((await As("citizen3").Ask("GET", $"/api/v1/dossiers?code={dossier["code"]}")).Gives(200)["items"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That((await As("citizen4").Ask("GET", $"/api/v1/dossiers?code={dossier["code"]}")).Gives(200)["items"]!.AsArray(), Has.Count.EqualTo(1));
        (await As("citizen5").Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(404, "dossier.exists");
        await Acted(dossier, "withdraw", "citizen4", Stages.Reason);
    }

    [Test]
    public async Task Without_a_mandate_that_lets_him_act_nobody_files_for_another()
    {
        var stranger = (await As("citizen3").Ask("GET", "/api/v1/me")).Gives(200)["id"]!;
        var filing = Filing("online");
        filing["principal"] = stranger.DeepClone();
        Assert.That((await File(filing, "citizen5")).Gives(400).Faults, Is.EqualTo(new[] { "principal dossier.principal-is-represented" }));

        await Mandate("citizen3", "citizen6", mayAct: false);
        Assert.That((await File(filing, "citizen6")).Gives(400).Faults, Is.EqualTo(new[] { "principal dossier.principal-is-represented" }));
        var seen = await Filed(Filing("online"), "citizen3");
        (await As("citizen6").Ask("GET", $"/api/v1/dossiers/{seen["id"]}")).Gives(200);
        (await Act(seen, "withdraw", "citizen6", Stages.Reason)).Gives(409, "dossier.owner-or-receptionist");
        var counter = Filing();
        counter["principal"] = stranger.DeepClone();
        Assert.That((await File(counter)).Gives(400).Faults, Is.EqualTo(new[] { "principal dossier.principal-is-represented" }));
    }

    [Test]
    public async Task A_mandate_that_was_not_accepted_lets_nobody_file()
    {
        (await As("citizen5").Ask("POST", "/api/v1/mandates", new { kind = "authorised", representative = "citizen4", fromDay = "2026-03-01" })).Gives(201);
        var filing = Filing("online");
        filing["principal"] = (await As("citizen5").Ask("GET", "/api/v1/me")).Gives(200)["id"]!.DeepClone();
        Assert.That((await File(filing, "citizen4")).Gives(400).Faults, Is.EqualTo(new[] { "principal dossier.principal-is-represented" }));
        var own = await Filed(Filing("online"), "citizen5");
        (await As("citizen4").Ask("GET", $"/api/v1/dossiers/{own["id"]}")).Gives(404, "dossier.exists");
    }

    [Test]
    public async Task A_mandate_for_one_procedure_shows_nothing_of_the_others()
    {
        await Mandate("citizen7", "citizen8", Linked);
        var other = await Filed(Filing("online"), "citizen7");
        var named = Filing("online");
        (named["procedure"], named["parts"]) = (Linked, new JsonArray(new JsonObject { ["component"] = "01", ["originals"] = 1 }));
        var seen = await Filed(named, "citizen7");
        (await As("citizen8").Ask("GET", $"/api/v1/dossiers/{other["id"]}")).Gives(404, "dossier.exists");
        (await As("citizen8").Ask("GET", $"/api/v1/dossiers/{seen["id"]}")).Gives(200);
        var listed = (await As("citizen8").Ask("GET", "/api/v1/dossiers?count=exact&limit=200")).Gives(200);
        var ids = listed["items"]!.AsArray().Select(item => (string)item!["id"]!).ToList();
        Assert.That(ids, Does.Contain((string)seen["id"]!).And.Not.Contain((string)other["id"]!));
        Assert.That((int)listed["count"]!["value"]!, Is.EqualTo(ids.Count));
    }

    [Test]
    public async Task A_portal_files_for_a_citizen_who_signed_in_elsewhere()
    {
        var portal = await Portal("dossiers.file", "dossiers.onBehalf");
        var filing = OnBehalf("so-1", 2);
        var dossier = (await portal.Ask("POST", "/api/v1/dossiers", filing)).Gives(201).Body;
        Assert.That(((string?)dossier["assurance"], (bool)dossier["test"]!), Is.EqualTo(("level2", false)));
        Assert.That(dossier["submitter"]!.AsObject().ContainsKey("subject"), Is.False, "whom the portal vouched for is not shown");
        (await portal.Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(200);
        var second = (await portal.Ask("POST", "/api/v1/dossiers", OnBehalf("so-1", null))).Gives(201).Body;
        var listed = (await portal.Ask("GET", "/api/v1/dossiers?count=exact")).Gives(200);
        Assert.That((int)listed["count"]!["value"]!, Is.EqualTo(2));
        (await portal.Ask("POST", $"/api/v1/dossiers/{second["id"]}/withdraw", Stages.Reason, "If-Match", "\"1\"")).Gives(200);
        var owners = await Owners(dossier, second);
        Assert.That(owners[0], Is.EqualTo(owners[1]), "one person, one account");
    }

    [TestCase("http://sso.example.vn", "account.issuer-signs-in-citizens")]
    [TestCase("sso.example.vn", "field.well-formed")]
    [TestCase("papers", "field.well-formed")]
    public async Task A_portal_vouches_for_no_person_of_nowhere(string issuer, string code)
    {
        var portal = await Portal("dossiers.file", "dossiers.onBehalf");
        var filing = OnBehalf("so-9", 2);
        filing["submitter"]!["subject"]!["issuer"] = issuer;
        foreach (var place in new[] { "/api/v1/dossiers", "/api/v1/dossiers?validateOnly=true" })
        {
            Assert.That((await portal.Ask("POST", place, filing)).Gives(400).Faults, Is.EqualTo(new[] { $"submitter.subject.issuer {code}" }));
        }
    }

    [TestCase(OutsideIssuer.Citizens, 201)]
    [TestCase(OutsideIssuer.Staff, 400)]
    [TestCase(Issuer, 400)]
    public async Task Where_issuers_are_configured_a_portal_vouches_for_their_citizens_only(string issuer, int status)
    {
        await using var host = new TestHost(
            services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new MovableClock(Monday))), settings: OutsideIssuer.Settings);
        var filing = OnBehalf("so-10", 2);
        filing["submitter"]!["subject"]!["issuer"] = issuer;
        (await (await Portal(["dossiers.file", "dossiers.onBehalf"], null, null, at: host)).Ask("POST", "/api/v1/dossiers", filing)).Gives(status);
    }

    [Test]
    public async Task What_a_grant_does_not_name_is_refused()
    {
        var narrow = await Portal(["dossiers.file"], [Linked], [Elsewhere]);
        (await narrow.Ask("POST", "/api/v1/dossiers", Filing("online"))).Gives(403, "dossier.within-grant");
        var plain = await Portal("dossiers.file");
        (await plain.Ask("POST", "/api/v1/dossiers", OnBehalf("so-2", 2))).Gives(403, "dossier.within-grant");
        var unsigned = (await plain.Ask("POST", "/api/v1/dossiers", Filing("online"))).Gives(201).Body;
        Assert.That((string?)unsigned["assurance"], Is.EqualTo("none"));
        var reader = await Portal("dossiers.read");
        (await reader.Ask("POST", "/api/v1/dossiers", Filing("online"))).Gives(403, "request.permitted");
        (await reader.Ask("GET", $"/api/v1/dossiers/{unsigned["id"]}")).Gives(200);
        (await (await Portal("reports.read")).Ask("GET", $"/api/v1/dossiers/{unsigned["id"]}")).Gives(403, "request.permitted");
        Assert.That((await File(OnBehalf("so-3", 1), "citizen1")).Gives(400).Faults, Is.EqualTo(new[] { "submitter.subject dossier.subject-comes-from-client" }));
        Assert.That((await plain.Ask("POST", "/api/v1/dossiers", Filing())).Gives(400).Faults, Is.EqualTo(new[] { "channel dossier.citizen-files-online" }));
    }

    [Test]
    public async Task A_check_makes_no_account()
    {
        var portal = await Portal("dossiers.file", "dossiers.onBehalf");
        var before = Rows();
        (await portal.Ask("POST", "/api/v1/dossiers?validateOnly=true", OnBehalf("so-4", 2))).Gives(200);
        Assert.That(Rows(), Is.EqualTo(before));
    }

    [Test]
    public async Task What_is_filed_for_trying_out_is_apart()
    {
        var (test, live) = (await Portal(["dossiers.file", "dossiers.read"], null, null, test: true), await Portal("dossiers.file", "dossiers.read"));
        var before = await Received();
        var tried = (await test.Ask("POST", "/api/v1/dossiers", Filing("online"))).Gives(201).Body;
        var real = (await live.Ask("POST", "/api/v1/dossiers", Filing("online"))).Gives(201).Body;
        foreach (var dossier in new[] { tried, real })
        {
            await Acted(dossier, "accept", Stages.Reception);
        }
        Assert.Multiple(async () =>
        {
            Assert.That((string)tried["code"]!, Does.StartWith("TEST-H17.122.01-20260302-"));
            Assert.That((string)real["code"]!, Does.StartWith("H17.122.01-20260302-"));
            Assert.That(((bool)tried["test"]!, (bool)real["test"]!), Is.EqualTo((true, false)));
            Assert.That(await Received() - before, Is.EqualTo(1), "no report counts it");
        });
        (await test.Ask("GET", $"/api/v1/dossiers/{real["id"]}")).Gives(404, "dossier.exists");
        (await live.Ask("GET", $"/api/v1/dossiers/{tried["id"]}")).Gives(404, "dossier.exists");
        (await As(Stages.Reception).Ask("GET", $"/api/v1/dossiers/{tried["id"]}")).Gives(200);
        var work = (await As(Stages.Reception).Ask("GET", "/api/v1/dossiers?test=true&limit=200")).Gives(200)["items"]!.AsArray();
        Assert.That(work.Select(item => (bool)item!["test"]!), Is.Not.Empty.And.All.True);
    }

    private static async Task Mandate(string principal, string representative, string? procedure = null, bool mayAct = true)
    {
        var mandate = (await As(principal).Ask("POST", "/api/v1/mandates", new
        {
            kind = "authorised", representative, procedures = procedure is null ? null : new[] { procedure }, mayAct, fromDay = "2026-03-01",
        })).Gives(201);
        (await As(representative).Ask("POST", $"/api/v1/mandates/{mandate["id"]}/accept", new { }, "If-Match", "\"1\"")).Gives(200);
    }

    private static Task<HttpClient> Portal(params string[] scopes) => Portal(scopes, null, null);

    private static async Task<HttpClient> Portal(string[] scopes, string[]? procedures, string[]? agencies, bool test = false, TestHost? at = null)
    {
        var (host, admin) = (at ?? Host, at?.Client("admin") ?? As("admin"));
        var clientId = $"portal-{Guid.NewGuid():N}"[..20];
        var made = (await admin.Ask("POST", "/api/v1/clients", new
        {
            clientId, displayName = "Cổng tỉnh", test, grant = new { scopes, procedures, agencies },
        })).Gives(201);
        var secret = (await admin.Ask(
            "POST", $"/api/v1/clients/{made["id"]}/secrets", new { }, "If-Match", $"\"{made["version"]}\"")).Gives(201)["secret"]!;
        using var answer = await host.SignIn(("grant_type", "client_credentials"), ("client_id", clientId), ("client_secret", (string)secret!));
        var client = host.CreateClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {(await answer.Json()).Text("access_token")}");
        return client;
    }

    private static JsonObject OnBehalf(string sub, int? level)
    {
        var filing = Filing("online");
        filing["submitter"] = new JsonObject
        {
            ["kind"] = "citizen", ["fullName"] = "Nguyễn Văn A", ["subject"] = new JsonObject { ["issuer"] = Issuer, ["sub"] = sub, ["level"] = level },
        };
        return filing;
    }

    private static async Task<long> Received() => (long)(await As("procedureControl@H17").Ask("GET", "/api/v1/reports/online-share?from=2026-03-01&to=2026-03-31"))
        .Gives(200)["totals"]!["received"]!["value"]!;

    private static async Task<List<string?>> Owners(params JsonNode[] dossiers)
    {
        var owners = new List<string?>();
        foreach (var dossier in dossiers)
        {
            var keys = Audit.Tables.Rows($"SELECT hex(OwnerAccount) FROM Dossiers WHERE Code = '{dossier["code"]}'", Host.Database);
            owners.Add((string?)keys[0][0]);
        }
        return await Task.FromResult(owners);
    }
}

using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;
using OneStop.Api.Tests.Transfers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Audit;

/// <summary>Who did what: by subject, by actor, by time, and for whom.</summary>
public sealed class AuditTests
{
    private const string Controller = $"procedureControl@{Ward}";

    [Test]
    public async Task A_dossier_shows_who_did_what_with_the_reason_and_without_the_data()
    {
        var dossier = await Acted(await Stages.Handled(), "stop", Stages.Leader, Stages.Reason);
        foreach (var subject in new[] { dossier["id"], dossier["code"] })
        {
            var lines = await Audit($"subject={subject}", Controller);
            var last = lines[0];
            Assert.Multiple(() =>
            {
                Assert.That(lines.Select(line => (string?)line["type"]), Is.EqualTo(new[] { "dossierStopped", "stepClaimed", "stepCompleted", "dossierReceived", "dossierRegistered" }));
                Assert.That((string?)last["reason"], Is.EqualTo("theo đề nghị"));
                Assert.That((string?)last["actor"]!["userName"], Is.EqualTo(Stages.Leader));
                Assert.That((string?)last["agency"]!["code"], Is.EqualTo(Ward));
                Assert.That((int)last["version"]!, Is.EqualTo(5));
                Assert.That((string?)last["aggregateId"], Is.EqualTo((string?)dossier["id"]));
                Assert.That(last["data"], Is.Null);
            });
        }
    }

    [Test]
    public async Task A_page_goes_on_where_the_one_before_ended([Values("subject", "actor", "window")] string by)
    {
        var dossier = await Stages.Handled();
        var query = by switch
        {
            "subject" => $"subject={dossier["id"]}",
            "actor" => $"actor={Stages.Handler}&count=none",
            _ => "from=2026-02-01T00:00:00Z&to=2026-04-01T00:00:00Z&count=none",
        };
        var all = (await Audit($"{query}&limit=7", "admin")).Select(line => line.ToJsonString()).ToList();
        var paged = new List<string>();
        for (var place = $"/api/v1/audit?{query}&limit=2"; place is not null && paged.Count < all.Count;)
        {
            var page = (await As("admin").Ask("GET", place)).Gives(200);
            paged.AddRange(page["items"]!.AsArray().Select(line => line!.ToJsonString()));
            place = page.Header("Link")?.Split('<', '>')[1];
        }
        Assert.That(paged.Take(all.Count), Is.EqualTo(all));
    }

    [Test]
    public async Task An_actor_is_named_by_identity_or_by_name_and_the_engine_by_its_own()
    {
        await Stages.Handled();
        var byName = await Audit($"actor={Stages.Handler}&limit=5", "admin");
        Assert.That(byName, Is.Not.Empty);
        Assert.That(byName.Select(line => (string?)line["actor"]!["userName"]), Is.All.EqualTo(Stages.Handler));
        var byId = await Audit($"actor={byName[0]["actor"]!["id"]}&limit=5", "admin");
        Assert.That(byId.Select(line => line.ToJsonString()), Is.EqualTo(byName.Select(line => line.ToJsonString())));
        Assert.That((await Audit("actor=system&limit=5", "admin")).Select(line => line["actor"]!["userName"]), Is.All.Null);
        Assert.That(await Audit("actor=nobody-of-that-name", "admin"), Is.Empty);
    }

    [Test]
    public async Task A_controller_sees_what_was_done_in_the_name_of_the_agencies_below_and_nothing_else()
    {
        var dossier = await Stages.Handled();
        Assert.That(await Audit($"subject={dossier["id"]}", "procedureControl@H17"), Has.Count.EqualTo(4));
        Assert.That(await Audit($"subject={dossier["id"]}", $"procedureControl@{Elsewhere}"), Is.Empty);
        Assert.That(await Audit($"actor={Stages.Handler}", $"procedureControl@{Elsewhere}"), Is.Empty);
        Assert.That(await Audit($"actor={Stages.Handler}", Controller), Is.Not.Empty);
        (await As(Stages.Leader).Ask("GET", $"/api/v1/audit?subject={dossier["id"]}")).Gives(403, "request.permitted");
        (await Anonymous.Ask("GET", $"/api/v1/audit?subject={dossier["id"]}")).Gives(401);
    }

    [Test]
    public async Task A_leg_an_agency_and_a_procedure_are_subjects_too()
    {
        var leg = (await LegStages.LegsOf(await Stages.Away()))[0];
        Assert.That((await Audit($"subject={leg["id"]}", Controller)).Select(line => (string?)line["type"]), Is.EqualTo(new[] { "transferSent" }));
        Assert.That((await Audit($"subject={Ward}", "admin")).Select(line => (string?)line["aggregate"]), Is.All.EqualTo("agency"));
        Assert.That((await Audit($"subject={Procedure}", "admin")).Select(line => (string?)line["aggregate"]), Is.All.EqualTo("procedure"));
    }

    [Test]
    public async Task An_account_shows_why_it_was_disabled_and_who_registers_acts_as_the_account()
    {
        var name = Access.Requests.NewName();
        var account = (await Anonymous.Ask("POST", "/api/v1/accounts", Access.Requests.Citizen(name))).Gives(201).Body;
        (await As("admin").Ask("POST", $"/api/v1/accounts/{account["id"]}/disable", new { reason = "nghi mạo danh" }, "If-Match", "\"1\"")).Gives(200);
        var lines = await Audit($"subject={account["id"]}", "admin");
        Assert.That(
            lines.Select(line => $"{line["type"]} {line["actor"]!["userName"]} {line["reason"]}"),
            Is.EqualTo(new[] { "accountDisabled admin nghi mạo danh", $"accountOpened {name} " }));
    }

    [Test]
    public async Task Looks_are_read_by_dossier_and_by_reader()
    {
        var dossier = await Stages.Handled();
        (await As(Stages.Head).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(200);
        await AccessJournalTests.Journal(dossier, Stages.Owner, 1);
        var looks = await Audit($"kind=reads&subject={dossier["code"]}", Controller);
        Assert.That(looks.Select(look => $"{look["type"]} {look["aggregate"]} {look["aggregateId"]} {look["actor"]!["userName"]} {look["position"]}"), Is.EqualTo(new[]
        {
            $"dossier dossier {dossier["id"]} {Stages.Head} ",
        }));
        Assert.That((await Audit($"kind=reads&actor={Stages.Head}&limit=1", Controller))[0]["aggregateId"]!.ToString(), Is.Not.Empty);
        Assert.That(await Audit($"kind=reads&actor={Stages.Head}", $"procedureControl@{Elsewhere}"), Is.Empty);
        Assert.That(await Audit($"kind=reads&subject={Procedure}", "admin"), Is.Empty, "only dossiers are looked at");
    }

    [TestCase("", "subject field.required")]
    [TestCase("kind=reads&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z", "subject field.required")]
    [TestCase("from=2026-01-01T00:00:00Z", "to field.required")]
    [TestCase("to=2026-01-01T00:00:00Z", "from field.required")]
    [TestCase("from=2026-01-01T00:00:00Z&to=2026-04-04T00:00:00Z", "to field.within-range")]
    [TestCase("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "to field.within-range")]
    [TestCase("subject=x&cursor=abc", "cursor field.well-formed")]
    [TestCase("subject=x&kind=both", "kind field.well-formed")]
    [TestCase("subject=x&limit=0", "limit field.within-range")]
    public async Task What_narrows_the_list_is_asked_for(string query, string fault) =>
        Assert.That((await As("admin").Ask("GET", $"/api/v1/audit?{query}")).Gives(400).Faults, Is.EqualTo(new[] { fault }));

    private static async Task<List<JsonNode>> Audit(string query, string by) =>
        [.. (await As(by).Ask("GET", $"/api/v1/audit?{query}")).Gives(200)["items"]!.AsArray().Select(line => line!)];
}

using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Api.Tests.Agencies;
using OneStop.Infrastructure.Jobs;
using static OneStop.Api.Tests.Access.Requests;

namespace OneStop.Api.Tests.Access;

public sealed class HandoverTests
{
    private const string Agency = "H42.122";
    private const string Leader = $"leader@{Agency}";
    private Reorganisation town = null!;

    [OneTimeSetUp]
    public void Start() => town = new Reorganisation();

    [OneTimeTearDown]
    public async Task Stop() => await town.DisposeAsync();

    [TearDown]
    public void Monday() => town.Clock.Now = Reorganisation.Monday;

    [Test]
    public async Task All_open_work_goes_to_the_other_or_becomes_free()
    {
        const int all = 250, handled = 6;
        var (leaver, to) = (await Official("reception", "handler", "head"), await Official("reception"));
        var dossiers = new List<JsonNode>();
        for (var number = 0; number < all; number++)
        {
            dossiers.Add(await Filed(leaver));
        }
        for (var number = 0; number < handled; number++)
        {
            dossiers[number] = await Acted(leaver, await Acted(leaver, dossiers[number], "steps/complete"), "claim");
        }
        dossiers[0] = await Acted(leaver, dossiers[0], "supplement-requests", Reorganisation.Defects);

        var handover = (await HandOver(Leader, leaver, to.Name, key: "handover-1")).Gives(200);
        Assert.That(((int)handover["moved"]! + (int)handover["unassigned"]!, (int)handover["remaining"]!), Is.EqualTo((100, all - 100)));
        Assert.That((await HandOver(Leader, leaver, to.Name, key: "handover-1")).Gives(200).Header("Idempotency-Replayed"), Is.EqualTo("true"));
        await Finish();

        var listed = (await Ask(Leader, "GET", leaver, "handovers")).Gives(200)["items"]!.AsArray().Single()!;
        Assert.That(((int)listed["moved"]!, (int)listed["unassigned"]!, (int)listed["remaining"]!), Is.EqualTo((all - handled, handled, 0)));
        Assert.That((string?)listed["finishedAt"], Is.Not.Null);
        foreach (var (index, before) in dossiers.Index())
        {
            await AssertMoved(before, index < handled ? null : to.Id);
        }
    }

    [Test]
    public async Task No_new_work_is_assigned_to_who_left_and_his_session_has_no_posts()
    {
        var (leaver, to) = (await Official("handler"), await Official("reception", "handler"));
        (await HandOver($"agencyAdmin@{Agency}", leaver, to.Name)).Gives(200);
        var dossier = await Acted(to, await Filed(to), "steps/complete");
        using var head = town.Host.Client($"head@{Agency}");
        (await Reorganisation.Act(head, dossier, "assign", new { account = leaver.Name })).Gives(400, "account.exists");
        (await leaver.Client.Ask("GET", "/api/v1/me")).Gives(401, "request.signed-in");
    }

    [Test]
    public async Task What_is_assigned_until_the_day_of_leaving_follows_on_that_day()
    {
        var (leaver, to) = (await Official("reception", "handler"), await Official("reception"));
        await Filed(leaver);
        var handover = (await HandOver("admin", leaver, to.Name, leavesOn: "2026-03-05")).Gives(200);
        Assert.That(((int)handover["moved"]!, (string?)handover["finishedAt"]), Is.EqualTo((1, null as string)));
        var later = await Filed(leaver);
        Assert.That((int)(await Ask(Leader, "GET", leaver, "handovers")).Gives(200)["items"]![0]!["remaining"]!, Is.EqualTo(1));

        town.Clock.Now = new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.FromHours(7));
        await Finish();
        var done = (await Ask(Leader, "GET", leaver, "handovers")).Gives(200)["items"]![0]!;
        Assert.That(((int)done["moved"]!, (int)done["remaining"]!), Is.EqualTo((2, 0)));
        Assert.That((string?)done["finishedAt"], Is.EqualTo("2026-03-05T00:00:00+07:00"));
        await AssertMoved(later, to.Id, by: "admin");
    }

    [Test]
    public async Task Who_is_given_posts_again_keeps_what_he_has()
    {
        var (leaver, to) = (await Official("reception"), await Official("reception"));
        var handover = (await HandOver(Leader, leaver, to.Name, leavesOn: "2026-03-04")).Gives(200);
        (await town.Admin.Ask("POST", $"/api/v1/accounts/{leaver.Id}/roles", Roles(Agency, "reception"), "If-Match", $"\"{handover["version"]}\"")).Gives(200);
        var kept = await Filed(leaver);
        town.Clock.Now = new DateTimeOffset(2026, 3, 4, 8, 0, 0, TimeSpan.FromHours(7));
        await Finish();
        var history = (await town.Admin.Ask("GET", $"/api/v1/dossiers/{kept["id"]}/history")).Gives(200)["items"]!.AsArray();
        Assert.That(history.Select(line => (string)line!["type"]!), Does.Not.Contain("stepAssigned").And.Not.Contain("stepUnassigned"));
    }

    [Test]
    public async Task A_leader_hands_over_the_work_of_the_own_agency_only()
    {
        var (leaver, to) = (await Official("reception"), await Official("reception"));
        (await town.Admin.Ask("POST", $"/api/v1/accounts/{leaver.Id}/roles", Roles("H42.124", "handler"), "If-Match", $"\"{leaver.Version}\"")).Gives(200);
        var handover = (await HandOver(Leader, leaver with { Version = leaver.Version + 1 }, to.Name)).Gives(200);
        Assert.That(handover["agencies"]!.AsArray().Select(code => (string)code!), Is.EqualTo(new[] { Agency }));
        var me = (await leaver.Client.Ask("GET", "/api/v1/me")).Gives(200);
        Assert.That(me["posts"]!.AsArray().Select(post => (string)post!["agency"]!), Is.EqualTo(new[] { "H42.124" }));
    }

    [Test]
    public async Task A_faulty_hand_over_says_why()
    {
        var (leaver, to) = (await Official("handler"), await Official("handler"));
        async Task<IEnumerable<string>> Faults(string by, string name, string? leavesOn = null) => (await HandOver(by, leaver, name, leavesOn)).Gives(400).Faults;
        Assert.That(await Faults(Leader, leaver.Name), Is.EqualTo(new[] { "to staff.stand-in-is-another" }));
        Assert.That(await Faults(Leader, "nobody"), Is.EqualTo(new[] { "to account.exists" }));
        Assert.That(await Faults("admin", "admin"), Is.EqualTo(new[] { "to staff.stand-in-works-there" }));
        Assert.That(await Faults(Leader, to.Name, "2026-03-01"), Is.EqualTo(new[] { "leavesOn staff.leaves-from-today-on" }));
        (await HandOver($"handler@{Agency}", leaver, to.Name)).Gives(403, "staff.handover-is-managed");
        (await HandOver("leader@H42.124", leaver, to.Name)).Gives(404, "account.exists");
        (await HandOver("citizen1", leaver, to.Name)).Gives(404, "account.exists");
        (await HandOver(Leader, leaver with { Version = 7 }, to.Name)).Gives(412, "request.version-current");
        (await Ask(Leader, "POST", leaver, "handover", new { to = to.Name, reason = "chuyển công tác" })).Gives(428, "request.version-given");
        (await Ask("leader@H42.124", "GET", leaver, "handovers")).Gives(404, "account.exists");
    }

    [Test]
    public async Task The_staff_of_a_successor_are_those_whose_work_it_took_over_too()
    {
        await using var other = new Reorganisation();
        var own = await Engage(other.Admin, NewName(), "H42.127", "handler");
        var came = await Engage(other.Admin, NewName(), "H42.125", "handler");
        (await other.Succeed(["H42.125"], ["H42.127"])).Gives(201);
        var page = (await other.Admin.Ask("GET", "/api/v1/agencies/H42.127/staff?limit=200&count=exact")).Gives(200);
        var names = page["items"]!.AsArray().Select(line => (string)line!["userName"]!).ToArray();
        Assert.That(names, Is.SupersetOf(new[] { own.Text("userName"), came.Text("userName") }));
        Assert.That(names, Does.Not.Contain("handler@H42.125"), "a demo account's post ends with its agency");
        Assert.That((int)page["count"]!["value"]!, Is.EqualTo(names.Length));
    }

    private async Task AssertMoved(JsonNode before, string? to, string by = Leader)
    {
        var now = (await town.Admin.Ask("GET", $"/api/v1/dossiers/{before["id"]}")).Gives(200);
        Assert.That(((string?)now["assignee"], (string?)now["dueAt"]), Is.EqualTo((to, (string?)before["dueAt"])));
        var last = (await town.Admin.Ask("GET", $"/api/v1/dossiers/{before["id"]}/history")).Gives(200)["items"]!.AsArray()[^1]!;
        Assert.That((string?)last["type"], Is.EqualTo(to is null ? "stepUnassigned" : "stepAssigned"));
        Assert.That(((string?)last["actorName"], (string?)last["note"]), Is.EqualTo((by, "chuyển công tác")), "in the name of whoever asked for it");
    }

    private Task Finish() => town.Host.Services.GetRequiredService<DueJobRunner>().FinishUntil(town.Clock.Now, CancellationToken.None);

    private async Task<Person> Official(params string[] roles)
    {
        var account = await Engage(town.Admin, NewName(), Agency, roles);
        var name = account.Text("userName")!;
        return new Person(account.Text("id")!, name, account.GetProperty("version").GetInt32(), await town.Host.SignedIn(name));
    }

    private static async Task<JsonNode> Filed(Person by)
    {
        var filing = Desk.Filing();
        filing["agency"] = Agency;
        return (await by.Client.Ask("POST", "/api/v1/dossiers", filing.ToJsonString())).Gives(201).Body;
    }

    private static async Task<JsonNode> Acted(Person by, JsonNode dossier, string path, object? body = null) =>
        (await Reorganisation.Act(by.Client, dossier, path, body)).Gives(200).Body;

    private Task<Answer> HandOver(string by, Person leaver, string to, string? leavesOn = null, string? key = null) => Ask(
        by, "POST", leaver, "handover", new { to, reason = "chuyển công tác", leavesOn },
        ["If-Match", $"\"{leaver.Version}\"", .. key is null ? Array.Empty<string>() : ["Idempotency-Key", key]]);

    private async Task<Answer> Ask(string by, string method, Person official, string path, object? body = null, params string[] headers)
    {
        using var client = town.Host.Client(by);
        return await client.Ask(method, $"/api/v1/staff/{official.Id}/{path}", body, headers);
    }

    private sealed record Person(string Id, string Name, int Version, HttpClient Client);
}

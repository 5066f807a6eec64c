using System.Diagnostics;
using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;
using OneStop.Api.Tests.Transfers;
using OneStop.Application.Changes;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Changes;

/// <summary>The feed: what happened behind a position, for whoever may see it.</summary>
public sealed class FeedTests
{
    private const string Other = "handler@H17.121";

    [SetUp]
    public void Begin() => Clock.Now = Monday;

    [Test]
    public async Task It_tells_what_happened_in_order_and_what_it_was()
    {
        var from = await Position();
        var dossier = await Stages.Handled();

        var slice = await Read(Stages.Leader, $"after={from}");

        var items = Of(slice, dossier);
        Assert.Multiple(() =>
        {
            Assert.That(items.Select(item => (string?)item["type"]), Is.EqualTo(new[] { "dossierRegistered", "dossierReceived", "stepCompleted", "stepClaimed" }));
            Assert.That(items.Select(item => (int)item["version"]!), Is.EqualTo(new[] { 1, 2, 3, 4 }));
            Assert.That(items.Select(item => (long)item["position"]!), Is.Ordered.And.Unique.And.All.GreaterThan(from));
            Assert.That(items.Select(item => (string?)item["id"]), Is.Unique);
            Assert.That(items.Select(item => (string?)item["aggregate"]), Is.All.EqualTo("dossier"));
            Assert.That((string?)items[1]["data"]!["code"], Is.EqualTo((string?)dossier["code"]));
            Assert.That((string?)items[3]["agency"], Is.EqualTo(Ward));
            Assert.That((long)slice["next"]!, Is.GreaterThanOrEqualTo((long)items[^1]["position"]!));
        });
    }

    [Test]
    public async Task Read_twice_or_in_other_slices_it_is_the_same()
    {
        await Stages.Handled();
        await LegStages.Beside();
        var end = await Position();
        var whole = await All(Stages.Leader, "limit=1000", end);
        Assert.That(whole, Has.Count.GreaterThan(10));
        foreach (var limit in new[] { 1000, 100, 7 })
        {
            Assert.That((await All(Stages.Leader, $"limit={limit}", end)).Select(item => item.ToJsonString()), Is.EqualTo(whole.Select(item => item.ToJsonString())), $"limit {limit}");
        }
    }

    [Test]
    public async Task Filters_take_away_and_never_add()
    {
        var from = await Position();
        var dossier = await Stages.Handled();
        var leg = await LegStages.Beside();
        var all = (await Read("admin", $"after={from}&limit=1000"))["items"]!.AsArray().Select(item => (string)item!["id"]!).ToList();
        foreach (var (filter, holds) in new (string, Func<JsonNode, bool>)[]
        {
            ("types=stepClaimed,dossierReceived", item => (string)item["type"]! is "stepClaimed" or "dossierReceived"),
            ($"procedure={Procedure}", item => (string)item["aggregate"]! is "dossier" or "transfer"),
            ($"agency={Elsewhere}", item => (string)item["aggregateId"]! == (string)leg["id"]! || (string)item["aggregateId"]! == (string)leg["dossier"]!["id"]!),
            ("agency=H17.999", _ => false),
        })
        {
            var items = (await Read("admin", $"after={from}&limit=1000&{filter}"))["items"]!.AsArray();
            Assert.That(items.Select(item => (string)item!["id"]!), Is.SubsetOf(all), filter);
            Assert.That(items.Where(item => !holds(item!)).Select(item => item!.ToJsonString()), Is.Empty, filter);
            Assert.That(items, filter.EndsWith("999", StringComparison.Ordinal) ? Is.Empty : Is.Not.Empty, filter);
        }
        Assert.That(Of(await Read("admin", $"after={from}&procedure={Linked}"), dossier), Is.Empty);
    }

    [TestCase("after=-1", "after field.within-range")]
    [TestCase("after=x", "after field.well-formed")]
    [TestCase("types=dossierFlown", "types field.in-list")]
    [TestCase("types=accountOpened", "types field.in-list")]
    [TestCase("types=", "types field.in-list")]
    [TestCase("types=,", "types field.in-list")]
    [TestCase("agency=", "agency field.within-length")]
    [TestCase("procedure=", "procedure field.within-length")]
    [TestCase("limit=0", "limit field.within-range")]
    [TestCase("limit=1001", "limit field.within-range")]
    [TestCase("wait=31", "wait field.within-range")]
    [TestCase("since=1", "since field.known")]
    public async Task What_it_does_not_understand_it_refuses(string query, string fault)
    {
        Assert.That((await As(Stages.Leader).Ask("GET", $"/api/v1/changes?{query}")).Gives(400).Faults, Is.EqualTo(new[] { fault }));
        if (!query.StartsWith("limit", StringComparison.Ordinal) && !query.StartsWith("wait", StringComparison.Ordinal))
        {
            Assert.That((await As(Stages.Leader).Ask("GET", $"/api/v1/changes/stream?{query}")).Gives(400).Faults, Is.EqualTo(new[] { fault }));
        }
    }

    /// <summary>Whoever stands there read a log that was longer before it was restored.</summary>
    [TestCase("changes?after=9000000000000")]
    [TestCase("changes?after=9000000000000&wait=20")]
    [TestCase("changes/stream?after=9000000000000")]
    [TestCase("dossiers/stream?after=9000000000000")]
    public async Task Beyond_its_end_nobody_reads(string place) =>
        (await As(Stages.Leader).Ask("GET", $"/api/v1/{place}")).Gives(409, "change.position-is-written");

    [Test]
    public async Task At_its_end_there_is_nothing_yet()
    {
        var end = await Position();
        Assert.That((long)(await Read(Stages.Leader, $"after={end}"))["next"]!, Is.GreaterThanOrEqualTo(end));
    }

    [Test]
    public async Task Who_waits_is_answered_as_soon_as_there_is_something_to_see()
    {
        var dossier = await Stages.Received();
        var from = await Position();
        var began = Stopwatch.GetTimestamp();
        var waiting = Read(Stages.Leader, $"after={from}&wait=30");
        var stranger = Read(Other, $"after={from}&wait=30");

        await Acted(dossier, "steps/complete", Stages.Reception);

        Assert.That(Of(await waiting, dossier).Select(item => (string?)item["type"]), Does.Contain("stepCompleted"));
        var own = Filing();
        own["agency"] = "H17.121.01";
        await Filed(own, by: "reception@H17.121.01");
        var slice = await stranger;
        Assert.That(Stopwatch.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(25)), "nobody waited for the end of his time");
        Assert.That(Of(slice, dossier), Is.Empty);
        Assert.That((long)slice["next"]!, Is.GreaterThan(from), "the position goes on past what is not for its eyes");
    }

    /// <summary>Snapshot, then the feed: a dossier that changed in between is in both, and told by its version.</summary>
    [Test]
    public async Task A_copy_begins_with_the_lists_and_goes_on_with_the_feed()
    {
        var dossier = await Stages.Received();
        var position = await Position();
        dossier = await Acted(dossier, "steps/complete", Stages.Reception);
        var copy = (await As(Stages.Leader).Ask("GET", $"/api/v1/dossiers?code={dossier["code"]}")).Gives(200)["items"]![0]!;
        await Acted(dossier, "claim", Stages.Handler);

        var items = Of(await Read(Stages.Leader, $"after={position}"), dossier);

        Assert.That(items.Select(item => (int)item["version"]!), Is.EqualTo(new[] { 3, 4 }));
        Assert.That(items.Where(item => (int)item["version"]! > (int)copy["version"]!).Select(item => (string?)item["type"]), Is.EqualTo(new[] { "stepClaimed" }));
    }

    [Test]
    public async Task A_leg_shows_its_agency_the_task_and_of_other_legs_only_that_there_are_some()
    {
        var from = await Position();
        var leg = await LegStages.Beside(LegStages.Opening(to: "H42.13"));
        var dossier = await LegStages.DossierOf(leg);
        var second = (await Act(dossier, "transfers", Stages.Handler, LegStages.Opening())).Gives(201).Body;

        var opened = Of(await Read($"leader@{Elsewhere}", $"after={from}"), dossier).Where(item => (string)item["type"]! == "legOpened").ToList();
        var whole = Of(await Read(Stages.Leader, $"after={from}"), dossier).Where(item => (string)item["type"]! == "legOpened").ToList();
        var history = (await As($"leader@{Elsewhere}").Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/history")).Gives(200)["items"]!.AsArray()
            .Where(line => (string)line!["type"]! == "legOpened").Select(line => line!["data"]!.ToJsonString());

        Assert.Multiple(() =>
        {
            Assert.That(opened.Select(item => (string?)item["data"]!["transfer"]), Is.EqualTo(new[] { null, (string?)second["id"] }));
            Assert.That(whole.Select(item => (string?)item["data"]!["transfer"]), Is.EqualTo(new[] { (string?)leg["id"], (string?)second["id"] }));
            Assert.That(opened.Select(item => item["data"]!.ToJsonString()), Is.EqualTo(history), "as the history shows it");
        });
    }

    /// <summary>Also where the leg went on to somebody else and the dossier is in the list of its first receiver no more.</summary>
    [TestCase("sent")]
    [TestCase("declined, sent another way")]
    [TestCase("forwarded")]
    [TestCase("recalled, sent another way")]
    [TestCase("beside the route, declined")]
    [TestCase("the dossier is withdrawn")]
    public async Task Legs_and_dossiers_are_in_it_for_those_who_may_read_them_and_nobody_else(string stage)
    {
        var from = await Position();
        var leg = await LegStages.All[stage]();
        foreach (var user in new[] { Stages.Owner, "citizen8", Other, Stages.Leader, $"leader@{Elsewhere}", "leader@H24.141", $"clerk@{LegStages.Land}", $"head@{LegStages.Third}", "admin" })
        {
            var items = (await Read(user, $"after={from}&limit=1000"))["items"]!.AsArray();
            foreach (var (aggregate, place) in new[] { ("transfer", $"transfers/{leg["id"]}"), ("dossier", $"dossiers/{leg["dossier"]!["id"]}") })
            {
                var told = items.Any(item => (string)item!["aggregate"]! == aggregate && place.EndsWith((string)item["aggregateId"]!, StringComparison.Ordinal));
                Assert.That(told, Is.EqualTo((await As(user).Ask("GET", $"/api/v1/{place}")).Status == 200), $"{aggregate}, {user}");
            }
        }
    }

    [Test]
    public async Task What_everybody_may_know_is_in_it_and_nothing_of_accounts_and_drafts()
    {
        var (all, own) = (await All("admin", "limit=1000", await Position()), await All("citizen7", "limit=1000", await Position()));
        Assert.Multiple(() =>
        {
            Assert.That(all.Select(item => (string)item["aggregate"]!).Distinct(), Is.SubsetOf(new[] { "dossier", "transfer", "procedure", "agency", "succession", "calendar", "weeklyTemplate", "nationalProcedure", "webhook" }));
            Assert.That(own.Select(item => (string)item["aggregate"]!).Distinct(), Is.SubsetOf(new[] { "procedure", "agency", "calendar", "weeklyTemplate", "dossier" }).And.Not.Empty, "what is open to all, and its own");
            Assert.That(own.Select(item => (string)item["type"]!), Has.None.EqualTo("procedureDrafted").And.None.EqualTo("procedureDraftChanged"));
        });
    }

    [Test]
    public async Task Every_type_is_described_and_has_a_schema_that_real_events_follow()
    {
        await LegStages.All["forwarded"]();
        await Stages.All["returned"]();
        await Acted(await Filed(), "withdraw", Stages.Reception, Stages.Reason);
        var schemas = (await Anonymous.Ask("GET", "/swagger/v1/swagger.json")).Gives(200)["components"]!["schemas"]!;
        var types = (await As(Stages.Leader).Ask("GET", "/api/v1/changes/types")).Gives(200)["items"]!.AsArray().ToDictionary(type => (string)type!["type"]!, type => type!);
        Assert.That(types.Keys, Is.EquivalentTo(ChangeTypes.Records.Keys));
        Assert.That(schemas["ChangeItem"]!["oneOf"]!.AsArray().Select(one => (string)one!["properties"]!["type"]!["enum"]![0]!), Is.EquivalentTo(types.Keys));
        foreach (var type in types.Values)
        {
            Assert.That(schemas[(string)type["schema"]!]?["type"]?.ToJsonString(), Is.EqualTo("\"object\""), (string)type["type"]!);
            Assert.That((string)type["vietnamese"]!, Is.Not.Empty.And.Not.EqualTo((string)type["english"]!));
        }
        var items = await All("admin", "limit=1000", await Position());
        var wrong = items.Where(item => !Follows(item["data"]!.AsObject(), schemas[(string)types[(string)item["type"]!]["schema"]!]!)).Select(item => item.ToJsonString());
        Assert.That(wrong.Take(3), Is.Empty);
        Assert.That(items.Select(item => (string)item["type"]!).Distinct().Count(), Is.GreaterThan(15));

        static bool Follows(JsonObject data, JsonNode schema) =>
            data.All(member => schema["properties"]?[member.Key] is not null)
            && (schema["required"]?.AsArray() ?? []).All(name => data.ContainsKey((string)name!));
    }

    internal static async Task<long> Position() => (long)(await As("admin").Ask("GET", "/api/v1/changes/position")).Gives(200)["position"]!;

    private static async Task<JsonNode> Read(string user, string query) => (await As(user).Ask("GET", $"/api/v1/changes?{query}")).Gives(200).Body;

    private static List<JsonNode> Of(JsonNode slice, JsonNode dossier) =>
        [.. slice["items"]!.AsArray().Select(item => item!).Where(item => (string)item["aggregateId"]! == (string)dossier["id"]!)];

    /// <summary>Everything up to a position.</summary>
    private static async Task<List<JsonNode>> All(string user, string query, long end)
    {
        var (items, at) = (new List<JsonNode>(), 0L);
        while (at < end)
        {
            var slice = await Read(user, $"after={at}&{query}");
            items.AddRange(slice["items"]!.AsArray().Select(item => item!).Where(item => (long)item["position"]! <= end));
            at = (long)slice["next"]!;
        }
        return items;
    }
}

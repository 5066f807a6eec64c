using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;
using static OneStop.Api.Tests.Transfers.LegStages;

namespace OneStop.Api.Tests.Transfers;

/// <summary>Work-lists of those who send and those who receive.</summary>
public sealed class TransferListTests
{
    /// <summary>Receives nothing in any other test.</summary>
    private const string Receiving = "H17.15";

    private const string Receiver = $"clerk@{Receiving}";
    private const string Leader = "leader@H17";

    private readonly List<JsonNode> legs = [];

    [OneTimeSetUp]
    public async Task Send_some()
    {
        Clock.Now = Monday;
        for (var i = 0; i < 7; i++)
        {
            Clock.Now = Monday.AddMinutes(i);
            legs.Add(await Beside(Opening(to: Receiving, value: 4 - (i % 4))));
        }
        legs[5] = await LegActed(legs[5], "accept", Receiver);
        legs[6] = await LegActed(legs[6], "decline", Receiver, Reason);
    }

    [OneTimeTearDown]
    public void ResetClock() => Clock.Now = Monday;

    [TestCase("sentAt", Receiver)]
    [TestCase("-sentAt", Receiver)]
    [TestCase("dueAt", Receiver)]
    [TestCase("sentAt", Leader)]
    [TestCase("-sentAt", Leader)]
    [TestCase("dueAt", Leader)]
    [TestCase("sentAt", Stages.Handler)]
    [TestCase("dueAt", Stages.Handler)]
    [TestCase("dueAt", Stages.Reception)]
    [TestCase("dueAt", "admin")]
    [TestCase("sentAt", Stages.Owner)]
    [TestCase("dueAt", Stages.Owner)]
    public async Task Three_pages_meet_every_leg_once_in_order(string sort, string caller)
    {
        var (seen, pages, next) = (new List<JsonNode>(), 0, "");
        do
        {
            var page = (await As(caller).Ask("GET", $"/api/v1/transfers?toAgency={Receiving}&limit=3&count=exact&sort={sort}{next}")).Gives(200);
            Assert.That((long)page["count"]!["value"]!, Is.EqualTo(sort == "dueAt" ? 6 : 7));
            seen.AddRange(page["items"]!.AsArray().Select(row => row!));
            (pages, next) = (pages + 1, (string?)page["next"] is { } cursor ? $"&cursor={cursor}" : "");
            Assert.That(page.Header("Link") is not null, Is.EqualTo(next.Length > 0));
        }
        while (next.Length > 0);
        var inOrder = sort switch
        {
            "sentAt" => legs,
            "-sentAt" => Enumerable.Reverse(legs),
            _ => legs.Take(6).OrderBy(leg => (DateTimeOffset)leg["dueAt"]!).ThenBy(leg => (string)leg["id"]!, StringComparer.Ordinal),
        };
        Assert.That(seen.Select(leg => (string?)leg["id"]), Is.EqualTo(inOrder.Select(leg => (string?)leg["id"])));
        Assert.That(pages, Is.EqualTo(sort == "dueAt" ? 2 : 3));
    }

    [TestCase("toAgency=H17.15&status=sent", 5)]
    [TestCase("toAgency=H17.15&status=accepted", 1)]
    [TestCase("toAgency=H17.15&status=declined", 1)]
    [TestCase("toAgency=H17.15&status=completed", 0)]
    [TestCase("toAgency=H17.15&fromAgency=H17.122", 7)]
    [TestCase("toAgency=H17.15&fromAgency=H17.123", 0)]
    [TestCase("toAgency=H17.15&dueBefore=2026-03-04T00:00:00%2B07:00", 1, Description = "open ones only")]
    [TestCase("toAgency=H17.15&dueBefore=2026-03-07T00:00:00%2B07:00", 6)]
    [TestCase("toAgency=H17.15&dueBefore=2026-03-07T00:00:00%2B07:00&status=accepted", 1)]
    [TestCase("toAgency=nowhere", 0)]
    public async Task A_list_is_narrowed_by_each_filter(string query, int expected)
    {
        foreach (var caller in new[] { Receiver, Stages.Handler, Leader, "admin", Stages.Owner })
        {
            var page = (await As(caller).Ask("GET", $"/api/v1/transfers?limit=200&count=exact&{query}")).Gives(200);
            Assert.That((page["items"]!.AsArray().Count, (int)page["count"]!["value"]!), Is.EqualTo((expected, expected)), caller);
        }
    }

    [Test]
    public async Task A_list_of_a_dossier_takes_its_code_too()
    {
        foreach (var asked in new[] { legs[0]["dossier"]!["id"], legs[0]["dossier"]!["code"] })
        {
            var page = (await As(Receiver).Ask("GET", $"/api/v1/transfers?dossier={asked}")).Gives(200);
            Assert.That(page["items"]!.AsArray().Select(leg => (string?)leg!["id"]), Is.EqualTo(new[] { (string?)legs[0]["id"] }));
        }
        Assert.That((await As(Receiver).Ask("GET", "/api/v1/transfers?dossier=nothing")).Gives(200)["items"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_receiver_finds_the_dossiers_of_its_legs_in_its_list_of_dossiers()
    {
        var open = (await As(Receiver).Ask("GET", "/api/v1/dossiers?limit=200&sort=dueAt&count=exact")).Gives(200);
        Assert.That(
            open["items"]!.AsArray().Select(row => (string?)row!["id"]),
            Is.EquivalentTo(legs.Take(6).Select(leg => (string?)leg["dossier"]!["id"])), "what was sent back is no open work");
        var all = (await As(Receiver).Ask("GET", "/api/v1/dossiers?limit=200")).Gives(200);
        Assert.That(all["items"]!.AsArray(), Has.Count.EqualTo(7));
        Assert.That((await As($"leader@{Receiving}").Ask("GET", "/api/v1/dossiers?limit=200")).Gives(200)["items"]!.AsArray(), Has.Count.EqualTo(7));
    }

    [Test]
    public async Task Strangers_find_nothing()
    {
        foreach (var caller in new[] { "handler@H17", "handler@H42.13", "leader@H42", "citizen2" })
        {
            var page = (await As(caller).Ask("GET", $"/api/v1/transfers?toAgency={Receiving}&count=exact")).Gives(200);
            Assert.That((page["items"]!.AsArray().Count, (int)page["count"]!["value"]!), Is.EqualTo((0, 0)), caller);
        }
        (await Anonymous.Ask("GET", "/api/v1/transfers")).Gives(401, "request.signed-in");
    }
}

using System.Text.Json.Nodes;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Webhooks;

/// <summary>Every address of webhooks: who may, what is refused, and what comes of it.</summary>
public sealed class WebhookTests
{
    private const string Owner = $"agencyAdmin@{Ward}";
    private const string Stranger = $"agencyAdmin@{Elsewhere}";

    /// <summary>Leads nowhere (RFC 5737), and so to nobody's network.</summary>
    private const string Outside = "https://203.0.113.10/onestop";

    private TestHost host = null!;
    private Receiver receiver = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        receiver = await Receiver.Start();
        host = new TestHost(settings: new Dictionary<string, string> { ["Webhooks:AllowedNetworks:0"] = "127.0.0.1/32", ["Webhooks:MostPerOwner"] = "3" });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await host.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [TearDown]
    public async Task Remove()
    {
        foreach (var webhook in (await Ask("admin", "GET", "?limit=200")).Gives(200)["items"]!.AsArray())
        {
            (await Ask("admin", "DELETE", $"/{webhook!["id"]}", null, "If-Match", $"\"{webhook["version"]}\"")).Gives(204);
        }
    }

    [Test]
    public async Task What_happens_is_sent_and_every_attempt_can_be_looked_at()
    {
        var made = (await Ask(Owner, "POST", "", new { url = receiver.Url, filter = new { types = new[] { "dossierReceived" }, agency = Office } })).Gives(201);
        Assert.That((made.Header("ETag"), made.Header("Cache-Control")), Is.EqualTo(("\"1\"", "no-store")));
        Assert.That((string)made["secret"]!, Does.Match("^whsec_[A-Za-z0-9+/]{43}=$"));
        var id = (string)made["webhook"]!["id"]!;
        using var reception = host.Client($"reception@{Office}");
        var dossier = (await reception.Ask("POST", "/api/v1/dossiers", Filing())).Gives(201);
        var sent = await receiver.Next();
        Assert.That(((string)sent["type"]!, (string)sent["aggregateId"]!), Is.EqualTo(("dossierReceived", (string)dossier["id"]!)));
        var delivery = await Done(id, "delivered");
        var whole = (await Ask(Owner, "GET", $"/{id}/deliveries/{delivery["id"]}")).Gives(200);
        Assert.That((string)whole["body"]!, Is.EqualTo(receiver.LastBody));
        var foreign = (await Ask("admin", "GET", $"/{id}/deliveries/{delivery["id"]}")).Gives(200);
        Assert.That((foreign["body"], foreign["attempts"]![0]!["answer"], (int)foreign["attempts"]![0]!["status"]!), Is.EqualTo(((JsonNode?)null, (JsonNode?)null, 200)));
        Assert.That(((int)whole["attempts"]![0]!["status"]!, (string)whole["attempts"]![0]!["answer"]!), Is.EqualTo((200, "thanks")));
        Assert.That((int)(await Ask(Owner, "POST", $"/{id}/redeliver", new { delivery = (string)delivery["id"]! })).Gives(200)["count"]!, Is.EqualTo(1));
        Assert.That((string)(await receiver.Next())["id"]!, Is.EqualTo((string)sent["id"]!));
        await Done(id, "delivered");
        var position = (long)delivery["position"]!;
        Assert.That((int)(await Ask(Owner, "POST", $"/{id}/redeliver", new { from = position, to = position })).Gives(200)["count"]!, Is.EqualTo(1));
        await receiver.Next();
    }

    [Test]
    public async Task A_ping_says_whether_the_receiver_is_there()
    {
        var webhook = await Registered(receiver.Url);
        var ping = (await Ask(Owner, "POST", $"/{webhook["id"]}/ping")).Gives(202);
        Assert.That((string)(await receiver.Next())["type"]!, Is.EqualTo("ping"));
        Assert.That(ping.Header("Location"), Is.EqualTo($"/api/v1/webhooks/{webhook["id"]}/deliveries/{ping["delivery"]!["id"]}"));
    }

    [Test]
    public async Task Pings_come_one_at_a_time_and_are_their_owners_alone()
    {
        var answering = new TaskCompletionSource();
        var id = (string)(await Registered(receiver.Url))["id"]!;
        receiver.Answering = answering.Task;
        var ping = (await Ask("admin", "POST", $"/{id}/ping")).Gives(202);
        await receiver.Next();
        (await Ask(Owner, "POST", $"/{id}/ping")).Gives(409, "webhook.ping-is-done");
        answering.SetResult();
        await Done(id, "delivered");
        var (own, foreign) = ((await Seen(Owner)).Gives(200), (await Seen("admin")).Gives(200));
        Assert.That((ping["body"], foreign["body"], foreign["attempts"]![0]!["answer"]), Is.EqualTo(((JsonNode?)null, (JsonNode?)null, (JsonNode?)null)));
        Assert.That(((string)own["body"]!, (string)own["attempts"]![0]!["answer"]!), Is.EqualTo((receiver.LastBody, "thanks")));

        Task<Answer> Seen(string user) => Ask(user, "GET", $"/{id}/deliveries/{ping["delivery"]!["id"]}");
    }

    [TestCase("http://10.0.0.1/", "url delivery.target-is-outside")]
    [TestCase("http://169.254.169.254/latest", "url delivery.target-is-outside")]
    [TestCase("https://nobody.invalid/", "url delivery.target-is-known")]
    [TestCase("https://user:word@203.0.113.10/", "url delivery.target-is-address")]
    [TestCase("https://203.0.113.10:22/", "url delivery.target-port-is-open")]
    [TestCase("", "url field.required")]
    public async Task A_target_that_may_not_be_sent_to_is_refused(string url, string fault) =>
        Assert.That((await Ask(Owner, "POST", "", new { url })).Gives(400).Faults, Is.EqualTo(new[] { fault }));

    [Test]
    public async Task Outside_development_a_target_needs_tls()
    {
        await using var live = new TestHost(settings: new Dictionary<string, string> { ["Webhooks:AllowHttp"] = "false" });
        var answer = await live.Client("admin").Ask("POST", "/api/v1/webhooks", new { url = "http://203.0.113.10/" });
        Assert.That(answer.Gives(400).Faults, Is.EqualTo(new[] { "url delivery.target-is-secure" }));
    }

    [Test]
    public async Task A_filter_names_what_there_is()
    {
        var answer = await Ask(Owner, "POST", "", new { url = Outside, filter = new { types = new[] { "dossierReceived", "nothing" }, agency = "X", procedure = "Y" } });
        Assert.That(answer.Gives(400).Faults, Is.EqualTo(new[] { "filter.types[1] webhook.type-exists", "filter.agency agency.exists", "filter.procedure procedure.exists" }));
    }

    [Test]
    public async Task Its_owner_changes_pauses_and_resumes_it()
    {
        var webhook = await Registered();
        var place = $"/{webhook["id"]}";
        (await Ask(Owner, "PATCH", place, new { state = "paused" })).Gives(428, "request.version-given");
        (await Ask(Owner, "PATCH", place, new { state = "paused" }, "If-Match", "\"9\"")).Gives(412, "request.version-current");
        var paused = (await Ask(Owner, "PATCH", place, new { state = "paused" }, "If-Match", "\"1\"")).Gives(200);
        Assert.That(((string)paused["state"]!, (string)paused["pauseReason"]!, paused.Header("ETag")), Is.EqualTo(("paused", "asked", "\"2\"")));
        (await Ask(Owner, "PATCH", place, new { state = "paused" }, "If-Match", "\"2\"")).Gives(409, "webhook.is-active");
        var active = (await Ask(Owner, "PATCH", place, new { state = "active", filter = new { procedure = Procedure } }, "If-Match", "\"2\"")).Gives(200);
        Assert.That(((string)active["state"]!, (string)active["filter"]!["procedure"]!, (string)active["url"]!), Is.EqualTo(("active", Procedure, Outside)));
        (await Ask(Owner, "PATCH", place, new { state = "active" }, "If-Match", $"\"{active["version"]}\"")).Gives(409, "webhook.is-paused");
        Assert.That((await Ask(Owner, "PATCH", place, new { url = "http://127.0.0.2/" }, "If-Match", $"\"{active["version"]}\"")).Gives(400).Faults, Is.EqualTo(new[] { "url delivery.target-is-outside" }));
    }

    [Test]
    public async Task Two_secrets_live_at_once_and_the_last_one_stays()
    {
        var webhook = await Registered();
        var place = $"/{webhook["id"]}/secrets";
        var first = (string)webhook["secrets"]![0]!["id"]!;
        (await Ask(Owner, "POST", "", new { url = Outside }, "Idempotency-Key", Guid.NewGuid().ToString())).Gives(400);
        (await Ask(Owner, "DELETE", $"{place}/{first}", null, "If-Match", "\"1\"")).Gives(409, "webhook.last-secret-stays");
        Assert.That((await Ask(Owner, "POST", place, new { previousUntil = "2020-01-01T00:00:00Z" }, "If-Match", "\"1\"")).Gives(400).Faults, Is.EqualTo(new[] { "previousUntil field.within-range" }));
        var second = (await Ask(Owner, "POST", place, new { previousUntil = DateTimeOffset.UtcNow.AddHours(1) }, "If-Match", "\"1\"")).Gives(201);
        Assert.That(second["webhook"]!["secrets"]!.AsArray().Select(secret => secret!["expiresAt"] is null), Is.EqualTo(new[] { false, true }));
        (await Ask(Owner, "POST", place, new { }, "If-Match", "\"2\"")).Gives(409, "webhook.secrets-are-few");
        (await Ask(Owner, "DELETE", $"{place}/{second["secretId"]}", null, "If-Match", "\"2\"")).Gives(409, "webhook.last-secret-stays");
        var one = (await Ask(Owner, "DELETE", $"{place}/{first}", null, "If-Match", "\"2\"")).Gives(200);
        Assert.That(one["secrets"]!.AsArray().Select(secret => (string)secret!["id"]!), Is.EqualTo(new[] { (string)second["secretId"]! }));
        (await Ask(Owner, "DELETE", $"{place}/{first}", null, "If-Match", "\"3\"")).Gives(404, "webhook.secret-exists");
        Assert.That((await Ask(Owner, "GET", $"/{webhook["id"]}")).Text, Does.Not.Contain("whsec_"));
    }

    [Test]
    public async Task Others_see_nothing_of_it_and_a_system_administrator_may_pause_it_only()
    {
        var webhook = await Registered();
        var place = $"/{webhook["id"]}";
        foreach (var (method, rest, body) in new (string, string, object?)[]
        {
            ("GET", "", null), ("PATCH", "", new { state = "paused" }), ("DELETE", "", null), ("POST", "/ping", null), ("GET", "/deliveries", null), ("POST", "/redeliver", new { failed = true }),
            ("GET", $"/deliveries/{Guid.NewGuid()}", null), ("POST", "/secrets", new { }),
        })
        {
            (await Ask(Stranger, method, place + rest, body, "If-Match", "\"1\"")).Gives(404, "webhook.exists");
        }
        Assert.That((await Ask(Stranger, "GET", "")).Gives(200)["items"]!.AsArray(), Is.Empty);
        (await Ask($"handler@{Ward}", "GET", "")).Gives(403, "request.permitted");
        (await Ask("admin", "PATCH", place, new { url = "https://203.0.113.11/" }, "If-Match", "\"1\"")).Gives(403, "webhook.is-own");
        (await Ask("admin", "POST", $"{place}/secrets", new { }, "If-Match", "\"1\"")).Gives(403, "webhook.is-own");
        var paused = (await Ask("admin", "PATCH", place, new { state = "paused" }, "If-Match", "\"1\"")).Gives(200);
        Assert.That(((string)paused["url"]!, (string)(await Ask(Owner, "GET", place)).Gives(200)["url"]!), Is.EqualTo(("https://203.0.113.10", Outside)), "paths may let in");
    }

    [Test]
    public async Task Lists_come_in_pages()
    {
        for (var number = 0; number < 3; number++)
        {
            await Registered();
        }
        (await Ask(Owner, "POST", "", new { url = Outside })).Gives(409, "webhook.are-few");
        var first = (await Ask(Owner, "GET", "?limit=2&count=exact")).Gives(200);
        Assert.That((first["items"]!.AsArray().Count, (long)first["count"]!["value"]!), Is.EqualTo((2, 3L)));
        var second = (await Ask(Owner, "GET", $"?limit=2&cursor={first["next"]}")).Gives(200);
        Assert.That((second["items"]!.AsArray().Count, second["next"]), Is.EqualTo((1, (JsonNode?)null)));
        (await Ask(Owner, "GET", "?cursor=none")).Gives(400);
    }

    [Test]
    public async Task Deliveries_come_in_pages_by_their_state()
    {
        var webhook = await Registered(receiver.Url);
        var place = $"/{webhook["id"]}";
        for (var number = 0; number < 3; number++)
        {
            (await Ask(Owner, "POST", $"{place}/ping")).Gives(202);
            await receiver.Next();
            await Done((string)webhook["id"]!, "delivered", number + 1);
        }
        var page = (await Ask(Owner, "GET", $"{place}/deliveries?state=delivered&limit=2")).Gives(200);
        Assert.That((page["items"]!.AsArray().Count, (long)page["count"]!["value"]!), Is.EqualTo((2, 3L)));
        Assert.That((await Ask(Owner, "GET", $"{place}/deliveries?state=delivered&limit=2&cursor={page["next"]}")).Gives(200)["items"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That((await Ask(Owner, "GET", $"{place}/deliveries?state=parked")).Gives(200)["items"]!.AsArray(), Is.Empty);
        (await Ask(Owner, "GET", $"{place}/deliveries?state=lost")).Gives(400);
        (await Ask(Owner, "GET", $"{place}/deliveries/{Guid.NewGuid()}")).Gives(404, "webhook.delivery-exists");
        (await Ask(Owner, "POST", $"{place}/redeliver", new { delivery = Guid.NewGuid() })).Gives(404, "webhook.delivery-exists");
        Assert.That((await Ask(Owner, "POST", $"{place}/redeliver", new { })).Gives(400).Faults, Is.EqualTo(new[] { "delivery field.required" }));
        Assert.That((await Ask(Owner, "POST", $"{place}/redeliver", new { from = 5, to = 4 })).Gives(400).Faults, Is.EqualTo(new[] { "from field.within-range" }));
        Assert.That((int)(await Ask(Owner, "POST", $"{place}/redeliver", new { failed = true, from = 5 })).Gives(200)["count"]!, Is.Zero);
        Assert.That((await Ask(Owner, "POST", $"{place}/redeliver", new { failed = true, from = 5, to = 6 })).Gives(400).Faults, Is.EqualTo(new[] { "delivery field.required" }));
        Assert.That((await Ask(Owner, "POST", $"{place}/redeliver", new { from = 5 })).Gives(400).Faults, Is.EqualTo(new[] { "from field.within-range" }));
    }

    private Task<Answer> Ask(string user, string method, string place, object? body = null, params string[] headers) =>
        host.Client(user).Ask(method, $"/api/v1/webhooks{place}", body, headers);

    private async Task<JsonNode> Registered(string url = Outside) =>
        (await Ask(Owner, "POST", "", new { url, filter = new { types = new[] { "webhookResumed" } } })).Gives(201)["webhook"]!;

    private async Task<JsonNode> Done(string id, string state, int count = 1)
    {
        for (var look = 0; look < 1_200; look++)
        {
            if ((await Ask(Owner, "GET", $"/{id}/deliveries?state={state}")).Gives(200)["items"]!.AsArray() is { } there && there.Count >= count)
            {
                return there[0]!;
            }
            await Task.Delay(25);
        }
        throw new TimeoutException("nothing was delivered");
    }
}

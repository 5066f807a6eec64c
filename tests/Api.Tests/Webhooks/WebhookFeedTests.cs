using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Webhooks;

/// <summary>What the feed tells of webhooks, and what webhooks may name of the feed.</summary>
public sealed class WebhookFeedTests
{
    private const string Owner = $"agencyAdmin@{Ward}";
    private const string Outside = "https://203.0.113.10/onestop";

    private TestHost host = null!;

    [OneTimeSetUp]
    public void Start() => host = new TestHost();

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task What_the_feed_tells_of_a_webhook_is_among_its_kinds_and_can_be_asked_for()
    {
        var webhook = (await Ask("POST", "/webhooks", new { url = Outside, filter = new { types = new[] { "webhookPaused" } } })).Gives(201)["webhook"]!;
        (await Ask("PATCH", $"/webhooks/{webhook["id"]}", new { state = "paused" }, "If-Match", "\"1\"")).Gives(200);
        var kinds = (await Ask("GET", "/changes/types")).Gives(200)["items"]!.AsArray().Select(kind => (string)kind!["type"]!).ToList();
        var told = await Told((string)webhook["id"]!, "");
        Assert.That(told, Is.EqualTo(new[] { "webhookRegistered", "webhookPaused" }).And.SubsetOf(kinds));
        Assert.That(await Told((string)webhook["id"]!, "&types=webhookPaused"), Is.EqualTo(new[] { "webhookPaused" }));
    }

    [Test]
    public async Task A_kind_of_event_that_never_comes_is_refused()
    {
        var answer = await Ask("POST", "/webhooks", new { url = Outside, filter = new { types = new[] { "accountOpened" } } });
        Assert.That(answer.Gives(400).Faults, Is.EqualTo(new[] { "filter.types[0] webhook.type-exists" }));
    }

    private async Task<IReadOnlyList<string>> Told(string webhook, string filter) =>
    [
        .. (await Ask("GET", $"/changes?limit=1000{filter}")).Gives(200)["items"]!.AsArray()
            .Where(item => (string)item!["aggregateId"]! == webhook).Select(item => (string)item!["type"]!),
    ];

    private Task<Answer> Ask(string method, string place, object? body = null, params string[] headers) =>
        host.Client(Owner).Ask(method, $"/api/v1{place}", body, headers);
}

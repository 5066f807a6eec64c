using System.Text;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Dossiers;

public sealed class ListTests
{
    private const string Caller = $"handler@{Ward}";

    [OneTimeSetUp]
    public async Task File_some()
    {
        for (var i = 0; i < 7; i++)
        {
            await Filed();
        }
    }

    [TestCase("-submittedAt")]
    [TestCase("submittedAt")]
    [TestCase("dueAt")]
    public async Task Paging_meets_every_row_once_while_others_come_in(string sort)
    {
        var before = await Ids($"sort={sort}&limit=200");
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await Get($"sort={sort}&limit=2&count=none{(cursor is null ? "" : $"&cursor={cursor}")}")).Gives(200);
            seen.AddRange(page["items"]!.AsArray().Select(row => (string)row!["id"]!));
            cursor = (string?)page["next"];
            await Filed();
        }
        while (cursor is not null && seen.Count < 1_000);
        Assert.That(seen, Is.Unique);
        Assert.That(seen.Where(before.Contains), Is.EqualTo(before), "all that was there, in its order");
    }

    [Test]
    public async Task Without_a_page_size_a_page_is_bounded()
    {
        var page = (await Get("")).Gives(200);
        Assert.That(page["items"]!.AsArray(), Has.Count.LessThanOrEqualTo(50).And.Count.GreaterThan(0));
        Assert.That((long)page["count"]!["value"]!, Is.LessThanOrEqualTo(1_000), "counted to a cap");
    }

    [Test]
    public async Task The_link_leads_to_the_next_page()
    {
        var page = (await Get("limit=1&procedure=" + Procedure)).Gives(200);
        var link = page.Header("Link")!;
        Assert.That(link, Does.EndWith("; rel=\"next\""));
        var next = (await As(Caller).Ask("GET", link[1..link.IndexOf('>', StringComparison.Ordinal)])).Gives(200);
        Assert.That((string?)next["items"]![0]!["id"], Is.Not.EqualTo((string?)page["items"]![0]!["id"]));
        Assert.That((string?)next["items"]![0]!["procedure"]!["code"], Is.EqualTo(Procedure), "with the same filters");
    }

    [TestCase("none", null)]
    [TestCase("exact", true)]
    public async Task A_list_is_counted_as_asked(string count, bool? exact)
    {
        var page = (await Get($"count={count}&limit=1")).Gives(200);
        Assert.That((bool?)page["count"]?["exact"], Is.EqualTo(exact));
    }

    [TestCase("limit=0", "limit field.within-range")]
    [TestCase("limit=201", "limit field.within-range")]
    [TestCase("limit=many", "limit field.well-formed")]
    [TestCase("limit=1.5", "limit field.well-formed")]
    [TestCase("cursor=rubbish", "cursor field.well-formed")]
    [TestCase("cursor=%F0%9F%98%80", "cursor field.well-formed")]
    [TestCase("sort=name", "sort field.in-list")]
    [TestCase("count=all", "count field.well-formed")]
    [TestCase("status=99", "status field.well-formed")]
    [TestCase("status=2", "status field.well-formed", Description = "a member by its number")]
    [TestCase("channel=COUNTER", "channel field.well-formed")]
    [TestCase("overdue=perhaps", "overdue field.well-formed")]
    [TestCase("receivedFrom=01/03/2026", "receivedFrom field.well-formed")]
    [TestCase("receivedFrom=2026-02-30", "receivedFrom field.well-formed")]
    [TestCase("receivedFrom=2026-03-02&receivedTo=2026-03-01", "receivedTo field.within-range")]
    [TestCase("dueBefore=yesterday", "dueBefore field.well-formed")]
    [TestCase("dueBefore=2026-03-02T09:00:00", "dueBefore field.well-formed", Description = "no offset")]
    [TestCase("assignee=somebody", "assignee field.well-formed")]
    [TestCase("cell=rubbish", "cell field.well-formed")]
    [TestCase("personalId=048090000123", "personalId field.known", Description = "addresses carry no personal data")]
    [TestCase("statuss=received", "statuss field.known", Description = "a filter misspelt must not answer everything")]
    [TestCase("ct=1", "ct field.known", Description = "a name of the program's own")]
    [TestCase("id=1", "id field.known")]
    public async Task What_a_list_cannot_take_is_refused_by_name(string query, string fault) =>
        Assert.That((await Get(query)).Gives(400).Faults, Is.EqualTo(new[] { fault }));

    [TestCase("[null,\"x\",\"y\"]")]
    [TestCase("[\"dueAt\",\"soon\",\"019cac46-1500-76bc-b63c-72be608b4747\"]")]
    [TestCase("[\"dueAt\",\"1\",\"nobody\"]")]
    [TestCase("[\"dueAt\",\"99999999999999999999\",\"019cac46-1500-76bc-b63c-72be608b4747\"]")]
    [TestCase("[\"-submittedAt\",\"019cac46-1500-76bc-b63c-72be608b4747\"]", Description = "of another order")]
    [TestCase("{\"a\":1}")]
    [TestCase("[1,2,3]")]
    public async Task A_cursor_of_somebody_elses_making_is_refused(string content)
    {
        var cursor = Convert.ToBase64String(Encoding.UTF8.GetBytes(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        Assert.That((await Get($"sort=dueAt&cursor={cursor}")).Gives(400).Faults, Is.EqualTo(new[] { "cursor field.well-formed" }));
    }

    [Test]
    public async Task Filters_narrow_to_what_they_say()
    {
        var dossier = await Filed();
        foreach (var query in new[]
        {
            "", "status=received", $"procedure={Procedure}", $"field={dossier["procedure"]!["field"]}", $"agency={Ward}", "channel=counter",
            "dueBefore=2026-12-31T00:00:00%2B07:00", "overdue=false", "receivedFrom=2026-03-02&receivedTo=2026-03-02", "updatedSince=2026-03-02T00:00:00%2B07:00",
        })
        {
            Assert.That(await Ids($"code={dossier["code"]}&{query}"), Is.EqualTo(new[] { (string)dossier["id"]! }), query);
        }
        foreach (var query in new[]
        {
            "status=withdrawn", "procedure=9", "field=none", $"agency={Elsewhere}", "channel=online", "dueBefore=2020-01-01T00:00:00Z", "overdue=true",
            "receivedTo=2026-03-01", "updatedSince=2026-03-03T00:00:00Z", "assignee=me",
        })
        {
            Assert.That(await Ids($"code={dossier["code"]}&{query}"), Is.Empty, query);
        }
    }

    [Test]
    public async Task Persons_are_searched_in_the_body_without_accents()
    {
        var filing = Filing();
        filing["owner"]!["fullName"] = "Đặng Thị Ngọc Ánh";
        var dossier = await Filed(filing);
        foreach (var filter in new object[] { new { ownerName = "dang thi ngoc anh" }, new { personalId = (string)filing["owner"]!["personalId"]! } })
        {
            var found = (await As(Caller).Ask("POST", "/api/v1/dossiers/search", filter)).Gives(200);
            Assert.That(found["items"]!.AsArray().Select(row => (string)row!["id"]!), Does.Contain((string)dossier["id"]!));
        }
        Assert.That((await As(Caller).Ask("POST", "/api/v1/dossiers/search", new { name = "x" })).Gives(400).Faults, Is.EqualTo(new[] { "name field.known" }));
        Assert.That((await As(Caller).Ask("POST", "/api/v1/dossiers/search", new { limit = 0 })).Gives(400).Faults, Is.EqualTo(new[] { "limit field.within-range" }));
    }

    [TestCase("handler@" + Elsewhere)]
    [TestCase("citizen2")]
    public async Task Nobody_lists_what_he_may_not_see(string stranger)
    {
        var id = (string)(await Filed())["id"]!;
        var list = (await As(stranger).Ask("GET", "/api/v1/dossiers?limit=200")).Gives(200);
        Assert.That(list.Text, Does.Not.Contain(id));
        Assert.That((await As(stranger).Ask("GET", $"/api/v1/dossiers?limit=200&agency={Ward}")).Gives(200)["items"]!.AsArray(), Is.Empty);
        foreach (var place in new[] { "", "/history", "/deadline", "/actions", "/receipt" })
        {
            (await As(stranger).Ask("GET", $"/api/v1/dossiers/{id}{place}")).Gives(404, "dossier.exists");
        }
    }

    [Test]
    public async Task A_tenant_in_a_header_changes_nothing()
    {
        var id = (string)(await Filed())["id"]!;
        (await As($"handler@{Elsewhere}").Ask(
            "GET", $"/api/v1/dossiers/{id}", null, "X-Tenant", Ward, "X-Agency", Ward, "X-Forwarded-User", "admin", "groupId", Ward)).Gives(404, "dossier.exists");
    }

    [Test]
    public async Task History_and_deadline_tell_the_life_of_a_dossier()
    {
        var dossier = await Stages.Supplementing();
        var history = (await As(Caller).Ask("GET", $"/api/v1/dossiers/{dossier["code"]}/history?limit=200")).Gives(200);
        Assert.That(history["items"]!.AsArray().Select(e => (string)e!["type"]!), Is.EqualTo(new[] { "dossierRegistered", "dossierReceived", "stepCompleted", "stepClaimed", "supplementRequested" }));
        Assert.That(history.Text, Does.Not.Contain("Nguyễn Văn A").And.Not.Contain("0905123456"), "no personal data in events");
        var deadline = (await As(Caller).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/deadline", null, "Accept-Language", "en")).Gives(200);
        Assert.That(deadline["entries"]!.AsArray().Select(e => (string)e!["kind"]!), Is.EqualTo(new[] { "start", "pause" }));
        Assert.That((string)deadline["explanation"]!, Does.Contain("working days"));
    }

    [Test]
    public async Task The_receipt_opens_the_public_look_up_and_says_when_it_was_replaced()
    {
        var dossier = await Filed();
        var receipt = (await As(Stages.Reception).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/receipt")).Gives(200);
        Assert.That((string)receipt["qrSvg"]!, Does.StartWith("<svg"));
        var query = new { code = (string)dossier["code"]!, secret = (string)receipt["receipt"]!["secret"]!, revision = 1 };
        var standing = (await Anonymous.Ask("POST", "/api/v1/lookup", query)).Gives(200);
        Assert.That((int)standing["statusCode"]!, Is.EqualTo(2));
        await Acted(dossier, "correct", Stages.Reception, new { changes = new { returnBy = "postal" }, reason = "nhầm" });
        Assert.That((await Anonymous.Ask("POST", "/api/v1/lookup", query)).Gives(200).Text, Does.Contain("2"));
        (await Anonymous.Ask("POST", "/api/v1/lookup", query with { secret = "AAAAAAAAAA" })).Gives(404, "dossier.exists");
        (await Anonymous.Ask("GET", "/api/v1/lookup/none")).Gives(404, "dossier.exists");
        var progress = (await Anonymous.Ask("GET", $"/api/v1/lookup/{dossier["code"]}")).Gives(200);
        Assert.That(progress.Body.AsObject().Select(pair => pair.Key), Is.EqualTo(new[] { "code", "completion" }), "nothing else");
    }

    [Test]
    public async Task A_dossier_that_was_never_received_has_no_receipt_and_no_deadline()
    {
        var dossier = await Stages.Registered();
        Assert.That((await As("citizen1").Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/receipt")).Status, Is.EqualTo(404));
        Assert.That((await As("citizen1").Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/deadline")).Status, Is.EqualTo(404).Or.EqualTo(200));
    }

    private static Task<Answer> Get(string query) => As(Caller).Ask("GET", $"/api/v1/dossiers?{query}");

    private static async Task<List<string>> Ids(string query) =>
        [.. (await Get(query)).Gives(200)["items"]!.AsArray().Select(row => (string)row!["id"]!)];
}

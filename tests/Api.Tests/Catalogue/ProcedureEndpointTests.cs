using OneStop.Domain.Access;

namespace OneStop.Api.Tests.Catalogue;

public sealed class ProcedureEndpointTests
{
    private readonly CatalogueApi api = new();

    private HttpClient Editor => api.As(Role.CatalogueEditor);

    [OneTimeTearDown]
    public void Close() => api.Dispose();

    [Test]
    public async Task The_list_pages_by_cursor_and_counts()
    {
        var seen = new List<string>();
        string? next = "";
        while (next is not null)
        {
            var page = await api.Anonymous.Get($"/procedures?limit=50&inForceOn=2018-06-01{(next.Length == 0 ? "" : $"&cursor={next}")}");
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["code"]!));
            next = (string?)page["next"];
            Assert.That((bool)page["count"]!["exact"]!);
            Assert.That((int)page["count"]!["value"]!, Is.GreaterThanOrEqualTo(seen.Count));
        }
        Assert.That(seen, Is.Ordered.Using<string>(StringComparer.Ordinal).And.Unique);
    }

    [TestCase("?inForceOn=2018-06-01", 76)]
    [TestCase("?search=khai%20sinh", 6, 1)]
    [TestCase("?search=%C4%90%C4%82NG%20k%C3%BD%20khai%20SINH", 1, 1)]
    [TestCase("?field=ho-tich", 1, 1)]
    [TestCase("?level=ministry", 1, 1)]
    [TestCase("?agency=H17.25.40&inForceOn=2018-06-01", 10, 1)]
    [TestCase("?service=full&sort=name", 1, 1)]
    [TestCase("?search=khongcogi", 0)]
    public async Task Filters_narrow_the_list(string query, int count, int atLeast = 0)
    {
        var page = await api.Anonymous.Get($"/procedures{query}");

        Assert.That((int)page["count"]!["value"]!, atLeast == 1 ? Is.GreaterThanOrEqualTo(1) : Is.EqualTo(count), page["items"]!.ToJsonString());
    }

    [TestCase("?limit=0", "limit")]
    [TestCase("?limit=201", "limit")]
    [TestCase("?sort=price", "sort")]
    [TestCase("?cursor=xyz", "cursor")]
    [TestCase("?levle=commune", "levle")]
    [TestCase("?inForceOn=yesterday", "inForceOn")]
    [TestCase("?count=perhaps", "count")]
    public async Task What_a_list_cannot_take_is_refused_by_name(string query, string field)
    {
        var problem = await api.Anonymous.Get($"/procedures{query}", 400);

        Assert.That(problem["errors"]!.AsObject().Select(error => error.Key), Does.Contain(field));
    }

    [Test]
    public async Task The_first_page_links_to_the_next()
    {
        var answer = await api.Anonymous.Send("GET", "/procedures?limit=1&count=none&sort=name");
        var link = answer.Headers.GetValues("Link").Single();
        var second = await api.Anonymous.GetStringAsync(link[(link.IndexOf('<', StringComparison.Ordinal) + 1)..link.IndexOf('>', StringComparison.Ordinal)]);

        Assert.That(second, Does.Contain("\"count\":null"));
    }

    [Test]
    public async Task A_procedure_shows_the_version_in_force_and_lists_all()
    {
        var now = await api.Anonymous.Get("/procedures/1.001612");
        var then = await api.Anonymous.Get("/procedures/1.001612/versions/1");

        Assert.That((int)now["number"]!, Is.EqualTo(2));
        Assert.That(now["versions"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That((string)then["level"]!, Is.EqualTo("district"));
        Assert.That(then["cases"]![0]!["limit"]!.ToJsonString(), Is.EqualTo("""{"value":3,"unit":"workingDay"}"""));
    }

    [Test]
    public async Task Competent_agencies_name_where_it_may_be_filed()
    {
        var page = await api.Anonymous.Get("/procedures/1.001612/agencies?area=490&on=2018-06-01");
        var all = await api.Anonymous.Get("/procedures/1.001612/agencies?on=2018-06-01&limit=200");
        var district = all["items"]!.AsArray().Single(item => (string)item!["code"]! == "H17.25");

        Assert.That(district!["filedAt"]!.AsArray().Select(place => (string)place!["code"]!), Does.Contain("H17.25.40"));
        Assert.That(page["items"]!.AsArray(), Has.Count.LessThan(all["items"]!.AsArray().Count));
    }

    [Test]
    public async Task A_procedure_is_drafted_published_and_repealed()
    {
        var editor = Editor;
        var drafted = await editor.Send("POST", "/procedures", Content("7.000001")).Json(201);
        await api.Anonymous.Get("/procedures/7.000001", 404);

        var faulty = await editor.Send("PUT", "/procedures/7.000001/versions/1", Content("7.000001", limit: 0, withCode: false), ifMatch: 1).Json();
        var problem = await editor.Send("POST", "/procedures/7.000001/versions/1/publish", ifMatch: 2).Json(400);
        Assert.That(problem["errors"]!.AsObject().Select(error => error.Key), Does.Contain("cases[0].limit"));

        await editor.Send("PUT", "/procedures/7.000001/versions/1", Content("7.000001", withCode: false), ifMatch: 2).Json();
        await editor.Send("PUT", "/procedures/7.000001/offerings", new { agencies = new[] { "H24.141" } }, ifMatch: 3).Json();
        var published = await editor.Send("POST", "/procedures/7.000001/versions/1/publish", ifMatch: 4).Json();
        var fixedNow = await editor.Send("PUT", "/procedures/7.000001/versions/1", Content("7.000001", withCode: false), ifMatch: 5).Json(409);
        var repealed = await editor.Send("POST", "/procedures/7.000001/repeal", new { effectiveTo = "2026-12-31" }, ifMatch: 5).Json();

        Assert.That((int)drafted["version"]!, Is.EqualTo(1));
        Assert.That((int)faulty["version"]!, Is.EqualTo(2));
        Assert.That((string)published["status"]!, Is.EqualTo("published"));
        Assert.That((string)fixedNow["code"]!, Is.EqualTo("procedure.version-is-draft"));
        Assert.That((string)repealed["effectiveTo"]!, Is.EqualTo("2026-12-31"));
        Assert.That((int)(await api.Anonymous.Get("/procedures?agency=H24.141.01&search=thu%20nghiem"))["count"]!["value"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task Writing_needs_the_right_and_the_version()
    {
        var body = new { agencies = new[] { "H24.141" } };

        await api.Anonymous.Send("PUT", "/procedures/1.000656/offerings", body, ifMatch: 1).Json(401);
        await api.As(Role.Handler).Send("PUT", "/procedures/1.000656/offerings", body, ifMatch: 1).Json(403);
        await Editor.Send("PUT", "/procedures/1.000656/offerings", body).Json(428);
        await Editor.Send("PUT", "/procedures/1.000656/offerings", body, ifMatch: 99).Json(412);
        await Editor.Send("PUT", "/procedures/1.000656/offerings", new { agencies = new[] { "H24.141.01" } }, ifMatch: 1).Json(400);
        await Editor.Send("PUT", "/procedures/0.000000/offerings", body, ifMatch: 1).Json(404);
    }

    [Test]
    public async Task An_import_answers_for_each_item()
    {
        object[] items = [Content("7.000010"), Content("bad"), Content("7.000011", limit: -1)];
        var first = await Editor.Send("POST", "/procedures/import", new { items }).Json();
        var second = await Editor.Send("POST", "/procedures/import", new { items }).Json();
        var changed = await Editor.Send("POST", "/procedures/import", new { items = new[] { Content("7.000010", limit: 9, from: "2026-06-01") } }).Json();

        Assert.That(Statuses(first), Is.EqualTo(new[] { "created", "failed", "failed" }));
        Assert.That(Statuses(second), Is.EqualTo(new[] { "unchanged", "failed", "failed" }));
        Assert.That(Statuses(changed), Is.EqualTo(new[] { "updated" }), changed.ToJsonString());
        Assert.That((string)first["items"]![1]!["problem"]!["code"]!, Is.EqualTo("procedure.code-is-well-formed"));
        Assert.That((string)(await api.Anonymous.Get("/procedures/7.000010/versions/1"))["effectiveTo"]!, Is.EqualTo("2026-05-31"));
        await api.Anonymous.Get("/procedures/7.000011", 404);
    }

    [TestCase("/procedures", """{"code":"7.000020","name":"X","field":"ho-tich","level":"commune","cases":[null]}""")]
    [TestCase("/procedures", """{"code":"7.000020","name":"X","field":"ho-tich","level":"commune","cases":[],"routes":[{"key":"a","steps":[null]}]}""")]
    [TestCase("/procedures", """{"code":"7.000020","name":null,"field":"ho-tich","level":"commune","cases":[]}""")]
    [TestCase("/procedures", """{"code":"7.000020","name":"X","field":"ho-tich","level":"village","cases":[]}""")]
    [TestCase("/procedures/import", """{"items":[null]}""")]
    [TestCase("/agencies/successions", """{"predecessors":[null],"successors":[],"from":"2026-07-01"}""")]
    [TestCase("/agencies", """{"code":"H24.1","name":"X","kind":"tax","level":"commune","workingHours":"office","codeTemplates":[{"from":"2026-01-01"}]}""")]
    [TestCase("/calendar/2029", """{"daysOff":[null]}""")]
    public async Task Holes_in_a_body_are_refused(string address, string body)
    {
        var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        await api.As(Role.SystemAdmin).PostAsync(new Uri($"/api/v1{address}", UriKind.Relative), content).Json(400);
    }

    [Test]
    public async Task Fields_are_listed_with_their_names()
    {
        var fields = await api.Anonymous.Get("/fields");

        Assert.That(fields["items"]!.AsArray().Select(field => (string)field!["name"]!), Does.Contain("Hộ tịch"));
    }

    private static IEnumerable<string> Statuses(System.Text.Json.Nodes.JsonNode report) =>
        report["items"]!.AsArray().Select(item => (string)item!["status"]!);

    private static Dictionary<string, object> Content(string code, int limit = 5, bool withCode = true, string from = "2026-01-01")
    {
        var content = new Dictionary<string, object>
        {
            ["name"] = "Thủ tục thử nghiệm", ["field"] = "ho-tich", ["level"] = "commune",
            ["cases"] = new[] { new { name = "Mặc định", limit = new { value = limit, unit = "workingDay" } } },
            ["components"] = new[] { new { name = "Tờ khai", originals = 1 } },
            ["feePolicy"] = "free", ["effectiveFrom"] = from,
        };
        if (withCode)
        {
            content["code"] = code;
        }
        return content;
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OneStop.Api.Tests.Access;
using OneStop.Api.Tests.Audit;
using static OneStop.Api.Tests.Exports.ExportHost;

namespace OneStop.Api.Tests.Exports;

/// <summary>From the request to the file, and everything that can come between.</summary>
public sealed class ExportTests
{
    /// <summary>More than one slice of the list.</summary>
    private const int Dossiers = 205;

    private ExportHost host = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        host = new ExportHost(("Exports:MostRows", "250"), ("Exports:MostOpen", "3"));
        using var reception = host.Host.Client($"reception@{Desk.Office}");
        await Task.WhenAll(Enumerable.Range(0, Dossiers).Select(async _ => (await reception.Ask("POST", "/api/v1/dossiers", Desk.Filing())).Gives(201)));
    }

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [TearDown]
    public void Go_on()
    {
        host.Release();
        host.Clock.Now = Desk.Monday;
        host.MachineClock.Now = Desk.Monday;
    }

    [Test]
    public async Task A_report_is_drawn_beside_the_requests_and_fetched()
    {
        var key = Guid.NewGuid().ToString();
        var taken = await host.Ask(Leader, "POST", "", Handling(), "Idempotency-Key", key);
        var id = (string)taken.Gives(202)["id"]!;
        Assert.That((taken.Header("Location"), taken.Header("ETag"), (string)taken["state"]!), Is.EqualTo(($"/api/v1/exports/{id}", "\"1\"", "queued")));
        Assert.That((string)(await host.Ask(Leader, "POST", "", Handling(), "Idempotency-Key", key)).Gives(202)["id"]!, Is.EqualTo(id), "once");
        var done = await host.Done(taken.Body);
        Assert.That(
            ((string)done["state"]!, (long)done["rows"]!, (long)done["progress"]!["done"]!, (long)done["progress"]!["of"]!, (int)done["version"]!, (string)done["parameters"]!["from"]!),
            Is.EqualTo(("finished", 1L, 1L, 1L, 2, March)));
        var (status, content, headers, ofContent) = await host.Fetch(done);
        Assert.Multiple(() =>
        {
            Assert.That((status, content.LongLength, Convert.ToHexStringLower(SHA256.HashData(content))), Is.EqualTo((200, (long)done["bytes"]!, (string)done["sha256"]!)));
            Assert.That(headers.ETag!.Tag, Is.EqualTo($"\"{done["sha256"]}\""));
            Assert.That(ofContent.ContentType!.ToString(), Is.EqualTo("text/csv; charset=utf-8"));
            Assert.That(ofContent.ContentDisposition!.ToString(), Does.StartWith("attachment;").And.Contain("handling_H17.122_2026-03-01_2026-03-31.csv"));
            Assert.That(Encoding.UTF8.GetString(content), Does.StartWith("\uFEFFTT,Lĩnh vực,Số hồ sơ nhận giải quyết - Tổng số").And.Contain($"Tổng cộng,{Dossiers},"));
        });
        Assert.That((await host.Ask(Leader, "GET", "?count=exact")).Gives(200)["items"]!.AsArray().Select(one => (string)one!["id"]!), Does.Contain(id));
        Assert.That((await host.Ask(Leader, "GET", $"/{id}", null, "If-None-Match", "\"2\"")).Status, Is.EqualTo(304));
        Assert.That(Tables.Rows($"SELECT Type FROM Events WHERE Aggregate = 'export' AND AggregateId = '{id}' ORDER BY Version", host.Host.Database).Select(row => row[0]),
            Is.EqualTo(new[] { "exportRequested", "exportFinished" }));
    }

    [TestCase("online-share", "xlsx", "PK")]
    [TestCase("responsibility-time", "html", "<!DOCTYPE html>")]
    [TestCase("handling", "xlsx", "PK")]
    public async Task Every_report_is_drawn_in_every_format(string report, string format, string begins)
    {
        var done = await host.Finished(new { report, format, period = "2026-03", structure = "current" });
        Assert.That(Encoding.UTF8.GetString((await host.Fetch(done)).Content), Does.StartWith(begins));
    }

    [Test]
    public async Task Words_are_those_of_the_language_that_was_asked_in()
    {
        var done = await host.Finished(Handling("html"), Leader, "Accept-Language", "en");
        Assert.That(Encoding.UTF8.GetString((await host.Fetch(done)).Content), Does.Contain("Dossiers to be handled").And.Contain("Biểu số 06/VPCP/KSTT").And.Contain("lang=\"en\""));
    }

    /// <summary>The rows behind a figure are exactly those that the figure counts; names are in them, numbers and contacts are not.</summary>
    [Test]
    public async Task The_dossiers_of_a_figure_are_exported()
    {
        using var leader = host.Host.Client(Leader);
        var report = (await leader.Ask("GET", $"/api/v1/reports/handling?from={March}&to=2026-03-31")).Gives(200);
        var figure = report["totals"]!["inProgressInTime"]!;
        var cell = ((string)figure["drillDown"]!).Split("cell=")[1];
        var done = await host.Finished(new { report = "dossiers", format = "csv", cell, sort = "submittedAt" });
        var text = Encoding.UTF8.GetString((await host.Fetch(done)).Content);
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(((long)figure["value"]!, (long)done["rows"]!, lines.Length, lines.Skip(1).Distinct().Count(), (long)done["progress"]!["of"]!),
            Is.EqualTo((Dossiers, Dossiers, Dossiers + 1, Dossiers, Dossiers)));
        Assert.That(text, Does.Contain("Nguyễn Văn A").And.Not.Contain("0905123456").And.Not.Contain("048090"));
    }

    [Test]
    public async Task A_download_goes_on_where_it_ended()
    {
        var done = await host.Finished(Handling("html"));
        var whole = (await host.Fetch(done)).Content;
        var tag = $"\"{done["sha256"]}\"";
        var (status, part, headers, ofContent) = await host.Fetch(done, "Range", "bytes=100-199", "If-Range", tag);
        Assert.That((status, ofContent.ContentRange!.ToString(), headers.AcceptRanges.Single()), Is.EqualTo((206, $"bytes 100-199/{whole.Length}", "bytes")));
        Assert.That(part, Is.EqualTo(whole[100..200]));
        Assert.That((await host.Fetch(done, "Range", "bytes=100-")).Content, Is.EqualTo(whole[100..]));
        Assert.That((await host.Fetch(done, "Range", "bytes=-50")).Content, Is.EqualTo(whole[^50..]));
        Assert.That((await host.Fetch(done, "Range", "bytes=100-199", "If-Range", "\"another\"")).Status, Is.EqualTo(200), "of another file");
        Assert.That((await host.Fetch(done, "If-None-Match", tag)).Status, Is.EqualTo(304));
        var outside = await host.Ask(Leader, "GET", $"/{done["id"]}/content", null, "Range", $"bytes={whole.Length}-");
        Assert.That(outside.Gives(416, "request.range-satisfiable").Header("Content-Range"), Is.EqualTo($"bytes */{whole.Length}"));
    }

    [Test]
    public async Task Nobody_but_the_requester_sees_an_export()
    {
        var done = await host.Finished(Handling());
        foreach (var user in new[] { "admin", $"head@{Desk.Ward}", $"leader@{Desk.Elsewhere}" })
        {
            (await host.Ask(user, "GET", $"/{done["id"]}")).Gives(404, "export.exists");
            (await host.Ask(user, "GET", $"/{done["id"]}/content")).Gives(404, "export.exists");
            (await host.Ask(user, "POST", $"/{done["id"]}/retry", new { }, "If-Match", "\"2\"")).Gives(404, "export.exists");
            (await host.Ask(user, "DELETE", $"/{done["id"]}", null, "If-Match", "\"2\"")).Gives(404, "export.exists");
            Assert.That((await host.Ask(user, "GET", "?limit=200")).Gives(200).Text, Does.Not.Contain((string)done["id"]!));
        }
        (await host.Ask("citizen1", "POST", "", Handling())).Gives(403, "request.permitted");
    }

    [TestCase("""{"report": "handling", "format": "csv", "to": "2026-03-31"}""", "from field.required")]
    [TestCase("""{"report": "handling", "format": "csv", "from": "2026-03-01"}""", "to field.required")]
    [TestCase("""{"report": "handling", "format": "csv", "from": "2026-03-31", "to": "2026-03-01"}""", "to field.within-range")]
    [TestCase("""{"report": "handling", "format": "csv", "from": "01/03/2026", "to": "2026-03-01"}""", "from field.well-formed")]
    [TestCase("""{"report": "handling", "format": "csv", "period": "2026-13"}""", "period report.period-is-known")]
    [TestCase("""{"report": "handling", "format": "csv", "period": "2026", "groupBy": "colour"}""", "groupBy field.well-formed")]
    [TestCase("""{"report": "handling", "format": "csv", "period": "2026", "colour": "red"}""", "colour field.known")]
    [TestCase("""{"report": "handling", "format": "csv", "period": "2025", "asOf": "2031-01-01T00:00:00+07:00"}""", "asOf report.as-of-is-past")]
    [TestCase("""{"report": "weather", "format": "csv"}""", "report field.in-list")]
    [TestCase("""{"report": "handling", "format": "pdf", "period": "2026"}""", "format field.well-formed")]
    [TestCase("""{"report": "dossiers", "format": "csv", "cell": "none"}""", "cell field.well-formed")]
    [TestCase("""{"report": "dossiers", "format": "csv", "status": "lost"}""", "status field.well-formed")]
    [TestCase("""{"report": "dossiers", "format": "csv", "sort": "colour"}""", "sort field.in-list")]
    [TestCase("""{"report": "dossiers", "format": "csv", "personalId": "048090123456"}""", "personalId field.known")]
    [TestCase("""{"report": "dossiers", "format": "csv", "limit": 3}""", "limit field.known")]
    public async Task What_the_reports_address_refuses_is_refused_before_it_waits(string body, string fault)
    {
        var before = host.Count("SELECT COUNT(*) FROM Exports");
        var answer = await host.Ask(Leader, "POST", "", body);
        Assert.That(answer.Gives(400).Faults, Does.Contain(fault), answer.Text);
        Assert.That(host.Count("SELECT COUNT(*) FROM Exports"), Is.EqualTo(before));
    }

    [Test]
    public async Task Of_one_account_few_are_under_way()
    {
        host.KeepWaiting();
        var waiting = new List<JsonNode>();
        for (var number = 0; number < 3; number++)
        {
            waiting.Add(await host.Taken(Handling(), $"head@{Desk.Ward}"));
        }
        (await host.Ask($"head@{Desk.Ward}", "POST", "", Handling())).Gives(409, "export.open-are-few");
        var other = await host.Taken(Handling());
        (await host.Ask($"head@{Desk.Ward}", "DELETE", $"/{waiting[0]["id"]}", null, "If-Match", "\"1\"")).Gives(204);
        await host.Taken(Handling(), $"head@{Desk.Ward}");
        host.Release();
        Assert.That((string)(await host.Done(other))["state"]!, Is.EqualTo("finished"));
    }

    [Test]
    public async Task One_that_waits_has_no_content_and_is_removed_without_a_trace()
    {
        host.KeepWaiting();
        var export = await host.Taken(Handling());
        (await host.Ask(Leader, "GET", $"/{export["id"]}/content")).Gives(409, "export.is-finished");
        (await host.Ask(Leader, "POST", $"/{export["id"]}/retry", new { }, "If-Match", "\"1\"")).Gives(409, "export.has-failed");
        (await host.Ask(Leader, "DELETE", $"/{export["id"]}")).Gives(428);
        (await host.Ask(Leader, "DELETE", $"/{export["id"]}", null, "If-Match", "\"7\"")).Gives(412);
        (await host.Ask(Leader, "DELETE", $"/{export["id"]}", null, "If-Match", "\"1\"")).Gives(204);
        (await host.Ask(Leader, "GET", $"/{export["id"]}")).Gives(404, "export.exists");
        Assert.That(host.Count($"SELECT COUNT(*) FROM DueJobs WHERE Subject = '{export["id"]}'"), Is.Zero);
    }

    [Test]
    public async Task A_failed_one_says_why_and_is_drawn_again()
    {
        host.KeepWaiting();
        var waiting = await host.Taken(Handling(agency: Desk.Ward), Leader, "Accept-Language", "en");
        host.Run($"""UPDATE Exports SET Details = REPLACE(Details, '{Desk.Ward}', '{Desk.Elsewhere}') WHERE Standing = 'queued'""");
        host.Release();
        var failed = await host.Done(waiting);
        Assert.That(((string)failed["state"]!, (string)failed["problem"]!["code"]!, (int)failed["version"]!), Is.EqualTo(("failed", "agency.exists", 2)), "not within reach");
        host.KeepWaiting();
        var again = (await host.Ask(Leader, "POST", $"/{failed["id"]}/retry", new { }, "If-Match", "\"2\"")).Gives(200);
        Assert.That(((string)again["state"]!, again["problem"], again.Header("ETag")), Is.EqualTo(("queued", (JsonNode?)null, "\"3\"")));
        host.Run($"""UPDATE Exports SET Details = REPLACE(Details, '{Desk.Elsewhere}', '{Desk.Ward}') WHERE RequestedAt > 0 AND Standing = 'queued'""");
        host.Release();
        Assert.That((string)(await host.Done(failed))["state"]!, Is.EqualTo("finished"));
        (await host.Ask(Leader, "POST", $"/{failed["id"]}/retry", new { }, "If-Match", "\"4\"")).Gives(409, "export.has-failed");
    }

    [Test]
    public async Task What_the_requester_may_no_longer_do_is_not_drawn()
    {
        using var admin = host.Host.Client("admin");
        var (name, password) = (Requests.NewName(), "một mật khẩu dài");
        var staff = (await admin.Ask("POST", "/api/v1/staff", new { userName = name, password, displayName = "Trần Thị B", agency = Desk.Ward, roles = new[] { new { role = "head" } } })).Gives(201);
        using var client = host.Host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", await host.Host.Token(name, password));
        host.KeepWaiting();
        var export = (await client.Ask("POST", "/api/v1/exports", Handling())).Gives(202);
        (await admin.Ask("POST", $"/api/v1/accounts/{staff["id"]}/disable", new { reason = "Thôi việc" }, "If-Match", $"\"{staff["version"]}\"")).Gives(200);
        host.Release();
        await Until(() => Problem(export.Body) is not null);
        Assert.That(Problem(export.Body), Is.EqualTo("export.requester-may-act"));
    }

    /// <summary>What a killed process left is thrown away, and the export drawn from the beginning; what kills everybody is given up.</summary>
    [Test]
    public async Task One_whose_process_was_killed_is_drawn_anew()
    {
        host.KeepWaiting();
        var (export, hopeless) = (await host.Taken(Handling("html")), await host.Taken(Handling("html")));
        Left(export, attempts: 2);
        Left(hopeless, attempts: 3);
        host.Release();
        var done = await host.Done(export);
        var content = (await host.Fetch(done)).Content;
        Assert.That(((string)done["state"]!, Convert.ToHexStringLower(SHA256.HashData(content))), Is.EqualTo(("finished", (string)done["sha256"]!)));
        Assert.That((string?)(await host.Done(hopeless))["problem"]?["code"], Is.EqualTo("export.can-be-drawn"));

        void Left(JsonNode of, int attempts)
        {
            var id = Guid.Parse((string)of["id"]!).ToString("N");
            host.Run($"UPDATE Exports SET Standing = 'running', Run = {attempts}, Parts = 40 WHERE Id = x'{id}'");
            host.Run($"""
                WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 39)
                INSERT INTO ExportParts (ExportId, Number, Content) SELECT x'{id}', i, zeroblob(1000) FROM n
                """);
            host.Run($"UPDATE DueJobs SET Attempts = {attempts} WHERE Subject = '{of["id"]}'");
        }
    }

    [Test]
    public async Task Content_is_kept_for_a_day_and_the_export_for_a_week()
    {
        var done = await host.Finished(Handling());
        var id = Guid.Parse((string)done["id"]!).ToString("N");
        host.Clock.Now = Desk.Monday.AddDays(40);
        Assert.That((await host.Fetch(done)).Status, Is.EqualTo(200), "the clock of a sandbox says nothing about that");
        host.Clock.Now = Desk.Monday;
        host.MachineClock.Now = Desk.Monday.AddHours(25);
        Assert.That((string)(await host.Ask(Leader, "GET", $"/{done["id"]}")).Gives(200)["state"]!, Is.EqualTo("expired"));
        (await host.Ask(Leader, "GET", $"/{done["id"]}/content")).Gives(410, "export.is-kept");
        await Until(() => host.Count($"SELECT COUNT(*) FROM ExportParts WHERE ExportId = x'{id}'") == 0);
        (await host.Ask(Leader, "GET", $"/{done["id"]}")).Gives(200);
        host.MachineClock.Now = Desk.Monday.AddDays(9);
        await Until(() => host.Count($"SELECT COUNT(*) FROM Exports WHERE Id = x'{id}'") == 0);
        (await host.Ask(Leader, "GET", $"/{done["id"]}")).Gives(404, "export.exists");
    }

    [Test]
    public async Task More_rows_than_one_export_may_hold_are_refused()
    {
        await using var narrow = new ExportHost(("Exports:MostRows", "2"));
        using var reception = narrow.Host.Client($"reception@{Desk.Office}");
        for (var number = 0; number < 3; number++)
        {
            (await reception.Ask("POST", "/api/v1/dossiers", Desk.Filing())).Gives(201);
        }
        (await narrow.Ask(Leader, "POST", "", new { report = "dossiers", format = "csv" })).Gives(409, "export.rows-within-limit");
        narrow.Run("CREATE TRIGGER More AFTER INSERT ON Exports BEGIN UPDATE Exports SET Details = REPLACE(Details, '1.999999', '1.003658') WHERE Id = NEW.Id; END");
        var late = await narrow.Done(await narrow.Taken(new { report = "dossiers", format = "csv", procedure = "1.999999" }));
        Assert.That(((string)late["state"]!, (string?)late["problem"]?["code"]), Is.EqualTo(("failed", "export.rows-within-limit")), "seen by the drawing itself");
    }

    private string? Problem(JsonNode export) =>
        Tables.Rows($"SELECT Problem FROM Exports WHERE Id = x'{Guid.Parse((string)export["id"]!):N}'", host.Host.Database)[0][0] as string;

    private static async Task Until(Func<bool> holds)
    {
        for (var look = 0; look < 300 && !holds(); look++)
        {
            await Task.Delay(100);
        }
        Assert.That(holds(), Is.True);
    }
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OneStop.Api.Tests.Access;
using OneStop.Api.Tests.Audit;
using static OneStop.Api.Tests.Exports.ExportHost;

namespace OneStop.Api.Tests.Exports;

/// <summary>What stands between an export and those who may not have it, and what becomes of it when something comes between.</summary>
public sealed class ExportGuardTests
{
    private ExportHost host = null!;

    [SetUp]
    public void Start()
    {
        host = new ExportHost();
        host.Host.CreateClient().Dispose();
    }

    [TearDown]
    public async Task Stop() => await host.DisposeAsync();

    /// <summary>What was drawn under a reach is for whoever still has it.</summary>
    [Test]
    public async Task Content_is_refused_when_the_right_it_was_drawn_under_is_lost()
    {
        using var admin = host.Host.Client("admin");
        var (name, password) = (Requests.NewName(), "một mật khẩu dài");
        var staff = (await admin.Ask("POST", "/api/v1/staff", Post(Desk.Ward, "head", name, password))).Gives(201);
        using var client = host.Host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await host.Host.Token(name, password));
        var id = (string)(await client.Ask("POST", "/api/v1/exports", Handling())).Gives(202)["id"]!;
        await Until(() => Standing(id) == "finished");
        await Gives(200);
        var version = (int)staff["version"]!;
        await Move(Desk.Elsewhere, "head");
        await Gives(200);
        await Move(Desk.Ward);
        await Gives(403, "export.reach-holds");
        await Move(Desk.Ward, "head", "clerk");
        await Gives(200);

        async Task Gives(int status, params string[] code)
        {
            using var answer = await client.GetAsync($"/api/v1/exports/{id}/content");
            var text = await answer.Content.ReadAsStringAsync();
            Assert.That((int)answer.StatusCode, Is.EqualTo(status), text);
            Assert.That(code, Is.All.Matches<string>(text.Contains));
        }

        async Task Move(string agency, params string[] roles) => version = (int)(await admin.Ask(
            "POST", $"/api/v1/accounts/{staff["id"]}/roles", new { agency, roles = roles.Select(role => new { role }) }, "If-Match", $"\"{version}\"")).Gives(200)["version"]!;
    }

    [TestCase("H99.999")]
    [TestCase(Desk.Elsewhere)]
    public async Task An_agency_that_is_not_there_for_the_caller_is_refused_before_it_waits(string agency)
    {
        foreach (var report in new[] { "handling", "ranking", "catalogue", "register", "evaluation", "service-quality" })
        {
            var body = new JsonObject { ["report"] = report, ["format"] = "csv", ["agency"] = agency };
            foreach (var (name, value) in report switch
            {
                "catalogue" => [("on", March)],
                "ranking" => [("period", "2026"), ("by", "onlineShare")],
                "register" => [("from", March), ("to", "2026-03-31")],
                _ => new[] { ("period", "2026") },
            })
            {
                body[name] = value;
            }
            (await host.Ask(Leader, "POST", "", body.ToJsonString())).Gives(404, "agency.exists");
        }
        Assert.That(host.Count("SELECT COUNT(*) FROM Exports"), Is.Zero);
    }

    [TestCase("agency", 61)]
    [TestCase("procedure", 61)]
    [TestCase("field", 61)]
    [TestCase("cell", 16_001)]
    public async Task A_filter_has_its_length(string filter, int length)
    {
        var body = new JsonObject { ["report"] = "dossiers", ["format"] = "csv", [filter] = new string('x', length) };
        Assert.That((await host.Ask(Leader, "POST", "", body.ToJsonString())).Gives(400).Faults, Does.Contain($"{filter} field.within-length"));
    }

    [Test]
    public async Task A_list_names_its_filters_and_its_file_no_agency_that_is_not_known()
    {
        var done = await host.Finished(new { report = "dossiers", format = "html", agency = "../x", assignee = "me", overdue = false, test = false, status = "received", channel = "online" });
        var (_, content, _, head) = await host.Fetch(done);
        Assert.That(head.ContentDisposition!.ToString(), Does.Contain("dossiers_all_2026-03-02.html"));
        Assert.That(Encoding.UTF8.GetString(content), Does.Contain("Kết xuất bắt đầu lúc").And.Contain("trạng thái Được tiếp nhận").And.Contain("hình thức Trực tuyến")
            .And.Contain("người thụ lý là người kết xuất").And.Contain("không gồm hồ sơ thử nghiệm").And.Contain("không quá hạn").And.Not.Contain("Số liệu tính đến").And.Not.Contain("THỬ NGHIỆM"));
    }

    [Test]
    public async Task Of_one_account_few_are_kept()
    {
        await using var narrow = new ExportHost(("Exports:MostKept", "1"));
        var done = await narrow.Finished(Handling());
        (await narrow.Ask(Leader, "POST", "", Handling())).Gives(409, "export.kept-are-few");
        await narrow.Finished(Handling(), $"head@{Desk.Ward}");
        narrow.MachineClock.Now = Desk.Monday.AddHours(25);
        var next = await narrow.Finished(Handling());
        (await narrow.Ask(Leader, "DELETE", $"/{next["id"]}", null, "If-Match", "\"2\"")).Gives(204);
        await narrow.Finished(Handling());
        Assert.That((string)(await narrow.Ask(Leader, "GET", $"/{done["id"]}")).Gives(200)["state"]!, Is.EqualTo("expired"));
    }

    [Test]
    public async Task What_comes_from_a_sandbox_says_so()
    {
        await using var sandbox = new ExportHost(("Sandbox:Enabled", "true"));
        var vietnamese = Encoding.UTF8.GetString((await sandbox.Fetch(await sandbox.Finished(Handling("html")))).Content);
        var english = Encoding.UTF8.GetString((await sandbox.Fetch(await sandbox.Finished(Handling("html"), Leader, "Accept-Language", "en"))).Content);
        using var book = SpreadsheetDocument.Open(new MemoryStream((await sandbox.Fetch(await sandbox.Finished(Handling("xlsx")))).Content), isEditable: false);
        const string mark = "MÔI TRƯỜNG THỬ NGHIỆM – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ";
        Assert.That((vietnamese.Contains(mark), english.Contains("TEST ENVIRONMENT – WITHOUT LEGAL EFFECT"), book.WorkbookPart!.WorksheetParts.Single().Worksheet.InnerText.StartsWith(mark, StringComparison.Ordinal)),
            Is.EqualTo((true, true, true)));
    }

    [Test]
    public async Task One_that_is_removed_while_it_is_drawn_leaves_nothing()
    {
        host.StoreSlowly();
        var export = await host.Taken(Handling());
        var id = (string)export["id"]!;
        await Until(() => Standing(id) == "running");
        (await host.Ask(Leader, "DELETE", $"/{id}", null, "If-Match", "\"1\"")).Gives(204);
        (await host.Ask(Leader, "GET", $"/{id}")).Gives(404, "export.exists");
        await Until(() => host.Count("SELECT (SELECT COUNT(*) FROM Exports) + (SELECT COUNT(*) FROM ExportParts) + (SELECT COUNT(*) FROM DueJobs WHERE Kind = 'Export')") == 0);
        Assert.That(Tables.Rows($"SELECT Type FROM Events WHERE Aggregate = 'export' AND AggregateId = '{id}' ORDER BY Version", host.Host.Database).Select(row => row[0]),
            Is.EqualTo(new[] { "exportRequested", "exportRemoved" }));
        host.Run("DROP TRIGGER SlowParts");
        await host.Finished(Handling());
    }

    /// <summary>A process that closes down gives back what it draws, and that was no attempt.</summary>
    [Test]
    public async Task One_whose_process_closes_down_is_drawn_by_another_at_once()
    {
        host.KeepWaiting();
        var export = await host.Taken(Handling());
        host.Run("UPDATE Exports SET Run = 1, Parts = 40");
        host.Run("INSERT INTO ExportParts (ExportId, Number, Content) SELECT Id, 39, zeroblob(10) FROM Exports");
        host.StoreSlowly("DELETE ON");
        host.Release();
        await Until(() => Standing((string)export["id"]!) == "running");
        var worker = host.Host.Services.GetServices<IHostedService>().Single(one => one.GetType().Name == "ExportRunner");
        await worker.StopAsync(CancellationToken.None);
        Assert.That((host.Count("SELECT Attempts FROM DueJobs WHERE Kind = 'Export'"), Standing((string)export["id"]!)), Is.EqualTo((0L, "running")));
        host.Run("DROP TRIGGER SlowParts");
        await worker.StartAsync(CancellationToken.None);
        Assert.That((string)(await host.Done(export))["state"]!, Is.EqualTo("finished"));
    }

    private string? Standing(string id) => Tables.Rows($"SELECT Standing FROM Exports WHERE Id = x'{Guid.Parse(id):N}'", host.Host.Database) is [var row, ..] ? row[0] as string : null;

    private static object Post(string agency, string role, string userName, string password) =>
        new { userName, password, displayName = "Trần Thị B", agency, roles = new[] { new { role } } };

    private static async Task Until(Func<bool> holds)
    {
        for (var look = 0; look < 300 && !holds(); look++)
        {
            await Task.Delay(50);
        }
        Assert.That(holds(), Is.True);
    }
}

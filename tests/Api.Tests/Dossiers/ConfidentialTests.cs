using System.Text.Json.Nodes;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Dossiers;

/// <summary>A confidential dossier is seen by those who have to do with it, and by no side door.</summary>
public sealed class ConfidentialTests
{
    private const string Code = "6.009901";
    private static readonly string Province = "leader@H17";

    private JsonNode dossier = null!;

    [OneTimeSetUp]
    public async Task File_one()
    {
        Clock.Now = Monday;
        var imported = await As("admin").Ask("POST", "/api/v1/procedures/import", new
        {
            items = new[]
            {
                new
                {
                    code = Code, name = "Đăng ký việc nuôi con nuôi", field = "G15-HT04", fieldName = "Nuôi con nuôi", level = "commune", confidential = true,
                    cases = new[] { new { name = "Trong nước", limit = new { value = 5, unit = "workingDay" } } },
                    components = new[] { new { name = "Đơn", originals = 1 } }, effectiveFrom = "2026-01-01", offerings = new[] { Ward }, source = "Luật Nuôi con nuôi 2010",
                },
            },
        });
        imported.Gives(200);
        var filing = Filing();
        filing["procedure"] = Code;
        filing["parts"] = new JsonArray(new JsonObject { ["component"] = "01", ["originals"] = 1 });
        dossier = await Filed(filing);
        dossier = await Acted(dossier, "steps/complete", Stages.Reception);
    }

    [TestCase(Stages.Reception, true, "received it")]
    [TestCase(Stages.Leader, true, "signs")]
    [TestCase("head@H17.122", true, "gives it to somebody")]
    [TestCase("leader@H17", true, "stands above")]
    [TestCase("procedureControl@H17", true, "controls")]
    [TestCase(Stages.Handler, false, "works there, not on it")]
    [TestCase("agencyAdmin@H17.122", false, "administers accounts")]
    [TestCase("agencyAdmin@H17", false, "administers accounts above")]
    [TestCase("admin", false, "administers the system")]
    [TestCase("leader@H17.123", false, "leads another agency")]
    [TestCase("citizen1", false, "somebody else")]
    public async Task It_is_seen_through_every_door_or_through_none(string caller, bool sees, string why)
    {
        var id = dossier["id"];
        var official = !caller.StartsWith("citizen", StringComparison.Ordinal);
        foreach (var path in new[] { "", "/history", "/deadline", "/actions", "/receipt", "/transfers", "/responsibility" })
        {
            Assert.That((await As(caller).Ask("GET", $"/api/v1/dossiers/{id}{path}")).Status, Is.EqualTo(sees ? 200 : 404), $"{path}: {why}");
        }
        var listed = (await As(caller).Ask("GET", $"/api/v1/dossiers?procedure={Code}&count=exact")).Gives(200);
        var found = (await As(caller).Ask("POST", "/api/v1/dossiers/search", new { ownerName = "nguyen van a", procedure = Code })).Gives(200);
        Assert.Multiple(() =>
        {
            Assert.That(listed["items"]!.AsArray(), Has.Count.EqualTo(sees ? 1 : 0), "list");
            Assert.That((int)listed["count"]!["value"]!, Is.EqualTo(sees ? 1 : 0), "count");
            Assert.That(found["items"]!.AsArray(), Has.Count.EqualTo(sees ? 1 : 0), "search");
        });
        if (official && caller != Stages.Reception)
        {
            Assert.That(await Counted(caller), Is.EqualTo(sees ? 1 : 0), "figure");
        }
    }

    [Test]
    public async Task Whom_it_is_assigned_to_sees_it_from_then_on()
    {
        var me = (await As(Stages.Handler).Ask("GET", "/api/v1/me")).Gives(200)["id"]!;
        dossier = await Acted(dossier, "assign", "head@H17.122", new { account = (string)me! });
        (await As(Stages.Handler).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(200);
        Assert.That((await As(Stages.Handler).Ask("GET", $"/api/v1/dossiers?procedure={Code}")).Gives(200)["items"]!.AsArray(), Has.Count.EqualTo(1));
        dossier = await Acted(dossier, "unassign", "head@H17.122");
        (await As(Stages.Handler).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(404, "dossier.exists");
    }

    [TestCase(Stages.Reception, 1)]
    [TestCase("leader@H17", 0, Description = "sees it, but not the number")]
    [TestCase("procedureControl@H17", 0)]
    public async Task A_number_is_found_by_those_who_may_read_it(string caller, int found)
    {
        var search = new { personalId = (string)dossier["owner"]!["personalId"]! };
        Assert.That((await As(caller).Ask("POST", "/api/v1/dossiers/search", search)).Gives(200)["items"]!.AsArray(), Has.Count.EqualTo(found));
    }

    [Test]
    public async Task Those_above_do_not_read_numbers_and_contacts()
    {
        var above = (await As(Province).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(200)["owner"]!;
        var here = (await As(Stages.Leader).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(200)["owner"]!;
        var listed = (await As(Stages.Leader).Ask("GET", $"/api/v1/dossiers?procedure={Code}")).Gives(200)["items"]![0]!["owner"]!;
        var number = (string)dossier["owner"]!["personalId"]!;
        Assert.Multiple(() =>
        {
            Assert.That((string?)here["personalId"], Is.EqualTo(number));
            Assert.That((string?)above["personalId"], Is.EqualTo($"*********{number[^3..]}"));
            Assert.That((string?)above["phone"], Is.EqualTo("*******456"));
            Assert.That((string?)above["fullName"], Is.EqualTo("Nguyễn Văn A"));
            Assert.That((string?)listed["personalId"], Is.EqualTo((string?)above["personalId"]), "a list shows no numbers");
        });
    }

    private static async Task<int> Counted(string caller)
    {
        var report = (await As(caller).Ask("GET", "/api/v1/reports/handling?from=2026-03-01&to=2026-03-31&groupBy=procedure")).Gives(200);
        var row = report["rows"]!.AsArray().SingleOrDefault(row => (string)row!["key"]! == Code);
        return row is null ? 0 : (int)row["cells"]!["received"]!["value"]!;
    }
}

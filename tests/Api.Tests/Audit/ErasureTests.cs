using System.Text.Json.Nodes;
using OneStop.Api.Tests.Access;
using OneStop.Api.Tests.Dossiers;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Audit;

/// <summary>Personal data go when their time is over or somebody may ask for it; everything that is counted stays.</summary>
public sealed class ErasureTests
{
    private const string Marker = "Xq7Zk";

    private static readonly string[] Personal = [Marker, "048090777123", "0905777123", "a-xq7zk@example.vn"];

    [TearDown]
    public void ResetClock() => Clock.Now = Monday;

    [Test]
    public async Task Of_an_erased_dossier_nothing_personal_is_left_and_every_figure_stays()
    {
        var dossier = await Ended();
        var (place, report) = ($"/api/v1/dossiers/{dossier["id"]}", $"/api/v1/reports/handling?agency={Ward}&from=2026-03-01&to=2026-03-31&groupBy=field");
        Assert.That(Tables.WhereIs(Host.Database, Personal), Does.Contain("Dossiers.Details").And.Contain("DossierKeys.Value").And.Contain("EventNotes.Note"));
        Tables.Run("DELETE FROM IdempotencyKeys", Host.Database);
        var (before, deadline) = (await Report(report), await Without(await Ask("admin", $"{place}/deadline")));

        var erased = (await As("admin").Ask("POST", $"{place}/erase", new { basis = "request", reason = "đơn số 12" }, "If-Match", $"\"{dossier["version"]}\"")).Gives(200).Body;
        Assert.Multiple(() =>
        {
            Assert.That(Tables.WhereIs(Host.Database, Personal), Is.Empty);
            Assert.That((string?)erased["owner"]!["fullName"], Is.EqualTo("—"));
            Assert.That(erased["erasedAt"], Is.Not.Null);
            Assert.That((string?)erased["result"]!["number"], Is.EqualTo("41A8000123"));
            Assert.That((string?)erased["code"], Is.EqualTo((string?)dossier["code"]));
            Assert.That((int)erased["version"]!, Is.EqualTo((int)dossier["version"]! + 1));
        });
        Assert.That(await Report(report), Is.EqualTo(before));
        Assert.That(await Without(await Ask("admin", $"{place}/deadline")), Is.EqualTo(deadline));
        AssertChain((string)dossier["id"]!);

        (await Anonymous.Ask("GET", $"/api/v1/lookup/{dossier["code"]}")).Gives(200);
        (await Anonymous.Ask("POST", "/api/v1/lookup", new { code = (string)dossier["code"]!, secret = Secret })).Gives(200);
        Assert.That((await As(Stages.Reception).Ask("POST", "/api/v1/dossiers/search", new { personalId = Personal[1] })).Gives(200)["items"]!.AsArray(), Is.Empty);
        (await As(Stages.Owner).Ask("GET", place)).Gives(404, "dossier.exists");
        (await As("admin").Ask("POST", $"{place}/erase", new { basis = "court", reason = "lại" }, "If-Match", $"\"{erased["version"]}\"")).Gives(409, "erasure.is-not-erased");
        (await Act(erased, "reopen", Stages.Leader, Stages.Reason)).Gives(409, "erasure.is-not-erased");
        var deletion = (await As($"procedureControl@{Ward}").Ask("GET", "/api/v1/deletions?from=2026-03-01T00:00:00Z&limit=200")).Gives(200)["items"]!.AsArray()
            .Single(line => (string?)line!["subject"] == (string?)dossier["code"])!;
        Assert.That(
            $"{deletion["kind"]} {deletion["subject"]} {deletion["basis"]} {deletion["actor"]!["userName"]} {deletion["lastHash"]!.ToString().Length}",
            Is.EqualTo($"dossier {dossier["code"]} request admin 64"));
        Assert.That((await As($"procedureControl@{Elsewhere}").Ask("GET", "/api/v1/deletions")).Gives(200)["items"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task What_has_not_ended_is_not_erased()
    {
        var dossier = await Stages.Handled();
        var body = new { basis = "court", reason = "quyết định 5" };
        (await Act(dossier, "erase", "admin", body)).Gives(409, "erasure.dossier-has-ended");
        (await Act(dossier, "erase", Stages.Leader, body)).Gives(403, "request.permitted");
        (await As("admin").Ask("POST", $"/api/v1/dossiers/{dossier["id"]}/erase", body)).Gives(428);
        Assert.That((await Act(dossier, "erase", "admin", new { basis = "court", reason = "" })).Gives(400).Faults, Is.EqualTo(new[] { "reason field.required" }));
        Assert.That((await Act(dossier, "erase", "admin", new { basis = "whim", reason = "x" })).Gives(400).Faults, Is.EqualTo(new[] { "basis field.well-formed" }));
        (await As("admin").Ask("GET", "/api/v1/deletions?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z")).Gives(400);
        (await As(Stages.Leader).Ask("GET", "/api/v1/deletions")).Gives(403, "request.permitted");
    }

    [Test]
    public async Task A_dossier_of_a_group_waits_for_the_others()
    {
        var root = await Stages.RegisteredInGroup();
        var refused = await Acted(root, "refuse", Stages.Reception, Stages.Defects);
        (await Act(refused, "erase", "admin", new { basis = "request", reason = "đơn" })).Gives(409, "erasure.group-has-ended");
    }

    [Test]
    public async Task The_night_after_its_term_a_dossier_is_erased_by_itself_and_the_others_are_not()
    {
        await using var host = new TestHost(settings: new Dictionary<string, string>
        {
            ["Sandbox:Enabled"] = "true", ["Sandbox:StartAt"] = "2026-03-02T09:00:00+07:00", ["Privacy:RetentionYears"] = "1",
        });
        var (ended, running) = (await Refused(host), (await Registered(host)).Gives(201).Body);
        var waiting = await InGroupRefused(host);
        await Move(host, "2027-03-02T12:00:00+07:00");
        Assert.That(await ErasedAt(host, ended), Is.Null, "the term ends today");
        await Move(host, "2027-03-03T12:00:00+07:00");
        Assert.That(await ErasedAt(host, ended), Is.EqualTo("2027-03-03T02:00:00+07:00"));
        Assert.That(await ErasedAt(host, running), Is.Null);
        Assert.That(await ErasedAt(host, waiting), Is.Null);
        var deletions = (await host.Client("admin").Ask("GET", "/api/v1/deletions")).Gives(200)["items"]!.AsArray();
        Assert.That(
            deletions.Select(line => $"{line!["subject"]} {line["at"]} {line["basis"]} {line["actor"]!["userName"]}"),
            Is.EqualTo(new[] { $"{ended["code"]} 2027-03-03T02:00:00+07:00 retention " }));
        Assert.That(Tables.Rows("SELECT Kind, Subject FROM DueJobs WHERE Kind = 'Erase'", host.Database), Has.Count.EqualTo(1), "one walk goes on");
        await using var again = new TestHost(database: host.Database, settings: new Dictionary<string, string> { ["Sandbox:Enabled"] = "true" });
        (await again.CreateClient().Ask("GET", "/health/ready")).Gives(200);
        Assert.That(Tables.Rows("SELECT Kind, Subject FROM DueJobs WHERE Kind = 'Erase'", host.Database), Has.Count.EqualTo(1), "however many processes start");
    }

    [Test]
    public async Task Somebody_erases_the_own_account_and_is_signed_out_with_it()
    {
        var name = Requests.NewName();
        var account = (await Anonymous.Ask("POST", "/api/v1/accounts", Requests.Citizen(name))).Gives(201).Body;
        var place = $"/api/v1/accounts/{account["id"]}";
        using var own = await Host.SignedIn(name);
        (await As("citizen2").Ask("DELETE", place, null, "If-Match", "\"1\"")).Gives(404, "account.exists");
        (await own.Ask("DELETE", place)).Gives(428);
        var erased = (await own.Ask("DELETE", place, null, "If-Match", "\"1\"", "Idempotency-Key", $"erase-{name}")).Gives(200);
        Assert.Multiple(() =>
        {
            Assert.That((string?)erased["userName"], Is.EqualTo($"erased-{account["id"]}"));
            Assert.That((string?)erased["displayName"], Is.EqualTo("—"));
            Assert.That((bool)erased["disabled"]!, Is.True);
            Assert.That(Tables.Rows($"SELECT UserName, DisplayName, PasswordHash, Details FROM Accounts WHERE UserName = 'erased-{account["id"]}'", Host.Database)[0], Is.EqualTo(new object?[] { $"erased-{account["id"]}", "—", null, Infrastructure.Persistence.Details.Write(new Domain.Access.AccountDetails()) }));
        });
        (await own.Ask("GET", "/api/v1/me")).Gives(401);
        (await As("admin").Ask("DELETE", place, new { reason = "lại" }, "If-Match", "\"2\"")).Gives(409, "erasure.is-not-erased");
        AssertChain((string)account["id"]!);
    }

    [Test]
    public async Task An_account_with_open_dossiers_or_mandates_stays()
    {
        var name = Requests.NewName();
        var account = (await Anonymous.Ask("POST", "/api/v1/accounts", Requests.Citizen(name))).Gives(201).Body;
        var place = $"/api/v1/accounts/{account["id"]}";
        Assert.That((await As("admin").Ask("DELETE", place, null, "If-Match", "\"1\"")).Gives(400).Faults, Is.EqualTo(new[] { "reason field.required" }));
        using var own = await Host.SignedIn(name);
        var dossier = (await own.Ask("POST", "/api/v1/dossiers", Filing("online"))).Gives(201).Body;
        (await own.Ask("DELETE", place, null, "If-Match", "\"1\"")).Gives(409, "erasure.no-dossier-is-open");
        (await own.Ask("POST", $"/api/v1/dossiers/{dossier["id"]}/withdraw", Stages.Reason, "If-Match", "\"1\"")).Gives(200);
        var id = Convert.ToHexString(Guid.Parse((string)account["id"]!).ToByteArray(bigEndian: true));
        Tables.Run($"INSERT INTO Mandates (Id, Version, Kind, PrincipalId, RepresentativeId, FromDay, AcceptedAt, Details) VALUES (x'{id}', 1, 'authorised', x'{id}', x'{id}', '2026-01-01', 1, '{{}}')", Host.Database);
        (await own.Ask("DELETE", place, null, "If-Match", "\"1\"")).Gives(409, "erasure.no-mandate-holds");
        Tables.Run($"DELETE FROM Mandates WHERE Id = x'{id}'", Host.Database);
        (await As("admin").Ask("DELETE", place, new { reason = "đơn số 3" }, "If-Match", "\"1\"")).Gives(200);
        var staff = await Requests.Engage(Host.Client("admin"), Requests.NewName(), Ward, "handler");
        (await As("admin").Ask("DELETE", $"/api/v1/accounts/{staff.GetProperty("id")}", new { reason = "nghỉ" }, "If-Match", $"\"{staff.GetProperty("version")}\""))
            .Gives(409, "erasure.account-is-private");
    }

    private static string Secret { get; set; } = "";

    /// <summary>A returned dossier with every kind of personal data, corrected and supplemented on its way.</summary>
    private static async Task<JsonNode> Ended()
    {
        var filing = Filing("online");
        var person = new JsonObject
        {
            ["kind"] = "citizen", ["fullName"] = $"Nguyễn {Marker}", ["personalId"] = Personal[1], ["phone"] = Personal[2], ["email"] = Personal[3], ["address"] = $"Số 1 {Marker}",
        };
        (filing["owner"], filing["submitter"], filing["note"], filing["formData"]) =
            (person, new JsonObject { ["kind"] = "citizen", ["fullName"] = $"Lê {Marker}" }, $"ghi chú {Marker}", new JsonObject { ["ten"] = $"con {Marker}" });
        filing["coOwners"] = new JsonArray(new JsonObject { ["kind"] = "organisation", ["fullName"] = $"Hội {Marker}" });
        filing["parts"]![0]!["documents"] = new JsonArray(Document());
        var filed = await Acted(await Filed(filing, Stages.Owner), "accept", Stages.Reception);
        Secret = (string)(await As(Stages.Owner).Ask("GET", $"/api/v1/dossiers/{filed["id"]}/receipt")).Gives(200)["receipt"]!["secret"]!;
        person["fullName"] = $"Nguyễn Văn {Marker}";
        filed = await Acted(filed, "correct", Stages.Reception, new { changes = new { owner = person.DeepClone() }, reason = $"sai tên {Marker}" });
        filed = await Acted(filed, "steps/complete", Stages.Reception, new { note = $"đã xem {Marker}" });
        filed = await Acted(filed, "claim", Stages.Handler);
        filed = await Acted(filed, "supplement-requests", Stages.Handler, new { defects = new[] { new { component = "02", code = "illegible", message = $"mờ {Marker}" } } });
        filed = await Acted(filed, "supplements", Stages.Owner, new { answers = new[] { new { defect = 1, message = $"gửi {Marker}" } } });
        filed = await Acted(filed, "extend", Stages.Leader, new { by = new { value = 1, unit = "workingDay" }, reason = $"xác minh {Marker}" });
        filed = await Finished(filed);
        return await Acted(filed, "return", Stages.ReturnDesk, new { via = "counter", receivedBy = $"Em {Marker}" });
    }

    private static async Task<JsonNode> Finished(JsonNode dossier)
    {
        while ((string)dossier["status"]! != "resolved")
        {
            var step = dossier["route"]!.AsArray().Single(step => (string)step!["key"]! == (string)dossier["step"]!["key"]!)!;
            var by = $"{step["role"]}@{Ward}";
            dossier = dossier["assignee"] is null ? await Acted(dossier, "claim", by) : dossier;
            dossier = (bool)step["decides"]! && dossier["outcome"] is null ? await Acted(dossier, "decide", by, new { outcome = "approved", reason = $"đủ {Marker}", document = Document() })
                : (string)step["role"]! == "clerk" ? await Acted(dossier, "result", by, Stages.Result)
                : await Acted(dossier, "steps/complete", by, new { note = $"xong {Marker}" });
        }
        return dossier;
    }

    private static JsonObject Document() => new()
    {
        ["name"] = $"đơn {Marker}.pdf", ["mediaType"] = "application/pdf", ["sha256"] = new string('a', 64), ["url"] = $"https://kho.example.vn/{Marker}",
    };

    /// <summary>Every event of the aggregate again: the links are those that were written.</summary>
    private static void AssertChain(string id)
    {
        var rows = Tables.Rows(
            $"SELECT Aggregate, AggregateId, Version, Type, At, Actor, Agency, Client, Data, Hash FROM Events WHERE AggregateId = '{id}' ORDER BY Version", Host.Database);
        byte[] hash = [];
        foreach (var row in rows)
        {
            hash = EventLog.ChainHash(hash, new EventRow
            {
                Position = 0, Id = default, Aggregate = (string)row[0]!, AggregateId = (string)row[1]!, Version = (int)(long)row[2]!, Type = (string)row[3]!,
                At = DateTimeOffset.FromUnixTimeMilliseconds((long)row[4]!), Actor = Account((byte[])row[5]!), Agency = (string?)row[6],
                Client = row[7] is byte[] client ? Account(client) : null, Data = (string)row[8]!,
            });
            Assert.That(row[9], Is.EqualTo(hash), (string)row[3]!);
        }
        Assert.That(rows, Is.Not.Empty);
        Assert.That((string)rows[^1][3]!, Does.EndWith("Erased"));
    }

    private static AccountId Account(byte[] bytes) => new(new Guid(bytes, bigEndian: true));

    private static async Task<string> Report(string place)
    {
        var report = (await As("admin").Ask("GET", place)).Gives(200).Body;
        return report["rows"]!.ToJsonString() + report["totals"]!.ToJsonString();
    }

    private static async Task<JsonNode> Ask(string by, string place) => (await As(by).Ask("GET", place)).Gives(200).Body;

    /// <summary>A deadline without the reasons people wrote.</summary>
    private static Task<string> Without(JsonNode deadline)
    {
        deadline.AsObject().Remove("explanation");
        foreach (var entry in deadline["entries"]!.AsArray())
        {
            entry!.AsObject().Remove("reason");
        }
        return Task.FromResult(deadline.ToJsonString());
    }

    private static Task<Answer> Registered(TestHost host) => host.Client(Stages.Owner).Ask("POST", "/api/v1/dossiers", Filing("online"));

    private static async Task<JsonNode> Refused(TestHost host)
    {
        var filed = (await Registered(host)).Gives(201);
        return (await host.Client(Stages.Reception).Ask("POST", $"/api/v1/dossiers/{filed["id"]}/refuse", Stages.Defects, "If-Match", "\"1\"")).Gives(200).Body;
    }

    private static async Task<JsonNode> InGroupRefused(TestHost host)
    {
        var root = (await host.Client(Stages.Owner).Ask("POST", "/api/v1/dossier-groups", Group("online"))).Gives(201)["dossiers"]![0]!;
        return (await host.Client(Stages.Reception).Ask("POST", $"/api/v1/dossiers/{root["id"]}/refuse", Stages.Defects, "If-Match", $"\"{root["version"]}\"")).Gives(200).Body;
    }

    private static async Task<string?> ErasedAt(TestHost host, JsonNode dossier) =>
        (string?)(await host.Client("admin").Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(200)["erasedAt"];

    private static async Task Move(TestHost host, string to) => (await host.Client("admin").Ask("PUT", "/api/v1/sandbox/clock", new { now = to })).Gives(200);
}

using System.Text.Json.Nodes;
using OneStop.Api.Tests.Access;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Audit;

/// <summary>An erasure reaches everything it has to, and every face shows the same afterwards.</summary>
public sealed class ErasureReachTests
{
    private const string Confidential = "6.009977";

    [Test]
    public async Task Of_an_erased_account_no_table_keeps_the_name()
    {
        var (name, marker) = ("qv-tran-thi-b", "Wq9Zp");
        var account = (await Anonymous.Ask("POST", "/api/v1/accounts", Requests.Citizen(name))).Gives(201).Body;
        using var own = await Host.SignedIn(name);
        var paper = new { name = $"Giấy {marker}", mediaType = "application/pdf", sha256 = new string('a', 64) };
        var mandate = (await own.Ask("POST", "/api/v1/mandates", new { kind = "authorised", representative = "citizen2", evidence = paper })).Gives(201);
        (await own.Ask("POST", $"/api/v1/mandates/{mandate["id"]}/revoke", new { reason = $"lý do {marker}" }, "If-Match", mandate.Header("ETag")!)).Gives(200);
        var id = Convert.ToHexString(Guid.Parse((string)account["id"]!).ToByteArray(bigEndian: true));
        Tables.Run($"INSERT INTO SandboxMessages (Id, At, AccountId, Kind, Text) VALUES (x'{id}', 1, x'{id}', 'phone', 'mã của {marker}')", Host.Database);
        Assert.That(Tables.WhereIs(Host.Database, name, marker), Is.EquivalentTo(new[]
        {
            "Accounts.NameKey", "Accounts.UserName", "EventNotes.Note", "Mandates.Details", "SandboxMessages.Text",
        }));

        (await own.Ask("DELETE", $"/api/v1/accounts/{account["id"]}", null, "If-Match", "\"1\"")).Gives(200);

        Assert.That(Tables.WhereIs(Host.Database, name, marker), Is.Empty);
        Assert.That(Tables.Rows($"SELECT Kind FROM ContactConfirmations WHERE AccountId = x'{id}'", Host.Database), Is.Empty);
        var kept = (await As("citizen2").Ask("GET", $"/api/v1/mandates/{mandate["id"]}")).Gives(200);
        Assert.That((string?)kept["evidence"]!["name"], Is.EqualTo("—"));
        (await Anonymous.Ask("POST", "/api/v1/accounts", Requests.Citizen(name))).Gives(201);
    }

    [Test]
    public async Task The_client_that_filed_it_finds_an_erased_dossier_in_its_list_as_by_its_code()
    {
        var clientId = $"portal-{Guid.NewGuid():N}"[..20];
        var made = (await As("admin").Ask("POST", "/api/v1/clients", new { clientId, displayName = "Cổng tỉnh", grant = new { scopes = new[] { "dossiers.file" } } })).Gives(201);
        var secret = (await As("admin").Ask("POST", $"/api/v1/clients/{made["id"]}/secrets", new { }, "If-Match", $"\"{made["version"]}\"")).Gives(201)["secret"]!;
        using var answer = await Host.SignIn(("grant_type", "client_credentials"), ("client_id", clientId), ("client_secret", (string)secret!));
        using var portal = Host.CreateClient();
        portal.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {(await answer.Json()).Text("access_token")}");
        var filed = (await portal.Ask("POST", "/api/v1/dossiers", Filing("online"))).Gives(201).Body;
        var ended = await Acted(filed, "refuse", Stages.Reception, Stages.Defects);

        (await Act(ended, "erase", "admin", new { basis = "request", reason = "đơn" })).Gives(200);

        (await portal.Ask("GET", $"/api/v1/dossiers/{filed["code"]}")).Gives(200);
        var listed = (await portal.Ask("GET", "/api/v1/dossiers")).Gives(200)["items"]!.AsArray();
        Assert.That(listed.Select(item => (string?)item!["code"]), Is.EqualTo(new[] { (string?)filed["code"] }));
    }

    [Test]
    public async Task An_administrator_erases_a_confidential_dossier_without_having_seen_it()
    {
        (await As("admin").Ask("POST", "/api/v1/procedures/import", new { items = new[] { Adoption() } })).Gives(200);
        var filing = Filing();
        (filing["procedure"], filing["parts"]) = (Confidential, new JsonArray(new JsonObject { ["component"] = "01", ["originals"] = 1 }));
        var ended = await Acted(await Filed(filing), "stop", Stages.Leader, Stages.Reason);
        (await As("admin").Ask("GET", $"/api/v1/dossiers/{ended["id"]}")).Gives(404, "dossier.exists");

        var body = new { basis = "court", reason = "quyết định 7" };
        (await As("admin").Ask("POST", $"/api/v1/dossiers/{ended["id"]}/erase", body, "If-Match", "\"1\"")).Gives(412);
        var erased = (await Act(ended, "erase", "admin", body)).Gives(200);
        Assert.That((string?)erased["owner"]!["fullName"], Is.EqualTo("—"));
        Assert.That(erased["erasedAt"], Is.Not.Null);
        (await Act(ended, "erase", Stages.Leader, body)).Gives(403, "request.permitted");
        (await As("admin").Ask("POST", $"/api/v1/dossiers/{Guid.NewGuid()}/erase", body, "If-Match", "\"1\"")).Gives(404, "dossier.exists");
    }

    [Test]
    public async Task Dossiers_that_stay_hold_back_none_that_ended_in_the_same_millisecond()
    {
        await using var host = new TestHost(settings: new Dictionary<string, string>
        {
            ["Sandbox:Enabled"] = "true", ["Sandbox:StartAt"] = "2026-03-02T09:00:00+07:00", ["Privacy:RetentionYears"] = "1",
        });
        var group = (await host.Client(Stages.Owner).Ask("POST", "/api/v1/dossier-groups", Group("online"))).Gives(201)["dossiers"]!;
        var waits = await Refused(host, group[0]!);
        var ended = await Refused(host, (await host.Client(Stages.Owner).Ask("POST", "/api/v1/dossiers", Filing("online"))).Gives(201).Body);
        Copy(host, waits, 210);
        Tables.Run($"UPDATE Dossiers SET ClosedAt = (SELECT MIN(ClosedAt) FROM Dossiers WHERE ClosedAt IS NOT NULL) WHERE ClosedAt IS NOT NULL", host.Database);

        (await host.Client("admin").Ask("PUT", "/api/v1/sandbox/clock", new { now = "2027-03-04T12:00:00+07:00" })).Gives(200);

        var erased = Tables.Rows("SELECT Code FROM Dossiers WHERE ErasedAt IS NOT NULL", host.Database).Select(row => (string)row[0]!);
        Assert.That(erased, Is.EqualTo(new[] { (string)ended["code"]! }));
    }

    private static object Adoption() => new
    {
        code = Confidential, name = "Đăng ký việc nuôi con nuôi", field = "G15-HT04", fieldName = "Nuôi con nuôi", level = "commune", confidential = true,
        cases = new[] { new { name = "Trong nước", limit = new { value = 5, unit = "workingDay" } } },
        components = new[] { new { name = "Đơn", originals = 1 } }, effectiveFrom = "2026-01-01", offerings = new[] { Ward }, source = "Luật Nuôi con nuôi 2010",
    };

    private static async Task<JsonNode> Refused(TestHost host, JsonNode dossier) => (await host.Client(Stages.Reception).Ask(
        "POST", $"/api/v1/dossiers/{dossier["id"]}/refuse", Stages.Defects, "If-Match", $"\"{dossier["version"]}\"")).Gives(200).Body;

    /// <summary>Further members of its group, which wait for the others as it does; their identities come before all others.</summary>
    private static void Copy(TestHost host, JsonNode dossier, int times)
    {
        var columns = Tables.Rows("SELECT name FROM pragma_table_info('Dossiers')", host.Database).Select(row => (string)row[0]!).ToArray();
        for (var i = 1; i <= times; i++)
        {
            var values = columns.Select(column => column switch
            {
                "Id" => $"x'{i:X32}'",
                "Code" => $"'copy-{i}'",
                "RootId" => "COALESCE(RootId, Id)",
                _ => column,
            });
            Tables.Run($"INSERT INTO Dossiers ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM Dossiers WHERE Code = '{dossier["code"]}'", host.Database);
        }
    }
}

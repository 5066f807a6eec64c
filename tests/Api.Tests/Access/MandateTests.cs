using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Api.Tests.Audit;
using OneStop.Application.Access;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Access;

namespace OneStop.Api.Tests.Access;

public sealed class MandateTests
{
    private static readonly object Paper = new
    {
        name = "Giấy khai sinh", mediaType = "application/pdf", sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    };

    private static readonly string Reception = $"reception@{AccessHost.Commune}";
    private static int persons;
    private readonly MovableClock clock = new(AccessHost.Noon);
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task Start() => host = await AccessHost.Start(clock);

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [TearDown]
    public void Noon() => clock.Now = AccessHost.Noon;

    [Test]
    public async Task A_citizen_lets_another_act_and_both_see_it()
    {
        var mandate = await Accepted("citizen1", Authorised("citizen2"));
        Assert.That(mandate.Header("ETag"), Is.EqualTo("\"2\""));
        Assert.That((string?)mandate["principal"]!["displayName"], Is.EqualTo("Công dân 1 (demo)"));
        Assert.That((string?)mandate["fromDay"], Is.EqualTo("2026-03-02"));
        Assert.That((string?)mandate["acceptedAt"], Is.EqualTo("2026-03-02T12:00:00+07:00"));
        var seen = (await As("citizen1", "GET", $"/{mandate["id"]}")).Gives(200);
        Assert.That((string?)seen["representative"]!["displayName"], Is.EqualTo("Công dân 2 (demo)"));
        (await As("citizen3", "GET", $"/{mandate["id"]}")).Gives(404, "mandate.exists");
        (await As("admin", "GET", $"/{mandate["id"]}")).Gives(403, "request.permitted");
        (await As(Reception, "GET", $"/{mandate["id"]}")).Gives(404, "mandate.exists");
        Assert.That(await ActsFor("citizen2", "citizen1", "1.003658"), Is.True);
        Assert.That(await ActsFor("citizen1", "citizen2", "1.003658"), Is.False);
    }

    [Test]
    public async Task A_mandate_nobody_asked_for_counts_once_it_is_accepted_and_names_nobody_before()
    {
        var mandate = (await As("citizen3", "POST", "", Authorised("citizen5"))).Gives(201);
        var place = $"/{mandate["id"]}/accept";
        Assert.That(((string?)mandate["waitsFor"], (string?)mandate["acceptedAt"]), Is.EqualTo(("representative", (string?)null)));
        foreach (var (side, own, other) in new[] { ("citizen3", "principal", "representative"), ("citizen5", "representative", "principal") })
        {
            var seen = (await As(side, "GET", $"/{mandate["id"]}")).Gives(200);
            Assert.That(((string?)seen[own]!["displayName"], (string?)seen[other]!["displayName"]), Is.EqualTo(($"Công dân {side[^1]} (demo)", (string?)null)));
            var listed = (await As(side, "GET", $"?role={own}")).Gives(200)["items"]!.AsArray().Single(one => (string)one!["id"]! == (string)mandate["id"]!)!;
            Assert.That((string?)listed[other]!["displayName"], Is.Null);
        }
        Assert.That((await ActorOf("citizen5")).Represents.Select(one => one.Principal), Does.Not.Contain(DemoAccounts.IdOf("citizen3")));
        Assert.That((await As("citizen5", "GET", "?role=representative&inForceOn=2026-03-02")).Gives(200).Text, Does.Not.Contain((string)mandate["id"]!));

        (await As("citizen5", "POST", place, new { })).Gives(428, "request.version-given");
        (await As("citizen5", "POST", place, new { }, "If-Match", "\"7\"")).Gives(412, "request.version-current");
        (await As("citizen3", "POST", place, new { }, "If-Match", "\"1\"")).Gives(409, "mandate.accepted-by-other-side");
        (await As("citizen4", "POST", place, new { }, "If-Match", "\"1\"")).Gives(404, "mandate.exists");
        var accepted = (await As("citizen5", "POST", place, new { }, "If-Match", "\"1\"")).Gives(200);
        Assert.That(((string?)accepted["waitsFor"], (string?)accepted["principal"]!["displayName"]), Is.EqualTo(((string?)null, "Công dân 3 (demo)")));
        Assert.That(await ActsFor("citizen5", "citizen3", "1.003658"), Is.True);
        (await As("citizen5", "POST", place, new { }, "If-Match", "\"2\"")).Gives(409, "mandate.waits-for-acceptance");
        var history = (await As("citizen3", "GET", $"/{mandate["id"]}/history")).Gives(200)["items"]!.AsArray();
        Assert.That(history.Select(line => (string)line!["type"]!), Is.EqualTo(new[] { "mandateGranted", "mandateAccepted" }));

        (await As("citizen3", "POST", "", Authorised("citizen5"))).Gives(409, "mandate.one-per-pair");
        (await As("citizen3", "POST", $"/{mandate["id"]}/revoke", new { reason = "Xong việc" }, "If-Match", "\"2\"")).Gives(200);
        var again = (await As("citizen3", "POST", "", Authorised("citizen5"))).Gives(201);
        (await As("citizen5", "POST", $"/{again["id"]}/revoke", new { reason = "Không quen" }, "If-Match", "\"1\"")).Gives(200);
        (await As("citizen5", "POST", $"/{again["id"]}/accept", new { }, "If-Match", "\"2\"")).Gives(409, "mandate.is-not-revoked");
    }

    [Test]
    public async Task What_a_desk_records_over_somebody_who_can_sign_in_counts_once_he_has_accepted_it()
    {
        var mandate = (await As(Reception, "POST", "", Changed(Recorded("citizen6"), "{\"principal\":\"citizen3\"}"))).Gives(201);
        Assert.That(((string?)mandate["waitsFor"], (string?)mandate["acceptedAt"]), Is.EqualTo(("principal", (string?)null)));
        Assert.That((string?)(await As("citizen6", "GET", $"/{mandate["id"]}")).Gives(200)["principal"]!["displayName"], Is.Null);
        foreach (var other in new[] { "citizen6", Reception })
        {
            (await As(other, "POST", $"/{mandate["id"]}/accept", new { }, "If-Match", "\"1\"")).Gives(409, "mandate.accepted-by-other-side");
        }
        Assert.That(await ActsFor("citizen6", "citizen3", "1.003658"), Is.False);
        (await As("citizen3", "POST", $"/{mandate["id"]}/accept", new { }, "If-Match", "\"1\"")).Gives(200);
        Assert.That(await ActsFor("citizen6", "citizen3", "1.003658"), Is.True);
    }

    [Test]
    public async Task A_representative_accepts_twenty_at_most()
    {
        const string name = "busy-representative";
        using var register = await host.CreateClient().PostAsync("/api/v1/accounts", System.Net.Http.Json.JsonContent.Create(Requests.Citizen(name)));
        using var representative = await host.SignedIn(name);
        Insert(20, "citizen9", name);
        var mandate = (await As("citizen8", "POST", "", Authorised(name))).Gives(201);
        (await representative.Ask("POST", $"/api/v1/mandates/{mandate["id"]}/accept", new { }, "If-Match", "\"1\"")).Gives(409, "mandate.accepted-are-few");
        var child = Changed(Recorded(name), "{\"kind\":\"parent\",\"principalPerson\":{\"fullName\":\"Bé\",\"personalId\":\"048226900001\"}}");
        (await As(Reception, "POST", "", child)).Gives(409, "mandate.accepted-are-few");

        Insert(1_000, "citizen9", name);
        var count = (await representative.Ask("GET", "/api/v1/mandates?role=representative&limit=1")).Gives(200)["count"]!;
        Assert.That(((int)count["value"]!, (bool)count["exact"]!), Is.EqualTo((1_000, false)));
        var exact = (await representative.Ask("GET", "/api/v1/mandates?role=representative&limit=1&count=exact")).Gives(200)["count"]!;
        Assert.That((int)exact["value"]!, Is.EqualTo(1_021));
        var many = Enumerable.Repeat("1.003658", 101).ToArray();
        var answer = await As("citizen8", "POST", "", Authorised("citizen7", body => body["procedures"] = System.Text.Json.JsonSerializer.SerializeToNode(many)));
        Assert.That(answer.Gives(400).Faults, Is.EqualTo(new[] { "procedures field.within-length" }));
    }

    [Test]
    public async Task A_person_whom_two_desks_meet_at_once_is_one_person_and_nobody_finds_the_number_by_trying()
    {
        var personalId = $"048226{Interlocked.Increment(ref persons):000000}";
        var again = false;
        await using var scope = host.Services.CreateAsyncScope();
        var mandates = scope.ServiceProvider.GetRequiredService<IMandates>();
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(
            async () =>
            {
                await mandates.KeepPerson(personalId, DemoAccounts.IdOf("citizen1"), default);
                try
                {
                    await mandates.KeepPerson(personalId, DemoAccounts.IdOf("citizen2"), default);
                }
                catch (RunAgainException)
                {
                    again = true;
                }
                return again;
            },
            default);
        Assert.That(again, Is.True);
        var plain = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(personalId)));
        var kept = Tables.Rows("SELECT Subject FROM AccountSubjects WHERE Issuer = 'papers'", host.Database).Select(row => (string)row[0]!).ToArray();
        Assert.That(kept, Is.Not.Empty.And.No.Member(plain));
        Assert.That(Tables.Rows("SELECT Value FROM InstallationSecrets", host.Database).Single()[0], Has.Length.EqualTo(32));
    }

    [Test]
    public async Task Who_may_only_look_does_not_act()
    {
        await Accepted("citizen4", Authorised("citizen5", body => body["mayAct"] = false));
        Assert.That(await ActsFor("citizen5", "citizen4", "1.003658"), Is.False);
        var looks = await ActorOf("citizen5");
        Assert.That(looks.Represents.Select(one => one.Principal), Does.Contain(DemoAccounts.IdOf("citizen4")));
    }

    [Test]
    public async Task A_mandate_holds_from_its_first_to_its_last_day()
    {
        await Accepted("citizen6", Authorised("citizen7", body => (body["fromDay"], body["toDay"]) = ("2026-03-03", "2026-03-04")));
        foreach (var (day, holds) in new[] { (2, false), (3, true), (4, true), (5, false) })
        {
            clock.Now = AccessHost.Noon.AddDays(day - 2);
            Assert.That(await ActsFor("citizen7", "citizen6", "1.003658"), Is.EqualTo(holds), $"{day}");
            var listed = (await As("citizen7", "GET", $"?role=representative&inForceOn=2026-03-0{day}")).Gives(200);
            Assert.That(listed["items"]!.AsArray().Any(one => (string)one!["principal"]!["id"]! == DemoAccounts.IdOf("citizen6").ToString()), Is.EqualTo(holds));
        }
    }

    [Test]
    public async Task A_name_nobody_has_and_one_of_an_official_get_the_same_answer()
    {
        var unknown = (await As("citizen1", "POST", "", Authorised("nobody-at-all"))).Gives(400);
        var official = (await As("citizen1", "POST", "", Authorised(Reception))).Gives(400);
        var client = (await As("citizen1", "POST", "", Authorised("demo-client"))).Gives(400);
        Assert.That(unknown.Faults, Is.EqualTo(new[] { "representative mandate.party-is-known" }));
        Assert.That(official.Faults, Is.EqualTo(unknown.Faults));
        Assert.That(client.Faults, Is.EqualTo(unknown.Faults));
    }

    [TestCase("{\"representative\":\"citizen1\"}", "representative mandate.represents-another")]
    [TestCase("{\"kind\":\"parent\"}", "kind mandate.parent-is-recorded")]
    [TestCase("{\"kind\":\"legalRepresentative\"}", "kind mandate.legal-representative-of-enterprise")]
    [TestCase("{\"fromDay\":\"2026-03-05\",\"toDay\":\"2026-03-04\"}", "toDay mandate.period-is-ordered")]
    [TestCase("{\"procedures\":[\"9.999999\"]}", "procedures[0] procedure.exists")]
    [TestCase("{\"procedures\":[]}", "procedures field.within-length")]
    [TestCase("{\"principal\":\"citizen3\"}", "principal mandate.principal-is-caller")]
    [TestCase("{\"principalPerson\":{\"fullName\":\"Bé\",\"personalId\":\"048226000001\"}}", "principalPerson mandate.principal-is-caller")]
    [TestCase("{\"evidence\":{\"name\":\"x\",\"mediaType\":\"x\",\"sha256\":\"x\"}}", "evidence.sha256 field.well-formed")]
    public async Task A_faulty_mandate_names_the_field(string change, string fault)
    {
        var answer = (await As("citizen1", "POST", "", Changed(Authorised("citizen2"), change))).Gives(400);
        Assert.That(answer.Faults, Is.EqualTo(new[] { fault }));
    }

    [TestCase("{}", "principal mandate.one-principal")]
    [TestCase("{\"principal\":\"nobody\"}", "principal mandate.party-is-known")]
    [TestCase("{\"principal\":\"citizen1\",\"principalPerson\":{\"fullName\":\"Bé\",\"personalId\":\"048226000001\"}}", "principal mandate.one-principal")]
    [TestCase("{\"principal\":\"citizen1\",\"evidence\":null}", "evidence mandate.evidence-is-seen")]
    [TestCase("{\"principalPerson\":{\"fullName\":\"Bé\",\"personalId\":\"048226000001\"},\"evidence\":null}", "evidence mandate.evidence-is-seen")]
    [TestCase("{\"principalPerson\":{\"fullName\":\"Bé\",\"personalId\":\"04822\"}}", "principalPerson.personalId field.well-formed")]
    public async Task A_desk_records_on_sight_of_a_paper_for_one_principal(string change, string fault)
    {
        var answer = (await As(Reception, "POST", "", Changed(Recorded("citizen2"), change))).Gives(400);
        Assert.That(answer.Faults, Is.EqualTo(new[] { fault }));
    }

    [Test]
    public async Task A_desk_records_the_parents_of_a_child_as_one_person()
    {
        var child = new { fullName = "Nguyễn Thị Bé", personalId = $"048226{Interlocked.Increment(ref persons):000000}" };
        JsonObject Of(string parent) => Changed(Recorded(parent), System.Text.Json.JsonSerializer.Serialize(new { principalPerson = child, kind = "parent" }));
        var mother = (await As(Reception, "POST", "", Of("citizen8"))).Gives(201);
        var father = (await As($"oneStopHead@{AccessHost.Commune}", "POST", "", Of("citizen9"))).Gives(201);
        Assert.That((string?)father["principal"]!["id"], Is.EqualTo((string?)mother["principal"]!["id"]));
        Assert.That(((string?)mother["waitsFor"], (string?)mother["acceptedAt"]), Is.EqualTo(((string?)null, "2026-03-02T12:00:00+07:00")), "a child is not asked");
        Assert.That((string?)mother["agency"], Is.EqualTo(AccessHost.Commune));
        Assert.That((string?)mother["principal"]!["displayName"], Is.Null, "names are for the two sides");
        Assert.That((string?)(await As("citizen8", "GET", $"/{mother["id"]}")).Gives(200)["principal"]!["displayName"], Is.EqualTo("Nguyễn Thị Bé"));

        var desk = (await As(Reception, "GET", "?count=exact")).Gives(200);
        Assert.That(desk["items"]!.AsArray().Select(one => (string)one!["id"]!), Is.SupersetOf(new[] { (string)mother["id"]!, (string)father["id"]! }));
        Assert.That((await As($"reception@{AccessHost.Province}", "GET", "")).Gives(200)["items"]!.AsArray(), Is.Empty);
        (await As(Reception, "POST", $"/{mother["id"]}/revoke", new { reason = "Nhập nhầm" }, "If-Match", "\"1\"")).Gives(200);
    }

    [Test]
    public async Task Handlers_and_machine_clients_grant_none()
    {
        (await As($"handler@{AccessHost.Commune}", "POST", "", Authorised("citizen2"))).Gives(403, "request.permitted");
        using var form = await host.SignIn(("grant_type", "client_credentials"), ("client_id", "demo-client"), ("client_secret", TestHost.DemoPassword));
        var token = (await form.Json()).Text("access_token");
        var refused = await host.CreateClient().Ask("POST", "/api/v1/mandates", Authorised("citizen2"), "Authorization", $"Bearer {token}");
        refused.Gives(403, "mandate.granted-by-person-or-desk");
        (await host.CreateClient().Ask("GET", "/api/v1/mandates")).Gives(401, "request.signed-in");
    }

    [Test]
    public async Task A_revoked_mandate_counts_no_more_and_its_history_says_why()
    {
        var mandate = (await As("citizen1", "POST", "", Authorised("citizen9"), "Idempotency-Key", "mandate-1")).Gives(201);
        var again = (await As("citizen1", "POST", "", Authorised("citizen9"), "Idempotency-Key", "mandate-1")).Gives(201);
        Assert.That((string?)again["id"], Is.EqualTo((string?)mandate["id"]));
        var place = $"/{mandate["id"]}/revoke";
        (await As("citizen9", "POST", $"/{mandate["id"]}/accept", new { }, "If-Match", "\"1\"")).Gives(200);
        (await As("citizen9", "POST", place, new { reason = "Không còn làm" })).Gives(428, "request.version-given");
        (await As("citizen9", "POST", place, new { reason = "Không còn làm" }, "If-Match", "\"7\"")).Gives(412, "request.version-current");
        (await As("citizen9", "POST", place, new { reason = "" }, "If-Match", "\"2\"")).Gives(400, "field.required");
        (await As("citizen3", "POST", place, new { reason = "Không liên quan" }, "If-Match", "\"2\"")).Gives(404, "mandate.exists");

        var revoked = (await As("citizen9", "POST", place, new { reason = "Không còn làm" }, "If-Match", "\"2\"")).Gives(200);
        Assert.That((string?)revoked["revokedAt"], Is.EqualTo("2026-03-02T12:00:00+07:00"));
        Assert.That(await ActsFor("citizen9", "citizen1", "1.003658"), Is.False);
        (await As("citizen9", "POST", place, new { reason = "Lần nữa" }, "If-Match", "\"3\"")).Gives(409, "mandate.is-not-revoked");

        var history = (await As("citizen1", "GET", $"/{mandate["id"]}/history")).Gives(200)["items"]!.AsArray();
        Assert.That(history.Select(line => (string)line!["type"]!), Is.EqualTo(new[] { "mandateGranted", "mandateAccepted", "mandateRevoked" }));
        Assert.That((string?)history[2]!["note"], Is.EqualTo("Không còn làm"));
        Assert.That(history.ToJsonString(), Does.Not.Contain("Công dân"));
    }

    [Test]
    public async Task The_fifty_first_live_mandate_is_refused_and_lists_come_in_pages()
    {
        const string name = "busy-principal";
        using var register = await host.CreateClient().PostAsync("/api/v1/accounts", System.Net.Http.Json.JsonContent.Create(Requests.Citizen(name)));
        using var principal = await host.SignedIn(name);
        Insert(49, name, Reception);
        (await principal.Ask("POST", "/api/v1/mandates", Authorised("citizen3"))).Gives(201);
        (await principal.Ask("POST", "/api/v1/mandates", Authorised("citizen4"))).Gives(409, "mandate.mandates-are-few");

        var ids = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = (await principal.Ask("GET", $"/api/v1/mandates?role=principal&limit=20{(next.Length == 0 ? "" : $"&cursor={next}")}")).Gives(200);
            ids.AddRange(page["items"]!.AsArray().Select(one => (string)one!["id"]!));
            Assert.That((int)page["count"]!["value"]!, Is.EqualTo(50));
            next = (string?)page["next"];
        }
        Assert.That(ids, Is.Unique.And.Count.EqualTo(50));
        (await principal.Ask("GET", "/api/v1/mandates?cursor=bm9uZQ")).Gives(400, "field.well-formed");
        Assert.That((await principal.Ask("GET", "/api/v1/mandates?role=representative")).Gives(200)["items"]!.AsArray(), Is.Empty);
    }

    /// <summary>Writes accepted mandates between two as rows: no request makes so many.</summary>
    private void Insert(int count, string principal, string representative) => Tables.Run(
        $"""
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
        INSERT INTO Mandates (Id, Version, Kind, PrincipalId, RepresentativeId, FromDay, AcceptedAt, Details)
        SELECT randomblob(16), 1, 'parent', (SELECT Id FROM Accounts WHERE UserName = '{principal}'), (SELECT Id FROM Accounts WHERE UserName = '{representative}'),
            '2026-01-01', 1, '{"{}"}' FROM n
        """,
        host.Database);

    /// <summary>Grants it as the principal and accepts it as the representative.</summary>
    private async Task<Answer> Accepted(string principal, JsonObject body)
    {
        var mandate = (await As(principal, "POST", "", body)).Gives(201);
        return (await As((string)body["representative"]!, "POST", $"/{mandate["id"]}/accept", new { }, "If-Match", "\"1\"")).Gives(200);
    }

    private static JsonObject Authorised(string representative, Action<JsonObject>? change = null)
    {
        var body = new JsonObject { ["kind"] = "authorised", ["representative"] = representative };
        change?.Invoke(body);
        return body;
    }

    private static JsonObject Recorded(string representative) =>
        Authorised(representative, body => body["evidence"] = System.Text.Json.JsonSerializer.SerializeToNode(Paper));

    private static JsonObject Changed(JsonObject body, string change)
    {
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            body[name] = value?.DeepClone();
        }
        return body;
    }

    private async Task<Answer> As(string userName, string method, string place, object? body = null, params string[] headers)
    {
        using var client = host.Client(userName);
        return await client.Ask(method, $"/api/v1/mandates{place}", body is JsonObject json ? json.ToJsonString() : body, headers);
    }

    private async Task<bool> ActsFor(string representative, string principal, string procedure) =>
        (await ActorOf(representative)).ActsFor(DemoAccounts.IdOf(principal), procedure);

    /// <summary>Who a fresh token speaks for.</summary>
    private async Task<Actor> ActorOf(string userName)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var tokens = scope.ServiceProvider.GetRequiredService<ITokens>();
        return (await tokens.Check(await host.Token(userName, TestHost.DemoPassword), CancellationToken.None))!.Value.Actor;
    }
}

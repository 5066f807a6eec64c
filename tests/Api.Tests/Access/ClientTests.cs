using System.Text.Json.Nodes;
using OneStop.Infrastructure.Access;

namespace OneStop.Api.Tests.Access;

public sealed class ClientTests
{
    private static int numbers;
    private TestHost host = null!;
    private HttpClient admin = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        host = await AccessHost.Start();
        admin = host.Client("admin");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        admin.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task A_client_signs_in_with_its_secret_and_says_what_it_may_do()
    {
        var client = await Registered(["dossiers.file", "dossiers.onBehalf"]);
        var secret = (await AddSecret(client)).Gives(201);
        Assert.That(secret.Header("Cache-Control"), Is.EqualTo("no-store"));

        var me = (await Ask(await Token(client, (string)secret["secret"]!), "/me")).Gives(200);
        Assert.That((string?)me["kind"], Is.EqualTo("client"));
        Assert.That(me["grant"]!["scopes"]!.AsArray().Select(scope => (string)scope!), Is.EqualTo(new[] { "dossiers.file", "dossiers.onBehalf" }));
        Assert.That(
            me["permissions"]!.AsArray().Select(permission => (string)permission!),
            Is.EquivalentTo(new[] { "public", "signedIn", "readDossiers", "fileDossiers", "workOnDossiers" }));
    }

    [TestCase("dossiers.read", "readDossiers subscribe")]
    [TestCase("reports.read", "readReports")]
    [TestCase("portal.exchange", "exchangePortal")]
    [TestCase("documents.exchange", "exchangeDocuments")]
    public async Task A_scope_carries_its_permissions_only(string scope, string permission)
    {
        var client = await Registered([scope]);
        var secret = (await AddSecret(client)).Gives(201);
        var me = (await Ask(await Token(client, (string)secret["secret"]!), "/me")).Gives(200);
        Assert.That(me["permissions"]!.AsArray().Select(one => (string)one!), Is.EquivalentTo([.. permission.Split(' '), "public", "signedIn"]));
    }

    [Test]
    public async Task A_secret_is_shown_once_and_kept_as_a_digest()
    {
        var client = await Registered();
        var secret = (string)(await AddSecret(client)).Gives(201)["secret"]!;
        var shown = (await admin.Ask("GET", $"/api/v1/clients/{client["id"]}")).Gives(200);
        Assert.That(shown.Text, Does.Not.Contain(secret));
        Assert.That(shown["secrets"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(secret.Length, Is.GreaterThan(43 + 32));
        await using var file = new FileStream(host.Database, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
        Assert.That((await reader.ReadToEndAsync()).Contains(secret, StringComparison.Ordinal), Is.False);
    }

    [Test]
    public async Task An_answer_with_a_secret_takes_no_idempotency_key()
    {
        var client = await Registered();
        var refused = (await AddSecret(client, "Idempotency-Key", "once")).Gives(400);
        Assert.That(refused.Faults, Is.EqualTo(new[] { "Idempotency-Key request.answer-may-be-kept" }));
        Assert.That((await admin.Ask("GET", $"/api/v1/clients/{client["id"]}"))["secrets"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Two_secrets_are_live_at_most()
    {
        var client = await Registered();
        (await AddSecret(client, version: 1)).Gives(201);
        var second = (await AddSecret(client, version: 2)).Gives(201);
        (await AddSecret(client, version: 3)).Gives(409, "client.secrets-are-few");
        (await Revoke(client, second["id"]!, 3)).Gives(200);
        (await AddSecret(client, version: 4)).Gives(201);
    }

    [Test]
    public async Task A_revoked_secret_ends_its_own_tokens_and_no_others()
    {
        var client = await Registered();
        var first = (await AddSecret(client, version: 1)).Gives(201);
        var second = (await AddSecret(client, version: 2)).Gives(201);
        var (lost, kept) = (await Token(client, (string)first["secret"]!), await Token(client, (string)second["secret"]!));

        (await Revoke(client, first["id"]!, 3)).Gives(200);
        (await Ask(lost, "/me")).Gives(401, "request.signed-in");
        (await Ask(kept, "/me")).Gives(200);
        Assert.That((int)(await SignIn(client, (string)first["secret"]!)).StatusCode, Is.EqualTo(401));
        (await Revoke(client, first["id"]!, 4)).Gives(404, "client.secret-exists");
    }

    [Test]
    public async Task A_disabled_client_is_refused_at_once()
    {
        var client = await Registered();
        var secret = (string)(await AddSecret(client)).Gives(201)["secret"]!;
        var token = await Token(client, secret);
        (await Act("POST", client, "disable", null, 2)).Gives(200);
        (await Ask(token, "/me")).Gives(401, "request.signed-in");
        Assert.That((int)(await SignIn(client, secret)).StatusCode, Is.EqualTo(401));
        (await AddSecret(client, version: 3)).Gives(409, "account.is-active");
    }

    [Test]
    public async Task A_grant_changed_counts_from_the_next_request_on()
    {
        var client = await Registered(test: true);
        var token = await Token(client, (string)(await AddSecret(client)).Gives(201)["secret"]!);
        var changed = (await Act("PATCH", client, null, new { grant = new { scopes = new[] { "reports.read" }, agencies = new[] { AccessHost.Province } } }, 2)).Gives(200);
        Assert.That((bool?)changed["grant"]!["test"], Is.True, "for ever");
        var me = (await Ask(token, "/me")).Gives(200);
        Assert.That(me["permissions"]!.AsArray().Select(one => (string)one!), Does.Contain("readReports").And.Not.Contain("fileDossiers"));
        (await Act("PATCH", client, null, new { displayName = "Một tên khác" }, 2)).Gives(412, "request.version-current");
        (await Act("PATCH", client, null, new { displayName = "Một tên khác" }, null)).Gives(428, "request.version-given");
        Assert.That((string?)(await Act("PATCH", client, null, new { displayName = "Một tên khác" }, 3)).Gives(200)["displayName"], Is.EqualTo("Một tên khác"));
    }

    [Test]
    public async Task A_secret_expires_after_its_last_day()
    {
        var machine = new MovableClock(AccessHost.Noon);
        await using var other = await AccessHost.Start(machine: machine);
        using var administrator = other.Client("admin");
        var client = (await administrator.Ask("POST", "/api/v1/clients", Body("portal-x", ["dossiers.file"]))).Gives(201).Body;
        var place = $"/api/v1/clients/{client["id"]}/secrets";
        (await administrator.Ask("POST", place, new { expiresOn = "2026-03-01" }, "If-Match", "\"1\"")).Gives(400);
        var secret = (await administrator.Ask("POST", place, new { expiresOn = "2026-03-02" }, "If-Match", "\"1\"")).Gives(201);
        machine.Now = new DateTimeOffset(2026, 3, 2, 23, 50, 0, TimeSpan.FromHours(7));
        using var late = await SignIn(other, "portal-x", (string)secret["secret"]!);
        Assert.That((await late.Json()).GetProperty("expires_in").GetInt32(), Is.EqualTo(600), "no token outlives its secret");
        machine.Now = machine.Now.AddMinutes(10);
        using var over = await SignIn(other, "portal-x", (string)secret["secret"]!);
        Assert.That((int)over.StatusCode, Is.EqualTo(401));
    }

    [Test]
    public async Task The_last_use_of_a_secret_is_written_some_seconds_later()
    {
        var client = await Registered();
        var secret = (string)(await AddSecret(client)).Gives(201)["secret"]!;
        await Token(client, secret);
        JsonNode? used = null;
        for (var round = 0; round < 60 && used is null; round++)
        {
            await Task.Delay(100);
            used = (await admin.Ask("GET", $"/api/v1/clients/{client["id"]}")).Gives(200)["secrets"]![0]!["lastUsedAt"];
        }
        Assert.That((string?)used, Is.EqualTo("2026-03-02T12:00:00+07:00"));
    }

    [Test]
    public async Task A_last_use_that_the_database_refused_is_written_later()
    {
        var client = await Registered();
        var secret = (string)(await AddSecret(client)).Gives(201)["secret"]!;
        Audit.Tables.Run("CREATE TRIGGER NoUse BEFORE UPDATE OF LastUsedAt ON ClientSecrets BEGIN SELECT RAISE(ABORT, 'refused'); END", host.Database);
        await Token(client, secret);
        await Task.Delay(TimeSpan.FromSeconds(3));
        Audit.Tables.Run("DROP TRIGGER NoUse", host.Database);
        JsonNode? used = null;
        for (var tries = 0; tries < 100 && used is null; tries++)
        {
            await Task.Delay(100);
            used = (await admin.Ask("GET", $"/api/v1/clients/{client["id"]}")).Gives(200)["secrets"]![0]!["lastUsedAt"];
        }
        Assert.That(used, Is.Not.Null);
    }

    [Test]
    public async Task Another_process_refuses_a_revoked_secrets_token_within_two_seconds()
    {
        await using var other = await AccessHost.Start(database: host.Database);
        var client = await Registered();
        var secret = (await AddSecret(client)).Gives(201);
        var token = await Token(client, (string)secret["secret"]!);
        Assert.That((int)await other.Status(token), Is.EqualTo(200));
        (await Revoke(client, secret["id"]!, 2)).Gives(200);
        Assert.That(async () => (int)await other.Status(token), Is.EqualTo(401).After(2_000, 50));
    }

    [TestCase("scopes", "[]", "grant.scopes field.required")]
    [TestCase("procedures", "[]", "grant.procedures field.within-length")]
    [TestCase("procedures", "[\"9.999999\"]", "grant.procedures[0] procedure.exists")]
    [TestCase("agencies", "[\"T01\", \"T99\"]", "grant.agencies[1] account.agency-exists")]
    [TestCase("requestsPerSecond", "0", "grant.requestsPerSecond field.within-range")]
    public async Task A_faulty_grant_names_the_field(string field, string value, string fault)
    {
        var body = Body(NewName(), ["dossiers.file"]);
        body["grant"]![field] = JsonNode.Parse(value);
        Assert.That((await admin.Ask("POST", "/api/v1/clients", body)).Gives(400).Faults, Is.EqualTo(new[] { fault }));
    }

    [Test]
    public async Task A_registration_is_replayed_under_its_key_and_names_are_unique()
    {
        var body = Body(NewName(), ["dossiers.read"]);
        var first = (await admin.Ask("POST", "/api/v1/clients", body, "Idempotency-Key", "client-1")).Gives(201);
        var again = (await admin.Ask("POST", "/api/v1/clients", body, "Idempotency-Key", "client-1")).Gives(201);
        Assert.That(again.Header("Idempotency-Replayed"), Is.EqualTo("true"));
        Assert.That(again.Text, Is.EqualTo(first.Text));
        (await admin.Ask("POST", "/api/v1/clients", body)).Gives(409, "account.user-name-is-free");
    }

    [Test]
    public async Task Clients_are_the_system_administrators_business()
    {
        using var official = host.Client($"agencyAdmin@{AccessHost.Province}");
        (await official.Ask("GET", "/api/v1/clients")).Gives(403, "request.permitted");
        (await admin.Ask("GET", $"/api/v1/clients/{DemoAccounts.IdOf("citizen1")}")).Gives(404, "client.exists");
        var page = (await admin.Ask("GET", "/api/v1/clients?limit=200")).Gives(200);
        Assert.That(page["items"]!.AsArray().Select(client => (string)client!["clientId"]!), Does.Contain("demo-client").And.Ordered.Using<string>(string.CompareOrdinal));
    }

    [Test]
    public async Task An_unknown_client_and_a_wrong_secret_get_the_same_answer()
    {
        var client = await Registered();
        (await AddSecret(client)).Gives(201);
        using var wrong = await SignIn(client, "not the secret");
        using var unknown = await SignIn(host, "nobody", "not the secret");
        Assert.That(await wrong.Content.ReadAsStringAsync(), Is.EqualTo(await unknown.Content.ReadAsStringAsync()));
        Assert.That(wrong.StatusCode, Is.EqualTo(unknown.StatusCode));
    }

    [Test]
    public async Task A_client_may_have_a_limit_of_its_own()
    {
        var body = Body(NewName(), ["dossiers.read"]);
        body["grant"]!["requestsPerSecond"] = 1;
        var client = (await admin.Ask("POST", "/api/v1/clients", body)).Gives(201).Body;
        var token = await Token(client, (string)(await AddSecret(client)).Gives(201)["secret"]!);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Ask(token, "/me")));
        Assert.That(answers.Select(answer => answer.Status), Does.Contain(429));
    }

    private static string NewName() => $"portal-{Interlocked.Increment(ref numbers)}";

    private static JsonObject Body(string name, string[] scopes, bool test = false) => new()
    {
        ["clientId"] = name, ["displayName"] = "Cổng dịch vụ công", ["test"] = test,
        ["grant"] = new JsonObject { ["scopes"] = new JsonArray([.. scopes.Select(scope => (JsonNode)scope)]) },
    };

    private static async Task<HttpResponseMessage> SignIn(TestHost host, string clientId, string secret) =>
        await host.SignIn(("grant_type", "client_credentials"), ("client_id", clientId), ("client_secret", secret));

    private Task<HttpResponseMessage> SignIn(JsonNode client, string secret) => SignIn(host, (string)client["clientId"]!, secret);

    private async Task<string> Token(JsonNode client, string secret)
    {
        using var answer = await SignIn(client, secret);
        answer.EnsureSuccessStatusCode();
        return (await answer.Json()).Text("access_token")!;
    }

    private async Task<JsonNode> Registered(string[]? scopes = null, bool test = false) =>
        (await admin.Ask("POST", "/api/v1/clients", Body(NewName(), scopes ?? ["dossiers.file"], test))).Gives(201).Body;

    private Task<Answer> AddSecret(JsonNode client, params string[] headers) => AddSecret(client, 1, headers);

    private Task<Answer> AddSecret(JsonNode client, int version, params string[] headers) =>
        admin.Ask("POST", $"/api/v1/clients/{client["id"]}/secrets", new { }, ["If-Match", $"\"{version}\"", .. headers]);

    private Task<Answer> Revoke(JsonNode client, JsonNode secret, int version) => Act("DELETE", client, $"secrets/{secret}", null, version);

    private Task<Answer> Act(string method, JsonNode client, string? path, object? body, int? version) => admin.Ask(
        method, $"/api/v1/clients/{client["id"]}{(path is null ? "" : $"/{path}")}", body ?? (method == "POST" ? new { } : null),
        version is null ? [] : ["If-Match", $"\"{version}\""]);

    private async Task<Answer> Ask(string token, string path) => await host.CreateClient().Ask("GET", $"/api/v1{path}", null, "Authorization", $"Bearer {token}");
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using OneStop.Infrastructure.Access;

namespace OneStop.Api.Tests.Access;

public sealed class AccountTests
{
    private const string Password = "a long password";
    private static int numbers;
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task Start() => host = await AccessHost.Start();

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task A_citizen_registers_and_signs_in_at_once()
    {
        var name = NewName();
        using var answer = await host.CreateClient().PostAsJsonAsync("/api/v1/accounts", Citizen(name));
        var account = await answer.Json();
        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(answer.Headers.ETag?.Tag, Is.EqualTo("\"1\""));
            Assert.That(answer.Headers.Location?.OriginalString, Is.EqualTo($"/api/v1/accounts/{account.Text("id")}"));
            Assert.That(account.GetProperty("version").GetInt32(), Is.EqualTo(1));
            Assert.That(account.Text("kind"), Is.EqualTo("citizen"));
            Assert.That(account.ToString(), Does.Not.Contain(Password).And.Not.Contain("passwordHash"));
        });
        var me = await (await SignedIn(name)).GetFromJsonAsync<JsonElement>("/api/v1/me");
        Assert.That(me.GetProperty("posts")[0].Text("role"), Is.EqualTo("citizen"));
    }

    [Test]
    public async Task A_user_name_is_given_once()
    {
        using var answer = await host.CreateClient().PostAsJsonAsync("/api/v1/accounts", Citizen("citizen1"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((await answer.Json()).Text("code"), Is.EqualTo("account.user-name-is-free"));
    }

    [Test]
    public async Task A_registration_sent_again_under_its_key_answers_the_same()
    {
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Add("Idempotency-Key", "registration-1");
        var body = Citizen(NewName());
        var first = await (await client.PostAsJsonAsync("/api/v1/accounts", body)).Json();
        using var again = await client.PostAsJsonAsync("/api/v1/accounts", body);
        Assert.That((await again.Json()).ToString(), Is.EqualTo(first.ToString()));
        Assert.That(again.Headers.GetValues("Idempotency-Replayed"), Is.EqualTo(new[] { "true" }));
    }

    [TestCase("userName", "handler@T01")]
    [TestCase("userName", "Người dân")]
    [TestCase("password", "too short")]
    [TestCase("kind", "staff")]
    [TestCase("email", "not an address")]
    [TestCase("phone", "call me")]
    public async Task A_malformed_registration_is_refused_by_its_field(string field, string value)
    {
        var body = Citizen(NewName());
        body[field] = value;
        using var answer = await host.CreateClient().PostAsJsonAsync("/api/v1/accounts", body);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await answer.Json()).GetProperty("errors").TryGetProperty(field, out _), Is.True);
    }

    [Test]
    public async Task An_account_is_for_its_owner_and_those_who_administer_it()
    {
        var handler = $"/api/v1/accounts/{DemoAccounts.IdOf($"handler@{AccessHost.Province}")}";
        Assert.Multiple(async () =>
        {
            Assert.That(await Status($"handler@{AccessHost.Province}", handler), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await Status($"agencyAdmin@{AccessHost.Province}", handler), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await Status("admin", handler), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await Status($"leader@{AccessHost.Province}", handler), Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(await Status($"agencyAdmin@{AccessHost.Commune}", handler), Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(await Status("citizen1", handler), Is.EqualTo(HttpStatusCode.NotFound));
        });
    }

    [Test]
    public async Task An_agency_administrator_engages_staff_at_the_own_agency_only()
    {
        using var admin = host.Client($"agencyAdmin@{AccessHost.Commune}");
        var made = await Engage(admin, NewName(), AccessHost.Commune, "handler");
        var elsewhere = Staff(NewName(), AccessHost.Province, "handler");
        using var refused = await admin.PostAsJsonAsync("/api/v1/staff", elsewhere);
        var everywhere = Staff(NewName(), null, "systemAdmin");
        using var refusedToo = await admin.PostAsJsonAsync("/api/v1/staff", everywhere);
        Assert.Multiple(() =>
        {
            Assert.That(made.GetProperty("version").GetInt32(), Is.EqualTo(2));
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(refusedToo.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        });
    }

    [Test]
    public async Task Roles_given_and_taken_count_from_the_next_request_on()
    {
        var name = NewName();
        using var admin = host.Client($"agencyAdmin@{AccessHost.Province}");
        var account = await Engage(admin, name, AccessHost.Province, "handler");
        var place = $"/api/v1/accounts/{account.Text("id")}/roles";
        using var official = await SignedIn(name);

        using var changed = await admin.Act(place, Roles(AccessHost.Province, "leader", "clerk"), version: 2);
        var me = await official.GetFromJsonAsync<JsonElement>("/api/v1/me");
        Assert.That(changed.Headers.ETag?.Tag, Is.EqualTo("\"3\""));
        Assert.That(me.GetProperty("roles").EnumerateArray().Select(r => r.GetString()), Is.EqualTo(new[] { "leader", "clerk" }));

        using var taken = await host.Client("admin").Act(place, Roles(AccessHost.Province), version: 3);
        using var refused = await official.GetAsync("/api/v1/me");
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task An_action_needs_the_current_version()
    {
        using var admin = host.Client($"agencyAdmin@{AccessHost.Province}");
        var account = await Engage(admin, NewName(), AccessHost.Province, "handler");
        var place = $"/api/v1/accounts/{account.Text("id")}/roles";
        using var missing = await admin.Act(place, Roles(AccessHost.Province, "clerk"), version: null);
        using var stale = await admin.Act(place, Roles(AccessHost.Province, "clerk"), version: 1);
        Assert.That(missing.StatusCode, Is.EqualTo((HttpStatusCode)428));
        Assert.That(stale.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed));
        Assert.That((await stale.Json()).Text("current"), Is.EqualTo("\"2\""));
    }

    [TestCase(AccessHost.Province, "systemAdmin", null, 409)]
    [TestCase(AccessHost.Province, "citizen", null, 409)]
    [TestCase(null, "handler", null, 409)]
    [TestCase("T99", "handler", null, 400)]
    [TestCase(AccessHost.Province, "handler", "Phòng không có", 400)]
    [TestCase(AccessHost.Province, "handler", "Phòng Kinh tế", 201)]
    public async Task Roles_fit_their_agency_and_division(string? agency, string role, string? division, int status)
    {
        var body = Staff(NewName(), agency);
        body["roles"] = new[] { new { role, division } };
        using var answer = await host.Client("admin").PostAsJsonAsync("/api/v1/staff", body);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task A_disabled_account_is_refused_at_once_in_every_process()
    {
        await using var other = await AccessHost.Start(database: host.Database);
        var name = NewName();
        using var admin = host.Client("admin");
        var account = await Engage(admin, name, AccessHost.Province, "handler");
        using var here = await SignedIn(name);
        using var there = await SignedIn(name, other);
        await here.GetStringAsync("/api/v1/me");
        await there.GetStringAsync("/api/v1/me");

        using var disabled = await admin.Act($"/api/v1/accounts/{account.Text("id")}/disable", new { }, version: 2);
        using var refusedHere = await here.GetAsync("/api/v1/me");
        using var refusedThere = await there.GetAsync("/api/v1/me");
        using var noToken = await other.SignIn(("grant_type", "password"), ("username", name), ("password", Password));
        Assert.Multiple(async () =>
        {
            Assert.That((await disabled.Json()).GetProperty("disabled").GetBoolean(), Is.True);
            Assert.That(refusedHere.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(refusedThere.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(noToken.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        });
    }

    [Test]
    public async Task Nobody_disables_the_own_account()
    {
        using var answer = await host.Client("admin").Act($"/api/v1/accounts/{DemoAccounts.IdOf("admin")}/disable", new { }, version: 0);
        Assert.That((await answer.Json()).Text("code"), Is.EqualTo("account.is-anothers"));
    }

    [Test]
    public async Task The_staff_of_an_agency_comes_in_pages()
    {
        using var client = host.Client($"handler@{AccessHost.Commune}");
        var names = new List<string>();
        var place = $"/api/v1/agencies/{AccessHost.Commune}/staff?limit=4&count=exact";
        for (string? next = ""; next is not null;)
        {
            var page = await client.GetFromJsonAsync<JsonElement>(next.Length == 0 ? place : $"{place}&cursor={next}");
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(line => line.Text("userName")!));
            Assert.That(page.GetProperty("items").EnumerateArray().SelectMany(line => line.GetProperty("posts").EnumerateArray()), Is.All.Matches<JsonElement>(
                post => post.Text("agency") == AccessHost.Commune));
            Assert.That(page.GetProperty("count").GetProperty("value").GetInt32(), Is.GreaterThanOrEqualTo(9));
            next = page.Text("next");
        }
        Assert.That(names, Is.Unique.And.Ordered.Using<string>(string.CompareOrdinal).And.Contain($"handler@{AccessHost.Commune}"));
        Assert.That(await Status("citizen1", place), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await Status($"handler@{AccessHost.Province}", place), Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_divisions_of_an_agency_are_public()
    {
        var page = await host.CreateClient().GetFromJsonAsync<JsonElement>($"/api/v1/agencies/{AccessHost.Province}/divisions");
        Assert.That(page.GetProperty("items").EnumerateArray().Select(d => d.Text("name")), Is.EqualTo(new[] { "Phòng Kinh tế", "Phòng Văn hóa" }));
    }

    private static string NewName() => $"somebody-{Interlocked.Increment(ref numbers)}";

    private static Dictionary<string, object?> Citizen(string name) => new()
    {
        ["userName"] = name, ["password"] = Password, ["displayName"] = "Nguyễn Văn A", ["kind"] = "citizen", ["phone"] = "0912 345 678",
        ["email"] = "a@example.vn",
    };

    private static Dictionary<string, object?> Staff(string name, string? agency, params string[] roles) => new()
    {
        ["userName"] = name, ["password"] = Password, ["displayName"] = "Trần Thị B", ["agency"] = agency,
        ["roles"] = roles.Select(role => new { role }),
    };

    private static object Roles(string agency, params string[] roles) => new { agency, roles = roles.Select(role => new { role }) };

    private static async Task<JsonElement> Engage(HttpClient admin, string name, string agency, params string[] roles)
    {
        using var answer = await admin.PostAsJsonAsync("/api/v1/staff", Staff(name, agency, roles));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        return await answer.Json();
    }

    private async Task<HttpClient> SignedIn(string name, TestHost? at = null)
    {
        var client = (at ?? host).CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await (at ?? host).Token(name, Password));
        return client;
    }

    private async Task<HttpStatusCode> Status(string userName, string place)
    {
        using var client = host.Client(userName);
        using var answer = await client.GetAsync(place);
        return answer.StatusCode;
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OneStop.Infrastructure.Access;
using static OneStop.Api.Tests.Access.Requests;

namespace OneStop.Api.Tests.Access;

public sealed class AccountTests
{
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
        var me = await (await host.SignedIn(name)).GetFromJsonAsync<JsonElement>("/api/v1/me");
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
            Assert.That(await host.Status($"handler@{AccessHost.Province}", handler), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await host.Status($"agencyAdmin@{AccessHost.Province}", handler), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await host.Status("admin", handler), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await host.Status($"leader@{AccessHost.Province}", handler), Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(await host.Status($"agencyAdmin@{AccessHost.Commune}", handler), Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(await host.Status("citizen1", handler), Is.EqualTo(HttpStatusCode.NotFound));
        });
    }

    [Test]
    public async Task A_disabled_account_is_refused_at_once_in_every_process()
    {
        await using var other = await AccessHost.Start(database: host.Database);
        var name = NewName();
        using var admin = host.Client("admin");
        var account = await Engage(admin, name, AccessHost.Province, "handler");
        using var here = await host.SignedIn(name);
        using var there = await other.SignedIn(name);
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
}

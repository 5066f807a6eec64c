using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using OneStop.Infrastructure.Access;
using OneStop.Infrastructure.Persistence;
using static OneStop.Api.Tests.Access.Requests;

namespace OneStop.Api.Tests.Access;

public sealed class SessionTests
{
    private readonly MovableClock machine = new(AccessHost.Noon);
    private readonly CapturedLog log = new();
    private TestHost host = null!;

    [SetUp]
    public void Noon()
    {
        machine.Now = AccessHost.Noon;
        log.Clear();
    }

    [OneTimeSetUp]
    public async Task Start() => host = await AccessHost.Start(machine: machine, log: log);

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task A_sign_in_goes_on_by_refresh_tokens_that_are_used_once()
    {
        var first = await SignIn("citizen1");
        machine.Now = AccessHost.Noon.AddMinutes(59);
        var second = await Refreshed(first);
        machine.Now = AccessHost.Noon.AddMinutes(61);
        Assert.Multiple(async () =>
        {
            Assert.That(second.Text("refresh_token"), Is.Not.EqualTo(first.Text("refresh_token")).And.Length.EqualTo(43));
            Assert.That(Sid(second), Is.EqualTo(Sid(first)));
            Assert.That(await host.Status(second.Text("access_token")!), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await host.Status(first.Text("access_token")!), Is.EqualTo(HttpStatusCode.Unauthorized), "its hour is over");
        });
    }

    [Test]
    public async Task A_refresh_token_used_again_ends_the_whole_session_in_every_process()
    {
        await using var other = await AccessHost.Start(machine: machine, database: host.Database);
        var first = await SignIn("citizen2");
        var second = await Refreshed(first);
        Assert.That(await other.Status(second.Text("access_token")!), Is.EqualTo(HttpStatusCode.OK));

        using var again = await Refresh(host, first.Text("refresh_token")!);
        using var newest = await Refresh(other, second.Text("refresh_token")!);
        var refusal = await again.Json();
        Assert.Multiple(async () =>
        {
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(refusal.Text("error"), Is.EqualTo("invalid_grant"));
            Assert.That(refusal.Text("code"), Is.EqualTo("token.refresh-token-holds"));
            Assert.That(refusal.Text("error_description"), Is.Not.Empty);
            Assert.That(newest.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(await host.Status(first.Text("access_token")!), Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(await host.Status(second.Text("access_token")!), Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(await other.Status(second.Text("access_token")!), Is.EqualTo(HttpStatusCode.Unauthorized));
        });
        Assert.That(log.Warnings, Has.Some.Contains(Sid(first)).And.Some.Contains(DemoAccounts.IdOf("citizen2").ToString()));
        Assert.That(log.Text, Does.Not.Contain(first.Text("refresh_token")!));
    }

    [Test]
    public async Task Of_two_uses_at_once_one_wins()
    {
        await using var other = await AccessHost.Start(machine: machine, database: host.Database);
        for (var round = 0; round < 5; round++)
        {
            var first = await SignIn("citizen3");
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Refresh(i % 2 == 0 ? host : other, first.Text("refresh_token")!)));
            var winners = answers.Where(answer => answer.IsSuccessStatusCode).ToArray();
            Assert.That(winners, Has.Length.EqualTo(1));
            using var next = await Refresh(host, (await winners[0].Json()).Text("refresh_token")!);
            Assert.That(next.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), "the session ended");
        }
    }

    [Test]
    public async Task A_session_ends_with_its_last_day_and_is_forgotten()
    {
        var tokens = await SignIn("citizen4");
        machine.Now = AccessHost.Noon.AddDays(30).AddMinutes(-10);
        tokens = await Refreshed(tokens);
        Assert.That(tokens.GetProperty("expires_in").GetInt32(), Is.EqualTo(600), "no token outlives its session");

        machine.Now = AccessHost.Noon.AddDays(30);
        using var refused = await Refresh(host, tokens.Text("refresh_token")!);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        for (var tries = 0; await Rows("Sessions") + await Rows("RefreshTokens") > 0; tries++)
        {
            Assert.That(tries, Is.LessThan(100), "the sweep did not come");
            await Task.Delay(100);
        }
    }

    [TestCase("refresh_token")]
    [TestCase("access_token")]
    public async Task Who_signs_out_has_no_token_left(string kind)
    {
        var tokens = await SignIn("citizen5");
        var elsewhere = await SignIn("citizen5");
        using var revoked = await Revoke(tokens.Text(kind)!);
        using var again = await Revoke(tokens.Text(kind)!);
        using var refused = await Refresh(host, tokens.Text("refresh_token")!);
        Assert.Multiple(async () =>
        {
            Assert.That(revoked.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(await host.Status(tokens.Text("access_token")!), Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(await host.Status(elsewhere.Text("access_token")!), Is.EqualTo(HttpStatusCode.OK), "another sign-in goes on");
        });
    }

    [Test]
    public async Task An_unknown_token_is_revoked_too()
    {
        using var answer = await Revoke("nothing of ours");
        using var none = await host.CreateClient().PostAsync("/api/v1/auth/revoke", new FormUrlEncodedContent([]));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(none.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await none.Json()).Text("error"), Is.EqualTo("invalid_request"));
    }

    [Test]
    public async Task A_machine_client_gets_no_refresh_token()
    {
        using var answer = await host.SignIn(
            ("grant_type", "client_credentials"), ("client_id", "demo-client"), ("client_secret", TestHost.DemoPassword));
        Assert.That((await answer.Json()).TryGetProperty("refresh_token", out _), Is.False);
    }

    [Test]
    public async Task A_disabled_account_does_not_go_on()
    {
        var name = NewName();
        using var admin = host.Client("admin");
        var account = await Engage(admin, name, AccessHost.Province, "handler");
        using var answer = await host.SignIn(("grant_type", "password"), ("username", name), ("password", Password));
        using var disabled = await admin.Act($"/api/v1/accounts/{account.Text("id")}/disable", new { }, version: 2);
        using var refused = await Refresh(host, (await answer.Json()).Text("refresh_token")!);
        Assert.That(disabled.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Discovery_names_what_there_is()
    {
        var configuration = await (await host.CreateClient().GetAsync("/.well-known/openid-configuration")).Json();
        Assert.That(configuration.Text("revocation_endpoint"), Does.EndWith("/api/v1/auth/revoke"));
        Assert.That(configuration.GetProperty("grant_types_supported").EnumerateArray().Select(grant => grant.GetString()), Does.Contain("refresh_token"));
    }

    private static string Sid(JsonElement tokens) => new JsonWebToken(tokens.Text("access_token")).GetClaim("sid").Value;

    private static Task<HttpResponseMessage> Refresh(TestHost host, string token) => host.SignIn(("grant_type", "refresh_token"), ("refresh_token", token));

    private async Task<JsonElement> SignIn(string name)
    {
        using var answer = await host.SignIn(("grant_type", "password"), ("username", name), ("password", TestHost.DemoPassword));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await answer.Json();
    }

    private async Task<JsonElement> Refreshed(JsonElement tokens)
    {
        using var answer = await Refresh(host, tokens.Text("refresh_token")!);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await answer.Json();
    }

    private async Task<HttpResponseMessage> Revoke(string token)
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("token", token)]);
        return await host.CreateClient().PostAsync("/api/v1/auth/revoke", content);
    }

    private async Task<long> Rows(string table)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DbSession>().QueryOne<long>($"SELECT COUNT(*) FROM {table}", null, CancellationToken.None);
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OneStop.Api.Tests.Audit;
using OneStop.Infrastructure.Access;

namespace OneStop.Api.Tests.Access;

public sealed class TokenTests
{
    private readonly MovableClock clock = new(AccessHost.Noon);
    private readonly MovableClock machine = new(AccessHost.Noon);
    private TestHost host = null!;

    [SetUp]
    public void Noon() => (clock.Now, machine.Now) = (AccessHost.Noon, AccessHost.Noon);

    [OneTimeSetUp]
    public async Task Start() => host = await AccessHost.Start(clock, machine);

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task A_password_gives_a_token_that_says_who_one_is()
    {
        using var answer = await host.SignIn(
            ("grant_type", "password"), ("username", $"handler@{AccessHost.Province}"), ("password", TestHost.DemoPassword));
        var token = await answer.Json();
        var me = await Me(token.Text("access_token")!);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Headers.CacheControl?.NoStore, Is.True);
            Assert.That(token.Text("token_type"), Is.EqualTo("Bearer"));
            Assert.That(token.GetProperty("expires_in").GetInt32(), Is.EqualTo(3600));
            Assert.That(token.Text("scope"), Does.Contain("workOnDossiers").And.Not.Contain("administerSystem"));
            Assert.That(me.Text("userName"), Is.EqualTo($"handler@{AccessHost.Province}"));
            Assert.That(me.Text("id"), Is.EqualTo(DemoAccounts.IdOf($"handler@{AccessHost.Province}").ToString()));
            Assert.That(me.GetProperty("agencies")[0].Text("name"), Is.EqualTo($"Agency {AccessHost.Province}"));
            Assert.That(me.GetProperty("roles").EnumerateArray().Select(r => r.GetString()), Is.EqualTo(new[] { "handler" }));
        });
    }

    [Test]
    public async Task A_machine_client_signs_in_with_its_secret_in_the_form_or_as_basic()
    {
        using var form = await host.SignIn(
            ("grant_type", "client_credentials"), ("client_id", "demo-client"), ("client_secret", TestHost.DemoPassword));
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"demo-client:{TestHost.DemoPassword}")));
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]);
        using var basic = await client.PostAsync("/api/v1/auth/token", content);

        Assert.That((await form.Json()).Text("scope"), Does.Contain("fileDossiers"));
        Assert.That((await basic.Json()).Text("scope"), Does.Contain("fileDossiers"));
    }

    [Test]
    public async Task A_wrong_password_and_an_unknown_user_get_the_same_answer()
    {
        string[] answers =
        [
            await Refusal("admin", "not the password"),
            await Refusal("nobody-has-this-name", TestHost.DemoPassword),
            await Refusal("demo-client", TestHost.DemoPassword),
            await Refusal($"handler@{AccessHost.District}", TestHost.DemoPassword),
        ];
        Assert.That(answers, Is.All.EqualTo(answers[0]));
        Assert.That(answers[0], Does.StartWith("400 ").And.Contain("invalid_grant").And.Contain("token.credentials-match"));
    }

    [TestCase("implicit", "unsupported_grant_type")]
    [TestCase("refresh_token", "invalid_request")]
    [TestCase("password", "invalid_request")]
    public async Task A_request_that_cannot_be_served_says_so_as_oauth_does(string grant, string error)
    {
        using var answer = await host.SignIn(("grant_type", grant), ("username", "admin"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await answer.Json()).Text("error"), Is.EqualTo(error));
    }

    [Test]
    public async Task A_wrong_secret_of_a_client_is_401()
    {
        using var answer = await host.SignIn(("grant_type", "client_credentials"), ("client_id", "demo-client"), ("client_secret", "no"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await answer.Json()).Text("error"), Is.EqualTo("invalid_client"));
    }

    [Test]
    public async Task A_token_ends_with_its_hour_on_the_machines_clock_alone()
    {
        var token = await host.Token("citizen1", TestHost.DemoPassword);
        clock.Now = AccessHost.Noon.AddYears(1);
        machine.Now = AccessHost.Noon.AddMinutes(59);
        Assert.That(await host.Status(token), Is.EqualTo(HttpStatusCode.OK));

        machine.Now = AccessHost.Noon.AddMinutes(60);
        Assert.That(await host.Status(token), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_token_of_a_key_that_is_gone_is_refused_though_it_was_taken_before()
    {
        await using var one = await AccessHost.Start(machine: machine);
        var token = await one.Token("citizen1", TestHost.DemoPassword);
        Assert.That(await one.Status(token), Is.EqualTo(HttpStatusCode.OK));
        Tables.Run("DELETE FROM SigningKeys", one.Database);
        Tables.Run("UPDATE Stamps SET Access = Access + 1 WHERE Id = 1", one.Database);
        Assert.That(await one.Status(token), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await one.Status(await one.Token("citizen1", TestHost.DemoPassword)), Is.EqualTo(HttpStatusCode.OK), "under a new key");
    }

    [Test]
    public async Task A_process_of_short_tokens_knows_which_long_ones_are_over()
    {
        await using var longer = await AccessHost.Start(machine: machine, settings: new Dictionary<string, string> { ["Auth:TokenMinutes"] = "1440" });
        await using var shorter = await AccessHost.Start(
            machine: machine, database: longer.Database, settings: new Dictionary<string, string> { ["Auth:TokenMinutes"] = "5" });
        var (over, living) = (await longer.Token("citizen1", TestHost.DemoPassword), await longer.Token("citizen2", TestHost.DemoPassword));
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("token", over)]);
        (await longer.CreateClient().PostAsync("/api/v1/auth/revoke", form)).EnsureSuccessStatusCode();
        machine.Now = AccessHost.Noon.AddMinutes(30);
        Assert.That(await shorter.Status(over), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await shorter.Status(living), Is.EqualTo(HttpStatusCode.OK));
        machine.Now = AccessHost.Noon.AddMinutes(36);
        Assert.That(await shorter.Status(living), Is.EqualTo(HttpStatusCode.OK), "looked at again, it still holds");
    }

    [Test]
    public async Task An_expired_token_is_refused_by_a_process_that_never_saw_it()
    {
        var token = await host.Token("citizen1", TestHost.DemoPassword);
        await using var other = await AccessHost.Start(clock, new MovableClock(AccessHost.Noon.AddHours(2)), host.Database);
        Assert.That(await other.Status(token), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Posts_follow_the_day_of_the_domain_clock()
    {
        var token = await host.Token($"leader@{AccessHost.Commune}", TestHost.DemoPassword);
        Assert.That(await host.Status(token), Is.EqualTo(HttpStatusCode.OK));

        clock.Now = new DateTimeOffset(2025, 6, 30, 23, 59, 0, TimeSpan.FromHours(7));
        Assert.That(await host.Status(token), Is.EqualTo(HttpStatusCode.Unauthorized), "the commune begins tomorrow");
        Assert.That(
            await host.Status(await host.Token($"leader@{AccessHost.District}", TestHost.DemoPassword)), Is.EqualTo(HttpStatusCode.OK));

        clock.Now = new DateTimeOffset(2025, 7, 1, 0, 0, 0, TimeSpan.FromHours(7));
        Assert.That(await host.Status(token), Is.EqualTo(HttpStatusCode.OK));
    }

    private async Task<string> Refusal(string userName, string password)
    {
        using var answer = await host.SignIn(("grant_type", "password"), ("username", userName), ("password", password));
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }

    private async Task<JsonElement> Me(string token)
    {
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await (await client.GetAsync("/api/v1/me")).Json();
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using OneStop.Application.Access;
using OneStop.Application.Ports;
using OneStop.Domain.Access;

namespace OneStop.Api.Tests.Access;

public sealed class OutsideIssuerTests
{
    private readonly MovableClock machine = new(AccessHost.Noon);
    private readonly OutsideIssuer citizens = new(OutsideIssuer.Citizens);
    private readonly OutsideIssuer staff = new(OutsideIssuer.Staff);
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task Start() => host = await AccessHost.Start(
        machine: machine, settings: OutsideIssuer.Settings, more: services => OutsideIssuer.Reach(services, citizens, staff));

    [OneTimeTearDown]
    public async Task Stop()
    {
        await host.DisposeAsync();
        citizens.Dispose();
        staff.Dispose();
    }

    [Test]
    public async Task A_citizen_has_an_account_from_the_first_sight_on()
    {
        var first = await Me(citizens.Token("001", machine.Now, claims: ("name", "Nguyễn Thị Hoa")));
        var again = await Me(citizens.Token("001", machine.Now.AddSeconds(-5)));
        var other = await Me(citizens.Token("002", machine.Now));
        Assert.Multiple(() =>
        {
            Assert.That(first.Text("userName"), Does.Match("^ext-[0-9a-f]{12}$"));
            Assert.That(first.Text("displayName"), Is.EqualTo("Nguyễn Thị Hoa"));
            Assert.That(first.Text("kind"), Is.EqualTo("citizen"));
            Assert.That(first.GetProperty("roles")[0].GetString(), Is.EqualTo("citizen"));
            Assert.That(again.Text("id"), Is.EqualTo(first.Text("id")));
            Assert.That(other.Text("id"), Is.Not.EqualTo(first.Text("id")));
        });
    }

    [Test]
    public async Task Seen_first_by_two_processes_at_once_it_is_one_account()
    {
        await using var two = await AccessHost.Start(
            machine: machine, database: host.Database, settings: OutsideIssuer.Settings, more: services => OutsideIssuer.Reach(services, citizens, staff));
        var tokens = Enumerable.Range(0, 8).Select(i => citizens.Token("at-once", machine.Now.AddSeconds(-i))).ToArray();
        var seen = await Task.WhenAll(tokens.Select((token, i) => Me(token, i % 2 == 0 ? host : two)));
        Assert.That(seen.Select(me => me.Text("id")).Distinct().Count(), Is.EqualTo(1));
    }

    [TestCase(null, Assurance.Account)]
    [TestCase("loa1", Assurance.Level1)]
    [TestCase("loa2", Assurance.Level2)]
    public async Task How_sure_it_is_follows_the_level(string? level, Assurance assurance)
    {
        var token = citizens.Token("levels", machine.Now, claims: level is null ? [] : [("acr", level)]);
        var actors = new[] { await Actor(token), await Actor(token), await Actor(citizens.Token("levels", machine.Now.AddSeconds(-9), claims: level is null ? [] : [("acr", level)])) };
        Assert.That(actors.Select(actor => actor?.Assurance), Is.All.EqualTo(assurance));
        Assert.That(actors, Is.All.SameAs(actors[0]), "others keep by the object what they reckoned");
    }

    [Test]
    public async Task A_filing_on_behalf_and_a_later_sign_in_meet_in_one_account()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var subjects = scope.ServiceProvider.GetRequiredService<ISubjects>();
        var made = await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(
            () => subjects.AccountOf(OutsideIssuer.Citizens, "on-behalf", CancellationToken.None), CancellationToken.None);
        Assert.That((await Me(citizens.Token("on-behalf", machine.Now))).Text("id"), Is.EqualTo(made.ToString()));
    }

    [Test]
    public async Task An_issuer_that_is_down_signs_nobody_in_whom_it_did_not_before()
    {
        var down = new OutsideIssuer(OutsideIssuer.Citizens);
        await using var one = await AccessHost.Start(
            machine: machine, settings: OutsideIssuer.Settings, more: services => OutsideIssuer.Reach(services, down, staff));
        down.IsDown = true;
        var early = down.Token("early", machine.Now);
        Assert.That(await one.Status(early), Is.EqualTo(HttpStatusCode.Unauthorized));
        down.IsDown = false;
        Assert.That(await one.Status(early), Is.EqualTo(HttpStatusCode.Unauthorized), "not asked again at once");
        machine.Now = machine.Now.AddSeconds(6);
        Assert.That(await one.Status(early), Is.EqualTo(HttpStatusCode.OK));

        down.IsDown = true;
        down.AddKey("second");
        Assert.That(await one.Status(early), Is.EqualTo(HttpStatusCode.OK), "it is remembered");
        Assert.That(await one.Status(down.Token("late", machine.Now, "second")), Is.EqualTo(HttpStatusCode.Unauthorized));
        machine.Now = machine.Now.AddMinutes(1);
        Assert.That(await one.Status(down.Token("late", machine.Now, "second")), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_new_key_is_asked_for_but_not_at_every_token()
    {
        Assert.That(await host.Status(citizens.Token("keys", machine.Now)), Is.EqualTo(HttpStatusCode.OK));
        machine.Now = machine.Now.AddMinutes(1);
        citizens.AddKey("next");
        var asked = citizens.Asked;
        Assert.That(await host.Status(citizens.Token("keys", machine.Now, "next")), Is.EqualTo(HttpStatusCode.OK));
        citizens.AddKey("unheard");
        for (var i = 0; i < 5; i++)
        {
            Assert.That(await host.Status(citizens.Token("keys", machine.Now.AddSeconds(-i), "unheard")), Is.EqualTo(HttpStatusCode.Unauthorized));
        }
        Assert.That(citizens.Asked, Is.EqualTo(asked + 1));
        machine.Now = machine.Now.AddSeconds(31);
        Assert.That(await host.Status(citizens.Token("keys", machine.Now, "unheard")), Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase(SecurityAlgorithms.RsaSha256, HttpStatusCode.OK)]
    [TestCase(SecurityAlgorithms.RsaSsaPssSha256, HttpStatusCode.OK)]
    [TestCase(SecurityAlgorithms.RsaSha512, HttpStatusCode.Unauthorized)]
    public async Task Only_some_algorithms_are_taken(string algorithm, HttpStatusCode status) =>
        Assert.That(await host.Status(citizens.Token("algorithms", machine.Now, algorithm: algorithm)), Is.EqualTo(status));

    private async Task<Actor?> Actor(string token)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ITokens>().Check(token, CancellationToken.None))?.Actor;
    }

    private async Task<JsonElement> Me(string token, TestHost? at = null)
    {
        using var client = (at ?? host).CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.GetAsync("/api/v1/me");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await answer.Json();
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OneStop.Infrastructure.Access;
using static OneStop.Api.Tests.Access.Requests;

namespace OneStop.Api.Tests.Access;

/// <summary>Tokens that somebody made, changed, copied or kept: every one is refused, and the log says why without saying it.</summary>
public sealed class TokenAbuseTests
{
    private readonly MovableClock machine = new(AccessHost.Noon);
    private readonly CapturedLog log = new();
    private readonly OutsideIssuer citizens = new(OutsideIssuer.Citizens);
    private readonly OutsideIssuer staff = new(OutsideIssuer.Staff);
    private TestHost host = null!;
    private string good = null!;

    [OneTimeSetUp]
    public async Task Start() => host = await AccessHost.Start(
        machine: machine, log: log, settings: OutsideIssuer.Settings, more: services => OutsideIssuer.Reach(services, citizens, staff));

    [OneTimeTearDown]
    public async Task Stop()
    {
        await host.DisposeAsync();
        citizens.Dispose();
        staff.Dispose();
    }

    [SetUp]
    public async Task SignIn()
    {
        machine.Now = AccessHost.Noon;
        good = await host.Token("citizen1", TestHost.DemoPassword);
        log.Clear();
    }

    [Test]
    public async Task Without_a_signature()
    {
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");
        await AssertRefused($"{header}.{good.Split('.')[1]}.");
        await AssertRefused($"{header}.{good.Split('.')[1]}.{good.Split('.')[2]}");
    }

    [Test]
    public async Task Signed_with_the_public_key_as_a_secret()
    {
        var set = await host.CreateClient().GetStringAsync("/.well-known/jwks.json");
        var key = (await Current()).Public;
        foreach (var secret in new[] { set, key.X, key.Y, Pem(await Current()) })
        {
            var parts = good.Split('.');
            var header = Base64UrlEncoder.Encode($$"""{"alg":"HS256","typ":"JWT","kid":"{{key.Kid}}"}""");
            var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{header}.{parts[1]}"));
            await AssertRefused($"{header}.{parts[1]}.{Base64UrlEncoder.Encode(signature)}");
        }
    }

    [TestCase(true, Description = "under the id of a key of ours")]
    [TestCase(false)]
    public async Task Signed_with_another_key(bool underOurKeyId)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var kid = underOurKeyId ? (await Current()).Public.Kid : "another-key-id";
        await AssertRefused(Forged(new ECDsaSecurityKey(key) { KeyId = kid }));
        if (underOurKeyId)
        {
            Assert.That(log.Warnings, Has.Some.Contains(kid));
        }
        Assert.That(log.Text, Does.Not.Contain("another-key-id"));
    }

    [Test]
    public async Task Of_another_issuer() => await AssertRefused(Forged((await Current()).Key, issuer: "https://elsewhere.example"));

    [Test]
    public async Task In_the_name_of_an_outside_issuer() => await AssertRefused(Forged((await Current()).Key, issuer: OutsideIssuer.Citizens));

    [Test]
    public async Task Of_an_outside_issuer_in_our_name()
    {
        var ours = new OutsideIssuer(new JsonWebToken(good).Issuer);
        await AssertRefused(ours.Token(DemoAccounts.IdOf("admin").ToString(), machine.Now, audience: "onestop"));
    }

    [Test]
    public async Task For_another_audience() => await AssertRefused(Forged((await Current()).Key, audience: "somebody-else"));

    [Test]
    public async Task Of_an_outside_issuer_for_another_audience()
    {
        await AssertRefused(citizens.Token("abuse", machine.Now, audience: "another-application"));
        Assert.That(await host.Status(citizens.Token("abuse", machine.Now)), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Of_the_issuer_for_staff_where_nobody_linked_the_person() =>
        await AssertRefused(staff.Token("whatever", machine.Now, claims: ("employee", "E-1")));

    [Test]
    public async Task Expired()
    {
        machine.Now = AccessHost.Noon.AddMinutes(60);
        await AssertRefused(good);
        await AssertRefused(citizens.Token("expired", AccessHost.Noon));
    }

    [Test]
    public async Task Not_valid_yet() => await AssertRefused(Forged((await Current()).Key, from: machine.Now.AddMinutes(5)));

    [Test]
    public async Task Without_an_end() => await AssertRefused(new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = new JsonWebToken(good).Issuer, Audience = OwnTokens.Audience,
        Claims = new Dictionary<string, object> { ["sub"] = DemoAccounts.IdOf("admin").ToString() },
        SigningCredentials = new SigningCredentials((await Current()).Key, SecurityAlgorithms.EcdsaSha256),
    }));

    [Test]
    public async Task Of_a_session_that_ended()
    {
        using var answer = await host.SignIn(("grant_type", "password"), ("username", "citizen2"), ("password", TestHost.DemoPassword));
        var tokens = await answer.Json();
        var refresh = tokens.Text("refresh_token")!;
        using var next = await host.SignIn(("grant_type", "refresh_token"), ("refresh_token", refresh));
        using var replayed = await host.SignIn(("grant_type", "refresh_token"), ("refresh_token", refresh));
        Assert.That(replayed.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(log.Warnings, Has.Some.Contains("Refresh token refused"));
        Assert.That(log.Text, Does.Not.Contain(refresh));
        await AssertRefused(tokens.Text("access_token")!);
    }

    [Test]
    public async Task Of_a_disabled_account()
    {
        var name = NewName();
        using var admin = host.Client("admin");
        var account = await Engage(admin, name, AccessHost.Province, "handler");
        var token = await host.Token(name, Password);
        Assert.That(await host.Status(token), Is.EqualTo(HttpStatusCode.OK));
        using var disabled = await admin.Act($"/api/v1/accounts/{account.Text("id")}/disable", new { }, version: 2);
        await AssertRefused(token);
    }

    [Test]
    public async Task Cut_short_blown_up_or_rubbish()
    {
        var parts = good.Split('.');
        string[] tokens =
        [
            good[..^1], good[..(good.Length / 2)], $"{parts[0]}.{parts[1]}", $"{parts[0]}.{parts[1]}.", $"{good}.{parts[2]}", good + "AAAA", new string('a', 9_000),
            "rubbish", "....", "a.b.c", $"{parts[0]}.{Base64UrlEncoder.Encode("[1,2]")}.{parts[2]}", "%00%ff", "{}",
        ];
        foreach (var token in tokens)
        {
            log.Clear();
            await AssertRefused(token);
        }
    }

    [TestCase("/api/v1/me")]
    [TestCase("/api/v1/errors")]
    public async Task Two_at_once(string place)
    {
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, place);
        request.Headers.TryAddWithoutValidation("Authorization", [$"Bearer {good}", $"Bearer {good}"]);
        using var answer = await client.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await answer.Json()).Text("code"), Is.EqualTo("token.authorization-is-one"));
    }

    private static string Pem(SigningKey key) => key.Key.ECDsa.ExportSubjectPublicKeyInfoPem();

    private async Task AssertRefused(string token)
    {
        Assert.That(await host.Status(token), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(log.Warnings, Has.Some.Contains("Token refused"));
        foreach (var part in token.Split('.').Where(part => part.Length > 8))
        {
            Assert.That(log.Text, Does.Not.Contain(part));
        }
    }

    private string Forged(SecurityKey key, string? issuer = null, string? audience = null, DateTimeOffset? from = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? new JsonWebToken(good).Issuer, Audience = audience ?? OwnTokens.Audience, IssuedAt = machine.Now.UtcDateTime,
            NotBefore = from?.UtcDateTime, Expires = machine.Now.UtcDateTime.AddHours(1),
            Claims = new Dictionary<string, object> { ["sub"] = DemoAccounts.IdOf("admin").ToString() },
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
        });

    private async Task<SigningKey> Current() => await host.Services.GetRequiredService<SigningKeys>().Current(CancellationToken.None);
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OneStop.Infrastructure.Access;

namespace OneStop.Api.Tests.Access;

public sealed class SigningKeyTests
{
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task Start() => host = await AccessHost.Start();

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task A_forged_token_is_refused()
    {
        var token = await host.Token("citizen1", TestHost.DemoPassword);
        var parts = token.Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace(
            DemoAccounts.IdOf("citizen1").ToString(), DemoAccounts.IdOf("admin").ToString(), StringComparison.Ordinal);
        var unsigned = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");
        string[] forged =
        [
            $"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}",
            $"{unsigned}.{Base64UrlEncoder.Encode(claims)}.",
            token + "x",
            "not-a-token",
            new string('a', 10_000),
        ];
        foreach (var one in forged)
        {
            Assert.That(await host.Status(one), Is.EqualTo(HttpStatusCode.Unauthorized));
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_token_signed_with_another_key_is_refused(bool underOurKeyId)
    {
        var ours = new JsonWebToken(await host.Token("citizen1", TestHost.DemoPassword));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = ours.Issuer, Audience = ours.Audiences.Single(), IssuedAt = ours.IssuedAt, Expires = ours.ValidTo,
            Claims = new Dictionary<string, object> { ["sub"] = ours.Subject },
            SigningCredentials = new SigningCredentials(
                new ECDsaSecurityKey(key) { KeyId = underOurKeyId ? ours.Kid : "another" }, SecurityAlgorithms.EcdsaSha256),
        });
        Assert.That(await host.Status(token), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Anybody_can_check_a_token_with_the_published_key()
    {
        var token = await host.Token("citizen1", TestHost.DemoPassword);
        using var client = host.CreateClient();
        var configuration = await (await client.GetAsync("/.well-known/openid-configuration")).Json();
        var set = await (await client.GetAsync("/.well-known/jwks.json")).Json();
        var published = set.GetProperty("keys").EnumerateArray().Single();
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = { X = Base64UrlEncoder.DecodeBytes(published.Text("x")), Y = Base64UrlEncoder.DecodeBytes(published.Text("y")) },
        });
        var end = token.LastIndexOf('.');
        Assert.Multiple(() =>
        {
            Assert.That(key.VerifyData(
                Encoding.ASCII.GetBytes(token[..end]), Base64UrlEncoder.DecodeBytes(token[(end + 1)..]), HashAlgorithmName.SHA256));
            Assert.That(published.TryGetProperty("d", out _), Is.False, "the private half");
            Assert.That(new JsonWebToken(token).Kid, Is.EqualTo(published.Text("kid")));
            Assert.That(configuration.Text("issuer"), Is.EqualTo(new JsonWebToken(token).Issuer));
            Assert.That(configuration.Text("jwks_uri"), Does.EndWith("/.well-known/jwks.json"));
        });
    }

    [Test]
    public async Task Two_processes_on_one_database_share_their_key()
    {
        await using var other = await AccessHost.Start(database: host.Database);
        Assert.That(await other.Status(await host.Token("citizen2", TestHost.DemoPassword)), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await host.Status(await other.Token("citizen3", TestHost.DemoPassword)), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Two_processes_that_start_at_once_on_a_new_database_make_one_key()
    {
        var folder = Directory.CreateTempSubdirectory("onestop-tests-");
        var database = Path.Combine(folder.FullName, "onestop.db");
        var hosts = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => AccessHost.Start(database: database))));
        var keys = await Task.WhenAll(hosts.Select(one => one.CreateClient().GetStringAsync("/.well-known/jwks.json")));
        Assert.That(keys[0], Is.EqualTo(keys[1]));
        Assert.That(keys[0].Split("\"kid\"").Length, Is.EqualTo(2));
        foreach (var one in hosts)
        {
            await one.DisposeAsync();
        }
        folder.Delete(recursive: true);
    }

    [Test]
    public async Task Keys_change_by_themselves_and_nobody_is_signed_out()
    {
        var machine = new MovableClock(AccessHost.Noon);
        await using var one = await AccessHost.Start(machine: machine);
        await using var two = await AccessHost.Start(machine: machine, database: one.Database);
        var first = await one.Token("citizen1", TestHost.DemoPassword);
        machine.Now = AccessHost.Noon.AddDays(90).AddMinutes(-30);
        var before = await one.Token("citizen1", TestHost.DemoPassword);
        Assert.That(new JsonWebToken(before).Kid, Is.EqualTo(new JsonWebToken(first).Kid));

        machine.Now = AccessHost.Noon.AddDays(90);
        var after = await Task.WhenAll(new[] { one, two, one, two }.Select(host => host.Token("citizen2", TestHost.DemoPassword)));
        var kids = after.Select(token => new JsonWebToken(token).Kid).Distinct().ToArray();
        Assert.Multiple(async () =>
        {
            Assert.That(kids, Has.Length.EqualTo(1), "two processes make one key");
            Assert.That(kids[0], Is.Not.EqualTo(new JsonWebToken(first).Kid));
            Assert.That(await one.Status(before), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await two.Status(before), Is.EqualTo(HttpStatusCode.OK), "by a process that never saw it");
            Assert.That(await PublishedKeys(two), Is.EquivalentTo(new[] { kids[0], new JsonWebToken(first).Kid }));
        });

        machine.Now = AccessHost.Noon.AddDays(90).AddMinutes(62);
        Assert.That(await PublishedKeys(two), Is.EqualTo(kids), "the retired key has no token left");
    }

    [Test]
    public async Task An_administrator_changes_the_key_at_once_and_once()
    {
        await using var one = await AccessHost.Start();
        await using var two = await AccessHost.Start(database: one.Database);
        var before = await one.Token("citizen1", TestHost.DemoPassword);
        using var admin = one.Client("admin");
        admin.DefaultRequestHeaders.Add("Idempotency-Key", "rotation");
        using var rotated = await admin.PostAsync("/api/v1/auth/keys/rotate", null);
        using var again = await admin.PostAsync("/api/v1/auth/keys/rotate", null);
        var keys = await rotated.Json();
        var after = await two.Token("citizen1", TestHost.DemoPassword);
        Assert.Multiple(async () =>
        {
            Assert.That(rotated.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((await again.Json()).ToString(), Is.EqualTo(keys.ToString()));
            Assert.That(keys.GetProperty("keys").GetArrayLength(), Is.EqualTo(2));
            Assert.That(keys.ToString(), Does.Not.Contain("\"d\"").And.Not.Contain("PRIVATE"));
            Assert.That(new JsonWebToken(after).Kid, Is.EqualTo(keys.GetProperty("keys")[0].Text("kid")));
            Assert.That(await two.Status(before), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await PublishedKeys(two), Has.Length.EqualTo(2));
        });
        using var refused = await one.Client($"agencyAdmin@{AccessHost.Province}").PostAsync("/api/v1/auth/keys/rotate", null);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private static async Task<string[]> PublishedKeys(TestHost host) =>
        [.. (await (await host.CreateClient().GetAsync("/.well-known/jwks.json")).Json()).GetProperty("keys").EnumerateArray().Select(key => key.Text("kid")!)];
}

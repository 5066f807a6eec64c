using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OneStop.Api.Tests.Audit;
using OneStop.Infrastructure.Access;
using static OneStop.Api.Tests.Access.Requests;

namespace OneStop.Api.Tests.Access;

/// <summary>What passwords, secrets and keys leave behind, and what they do not.</summary>
public sealed class CredentialTests
{
    private const string Renewed = "another long password";

    private readonly CapturedLog log = new();
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task Start() => host = await AccessHost.Start(log: log);

    [OneTimeTearDown]
    public async Task Stop()
    {
        await host.DisposeAsync();
        log.Dispose();
    }

    [Test]
    public async Task A_kept_fingerprint_says_nothing_about_the_password()
    {
        var client = host.CreateClient();
        var body = new JsonObject
        {
            ["userName"] = NewName(), ["password"] = Password, ["displayName"] = "Nguyễn Văn A", ["kind"] = "citizen",
        };
        var made = (await client.Ask("POST", "/api/v1/accounts", body, "Idempotency-Key", "fingerprint")).Gives(201);
        body["password"] = Renewed;
        var again = (await client.Ask("POST", "/api/v1/accounts", body, "Idempotency-Key", "fingerprint")).Gives(201);
        Assert.That(((string?)again["id"], again.Header("Idempotency-Replayed")), Is.EqualTo(((string?)made["id"], "true")));
        body["displayName"] = "Nguyễn Văn B";
        (await client.Ask("POST", "/api/v1/accounts", body, "Idempotency-Key", "fingerprint")).Gives(422, "request.key-used-once");
    }

    [Test]
    public async Task A_change_of_password_sent_again_is_no_guess()
    {
        var name = NewName();
        var account = (await host.CreateClient().Ask("POST", "/api/v1/accounts", Citizen(name))).Gives(201)["id"];
        using var client = await host.SignedIn(name);
        for (var time = 0; time < 7; time++)
        {
            (await client.Ask(
                "PATCH", $"/api/v1/accounts/{account}", new { password = new { current = Password, @new = Renewed } },
                "If-Match", "\"1\"", "Idempotency-Key", "password")).Gives(200);
        }
        Assert.That(await host.Token(name, Renewed), Is.Not.Empty, "the name is not locked");
    }

    [Test]
    public async Task A_hash_of_former_times_is_renewed_by_the_next_sign_in()
    {
        var name = NewName();
        (await host.CreateClient().Ask("POST", "/api/v1/accounts", Citizen(name))).Gives(201);
        var former = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { CompatibilityMode = PasswordHasherCompatibilityMode.IdentityV2 }))
            .HashPassword(new object(), Password);
        Tables.Run($"UPDATE Accounts SET PasswordHash = '{former}' WHERE UserName = '{name}'", host.Database);
        (await host.SignIn(("grant_type", "password"), ("username", name), ("password", Renewed))).Dispose();
        Assert.That(Hash(name), Is.EqualTo(former), "a wrong password changes nothing");
        await host.Token(name, Password);
        Assert.That(Hash(name), Is.Not.EqualTo(former).And.StartWith("AQAAAA"));
        Assert.That(await host.Token(name, Password), Is.Not.Empty);
    }

    [TestCase("demo-client", true)]
    [TestCase("nobody-knows-it", false)]
    public async Task A_wrong_secret_is_logged_without_it(string client, bool known)
    {
        log.Clear();
        (await host.SignIn(("grant_type", "client_credentials"), ("client_id", client), ("client_secret", "not-the-secret"))).Dispose();
        var line = log.Warnings.Single(text => text.Contains("Sign-in of a client refused", StringComparison.Ordinal));
        Assert.That(line, known ? Does.Contain($"{DemoAccounts.IdOf(client)}") : Does.Not.Contain(client));
        Assert.That(log.Text, Does.Not.Contain("not-the-secret"));
    }

    [Test]
    public async Task A_change_of_keys_stands_in_the_history_of_who_asked_for_it()
    {
        var keys = (await host.Client("admin").Ask("POST", "/api/v1/auth/keys/rotate")).Gives(200)["keys"]!;
        var kept = Tables.Rows("SELECT Data FROM Events WHERE Type = 'keysRotated'", host.Database).Select(row => (string)row[0]!);
        Assert.That(kept, Has.One.Contains((string)keys[0]!["kid"]!));
    }

    private string? Hash(string name) => (string?)Tables.Rows($"SELECT PasswordHash FROM Accounts WHERE UserName = '{name}'", host.Database)[0][0];
}

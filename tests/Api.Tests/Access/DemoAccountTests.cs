using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Infrastructure.Access;

namespace OneStop.Api.Tests.Access;

public sealed class DemoAccountTests
{
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task Start() => host = await AccessHost.Start();

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [TestCase("reception", "signedIn public readDossiers fileDossiers workOnDossiers readReports askRegistries")]
    [TestCase("oneStopHead", "signedIn public readDossiers fileDossiers workOnDossiers readReports askRegistries")]
    [TestCase("handler", "signedIn public readDossiers workOnDossiers readReports askRegistries")]
    [TestCase("head", "signedIn public readDossiers workOnDossiers readReports askRegistries")]
    [TestCase("leader", "signedIn public readDossiers workOnDossiers readReports askRegistries")]
    [TestCase("clerk", "signedIn public readDossiers workOnDossiers readReports askRegistries")]
    [TestCase("returnDesk", "signedIn public readDossiers workOnDossiers readReports askRegistries")]
    [TestCase("agencyAdmin", "signedIn public readDossiers workOnDossiers administerAgency readReports subscribe")]
    [TestCase("procedureControl", "signedIn public readDossiers readReports readAudit")]
    public async Task An_official_may_do_what_the_role_carries(string role, string permissions)
    {
        var me = await Me($"{role}@{AccessHost.Province}");
        Assert.That(Texts(me.GetProperty("permissions")), Is.EquivalentTo(permissions.Split(' ')));
        Assert.That(me.GetProperty("posts")[0].Text("role"), Is.EqualTo(role));
    }

    [Test]
    public async Task The_administrator_administers_and_edits_the_catalogue()
    {
        var me = await Me("admin");
        Assert.That(Texts(me.GetProperty("permissions")), Is.SupersetOf(new[] { "administerSystem", "administerAgency", "editCatalogue" }));
        Assert.That(me.GetProperty("agencies").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task A_citizen_files_and_reads_dossiers()
    {
        var me = await Me("citizen9");
        Assert.That(
            Texts(me.GetProperty("permissions")),
            Is.EquivalentTo(new[] { "public", "signedIn", "readDossiers", "fileDossiers", "workOnDossiers" }));
    }

    [Test]
    public async Task A_second_load_adds_only_what_is_missing()
    {
        var demo = host.Services.GetRequiredService<DemoAccounts>();
        await demo.Load([AccessHost.Province, AccessHost.Commune, "T01.31"], CancellationToken.None);
        await demo.Load([AccessHost.Province, AccessHost.Commune, "T01.31"], CancellationToken.None);

        var page = await host.Client("admin").GetFromJsonAsync<JsonElement>("/api/v1/agencies/T01.31/staff?count=exact");
        Assert.That(page.GetProperty("count").GetProperty("value").GetInt32(), Is.EqualTo(9));
    }

    [Test]
    public async Task A_demo_client_of_before_gets_its_grant_and_its_secret()
    {
        await using var before = await AccessHost.Start();
        await using (var connection = new SqliteConnection($"Data Source={before.Database};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = new SqliteCommand(
                """
                DELETE FROM ClientSecrets;
                UPDATE Accounts SET Details = '{}' WHERE UserName = 'demo-client';
                INSERT INTO AccountPosts (AccountId, Number, Role) SELECT Id, 0, 'citizen' FROM Accounts WHERE UserName = 'demo-client';
                """,
                connection);
            await command.ExecuteNonQueryAsync();
        }
        await using var after = await AccessHost.Start(database: before.Database);
        using var answer = await after.SignIn(
            ("grant_type", "client_credentials"), ("client_id", "demo-client"), ("client_secret", TestHost.DemoPassword));
        using var client = after.CreateClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {(await answer.Json()).Text("access_token")}");
        var me = await client.GetFromJsonAsync<JsonElement>("/api/v1/me");
        Assert.That(Texts(me.GetProperty("grant").GetProperty("scopes")), Is.EqualTo(new[] { "dossiers.file", "dossiers.onBehalf" }));
        Assert.That(me.GetProperty("posts").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Their_identities_are_the_same_everywhere() => Assert.That(
        (await Me("citizen1")).Text("id"), Is.EqualTo(DemoAccounts.IdOf("citizen1").ToString()));

    private static IEnumerable<string?> Texts(JsonElement array) => array.EnumerateArray().Select(text => text.GetString());

    private async Task<JsonElement> Me(string userName) => await host.Client(userName).GetFromJsonAsync<JsonElement>("/api/v1/me");
}

using System.Net;
using OneStop.Processes;

namespace OneStop.SystemTests;

/// <summary>What a process does not start with, and what it says then.</summary>
public sealed class StartTests
{
    private DirectoryInfo folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("onestop-start-");

    [TearDown]
    public void RemoveFolder() => folder.Delete(recursive: true);

    [Test]
    public async Task Demo_accounts_are_retired_before_live_work()
    {
        await using (var development = await Start())
        {
            using var api = new ApiClient(development.Url);
            var me = await api.Read("/api/v1/me", "citizen1");
            var renamed = await api.Send(
                HttpMethod.Patch, $"/api/v1/accounts/{me.GetProperty("id").GetString()}", "citizen1", new { displayName = "Nguyễn Văn A" }, version: 0);
            Assert.That(renamed.Status, Is.EqualTo(HttpStatusCode.OK), renamed.Text);
            await development.Terminate(TimeSpan.FromSeconds(10));
        }
        await AssertRefused("Demo:Retire=true", ("environment", "Production"));

        await using (var retiring = await Start(("environment", "Production"), ("Demo:Retire", "true")))
        {
            using var api = new ApiClient(retiring.Url);
            Assert.That(async () => await api.Token("admin"), Throws.InstanceOf<HttpRequestException>());
            Assert.That(async () => await api.Token("citizen1"), Throws.InstanceOf<HttpRequestException>(), "renamed since");
            await retiring.Terminate(TimeSpan.FromSeconds(10));
        }
        await using var live = await Start(("environment", "Production"));
    }

    [TestCase("Production")]
    [TestCase("Staging")]
    public Task Demo_accounts_are_for_development(string environment) =>
        AssertRefused("Demo:Enabled: ", ("environment", environment), ("Demo:Enabled", "true"));

    [Test]
    public Task Clients_elsewhere_need_an_issuer_they_can_reach() =>
        AssertRefused("Auth:Issuer: ", ("environment", "Production"), ("Urls", "http://0.0.0.0:0"));

    private Task AssertRefused(string message, params (string Key, string Value)[] settings)
    {
        var refused = Assert.CatchAsync<InvalidOperationException>(async () => await (await Start(settings)).DisposeAsync())!;
        Assert.That(refused.Message, Does.Contain(message).And.Contain("exit code 2").And.Not.Contain("   at "));
        return Task.CompletedTask;
    }

    private Task<ApiProcess> Start(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["Database:ConnectionString"] = $"Data Source={Path.Combine(folder.FullName, "onestop.db")}", ["Samples:Load"] = "false",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }
        return ApiProcess.Start(all);
    }
}

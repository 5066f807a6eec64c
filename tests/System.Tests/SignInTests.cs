using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using OneStop.Processes;

namespace OneStop.SystemTests;

/// <summary>Sign-ins across processes: one as the issuer of another, and two on one database.</summary>
public sealed class SignInTests
{
    private const string Password = "onestop-demo";

    private readonly HttpClient http = new();

    [OneTimeTearDown]
    public void Close() => http.Dispose();

    [Test]
    public async Task One_process_takes_the_tokens_of_another_as_its_issuer()
    {
        var folder = Directory.CreateTempSubdirectory("onestop-issuer-");
        var address = $"http://127.0.0.1:{FreePort()}";
        var issuer = await Start(folder, "issuer", ("Urls", address), ("Auth:Issuer", address));
        await using var engine = await Start(
            folder, "engine", ("Auth:Issuers:0:Issuer", address), ("Auth:Issuers:0:Audience", "onestop"), ("Auth:Issuers:0:For", "citizens"));

        var known = (await SignIn(issuer, "citizen1")).GetProperty("access_token").GetString()!;
        var (status, me) = await Me(engine, known);
        var elsewhere = await Me(issuer, known);
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(me.GetProperty("userName").GetString(), Does.StartWith("ext-"));
            Assert.That(me.GetProperty("id").GetString(), Is.Not.EqualTo(elsewhere.Body.GetProperty("id").GetString()));
        });
        using (var rotate = new HttpRequestMessage(HttpMethod.Post, new Uri(issuer.Url, "/api/v1/auth/keys/rotate")))
        {
            rotate.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await SignIn(issuer, "admin")).GetProperty("access_token").GetString());
            (await http.SendAsync(rotate)).EnsureSuccessStatusCode();
        }
        var unknown = (await SignIn(issuer, "citizen2")).GetProperty("access_token").GetString()!;
        await issuer.DisposeAsync();

        Assert.That((await Me(engine, unknown)).Status, Is.EqualTo(HttpStatusCode.Unauthorized), "its key cannot be had");
        Assert.That((await Me(engine, known)).Status, Is.EqualTo(HttpStatusCode.OK), "it is remembered");
        await engine.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [TestCase(Engine.Sqlite)]
    [TestCase(Engine.SqlServer)]
    public async Task Of_uses_of_a_refresh_token_in_two_processes_at_once_one_wins(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        await using var one = await database.Start();
        await using var two = await database.Start();
        for (var round = 0; round < 5; round++)
        {
            var tokens = await SignIn(one, "citizen1");
            var access = tokens.GetProperty("access_token").GetString()!;
            Assert.That((await Me(two, access)).Status, Is.EqualTo(HttpStatusCode.OK));

            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Refresh(i % 2 == 0 ? one : two, tokens)));

            Assert.That(answers.Count(answer => answer.IsSuccessStatusCode), Is.EqualTo(1));
            Assert.That(answers.Where(answer => !answer.IsSuccessStatusCode).Select(answer => answer.StatusCode), Is.All.EqualTo(HttpStatusCode.Unauthorized));
            var next = await answers.Single(answer => answer.IsSuccessStatusCode).Content.ReadFromJsonAsync<JsonElement>();
            Assert.That((await Refresh(two, next)).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That((await Me(one, access)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That((await Me(two, next.GetProperty("access_token").GetString()!)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        }
    }

    private static Task<ApiProcess> Start(DirectoryInfo folder, string name, params (string Key, string Value)[] settings) =>
        ApiProcess.Start(settings.Append(("Samples:Load", "false"))
            .Append(("Database:ConnectionString", $"Data Source={Path.Combine(folder.FullName, $"{name}.db")}"))
            .ToDictionary(setting => setting.Item1, setting => setting.Item2));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<JsonElement> SignIn(ApiProcess api, string user)
    {
        using var answer = await Ask(api, ("grant_type", "password"), ("username", user), ("password", Password));
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<HttpResponseMessage> Refresh(ApiProcess api, JsonElement tokens) =>
        Ask(api, ("grant_type", "refresh_token"), ("refresh_token", tokens.GetProperty("refresh_token").GetString()!));

    private async Task<HttpResponseMessage> Ask(ApiProcess api, params (string Key, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Key, field.Value)));
        return await http.PostAsync(new Uri(api.Url, "/api/v1/auth/token"), content);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> Me(ApiProcess api, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(api.Url, "/api/v1/me"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}

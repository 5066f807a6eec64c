using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace OneStop.Api.Tests;

/// <summary>
/// The real program on a temporary SQLite file, in development. Two hosts on one database are two processes as far as the database
/// can tell.
/// </summary>
internal sealed class TestHost : WebApplicationFactory<Program>
{
    public const string DemoPassword = "onestop-demo";

    private readonly DirectoryInfo? folder;
    private readonly Action<IServiceCollection> services;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly ConcurrentDictionary<string, string> tokens = new();

    /// <param name="services">Replaces services, such as the clock.</param>
    /// <param name="database">File of another host's database; a new one where absent.</param>
    /// <param name="settings">Further configuration.</param>
    public TestHost(
        Action<IServiceCollection>? services = null, string? database = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        folder = database is null ? Directory.CreateTempSubdirectory("onestop-tests-") : null;
        Database = database ?? Path.Combine(folder!.FullName, "onestop.db");
        this.services = services ?? (_ => { });
        this.settings = settings ?? new Dictionary<string, string>();
    }

    public string Database { get; }

    /// <summary>A client whose answers' problem codes are remembered.</summary>
    public new HttpClient CreateClient() => CreateDefaultClient(new CodeRecorder());

    /// <summary>A client signed in as a demo account.</summary>
    public HttpClient Client(string userName)
    {
        var client = CreateClient();
        var token = tokens.GetOrAdd(userName, name => Token(name, DemoPassword).GetAwaiter().GetResult());
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async Task<string> Token(string userName, string password)
    {
        using var answer = await SignIn(("grant_type", "password"), ("username", userName), ("password", password));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    /// <summary>Asks for a token.</summary>
    public async Task<HttpResponseMessage> SignIn(params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await CreateClient().PostAsync("/api/v1/auth/token", content);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Database:ConnectionString", $"Data Source={Database}");
        builder.UseSetting("Limits:PublicPerSecond", "10000");
        // Tests sign in from one address, all at once.
        builder.UseSetting("Limits:SignInsPerSecond", "10000");
        // What is told to people is written beside what a test does: those that are about it turn it on.
        builder.UseSetting("Notifications:Enabled", "false");
        builder.UseSetting("Notifications:Gateway:ReceiptSecret", Notifications.Messages.Secret);
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }
        builder.ConfigureTestServices(services);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder?.Delete(recursive: true);
    }
}

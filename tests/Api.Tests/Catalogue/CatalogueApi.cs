using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Ports;
using OneStop.Domain.Access;

namespace OneStop.Api.Tests.Catalogue;

/// <summary>The program over a database of its own with the sample data; a token is the name of a role.</summary>
public sealed class CatalogueApi : WebApplicationFactory<Program>
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"onestop_api_{Guid.NewGuid():N}.db");

    public HttpClient Anonymous => CreateDefaultClient(new CodeRecorder());

    public HttpClient As(Role role)
    {
        var client = Anonymous;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", role.ToString());
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Database:ConnectionString", $"Data Source={file}");
        builder.ConfigureTestServices(services => services
            .AddSingleton<TimeProvider>(new StandingClock())
            .AddSingleton<ITokens, RoleTokens>());
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        foreach (var left in Directory.EnumerateFiles(Path.GetTempPath(), $"{Path.GetFileName(file)}*"))
        {
            File.Delete(left);
        }
    }

    private sealed class RoleTokens : ITokens
    {
        public bool Knows(string token) => true;

        public string Issuer => throw new NotSupportedException();

        public ValueTask<IssuedToken?> Issue(OpenSession session, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask<IssuedToken?> Issue(ClientSignIn client, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask<IssuedToken?> IssueTo(ClientSignIn client, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<VerificationKey>> Keys(CancellationToken ct) => throw new NotSupportedException();

        public ValueTask<SessionId?> SessionOf(string token, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask<SignedIn?> Check(string token, CancellationToken ct) => ValueTask.FromResult<SignedIn?>(
            Enum.TryParse<Role>(token, out var role)
                ? new SignedIn(new Actor(new AccountId(new Guid((int)role + 1, 0, 0, new byte[8])), token, [new Post(role, null, null)]), null)
                : null);
    }

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);
    }
}

internal static class Http
{
    public static async Task<JsonNode> Json(this Task<HttpResponseMessage> sent, int status = 200)
    {
        var response = await sent;
        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(status), text);
        return JsonNode.Parse(text)!;
    }

    public static Task<HttpResponseMessage> Send(this HttpClient client, string method, string address, object? body = null, int? ifMatch = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1{address}");
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{ifMatch}\"");
        }
        return client.SendAsync(request);
    }

    public static Task<JsonNode> Get(this HttpClient client, string address, int status = 200) => client.Send("GET", address).Json(status);
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OneStop.Api.Tests.Access;
using OneStop.Api.Tests.Audit;
using OneStop.Api.Tests.Authorization;
using OneStop.Api.Tests.Dossiers;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;
using OneStop.Infrastructure.Portal;

namespace OneStop.Api.Tests.Portal;

/// <summary>Signs as the portal does.</summary>
internal static class PortalSignature
{
    public const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    public static string[] Headers(string id, string body, DateTimeOffset at, string secret = Secret)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{seconds}.{body}"));
        return ["webhook-id", id, "webhook-timestamp", seconds, "webhook-signature", $"v1,{Convert.ToBase64String(hash)}"];
    }
}

/// <summary>A host that the portal's client may hand messages in to.</summary>
internal sealed class InboxHost : IAsyncDisposable
{
    public const string Portal = "portal-client";
    public const string Other = "other-portal-client";
    public const string Previous = "whsec_ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

    private static int numbers;

    private InboxHost(TestHost host) => (Host, Actors) = (host, new Actors(host));

    public TestHost Host { get; }

    public Actors Actors { get; }

    public MovableClock Clock { get; } = new(Desk.Monday);

    public MovableClock MachineClock { get; } = new(Desk.Monday);

    /// <param name="listening">Whether it listens on a port, so that others can call it.</param>
    public static async Task<InboxHost> Start(string? database = null, IReadOnlyDictionary<string, string>? settings = null, bool listening = false)
    {
        InboxHost? made = null;
        var host = new TestHost(
            services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_ => made!.Clock))
                .Replace(ServiceDescriptor.KeyedSingleton<TimeProvider>(Clocks.Machine, (_, _) => made!.MachineClock)),
            database,
            settings ?? new Dictionary<string, string>
            {
                ["Portal:InboxSecret"] = PortalSignature.Secret, ["Portal:PreviousInboxSecret"] = Previous, ["Portal:InboxIssuer"] = "https://vneid.example.vn",
                ["Portal:InboxCodes:agencies:P-122"] = Desk.Office,
            });
        if (listening)
        {
            host.UseKestrel(0);
        }
        made = new InboxHost(host);
        if (database is null)
        {
            Scope[] scopes = [Scope.ExchangePortal, Scope.FileDossiers, Scope.FileOnBehalf];
            await made.Actors.Client(Portal, new ClientGrant { Scopes = scopes });
            await made.Actors.Client(Other, new ClientGrant { Scopes = scopes });
            await made.Actors.Client("filing-client", new ClientGrant { Scopes = [Scope.FileDossiers, Scope.ReadDossiers] });
        }
        return made;
    }

    public static string NewCode() => $"000.00.01.H17-260302-{Interlocked.Increment(ref numbers):0000}";

    public static string Fixture(string kind) => File.ReadAllText(Path.Combine(Sources.Root, "docs", "portal", "inbox", $"{kind}.json"));

    /// <summary>A message like that of the documentation, about another dossier, by another owner, under an id of its own.</summary>
    public static JsonObject Message(string kind, string code)
    {
        var message = JsonNode.Parse(Fixture(kind))!.AsObject();
        var number = Interlocked.Increment(ref numbers);
        message["messageId"] = $"m-{number}";
        message["data"]!["MaHoSo"] = code;
        if (kind == "submission")
        {
            message["data"]!["SoGiayToChuHoSo"] = $"048091{number:000000}";
        }
        return message;
    }

    public Task<Answer> Send(JsonObject message, string client = Portal) => Send((string)message["messageId"]!, message.ToJsonString(), client);

    public async Task<Answer> Send(string id, string body, string client = Portal, DateTimeOffset? at = null, string secret = PortalSignature.Secret) =>
        await (await Actors.As(client)).Ask("POST", "/api/v1/portal/inbox", body, PortalSignature.Headers(id, body, at ?? MachineClock.Now, secret));

    public async Task<JsonNode> Row(JsonObject message) => await Row((string)message["messageId"]!);

    public async Task<JsonNode> Row(string id) => (await Ask("admin", "GET", "/portal/inbox?limit=200")).Gives(200)["items"]!.AsArray().Single(row => (string)row!["messageId"]! == id)!;

    public async Task<Answer> Ask(string user, string method, string place, object? body = null, params string[] headers) =>
        await (await Actors.As(user)).Ask(method, $"/api/v1{place}", body, headers);

    public async Task<JsonNode> Dossier(string id) => (await Ask(Stages.Leader, "GET", $"/dossiers/{id}")).Gives(200).Body;

    public async Task<JsonNode> Act(JsonNode dossier, string path, string by, object? body = null) =>
        (await Ask(by, "POST", $"/dossiers/{dossier["id"]}/{path}", body ?? new { }, "If-Match", $"\"{dossier["version"]}\"")).Gives(200).Body;

    /// <summary>Lets what was parked be tried where something changed.</summary>
    public async Task GoOn()
    {
        await Host.Services.GetRequiredService<InboxFollower>().FollowOn(default);
        await Host.Services.GetRequiredService<InboxWorker>().SendDue(default);
    }

    public async Task<JsonNode> Until(JsonObject message, string state)
    {
        for (var look = 0; look < 200; look++)
        {
            await GoOn();
            if ((string)Tables.Rows($"SELECT State FROM PortalInbox WHERE MessageId = '{message["messageId"]}'", Host.Database)[0][0]! == state)
            {
                return await Row(message);
            }
            await Task.Delay(20);
        }
        throw new TimeoutException($"the message is not {state}: {await Row(message)}");
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

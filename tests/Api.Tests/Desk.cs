using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OneStop.Api.Tests.Access;
using OneStop.Api.Tests.Dossiers;
using OneStop.Application.Registries;

namespace OneStop.Api.Tests;

/// <summary>
/// One host with the sample data for all tests that work on dossiers: a ward, its one-stop office, and a clock that stands at Monday,
/// 2 March 2026, 9:00 unless a test moves it.
/// </summary>
[SetUpFixture]
public sealed class Desk
{
    public const string Ward = "H17.122";
    public const string Office = "H17.122.01";
    public const string Elsewhere = "H17.123";

    /// <summary>Five working days by the standard route; components 01 and 02 are required, 03 and 04 not.</summary>
    public const string Procedure = "1.003658";

    /// <summary>Three working days, with component 01; often done together with the other one.</summary>
    public const string Linked = "1.001612";

    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(7));

    private static readonly ConcurrentDictionary<string, HttpClient> Clients = new();
    private static TestHost? host;
    private static int owners;

    internal static MovableClock Clock { get; } = new(Monday);

    internal static TestHost Host => host ??= new TestHost(
        services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)).Replace(ServiceDescriptor.Singleton<IRegistries, EmptyRegistries>()),
        settings: new Dictionary<string, string> { ["Portal:InboxSecret"] = Portal.PortalSignature.Secret });

    [OneTimeTearDown]
    public async Task Close()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }
        (host, Clock.Now) = (null, Monday);
        Clients.Clear();
    }

    internal static HttpClient As(string userName) => Clients.GetOrAdd(userName, name => Host.Client(name));

    internal static HttpClient Anonymous => Clients.GetOrAdd("", _ => Host.CreateClient());

    /// <summary>A filing at the counter by a new owner, who can be told from all others.</summary>
    internal static JsonObject Filing(string channel = "counter") => new()
    {
        ["procedure"] = Procedure, ["agency"] = Office, ["channel"] = channel, ["returnBy"] = "counter",
        ["owner"] = new JsonObject
        {
            ["kind"] = "citizen", ["fullName"] = "Nguyễn Văn A", ["personalId"] = $"048090{Interlocked.Increment(ref owners):000000}", ["phone"] = "0905123456",
        },
        ["parts"] = new JsonArray(
            new JsonObject { ["component"] = "01", ["originals"] = 1 }, new JsonObject { ["component"] = "02", ["originals"] = 1 },
            new JsonObject { ["component"] = "03", ["originals"] = 1 }),
    };

    /// <summary>Two linked procedures by a new owner: five working days and three.</summary>
    internal static JsonObject Group(string channel = "counter", bool returnTogether = true)
    {
        var filing = Filing(channel);
        var parts = filing["parts"]!.DeepClone();
        filing.Remove("procedure");
        filing.Remove("parts");
        filing["returnTogether"] = returnTogether;
        filing["dossiers"] = new JsonArray(
            new JsonObject { ["procedure"] = Procedure, ["parts"] = parts },
            new JsonObject { ["procedure"] = Linked, ["parts"] = new JsonArray(new JsonObject { ["component"] = "01", ["originals"] = 1 }) });
        return filing;
    }

    internal static Task<Answer> File(JsonObject? filing = null, string by = $"reception@{Office}", params string[] headers) =>
        As(by).Ask("POST", "/api/v1/dossiers", filing ?? Filing(), headers);

    /// <summary>The dossier as it was filed.</summary>
    internal static async Task<JsonNode> Filed(JsonObject? filing = null, string by = $"reception@{Office}") => (await File(filing, by)).Gives(201).Body;

    /// <summary>An action on the version at hand.</summary>
    internal static Task<Answer> Act(JsonNode dossier, string path, string by, object? body = null, params string[] headers) => As(by).Ask(
        "POST", $"/api/v1/dossiers/{dossier["id"]}/{path}", body ?? new { }, ["If-Match", $"\"{dossier["version"]}\"", .. headers]);

    /// <summary>The dossier after an action that must succeed.</summary>
    internal static async Task<JsonNode> Acted(JsonNode dossier, string path, string by, object? body = null) => (await Act(dossier, path, by, body)).Gives(200).Body;

    /// <summary>Rows of every table but those of sign-ins, of the access journal and of the followers of the log, which are written beside what a test does.</summary>
    internal static Dictionary<string, long> Rows()
    {
        _ = As(Stages.Reception);
        using var connection = new SqliteConnection($"Data Source={Host.Database};Pooling=False");
        connection.Open();
        return Column("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('Sessions', 'RefreshTokens', 'SignInFailures', 'AccessJournal', 'LogCursors', 'WebhookDeliveries', 'WebhookAttempts', 'Notifications', 'NotificationAttempts', 'SandboxMessages', 'PortalSyncs', 'PortalCalls', 'PortalInbox', 'OutgoingDocuments', 'IntegrityChecks') ORDER BY name", connection)
            .ToDictionary(table => table, table => long.Parse(Column($"SELECT COUNT(*) FROM [{table}]", connection)[0], null));
    }

    private static List<string> Column(string sql, SqliteConnection connection)
    {
        using var command = new SqliteCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetValue(0).ToString()!);
        }
        return values;
    }
}

/// <summary>Registries that hold nothing about anybody.</summary>
internal sealed class EmptyRegistries : IRegistries
{
    public Task<RegistryAnswer> Ask(Registry registry, string number, LookUpPurpose purpose, Guid call, CancellationToken ct) =>
        Task.FromResult(new RegistryAnswer(LookUpOutcome.NotFound));
}

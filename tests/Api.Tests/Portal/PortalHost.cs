using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OneStop.Api.Simulators;
using OneStop.Api.Tests.Access;
using OneStop.Infrastructure.Persistence;
using OneStop.Infrastructure.Portal;

namespace OneStop.Api.Tests.Portal;

/// <summary>The program connected to a simulated portal over HTTP, on a database of its own, with clocks that the tests move.</summary>
internal sealed class PortalHost : IAsyncDisposable
{
    private readonly WebApplication simulator;
    private readonly HttpClient outside;
    private readonly Dictionary<string, HttpClient> clients = [];

    private PortalHost(WebApplication simulator, MovableClock machineClock, IEnumerable<(string Key, string Value)> settings)
    {
        (this.simulator, MachineClock) = (simulator, machineClock);
        outside = new HttpClient { BaseAddress = new Uri(simulator.Urls.First()) };
        Settings = new Dictionary<string, string>
        {
            ["Portal:Url"] = $"{simulator.Urls.First()}/portal", ["Portal:UserName"] = "danang", ["Portal:Password"] = "mật khẩu", ["Portal:Unit"] = "H17",
            ["Portal:CallMilliseconds"] = "5000", ["Portal:Places"] = "8", ["Auth:TokenMinutes"] = "1440",
        };
        foreach (var (key, value) in settings)
        {
            Settings[key] = value;
        }
        Host = Another();
    }

    public TestHost Host { get; }

    public Dictionary<string, string> Settings { get; }

    /// <summary>The simulated portal, to change what it says.</summary>
    public HttpClient Outside => outside;

    public MovableClock Clock { get; } = new(Desk.Monday);

    public MovableClock MachineClock { get; }

    public static async Task<PortalHost> Start(params (string Key, string Value)[] settings)
    {
        var machineClock = new MovableClock(TimeProvider.System.GetUtcNow());
        var simulator = SimulatorHost.Build([
            "--Simulators:Urls", "http://127.0.0.1:0", "--Simulators:PortalCallsPerSession", "150", "--Logging:LogLevel:Default", "None",
            .. settings.Where(IsOfSimulator).SelectMany(setting => new[] { $"--{setting.Key}", setting.Value })], machineClock);
        await simulator.StartAsync();
        var host = new PortalHost(simulator, machineClock, settings.Where(setting => !IsOfSimulator(setting)));
        host.Host.CreateClient().Dispose();
        return host;
    }

    private static bool IsOfSimulator((string Key, string Value) setting) => setting.Key.StartsWith("Simulators:", StringComparison.Ordinal);

    /// <summary>A further process on the same database.</summary>
    public TestHost Another(string? database = null) => new(
        services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.AddKeyedSingleton<TimeProvider>(Clocks.Machine, MachineClock);
            // Reconciliations are walked by those who turn the clock.
            services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationFactory?.Method.ReturnType == typeof(Reconciler)));
        },
        database, Settings);

    public HttpClient As(string userName) => clients.TryGetValue(userName, out var client) ? client : clients[userName] = Host.Client(userName);

    /// <summary>Sets how the portal misbehaves.</summary>
    public Task Misbehave(params (string Fault, double Share)[] faults) => Misbehave(TimeSpan.FromSeconds(60), faults);

    /// <param name="late">After how long is carried out what is carried out late.</param>
    public async Task Misbehave(TimeSpan late, params (string Fault, double Share)[] faults) => (await outside.PutAsJsonAsync(
        "/faults/portal", new { faults = faults.ToDictionary(one => one.Fault, one => one.Share), seed = 7, lateMilliseconds = (int)late.TotalMilliseconds })).EnsureSuccessStatusCode();

    /// <summary>Lets every answer of the portal take so long.</summary>
    public async Task Slow(int milliseconds) =>
        (await outside.PutAsJsonAsync("/faults/portal", new { faults = new Dictionary<string, double>(), seed = 7, delayMilliseconds = milliseconds })).EnsureSuccessStatusCode();

    /// <summary>What the portal has.</summary>
    public async Task<JsonNode> Held() => (await outside.GetFromJsonAsync<JsonNode>("/portal/dossiers"))!;

    public async Task<JsonNode> Held(string code) => (await Held())["dossiers"]!.AsArray().Single(one => (string)one!["code"]! == code)!;

    public async Task Tamper(string code, object fields) => (await outside.PutAsJsonAsync($"/portal/dossiers/{code}", fields, System.Text.Json.JsonSerializerOptions.Default)).EnsureSuccessStatusCode();

    public async Task Lose(string code) => (await outside.DeleteAsync($"/portal/dossiers/{code}")).EnsureSuccessStatusCode();

    public async Task EndSessions() => (await outside.PostAsync("/portal/sessions/end", null)).EnsureSuccessStatusCode();

    public async Task<JsonNode> File(string channel = "counter", Action<JsonObject>? change = null)
    {
        var filing = Desk.Filing(channel);
        change?.Invoke(filing);
        return (await As(channel == "online" ? "citizen1" : Dossiers.Stages.Reception).Ask("POST", "/api/v1/dossiers", filing)).Gives(201).Body;
    }

    public async Task<JsonNode> Act(JsonNode dossier, string path, string by, object? body = null)
    {
        Clock.Now = Clock.Now.AddSeconds(5);
        return (await As(by).Ask("POST", $"/api/v1/dossiers/{dossier["id"]}/{path}", body ?? new { }, "If-Match", $"\"{dossier["version"]}\"")).Gives(200).Body;
    }

    /// <summary>Waits until the ledger has heard of everything that happened.</summary>
    public async Task Followed()
    {
        var last = Number("SELECT Value FROM LogPositions WHERE Id = 1");
        await Until(() => Number("SELECT Position FROM LogCursors WHERE Name = 'portal'") >= last, "the log was followed");
    }

    /// <summary>Turns the clock of the machine until nothing waits any more.</summary>
    public async Task Settle(int rounds = 200)
    {
        await Followed();
        for (var round = 0; round < rounds && Number("SELECT COUNT(*) FROM PortalSyncs WHERE NextAt IS NOT NULL") > 0; round++)
        {
            await Until(NothingIsDue, "what was due was sent");
            MachineClock.Now = MachineClock.Now.AddMinutes(2);
        }
        await Until(() => Number("SELECT COUNT(*) FROM PortalSyncs WHERE NextAt IS NOT NULL") == 0, "nothing waits");
    }

    /// <summary>
    /// Whether everything that was due was sent, and nothing is under way, given up or not; a line that is paused goes on by the clock only, which stands
    /// while somebody sends.
    /// </summary>
    private bool NothingIsDue()
    {
        if (simulator.Services.GetRequiredService<PortalShelf>().UnderWay > 0)
        {
            return false;
        }
        if (Host.Services.GetRequiredService<PortalLine>().PausedUntil > MachineClock.Now && Number("SELECT COUNT(*) FROM PortalSyncs WHERE LeasedUntil IS NOT NULL") == 0)
        {
            MachineClock.Now = MachineClock.Now.AddSeconds(20);
        }
        return Number($"SELECT COUNT(*) FROM PortalSyncs WHERE NextAt <= {MachineClock.Now.ToUnixTimeMilliseconds()}") == 0;
    }

    public Dictionary<string, long> States() => Rows("SELECT State, COUNT(*) FROM PortalSyncs GROUP BY State").ToDictionary(row => row[0], row => long.Parse(row[1], null));

    public long Number(string sql) => Rows(sql) is [[var value, ..], ..] && long.TryParse(value, out var number) ? number : 0;

    public List<string[]> Rows(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Host.Database};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i).ToString()!)]);
        }
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        outside.Dispose();
        await simulator.StopAsync();
        await simulator.DisposeAsync();
    }

    public static async Task Until(Func<bool> holds, string what)
    {
        var limit = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.That(TimeProvider.System.GetElapsedTime(limit), Is.LessThan(TimeSpan.FromSeconds(60)), what);
            await Task.Delay(15);
        }
    }
}

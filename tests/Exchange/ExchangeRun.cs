using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using OneStop.Processes;

namespace OneStop.Exchange;

/// <summary>The whole run: lives, kills, waiting until everything is through, comparison.</summary>
internal sealed class ExchangeRun(Options options)
{
    private const string ReceiptSecret = "exchange-receipts-exchange-receipts";

    private const int MostRounds = 6;

    /// <summary>Shorter than the quiet time of the engine.</summary>
    private const int LateMilliseconds = 5_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private readonly Random random = new(options.Seed);
    private readonly ConcurrentBag<string> dossiers = [];
    private readonly long began = Stopwatch.GetTimestamp();

    public async Task<int> Run()
    {
        var folder = Directory.CreateTempSubdirectory("onestop-exchange-");
        var address = FreeAddress();
        await using var receiver = new Receiver(options.Seed);
        await receiver.Start();
        await using var simulators = await ApiProcess.StartSimulators(new Dictionary<string, string>
        {
            ["Simulators:Gateway:Callback"] = $"{address}/api/v1/notifications/receipts", ["Simulators:Gateway:Secret"] = ReceiptSecret,
            ["Simulators:SmtpPort"] = "0", ["Logging:LogLevel:Default"] = "Warning", ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
        });
        using var outside = new HttpClient { BaseAddress = simulators.Url };
        try
        {
            await Misbehave(outside);
            await using var engine = new Engine(Settings(folder, address, simulators.Url));
            await engine.Start();
            var from = (await engine.Read("/api/v1/changes/position", "admin")).GetProperty("position").GetInt64();
            receiver.Secret = await Subscribe(engine, receiver.Url);
            await LiveAndDie(engine);
            Say($"{dossiers.Count} dossiers lived, {engine.Kills} kills so far");
            var comparison = new Comparison(engine);
            var through = await Settle(engine, comparison, outside) && await Agree(engine);
            return await Judge(engine, comparison, receiver, outside, from, through);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string> Settings(DirectoryInfo folder, string address, Uri simulators) => new()
    {
        ["Urls"] = address, ["Database:ConnectionString"] = $"Data Source={Path.Combine(folder.FullName, "onestop.db")}",
        ["Sandbox:Enabled"] = "true", ["Sandbox:StartAt"] = "2026-03-02T08:00:00+07:00",
        ["Logging:LogLevel:Default"] = "Error", ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
        ["Portal:Url"] = $"{simulators}portal", ["Portal:UserName"] = "onestop", ["Portal:Password"] = "portal", ["Portal:Unit"] = "H17",
        ["Portal:CallMilliseconds"] = "2000", ["Portal:Places"] = "8", ["Portal:QuietSeconds"] = "8",
        ["Webhooks:AllowedNetworks:0"] = "127.0.0.0/8", ["Webhooks:AllowHttp"] = "true",
        ["Notifications:Gateway:Url"] = $"{simulators}gateway/messages", ["Notifications:Gateway:Key"] = "gateway",
        ["Notifications:Gateway:ReceiptSecret"] = ReceiptSecret, ["Notifications:QuietHours"] = "", ["Notifications:SettleSeconds"] = "2", ["Notifications:SendSeconds"] = "2",
    };

    private async Task Misbehave(HttpClient outside)
    {
        foreach (var (system, faults, delayMilliseconds) in new[]
        {
            ("portal", (object)new { reject = 0.03, timeOut = 0.01, unavailable = 0.04, broken = 0.03, late = 0.02, applyLate = 0.02 }, 30),
            ("gateway", new { timeOut = 0.01, unavailable = 0.04, broken = 0.03, duplicate = 0.05, late = 0.05 }, 0),
        })
        {
            using var set = await outside.PutAsJsonAsync($"/faults/{system}", new { faults, seed = options.Seed, delayMilliseconds, lateMilliseconds = LateMilliseconds });
            set.EnsureSuccessStatusCode();
        }
    }

    private static async Task<string> Subscribe(Engine engine, string url)
    {
        var given = (await engine.Send(HttpMethod.Post, "/api/v1/webhooks", "admin", new { url })).Demand(HttpStatusCode.Created);
        return given.GetProperty("secret").GetString()!;
    }

    /// <summary>Lets them all live, while the engine is killed at random; and goes on killing for a while, so that what waits is hit too.</summary>
    private async Task LiveAndDie(Engine engine)
    {
        using var living = new CancellationTokenSource();
        var killing = Kill(engine, living.Token);
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, options.AtOnce).Select(async _ =>
        {
            int number;
            while ((number = Interlocked.Increment(ref next)) <= options.Dossiers)
            {
                var life = new Life(engine, new Applicant(number), CourseOf(number));
                await life.Live();
                dossiers.Add(life.Id);
            }
        }));
        await Task.Delay(TimeSpan.FromSeconds(2 * options.KillEvery));
        await living.CancelAsync();
        await killing;
    }

    private static Course CourseOf(int number) => (number % 20) switch
    {
        1 or 2 => Course.Supplemented, 3 => Course.Paying, 4 => Course.Withdrawn, 5 => Course.Refused, 6 => Course.Stopped, 7 => Course.Linked, _ => Course.Straight,
    };

    private async Task Kill(Engine engine, CancellationToken ct)
    {
        while (options.KillEvery > 0 && !ct.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1 + (random.NextDouble() * (options.KillEvery - 1))), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!ct.IsCancellationRequested)
            {
                await engine.KillAndStart();
            }
        }
    }

    /// <summary>
    /// Waits until nothing waits, and compares: everything must stand there already but what the portal refused. That is sent again one by one, as
    /// operators do, until nothing is refused any more.
    /// </summary>
    private async Task<bool> Settle(Engine engine, Comparison comparison, HttpClient outside)
    {
        for (var round = 0; round < MostRounds && await Drain(engine); round++)
        {
            var (refused, _) = await comparison.Portal(dossiers, await outside.GetFromJsonAsync<JsonElement>("/portal/dossiers"));
            Say($"round {round + 1}: {refused.Count} refused, {comparison.Faults.Count} faults");
            if (refused.Count == 0)
            {
                return true;
            }
            foreach (var id in refused)
            {
                (await engine.Send(HttpMethod.Post, $"/api/v1/portal/sync/{id}/resend", "admin")).Demand(HttpStatusCode.OK);
            }
        }
        Say($"not everything got through: {(await engine.Read("/api/v1/admin/integrity", "admin")).GetRawText()}");
        return false;
    }

    /// <summary>Waits until nothing waits.</summary>
    private async Task<bool> Drain(Engine engine)
    {
        while (Stopwatch.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(1_000);
            var standing = await engine.Read("/api/v1/admin/integrity", "admin");
            var waiting = standing.GetProperty("queues").EnumerateArray().Sum(queue => queue.GetProperty("waiting").GetInt64())
                + standing.GetProperty("followers").EnumerateArray().Sum(follower => follower.GetProperty("behind").GetInt64());
            if (waiting == 0 && !await WebhookIsBehind(engine))
            {
                return true;
            }
        }
        return false;
    }

    private static async Task<bool> WebhookIsBehind(Engine engine)
    {
        var last = (await engine.Read("/api/v1/changes/position", "admin")).GetProperty("position").GetInt64();
        var webhook = (await engine.Read("/api/v1/webhooks", "admin")).GetProperty("items")[0].GetProperty("progress");
        return webhook.GetProperty("position").GetInt64() < last || webhook.GetProperty("open").GetInt32() > 0;
    }

    /// <summary>A reconciliation finds nothing; where a look-up met a fault of the plan, another does.</summary>
    private async Task<bool> Agree(Engine engine)
    {
        for (var turn = 0; turn < MostRounds; turn++)
        {
            var found = await Reconcile(engine);
            int Count(string name) => found.GetProperty(name).GetInt32();
            Say($"reconciliation: {Count("checked")} compared, {Count("equal")} equal, {Count("different")} different, {Count("missing")} missing, {Count("failed")} failed, {Count("waiting")} waited");
            if (Count("different") + Count("missing") > 0)
            {
                return false;
            }
            if (Count("equal") == dossiers.Count)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Compares the whole ledger with the portal.</summary>
    private async Task<JsonElement> Reconcile(Engine engine)
    {
        var begun = (await engine.Send(HttpMethod.Post, "/api/v1/portal/reconciliations", "admin", new { })).Demand(HttpStatusCode.Accepted);
        while (true)
        {
            var report = (await engine.Read($"/api/v1/portal/reconciliations/{begun.GetProperty("id").GetString()}", "admin")).GetProperty("reconciliation");
            if (report.GetProperty("state").GetString() == "finished" || Stopwatch.GetElapsedTime(began) > Patience)
            {
                return report;
            }
            await Task.Delay(500);
        }
    }

    private async Task<int> Judge(Engine engine, Comparison comparison, Receiver receiver, HttpClient outside, long from, bool through)
    {
        Say($"{(through ? "everything is through" : "FAULT not everything is through")} after {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        var shelf = await outside.GetFromJsonAsync<JsonElement>("/portal/dossiers");
        var (_, outcomes) = await comparison.Portal(dossiers, shelf);
        var events = await comparison.Webhook(receiver, from);
        await comparison.Integrity();
        var messages = (await outside.GetFromJsonAsync<JsonElement>("/gateway/messages")).EnumerateArray().ToArray();
        var sent = await comparison.Gateway(dossiers, messages);
        Say($"portal: {dossiers.Count} dossiers; calls: {string.Join(", ", outcomes.OrderBy(one => one.Key).Select(one => $"{one.Value} {one.Key}"))}; {shelf.GetProperty("carriedOutLate")} carried out late");
        Say($"subscriber: {events} events, {receiver.Faults} faults, {receiver.Repeated} came again under the same identity");
        Say($"gateway: {sent} messages, {messages.Count(one => one.GetProperty("times").GetInt32() > 1)} came again under the same identity");
        var faults = comparison.Faults.Distinct().ToArray();
        foreach (var fault in faults.Take(20))
        {
            Say($"FAULT {fault}");
        }
        Say($"{dossiers.Count} dossiers, {engine.Kills} kills, {faults.Length} faults ({Stopwatch.GetElapsedTime(began).TotalSeconds:0} s)");
        return through && faults.Length == 0 ? 0 : 1;
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    private static void Say(FormattableString what) => Console.WriteLine(what.ToString(CultureInfo.InvariantCulture));
}

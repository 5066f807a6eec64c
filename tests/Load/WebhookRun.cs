using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace OneStop.Load;

/// <summary>
/// How many deliveries a second one webhook gets: against a receiver that answers at once, one that takes 200 ms, and the same beside a dead one and one
/// that hardly answers. Dossiers are filed before; the webhook is paused meanwhile, so that it begins with all of them.
/// </summary>
internal static class WebhookRun
{
    private const int Wanted = 50;
    private const string Owner = "admin";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task<int> Run(Settings settings)
    {
        var folder = Directory.CreateTempSubdirectory("onestop-load-").FullName;
        Machine.Print(folder);
        try
        {
            using var server = await OneStopServer.Start(Path.Combine(folder, "onestop.db"), settings.Port, folder, null, "--Webhooks:AllowedNetworks:0", "127.0.0.1/32");
            using var api = new ApiClient(server.Root);
            var dossiers = Math.Min(settings.Dossiers, 2_000);
            var filed = 0;
            var rates = new List<double>();
            foreach (var (delay, beside) in new[] { (0, false), (200, false), (200, true) })
            {
                using var receiver = new SlowReceiver(settings.Port + 1, TimeSpan.FromMilliseconds(delay));
                rates.Add(await Measure(api, receiver, filed, dossiers, beside));
                filed += dossiers;
                Console.WriteLine($"answers after {delay,3} ms{(beside ? ", a dead and a slow one beside" : "")}".PadRight(56) + $"{rates[^1],8:N0} deliveries/s");
            }
            return rates.TrueForAll(rate => rate >= Wanted) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> Measure(ApiClient api, SlowReceiver receiver, int from, int dossiers, bool beside)
    {
        // A port that is taken, and at which nobody listens.
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var paused = new List<(string Id, int Version)> { await Paused(api, receiver.Url("fast")) };
        if (beside)
        {
            paused.Add(await Paused(api, $"http://{nobody.LocalEndPoint}/dead"));
            paused.Add(await Paused(api, receiver.Url("slow")));
        }
        await Parallel.ForAsync(from, from + dossiers, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (n, _) => await api.File(n));
        var began = Stopwatch.GetTimestamp();
        foreach (var (id, version) in paused)
        {
            await api.Send(HttpMethod.Patch, $"/api/v1/webhooks/{id}", Owner, new { state = "active" }, version);
        }
        while (receiver.Taken < dossiers && Stopwatch.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(20);
        }
        var rate = receiver.Taken / Stopwatch.GetElapsedTime(began).TotalSeconds;
        foreach (var (id, _) in paused)
        {
            var now = JsonDocument.Parse(await api.Get($"/api/v1/webhooks/{id}", Owner)).RootElement;
            await api.Send(HttpMethod.Patch, $"/api/v1/webhooks/{id}", Owner, new { state = "paused" }, now.GetProperty("version").GetInt32());
        }
        return rate;
    }

    private static async Task<(string Id, int Version)> Paused(ApiClient api, string url)
    {
        var made = await api.Send(HttpMethod.Post, "/api/v1/webhooks", Owner, new { url, filter = new { types = new[] { "dossierReceived" } } });
        var id = made.GetProperty("webhook").GetProperty("id").GetString()!;
        var paused = await api.Send(HttpMethod.Patch, $"/api/v1/webhooks/{id}", Owner, new { state = "paused" }, 1);
        return (id, paused.GetProperty("version").GetInt32());
    }

    /// <summary>A receiver that takes its time; one of its addresses takes very long.</summary>
    private sealed class SlowReceiver : IDisposable
    {
        private static readonly TimeSpan VeryLong = TimeSpan.FromSeconds(9);

        private readonly HttpListener listener = new();
        private readonly TimeSpan delay;
        private readonly int port;
        private int taken;

        public SlowReceiver(int port, TimeSpan delay)
        {
            (this.port, this.delay) = (port, delay);
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            listener.Start();
            _ = Listen();
        }

        public int Taken => taken;

        public string Url(string path) => $"http://127.0.0.1:{port}/{path}";

        public void Dispose() => ((IDisposable)listener).Dispose();

        private async Task Listen()
        {
            while (listener.IsListening)
            {
                try
                {
                    _ = Answer(await listener.GetContextAsync());
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
            }
        }

        private async Task Answer(HttpListenerContext context)
        {
            var slow = context.Request.Url!.AbsolutePath == "/slow";
            using var reader = new StreamReader(context.Request.InputStream);
            await reader.ReadToEndAsync();
            await Task.Delay(slow ? VeryLong : delay);
            if (!slow)
            {
                Interlocked.Increment(ref taken);
            }
            context.Response.Close();
        }
    }
}

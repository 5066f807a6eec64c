using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace OneStop.Load;

/// <summary>Fills communes with open dossiers, of which three in ten are at another agency: the second step of their route is a transfer.</summary>
internal static class MergeFiller
{
    private const string AtTheCommune = "1.001612";
    private const string AtTheLandOffice = "1.013988";
    private const int AtOnce = 32;

    public static async Task Fill(ApiClient api, string[] communes, int dossiers)
    {
        await Offer(api, communes);
        foreach (var commune in communes)
        {
            await api.Token($"reception@{commune}");
        }
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, dossiers, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, (n, _) => File(api, communes[n % communes.Length], n));
        Console.WriteLine($"filed {dossiers:N0} dossiers at {communes.Length} communes in {Stopwatch.GetElapsedTime(began).TotalSeconds:N1} s");
    }

    /// <summary>Lets the communes receive what the land office works on.</summary>
    private static async Task Offer(ApiClient api, string[] communes)
    {
        var procedure = JsonSerializer.Deserialize<JsonElement>(await api.Get($"/api/v1/procedures/{AtTheLandOffice}", "admin"));
        await api.Send(
            HttpMethod.Put, $"/api/v1/procedures/{AtTheLandOffice}/offerings", "admin", new { agencies = communes }, procedure.GetProperty("version").GetInt32());
    }

    private static async ValueTask File(ApiClient api, string commune, int n)
    {
        var sent = n % 10 < 3;
        var (procedure, components) = sent ? (AtTheLandOffice, 3) : (AtTheCommune, 1);
        var filed = await api.Send(HttpMethod.Post, "/api/v1/dossiers", $"reception@{commune}", new
        {
            procedure, agency = commune, channel = "counter", returnBy = "counter",
            owner = new { kind = "citizen", fullName = "Nguyễn Văn A", personalId = SampleDossiers.PersonalId(n) },
            parts = Enumerable.Range(1, components).Select(part => new { component = part.ToString("00", CultureInfo.InvariantCulture), originals = 1 }),
        });
        if (sent)
        {
            var path = $"/api/v1/dossiers/{filed.GetProperty("id").GetString()}/steps/complete";
            await api.Send(HttpMethod.Post, path, $"reception@{commune}", new { }, filed.GetProperty("version").GetInt32());
        }
    }
}

/// <summary>Connections that file dossiers at other agencies without a pause, and how long each filing took.</summary>
internal sealed class SteadyWriters(ApiClient api, int connections) : IDisposable
{
    private const int FirstOwner = 1_000_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stopping = new();
    private readonly Lock taking = new();
    private List<TimeSpan> took = [];
    private Task[] running = [];
    private int next = FirstOwner;
    private int failed;

    /// <summary>Starts them, and lets them run for a while.</summary>
    public async Task Warm()
    {
        running = [.. Enumerable.Range(0, connections).Select(_ => Task.Run(Write))];
        await Task.Delay(WarmUp);
        Take();
        await Task.Delay(WarmUp);
    }

    /// <summary>What was measured since it was last asked.</summary>
    public Latencies Take()
    {
        lock (taking)
        {
            var measured = new Latencies([.. took.Order()], Interlocked.Exchange(ref failed, 0));
            took = [];
            return measured;
        }
    }

    public async Task Stop()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running);
    }

    public void Dispose() => stopping.Dispose();

    private async Task Write()
    {
        while (!stopping.IsCancellationRequested)
        {
            var n = Interlocked.Increment(ref next);
            if (SampleDossiers.Agency(n).StartsWith("H42.", StringComparison.Ordinal))
            {
                continue;
            }
            var began = Stopwatch.GetTimestamp();
            try
            {
                await api.File(n);
            }
            catch (InvalidOperationException)
            {
                Interlocked.Increment(ref failed);
            }
            lock (taking)
            {
                took.Add(Stopwatch.GetElapsedTime(began));
            }
        }
    }
}

/// <summary>How long writes took.</summary>
internal sealed record Latencies(TimeSpan[] Sorted, int Failed)
{
    public TimeSpan Longest => Sorted is [.., var last] ? last : TimeSpan.Zero;

    public override string ToString() =>
        $"{Sorted.Length,8:N0} writes, median {At(0.5):N0} ms, 99 % {At(0.99):N0} ms, longest {Longest.TotalMilliseconds:N0} ms, {Failed} failed";

    private double At(double share) => Sorted.Length == 0 ? 0 : Sorted[(int)(share * (Sorted.Length - 1))].TotalMilliseconds;
}

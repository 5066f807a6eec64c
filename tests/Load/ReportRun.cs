using System.Diagnostics;
using System.Globalization;

namespace OneStop.Load;

/// <summary>The monthly handling report over a million dossiers, and what the writes of others feel of it.</summary>
internal static class ReportRun
{
    private const int Repeats = 21;
    private const int WritesPerSecond = 150;
    private const string Leader = "leader@H42";

    public static async Task<int> Run(Settings settings)
    {
        var folder = Directory.CreateTempSubdirectory("onestop-load-").FullName;
        Machine.Print(folder);
        try
        {
            var database = Path.Combine(folder, "onestop.db");
            using (var server = await OneStopServer.Start(database, settings.Port, folder))
            {
                using var filling = new ApiClient(server.Root);
                await Filler.Fill(filling, settings.Dossiers);
            }
            Multiplier.Copy(database, settings.Dossiers);
            using var full = await OneStopServer.Start(database, settings.Port, folder);
            using var api = new ApiClient(full.Root);
            await Measure(settings, api);
            Console.WriteLine($"  resident memory {full.Resident.Now} MB (at most {full.Resident.Most} MB)");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Measure(Settings settings, ApiClient api)
    {
        var month = DateTimeOffset.UtcNow.AddMonths(-2);
        var period = string.Create(CultureInfo.InvariantCulture, $"{month:yyyy-MM}");
        var asOf = Uri.EscapeDataString(month.AddDays(40).ToString("o", CultureInfo.InvariantCulture));
        foreach (var (name, query, account) in new[]
        {
            ("handling, a month, all agencies, by field", $"handling?period={period}&groupBy=field", "admin"),
            ("handling, a month, all agencies, by agency", $"handling?period={period}&groupBy=agency", "admin"),
            ("handling, a month, all agencies, as of then", $"handling?period={period}&groupBy=field&asOf={asOf}", "admin"),
            ("handling, a month, one province, its leader", $"handling?period={period}&groupBy=field", Leader),
            ("handling, a quarter, all agencies, by field", $"handling?from={month.AddMonths(-3):yyyy-MM}-01&to={month:yyyy-MM}-01&groupBy=field", "admin"),
            ("handling, a year, all agencies, by field", $"handling?period={month.Year - 1}&groupBy=field", "admin"),
            ("online share, a month, by procedure", $"online-share?period={period}&groupBy=procedure", "admin"),
        })
        {
            await Time(api, name, $"/api/v1/reports/{query}", account);
        }
        var report = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(await api.Get($"/api/v1/reports/handling?period={period}", "admin"));
        foreach (var cell in new[] { "received", "resolvedOverdue", "inProgressOverdue" })
        {
            var figure = report.GetProperty("totals").GetProperty(cell);
            await Time(api, $"drill-down of {cell} ({figure.GetProperty("value").GetDecimal():N0}), a page", figure.GetProperty("drillDown").GetString()!, "admin");
        }
        await Writes(settings, api, $"/api/v1/reports/handling?period={period}&groupBy=agency");
    }

    private static async Task Time(ApiClient api, string name, string path, string account)
    {
        var times = new List<double>();
        for (var i = 0; i < Repeats; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await api.Get(path, account);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        times.RemoveAt(0);
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-52} p50 {times[times.Count / 2],6:0} ms  p95 {times[(int)(times.Count * 0.95)],6:0} ms  max {times[^1],6:0} ms"));
    }

    /// <summary>Receptions at a steady pace, alone and while the report is drawn over and over, in turn.</summary>
    private static async Task Writes(Settings settings, ApiClient api, string report)
    {
        var (number, ratios) = (settings.Dossiers, new List<double>());
        await Paced(api, TimeSpan.FromSeconds(3), () => Interlocked.Increment(ref number));
        for (var round = 0; round < settings.Rounds; round++)
        {
            var alone = await Paced(api, TimeSpan.FromSeconds(settings.Seconds), () => Interlocked.Increment(ref number));
            using var stop = new CancellationTokenSource();
            var drawing = Draw(api, report, stop.Token);
            var meanwhile = await Paced(api, TimeSpan.FromSeconds(settings.Seconds), () => Interlocked.Increment(ref number));
            await stop.CancelAsync();
            ratios.Add(meanwhile[(int)(meanwhile.Count * 0.95)] / alone[(int)(alone.Count * 0.95)]);
            var drawn = await drawing;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"receptions, {WritesPerSecond}/s: alone {Line(alone)}; while {drawn} reports are drawn {Line(meanwhile)}; p95 {ratios[^1]:0.00} x"));
        }
        ratios.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"write p95 while reports are drawn: {ratios[ratios.Count / 2]:0.00} x ({ratios[0]:0.00}-{ratios[^1]:0.00})"));
    }

    private static string Line(List<double> times) => string.Create(
        CultureInfo.InvariantCulture, $"p50 {times[times.Count / 2]:0.0} p95 {times[(int)(times.Count * 0.95)]:0.0} p99 {times[(int)(times.Count * 0.99)]:0.0} ms ({times.Count})");

    private static async Task<int> Draw(ApiClient api, string report, CancellationToken stop)
    {
        var drawn = 0;
        while (!stop.IsCancellationRequested)
        {
            await api.Get(report, "admin");
            drawn++;
            await Task.Delay(500, CancellationToken.None);
        }
        return drawn;
    }

    /// <summary>Sends at fixed instants, whether or not the one before was answered; the times of the answers, shortest first.</summary>
    private static async Task<List<double>> Paced(ApiClient api, TimeSpan length, Func<int> next)
    {
        var times = new System.Collections.Concurrent.ConcurrentBag<double>();
        var sent = new List<Task>();
        var began = Stopwatch.GetTimestamp();
        for (var n = 0; Stopwatch.GetElapsedTime(began) < length; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / WritesPerSecond) - Stopwatch.GetElapsedTime(began);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due);
            }
            sent.Add(Send());
        }
        await Task.WhenAll(sent);
        return [.. times.Order()];

        async Task Send()
        {
            var at = Stopwatch.GetTimestamp();
            await api.File(next());
            times.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
        }
    }
}

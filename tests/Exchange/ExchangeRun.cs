using System.Diagnostics;
using System.Globalization;

namespace OneStop.Exchange;

/// <summary>The whole run: lives, kills, waiting until everything is through, comparison.</summary>
internal sealed class ExchangeRun(Options options)
{
    private readonly Random random = new(options.Seed);

    public async Task<int> Run()
    {
        var folder = Directory.CreateTempSubdirectory("onestop-exchange-");
        var began = Stopwatch.GetTimestamp();
        try
        {
            await using var engine = new Engine(new Dictionary<string, string>
            {
                ["Database:ConnectionString"] = $"Data Source={Path.Combine(folder.FullName, "onestop.db")}",
                ["Sandbox:Enabled"] = "true", ["Sandbox:StartAt"] = "2026-03-02T08:00:00+07:00", ["Logging:LogLevel:Default"] = "Warning",
                ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
            });
            await engine.Start();
            using var living = new CancellationTokenSource();
            var killing = Kill(engine, living.Token);
            await LiveAll(engine);
            await living.CancelAsync();
            await killing;
            Say($"{options.Dossiers} dossiers lived, {engine.Kills} kills, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task LiveAll(Engine engine)
    {
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, options.AtOnce).Select(async _ =>
        {
            int number;
            while ((number = Interlocked.Increment(ref next)) <= options.Dossiers)
            {
                await new Life(engine, new Applicant(number), CourseOf(number)).Live();
            }
        }));
    }

    private static Course CourseOf(int number) => (number % 20) switch
    {
        1 or 2 => Course.Supplemented, 3 => Course.Paying, 4 => Course.Withdrawn, 5 => Course.Refused, 6 => Course.Stopped, 7 => Course.Linked, _ => Course.Straight,
    };

    private async Task Kill(Engine engine, CancellationToken ct)
    {
        while (options.KillEvery > 0 && !ct.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(2 + (random.NextDouble() * (options.KillEvery - 2))), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!ct.IsCancellationRequested)
            {
                await engine.KillAndStart();
            }
        }
    }

    private static void Say(FormattableString what) => Console.WriteLine(what.ToString(CultureInfo.InvariantCulture));
}

namespace OneStop.Load;

/// <summary>Targets measured in turn, round after round: a slow minute of the machine meets them all.</summary>
internal sealed class Comparison(string title, int connections, IReadOnlyList<Target> targets)
{
    private readonly Dictionary<string, List<Round>> rounds = targets.ToDictionary(target => target.Name, _ => new List<Round>());

    private readonly Dictionary<string, long> warmUps = [];

    /// <summary>Requests a target answered well, warm-up included.</summary>
    public long Acknowledged(string target) => warmUps[target] + rounds[target].Sum(round => round.Requests - round.Failures);

    /// <summary>Measures; each round has a number of its own in the whole run.</summary>
    public async Task Run(Settings settings, Func<int> number)
    {
        foreach (var target in targets)
        {
            var round = await Wrk.Run(target, connections, WarmUp(settings), number());
            warmUps[target.Name] = round.Requests - round.Failures;
        }
        for (var i = 0; i < settings.Rounds; i++)
        {
            foreach (var target in targets)
            {
                rounds[target.Name].Add(await Wrk.Run(target, connections, settings.Seconds, number()));
            }
        }
        Print();
    }

    private static int WarmUp(Settings settings) => Math.Min(5, settings.Seconds);

    private void Print()
    {
        Console.WriteLine($"\n{title}, {connections} connections");
        Console.WriteLine("                   median  (     min –      max) req/s |  p50 ms   p95 ms   p99 ms (worst p99) | CPU µs/req | failures");
        foreach (var (name, of) in rounds)
        {
            Console.WriteLine(
                $"  {name,-14}{Median(of, r => r.PerSecond),10:N0}  ({of.Min(r => r.PerSecond),8:N0} – {of.Max(r => r.PerSecond),8:N0})       |"
                + $"{Median(of, r => r.P50),8:N1} {Median(of, r => r.P95),8:N1} {Median(of, r => r.P99),8:N1} ({of.Max(r => r.P99),9:N1}) |"
                + $"{Median(of, r => r.ProcessorMicroseconds),11:N0} | {of.Sum(r => r.Failures)}");
        }
        var ours = targets[^1];
        foreach (var other in targets.SkipLast(1))
        {
            var ratios = rounds[ours.Name].Zip(rounds[other.Name], (mine, its) => mine.PerSecond / its.PerSecond).Order().ToArray();
            Console.WriteLine($"  {ours.Name} / {other.Name}: {ratios[ratios.Length / 2]:N2}  ({ratios[0]:N2} – {ratios[^1]:N2})");
        }
    }

    private static double Median(IEnumerable<Round> of, Func<Round, double> value)
    {
        var ordered = of.Select(value).Order().ToArray();
        return ordered[ordered.Length / 2];
    }
}

using System.Diagnostics;
using System.Globalization;

namespace OneStop.Load;

/// <summary>Runs wrk with a script and reads what the script says at its end.</summary>
internal static class Wrk
{
    private const int Threads = 2;

    public static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "wrk")));

    public static async Task<Round> Run(Target target, int connections, int seconds, int number)
    {
        var before = target.Server.ProcessorTime;
        var start = new ProcessStartInfo(
            "wrk",
            [
                "-t", $"{Threads}", "-c", $"{connections}", "-d", $"{seconds}s", "--timeout", "20s", "-s", target.Script,
                target.Server.Root.ToString(), "--", target.Data, $"{number}",
            ])
        { RedirectStandardOutput = true };
        using var wrk = Process.Start(start)!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var processor = target.Server.ProcessorTime - before;
        var result = output.Split('\n').FirstOrDefault(line => line.StartsWith("RESULT", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"wrk failed:\n{output}");
        var said = result.Split(' ').Skip(1).Select(word => word.Split('='))
            .ToDictionary(pair => pair[0], pair => double.Parse(pair[1], CultureInfo.InvariantCulture));
        return new Round
        {
            Requests = (long)said["requests"], PerSecond = said["requests"] / said["seconds"], P50 = said["p50"], P95 = said["p95"], P99 = said["p99"],
            Failures = (long)(said["status"] + said["socket"]), ProcessorMicroseconds = processor.TotalMicroseconds / said["requests"],
        };
    }
}

/// <summary>What is measured: a server, the script that calls it, the script's data.</summary>
internal sealed record Target(string Name, ServerProcess Server, string Script, string Data);

/// <summary>One round of wrk against one target; times in milliseconds.</summary>
internal sealed record Round
{
    public required long Requests { get; init; }

    public required double PerSecond { get; init; }

    public required double P50 { get; init; }

    public required double P95 { get; init; }

    public required double P99 { get; init; }

    /// <summary>Answers other than 2xx and 3xx, and faults of sockets.</summary>
    public required long Failures { get; init; }

    /// <summary>Processor time of the server for each request.</summary>
    public required double ProcessorMicroseconds { get; init; }
}

using System.Diagnostics;
using System.Globalization;

namespace OneStop.Load;

/// <summary>A server in a process of its own, on a port of this machine.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int TicksPerSecond = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private ServerProcess(Process process, int port) => (this.process, Root) = (process, new Uri($"http://127.0.0.1:{port}"));

    public Uri Root { get; }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            var fields = File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[1].Split(' ');
            return TimeSpan.FromSeconds((long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture))
                / (double)TicksPerSecond);
        }
    }

    /// <summary>Memory held now and at most, in MB.</summary>
    public (long Now, long Most) Resident => (Megabytes("VmRSS:"), Megabytes("VmHWM:"));

    /// <summary>Starts a program and waits until it answers.</summary>
    public static async Task<ServerProcess> Start(string program, int port, string log, string readyPath, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Limits__SignInsPerSecond"] = "100000";
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
        var writer = TextWriter.Synchronized(new StreamWriter(log) { AutoFlush = true });
        process.OutputDataReceived += (_, line) => writer.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => writer.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(process, port);
        await server.Ready(readyPath, log);
        return server;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])?.WaitForExit();
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
            }
        }
        process.Dispose();
    }

    private async Task Ready(string path, string log)
    {
        using var http = new HttpClient { BaseAddress = Root };
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience; await Task.Delay(100))
        {
            try
            {
                using var answer = await http.GetAsync(path);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                // Not listening yet.
            }
        }
        throw new InvalidOperationException($"the server does not get ready; see {log}");
    }

    private long Megabytes(string name)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }
}

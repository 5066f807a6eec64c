using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace OneStop.Processes;

/// <summary>The real program as a child process on a free port.</summary>
internal sealed class ApiProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ApiProcess(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Exited += (_, _) => Ended();
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>How long it took from its start to the first answer that it is ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>What it wrote to its console so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Starts the program in development and waits until it is ready.</summary>
    public static Task<ApiProcess> Start(IReadOnlyDictionary<string, string> settings) => Start(
        ["--environment=Development", "--Urls=http://127.0.0.1:0", "--Limits:SignInsPerSecond=10000"], settings, "/health/ready");

    /// <summary>Starts it as the outside systems, simulated.</summary>
    public static Task<ApiProcess> StartSimulators(IReadOnlyDictionary<string, string> settings) =>
        Start(["simulate", "--Simulators:Urls=http://127.0.0.1:0"], settings, "/");

    private static async Task<ApiProcess> Start(string[] arguments, IReadOnlyDictionary<string, string> settings, string probe)
    {
        var api = new ApiProcess(StartInfo(arguments, settings));
        try
        {
            await api.Run(probe);
        }
        catch (Exception e)
        {
            await api.DisposeAsync();
            throw new InvalidOperationException($"The program did not start:\n{api.Output}", e);
        }
        return api;
    }

    /// <summary>Ends it as a power cut would: no handler runs.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to end as a service manager would (SIGTERM), and waits.</summary>
    /// <returns>Its exit code; null where it was still running when the time was up.</returns>
    public async Task<int?> Terminate(TimeSpan within)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        using var patience = new CancellationTokenSource(within);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Kill();
        }
        catch (InvalidOperationException)
        {
            // It never started.
        }
        process.Dispose();
    }

    private async Task Run(string probe)
    {
        var began = Stopwatch.GetTimestamp();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Url = await listening.Task.WaitAsync(TimeSpan.FromMinutes(2));
        using var http = new HttpClient { BaseAddress = Url };
        using var ready = await http.GetAsync(probe);
        ready.EnsureSuccessStatusCode();
        ReadyAfter = Stopwatch.GetElapsedTime(began);
    }

    private void Ended()
    {
        Note($"The program ended with exit code {process.ExitCode}");
        listening.TrySetException(new InvalidOperationException("the program ended before it was ready"));
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }
        lock (output)
        {
            output.AppendLine(line);
        }
        if (line.Contains(Listening, StringComparison.Ordinal))
        {
            listening.TrySetResult(new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim()));
        }
    }

    private static ProcessStartInfo StartInfo(string[] arguments, IReadOnlyDictionary<string, string> settings)
    {
        var program = typeof(ApiProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "ApiProgram").Value!;
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in settings)
        {
            start.ArgumentList.Add($"--{name}={value}");
        }
        return start;
    }
}

using System.Diagnostics;
using System.Reflection;

namespace OneStop.SystemTests;

/// <summary>The program that keeps a copy by the feed, as a child process.</summary>
internal sealed class FollowerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> faults;

    private FollowerProcess(Process process) =>
        (this.process, faults, Took) = (process, process.StandardError.ReadToEndAsync(), Lines(process.StandardOutput, 2));

    /// <summary>Done when it follows the feed and has taken a slice.</summary>
    public Task Took { get; }

    public static FollowerProcess Start(Uri engine, string user, string file)
    {
        var program = typeof(FollowerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "FollowerProgram").Value!;
        return new FollowerProcess(Process.Start(new ProcessStartInfo("dotnet", ["exec", program, engine.ToString(), user, file])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!);
    }

    /// <summary>Ends it as a power cut would (SIGKILL); it must not have ended by itself.</summary>
    public async Task Kill()
    {
        if (process.HasExited)
        {
            throw new InvalidOperationException($"the follower ended by itself: {await faults}");
        }
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
        process.Dispose();
    }

    private static async Task Lines(StreamReader output, int count)
    {
        for (var line = 0; line < count; line++)
        {
            await output.ReadLineAsync();
        }
    }
}

using OneStop.Processes;

namespace OneStop.Linked;

/// <summary>
/// Runs many scenarios on the one clock of a server: whichever waits for the earliest instant goes on next, so that their dossiers lie side
/// by side as at a real office while the clock only moves forward.
/// </summary>
internal sealed class Timeline(ApiClient api) : IDisposable
{
    private readonly PriorityQueue<TaskCompletionSource, (DateTimeOffset At, int Order)> waiting = new();
    private readonly SemaphoreSlim yielded = new(0);
    private int order;

    /// <summary>What the clock shows.</summary>
    public DateTimeOffset Now { get; private set; }

    public async Task Run(IEnumerable<Func<Task>> scenarios)
    {
        foreach (var scenario in scenarios)
        {
            _ = Start(scenario);
            await yielded.WaitAsync();
        }
        while (waiting.TryDequeue(out var turn, out var next))
        {
            if (next.At > Now)
            {
                await api.MoveClock(new { now = next.At, frozen = true });
                Now = next.At;
            }
            turn.SetResult();
            await yielded.WaitAsync();
        }
    }

    /// <summary>Waits until the clock shows an instant; the other scenarios go on meanwhile.</summary>
    public Task At(DateTimeOffset instant)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Enqueue(turn, (instant, order++));
        yielded.Release();
        return turn.Task;
    }

    public void Dispose() => yielded.Dispose();

    private async Task Start(Func<Task> scenario)
    {
        await scenario();
        yielded.Release();
    }
}

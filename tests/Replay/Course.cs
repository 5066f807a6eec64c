using OneStop.Processes;

namespace OneStop.Replay;

/// <summary>Moves the clock from instant to instant; at each of them everything happens that belongs there.</summary>
internal static class Course
{
    private const int AtOnce = 32;

    /// <returns>How many instants there were.</returns>
    public static async Task<int> Run(ApiClient api, IEnumerable<Life> lives)
    {
        var (ahead, instants) = (new PriorityQueue<Life, DateTimeOffset>(lives.Select(life => (life, life.NextAt!.Value))), 0);
        for (var due = new List<Life>(); ahead.TryPeek(out _, out var now); due.Clear(), instants++)
        {
            while (ahead.TryPeek(out var life, out var at) && at == now)
            {
                due.Add(ahead.Dequeue());
            }
            await api.MoveClock(new { now, frozen = true });
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (life, _) => await life.Act(now));
            ahead.EnqueueRange(due.Where(life => life.NextAt is not null).Select(life => (life, life.NextAt!.Value)));
        }
        return instants;
    }
}

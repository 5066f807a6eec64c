using System.Collections.Concurrent;

namespace OneStop.Api.Simulators;

/// <summary>What a simulated system remembers by a key: so much at most, the oldest is forgotten first.</summary>
/// <param name="most">How many entries are remembered.</param>
internal sealed class Kept<TKey, TValue>(int most)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> entries = new();
    private readonly ConcurrentQueue<TKey> order = new();

    public ICollection<TValue> Values => entries.Values;

    public IReadOnlyDictionary<TKey, TValue> Entries => entries;

    /// <summary>Keeps a new entry or changes the one there is; the entry as it stands now.</summary>
    public TValue Put(TKey key, Func<TValue> add, Func<TValue, TValue> change)
    {
        var isNew = false;
        var now = entries.AddOrUpdate(
            key,
            _ =>
            {
                isNew = true;
                return add();
            },
            (_, before) =>
            {
                isNew = false;
                return change(before);
            });
        if (isNew)
        {
            order.Enqueue(key);
        }
        while (entries.Count > most && order.TryDequeue(out var oldest))
        {
            entries.TryRemove(oldest, out _);
        }
        return now;
    }

    public void Clear()
    {
        order.Clear();
        entries.Clear();
    }
}

/// <summary>How much a simulated system remembers; <c>Simulators:Kept</c> entries of each kind.</summary>
internal static class Memory
{
    public const int Usual = 100_000;

    public static int Of(IConfiguration configuration) => configuration.GetValue("Simulators:Kept", Usual);
}

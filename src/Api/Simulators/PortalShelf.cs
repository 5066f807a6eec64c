using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace OneStop.Api.Simulators;

/// <summary>What the simulated portal has, in memory.</summary>
internal sealed class PortalShelf
{
    private readonly ConcurrentDictionary<string, HeldRecord> dossiers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> sessions = new();
    private readonly ConcurrentDictionary<string, int> refusals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> inHand = new(StringComparer.Ordinal);
    private readonly PriorityQueue<Action, DateTimeOffset> late = new();
    private readonly Lock hand = new();
    private int signIns;
    private int overlaps;
    private int carriedOut;
    private int underWay;

    /// <summary>Calls about one dossier that came while another about it was under way.</summary>
    public int Overlaps => Volatile.Read(ref overlaps);

    /// <summary>Messages carried out long after their call was given up.</summary>
    public int CarriedOut => Volatile.Read(ref carriedOut);

    /// <summary>Calls that came and are not over, given up or not.</summary>
    public int UnderWay => Volatile.Read(ref underWay);

    /// <summary>How often somebody signed in.</summary>
    public int SignIns => Volatile.Read(ref signIns);

    /// <summary>Why messages were refused by themselves, and how often: not those refused on demand.</summary>
    public IReadOnlyDictionary<string, int> Refusals => refusals;

    public IEnumerable<HeldRecord> Dossiers => dossiers.Values.OrderBy(held => held.Code, StringComparer.Ordinal);

    public string SignIn()
    {
        Interlocked.Increment(ref signIns);
        var session = System.Security.Cryptography.RandomNumberGenerator.GetHexString(32);
        sessions[session] = 0;
        return session;
    }

    /// <summary>Whether a session holds; after so many calls it ends.</summary>
    public bool Holds(string session, int calls) => sessions.TryGetValue(session, out _) && (sessions.AddOrUpdate(session, 1, (_, used) => used + 1) <= calls || !sessions.TryRemove(session, out _));

    public void EndSessions() => sessions.Clear();

    public HeldRecord? Find(string code) => dossiers.GetValueOrDefault(code);

    public void Put(HeldRecord held) => dossiers[held.Code] = held;

    public bool Remove(string code) => dossiers.TryRemove(code, out _);

    /// <summary>Remembers why something was refused.</summary>
    public string Refuse(string why)
    {
        refusals.AddOrUpdate(why, 1, (_, before) => before + 1);
        return why;
    }

    /// <summary>Counts a call as under way.</summary>
    public async Task<T> Counted<T>(Func<Task<T>> call)
    {
        Interlocked.Increment(ref underWay);
        try
        {
            return await call();
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }

    /// <summary>Changes something; one after the other.</summary>
    public T Alone<T>(Func<T> act)
    {
        lock (hand)
        {
            return act();
        }
    }

    /// <summary>Keeps a message, to be carried out at an instant.</summary>
    public void Postpone(DateTimeOffset at, Action act)
    {
        lock (hand)
        {
            late.Enqueue(act, at);
        }
    }

    /// <summary>Carries out what was kept, in its order; whoever looks does so first, so that nobody sees that it was not done by itself.</summary>
    public void CarryOut(DateTimeOffset now)
    {
        lock (hand)
        {
            while (late.TryPeek(out var act, out var at) && at <= now)
            {
                late.Dequeue();
                carriedOut++;
                act();
            }
        }
    }

    /// <summary>Does something about a dossier, and notes whether somebody else is at it.</summary>
    public async Task<T> About<T>(string code, Func<Task<T>> act)
    {
        if (inHand.AddOrUpdate(code, 1, (_, others) => others + 1) > 1)
        {
            Interlocked.Increment(ref overlaps);
        }
        try
        {
            return await act();
        }
        finally
        {
            inHand.AddOrUpdate(code, 0, (_, others) => others - 1);
        }
    }
}

/// <summary>A dossier as the simulated portal has it.</summary>
/// <param name="Statuses">The statuses it was told, in their order.</param>
internal sealed record HeldRecord(string Code, JsonObject Record, IReadOnlyList<JsonObject> Progress, IReadOnlyList<string> Statuses)
{
    /// <summary>It as the portal's look-up answers it.</summary>
    public JsonObject Answer()
    {
        var answer = (JsonObject)Record.DeepClone();
        answer["DanhSachTienDo"] = new JsonArray([.. Progress.Select(line => line.DeepClone())]);
        return answer;
    }
}

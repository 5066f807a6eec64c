using System.Data.Common;
using OneStop.Application.Ports;

namespace OneStop.Infrastructure.Persistence;

/// <summary>
/// What a follower of the log does about faults: a slice that failed is taken event by event, and an event that fails again and again by itself
/// is passed, so that it does not keep back those behind it. While the database gives no answer nothing is passed.
/// </summary>
internal sealed class LogPatience(Dialect dialect)
{
    private const int WholeSlice = 200;
    private const int Tries = 5;

    /// <summary>So long an event is tried at least.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private long singlyUpTo;
    private long failing = -1;
    private int tries;
    private DateTimeOffset since;

    /// <summary>How long to wait after the last fault, longer each time.</summary>
    public TimeSpan Wait => FirstWait * Math.Pow(2, Math.Clamp(tries - 1, 0, 5)) is var wait && wait < LongestWait ? wait : LongestWait;

    /// <summary>How many events to take behind a position.</summary>
    public int Slice(long from) => from < singlyUpTo ? 1 : WholeSlice;

    /// <summary>Notes that events failed.</summary>
    /// <returns>Whether they are one that is to be passed.</returns>
    public bool IsOver(IReadOnlyList<LoggedEvent> events, Exception fault, DateTimeOffset now)
    {
        if (IsOfDatabase(fault))
        {
            return false;
        }
        singlyUpTo = Math.Max(singlyUpTo, events[^1].Position);
        if (failing != events[0].Position)
        {
            (failing, tries, since) = (events[0].Position, 0, now);
        }
        tries++;
        return events.Count == 1 && tries >= Tries && now - since >= Least;
    }

    /// <summary>Whether the database gave no answer, which is no fault of an event.</summary>
    public bool IsOfDatabase(Exception fault) =>
        fault is UnavailableException or OperationCanceledException || (fault is DbException error && dialect.IsTransient(error));

    /// <summary>Notes that events were taken.</summary>
    public void Taken() => (failing, tries) = (-1, 0);
}

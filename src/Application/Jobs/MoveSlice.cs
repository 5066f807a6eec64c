using OneStop.Application.Agencies;
using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;

namespace OneStop.Application.Jobs;

/// <summary>Moves rows of one kind of work from an agency that closed to the one that holds its work — chuyển hồ sơ sau sắp xếp.</summary>
public interface IMoveWork
{
    /// <summary>Moves what is open, each with an event of its own; the answer is how much that was, less than asked for where nothing is left.</summary>
    Task<SuccessionProgress> MoveOpen(string from, string to, DateTimeOffset at, int most, CancellationToken ct);

    /// <summary>Moves the places in work-lists of what has ended; nothing else of it changes.</summary>
    Task<int> MoveEnded(string from, string to, int most, CancellationToken ct);
}

/// <summary>
/// One slice of a succession: open work first, then the lists of what has ended. Rows that were moved are not found again, so that a slice
/// needs no place to go on from, and one that was lost is done anew.
/// </summary>
internal sealed class SuccessionSlices(ISuccessionRepository successions, IAgencies agencies, IEnumerable<IMoveWork> movers, IDueJobs jobs, TimeProvider clock) : IDueWork
{
    /// <summary>
    /// A slice may hold the writer for 200 ms. Each open piece costs an update, two rows of a work-list and a link of the chain: on two busy
    /// cores 10,000 dossiers took 4.4 s in 34 slices, other writes between them included, so that a slice stays below 130 ms.
    /// </summary>
    private const int OpenAtOnce = 300;

    private const int EndedAtOnce = 2_000;

    public DueJobKind Kind => DueJobKind.Succeed;

    public async Task Do(DueJob job, CancellationToken ct)
    {
        if (!SuccessionId.TryParse(job.Subject, null, out var id) || await successions.Find(id, ct) is not { State.FinishedAt: null } succession)
        {
            return;
        }
        var tree = await agencies.Tree(ct);
        if (await Slice(succession.State, tree, job.DueAt, ct) is { } moved)
        {
            succession.Moved(moved);
            await jobs.Schedule(job, ct);
        }
        else
        {
            succession.Finish(job.DueAt);
        }
        await successions.Save(succession, ct);
    }

    /// <summary>What the slice moved; null where nothing was left.</summary>
    private async Task<SuccessionProgress?> Slice(SuccessionState state, AgencyTree tree, DateTimeOffset at, CancellationToken ct)
    {
        // A jump of a sandbox's clock runs what is due before it shows the new time.
        var day = VietnamTime.DateOf(at > clock.GetUtcNow() ? at : clock.GetUtcNow());
        var ways = state.Details.Predecessors.Select(code => (From: code, To: tree.HolderOn(code, day))).Where(way => way.From != way.To).ToArray();
        foreach (var (mover, (from, to)) in movers.SelectMany(mover => ways, (mover, way) => (mover, way)))
        {
            var moved = await mover.MoveOpen(from, to, at, OpenAtOnce, ct);
            if (moved != new SuccessionProgress())
            {
                return moved;
            }
        }
        foreach (var (mover, (from, to)) in movers.SelectMany(mover => ways, (mover, way) => (mover, way)))
        {
            var ended = await mover.MoveEnded(from, to, EndedAtOnce, ct);
            if (ended > 0)
            {
                return new SuccessionProgress(Ended: ended);
            }
        }
        return null;
    }
}

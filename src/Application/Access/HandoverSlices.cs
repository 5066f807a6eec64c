using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Application.Jobs;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>Moves the open work of a hand-over, a slice at a time: the first in the request, the rest by a due job.</summary>
internal sealed class HandoverWork(IHandovers handovers, StaffDesk desk, DossierDesk dossiers, IAccounts accounts, HandoverPlan plan)
{
    /// <summary>A dossier is loaded, given, and saved with all that follows: about a millisecond and a half of the writer.</summary>
    private const int AtOnce = 100;

    /// <summary>Moves a slice and sees to the next one.</summary>
    public async Task<Handover> Move(Handover handover, Actor by, DateTimeOffset at, CancellationToken ct)
    {
        var agencies = await plan.AgenciesOf(handover, at, ct);
        var to = await accounts.FindActor(handover.ToAccount.ToString(), VietnamTime.DateOf(at), await plan.Tree(ct), ct) ?? new Actor(handover.ToAccount, "", []);
        var slice = await handovers.OpenWork(handover.FromAccount, agencies, AtOnce, ct);
        var (moved, freed) = (0, 0);
        foreach (var id in slice)
        {
            if (await dossiers.GetForChange(id, at, ct) is not { } dossier || dossier.State.Assignee != handover.FromAccount)
            {
                continue;
            }
            var on = await dossiers.Circumstances(dossier.State, by, at, ct);
            if (dossier.HandOver(to, handover.Details.Reason, on))
            {
                moved++;
            }
            else
            {
                freed++;
            }
            await dossiers.SaveForJob(dossier, on, ct);
        }
        var after = handover with { Moved = handover.Moved + moved, Details = handover.Details with { Unassigned = handover.Details.Unassigned + freed } };
        after = await plan.Next(after, more: slice.Count == AtOnce, at, ct);
        await handovers.Save(after, ct);
        return after;
    }

    public async Task<HandoverView> View(Handover handover, Account official, CancellationToken ct) => new()
    {
        Id = handover.Id, Version = official.Version + official.Recorded.Count, To = await desk.Name(handover.ToAccount, ct),
        RequestedBy = handover.RequestedBy, RequestedAt = handover.RequestedAt, Agencies = handover.Details.Agencies,
        LeavesOn = handover.Details.LeavesOn, Moved = handover.Moved, Unassigned = handover.Details.Unassigned, FinishedAt = handover.FinishedAt,
        Remaining = handover.FinishedAt is not null
            ? 0
            : await handovers.CountOpenWork(handover.FromAccount, await plan.AgenciesOf(handover, handover.RequestedAt, ct), ct),
    };
}

/// <summary>What a hand-over reaches, and when it goes on.</summary>
internal sealed class HandoverPlan(IAgencies agencies, IDueJobs jobs)
{
    public ValueTask<AgencyTree> Tree(CancellationToken ct) => agencies.Tree(ct);

    /// <summary>The agencies with those whose work they took over: rows of before may still name these.</summary>
    public async Task<IReadOnlyList<string>?> AgenciesOf(Handover handover, DateTimeOffset at, CancellationToken ct)
    {
        var tree = await agencies.Tree(ct);
        var day = VietnamTime.DateOf(at);
        return handover.Details.Agencies is not { } codes ? null
            : [.. codes.Select(code => tree.HolderOn(code, day)).SelectMany(code => tree.PredecessorsOf(code, day).Prepend(code)).Concat(codes).Distinct()];
    }

    /// <summary>
    /// Sees to the next slice: at once where there is more; on the day of leaving for what was assigned until then; otherwise it is finished.
    /// </summary>
    public async Task<Handover> Next(Handover handover, bool more, DateTimeOffset at, CancellationToken ct)
    {
        var leaves = VietnamTime.At(handover.Details.LeavesOn, TimeOnly.MinValue);
        if (!more && at >= leaves)
        {
            return handover with { FinishedAt = at };
        }
        await jobs.Schedule(new DueJob(DueJobKind.HandOver, handover.Id.ToString(), more ? at : leaves), ct);
        return handover;
    }
}

/// <summary>Goes on with a hand-over in the name of whoever asked for it.</summary>
internal sealed class HandoverSlices(IHandovers handovers, HandoverWork work, HandoverPlan plan, IAccounts accounts, IActAsEngine engine) : IDueWork
{
    public DueJobKind Kind => DueJobKind.HandOver;

    public async Task Do(DueJob job, CancellationToken ct)
    {
        if (!HandoverId.TryParse(job.Subject, null, out var id) || await handovers.Find(id, ct) is not { FinishedAt: null } handover)
        {
            return;
        }
        if (await IsBack(handover, job.DueAt, ct))
        {
            await handovers.Save(handover with { FinishedAt = job.DueAt }, ct);
            return;
        }
        await work.Move(handover, engine.ActFor(handover.RequestedBy), job.DueAt, ct);
    }

    /// <summary>Whether the official was given posts there again after the day of leaving.</summary>
    private async Task<bool> IsBack(Handover handover, DateTimeOffset at, CancellationToken ct) =>
        VietnamTime.DateOf(at) is var day && day >= handover.Details.LeavesOn
        && await accounts.Find(handover.FromAccount, ct) is { } official && official.WorksAtAny(handover.Details.Agencies, day, await plan.Tree(ct));
}

using OneStop.Application.Dossiers;
using OneStop.Application.Jobs;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Attention;

/// <summary>Rungs that were reached: each is claimed once, whoever comes second loses.</summary>
public interface IEscalations
{
    /// <summary>Claims a rung inside the running transaction; false where it was claimed before.</summary>
    Task<bool> Claim(DossierId subject, int rung, DateTimeOffset at, CancellationToken ct);
}

/// <summary>
/// Keeps one job for each dossier whose procedure has a ladder: its next rung, where its clock now says. A dossier without a ladder costs
/// neither a statement nor a look.
/// </summary>
internal sealed class LadderSchedule(IDueJobs jobs) : IFollowDossiers
{
    public async Task Follow(DossierChange change, CancellationToken ct)
    {
        if (change.On.Version.Escalation.Count == 0)
        {
            return;
        }
        var next = NextRung.Of(change.Dossier.State, change.On);
        if (next is not null && next != (change.Before is null ? null : NextRung.Of(change.Before, change.On)))
        {
            // A rung that lay before the reception already is reached now.
            await jobs.Schedule(JobOf(change.Dossier.State.Id, next.At > change.On.Now ? next.At : change.On.Now), ct);
        }
    }

    internal static DueJob JobOf(DossierId dossier, DateTimeOffset at) => new(DueJobKind.Escalate, dossier.ToString(), at);
}

/// <summary>
/// Takes the next rung as the clock stands now: nothing while it stands still or is closed (what sets it going again schedules anew), later
/// where it moved. Saving schedules the rung after it.
/// </summary>
internal sealed class ClimbLadder(DossierDesk desk, IDueJobs jobs, IEscalations escalations) : IDueWork
{
    public DueJobKind Kind => DueJobKind.Escalate;

    public async Task Do(DueJob job, CancellationToken ct)
    {
        if (await desk.GetForChange(DossierId.Parse(job.Subject, null), job.DueAt, ct) is not { } dossier)
        {
            return;
        }
        var (before, on) = (dossier.State, await desk.Circumstances(dossier.State, Actor.System, job.DueAt, ct));
        if (NextRung.Of(before, on) is not { } next)
        {
            return;
        }
        if (next.At > job.DueAt)
        {
            await jobs.Schedule(LadderSchedule.JobOf(before.Id, next.At), ct);
        }
        else if (await escalations.Claim(before.Id, next.Number, job.DueAt, ct))
        {
            dossier.Escalate(next, on);
            await desk.SaveForJob(dossier, on, ct);
        }
    }
}

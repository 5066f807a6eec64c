using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Application.Ports;
using OneStop.Application.Transfers;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Jobs;

/// <summary>Work that is due at an instant.</summary>
public enum DueJobKind
{
    /// <summary>Close a dossier whose supplement was not answered; subject: dossier/round.</summary>
    CloseUnanswered,

    /// <summary>Count the due instants of open dossiers again after the calendar changed; subject: the dossier to go on after.</summary>
    Reproject,

    /// <summary>A consultation was not answered in time; subject: the transfer.</summary>
    LapseConsultation,

    /// <summary>Move a slice of what agencies left behind to their successors; subject: the succession.</summary>
    Succeed,
}

/// <summary>One piece of due work.</summary>
/// <param name="Subject">What it is about; one job of a kind and subject at a time.</param>
public sealed record DueJob(DueJobKind Kind, string Subject, DateTimeOffset DueAt)
{
    /// <summary>Count the due instants of all open dossiers again, at once.</summary>
    public static DueJob ReprojectAll(DateTimeOffset now) => new(DueJobKind.Reproject, "", now);

    /// <summary>Move what a succession leaves to move, from the instant it takes effect.</summary>
    public static DueJob Succeed(SuccessionState succession) => new(DueJobKind.Succeed, succession.Id.ToString(), succession.EffectiveAt);
}

/// <summary>The due work, kept in the database: a job is done in the transaction of its effect, once, by whichever process leased it.</summary>
public interface IDueJobs
{
    Task Schedule(DueJob job, CancellationToken ct);

    /// <summary>Takes the job off the list, inside the transaction of its effect; false where another process did it.</summary>
    Task<bool> Finish(DueJob job, CancellationToken ct);
}

/// <summary>Do a due job, stamped with the instant it was due.</summary>
[Allows(Permission.Engine)]
public sealed record RunDueJob(DueJob Job) : ICommand<Done>;

internal sealed class RunDueJobHandler(
    IDueJobs jobs, IDossierRepository dossiers, DossierDesk desk, IReprojection reprojection, SuccessionSlices successions, LapseConsultation consultations)
    : IRequestHandler<RunDueJob, Done>
{
    public async Task<Done> Handle(RunDueJob command, CancellationToken ct)
    {
        var job = command.Job;
        if (!await jobs.Finish(job, ct))
        {
            return new Done();
        }
        await (job.Kind switch
        {
            DueJobKind.CloseUnanswered => CloseUnanswered(job, ct),
            DueJobKind.Reproject => Reproject(job, ct),
            DueJobKind.LapseConsultation => consultations.Run(job, ct),
            DueJobKind.Succeed => successions.Run(job, ct),
        });
        return new Done();
    }

    private async Task CloseUnanswered(DueJob job, CancellationToken ct)
    {
        var (id, round) = (job.Subject.Split('/')[0], int.Parse(job.Subject.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture));
        if (await dossiers.Find(id, ct) is not { } dossier)
        {
            return;
        }
        var (before, on) = (dossier.State, await desk.Circumstances(dossier.State, Actor.System, job.DueAt, ct));
        if (dossier.CloseUnanswered(round, on))
        {
            await desk.Save(dossier, before, on, ct);
        }
    }

    /// <summary>A slice of the open dossiers; where there are more, the next slice is due at once.</summary>
    private async Task Reproject(DueJob job, CancellationToken ct)
    {
        var slice = await reprojection.OpenAfter(job.Subject, ct);
        foreach (var id in slice)
        {
            await Reproject(id, job.DueAt, ct);
        }
        if (slice.Count > 0)
        {
            await jobs.Schedule(job with { Subject = slice[^1].ToString() }, ct);
        }
    }

    /// <summary>
    /// A dossier whose new due instant would lie in a year nobody has laid down keeps the old one; laying that year counts it again.
    /// </summary>
    private async Task Reproject(DossierId id, DateTimeOffset at, CancellationToken ct)
    {
        try
        {
            if (await dossiers.Find(id.ToString(), ct) is { } dossier)
            {
                var (before, on) = (dossier.State, await desk.Circumstances(dossier.State, Actor.System, at, ct));
                if (dossier.Reproject(on))
                {
                    await desk.Save(dossier, before, on, ct);
                }
            }
        }
        catch (MissingCalendarYearException)
        {
        }
        catch (StaleException e)
        {
            // An official acted on it meanwhile: the slice runs again on what stands now.
            throw new RunAgainException(e);
        }
    }
}

/// <summary>Finds the open dossiers whose due instant a new calendar may move.</summary>
public interface IReprojection
{
    /// <summary>A slice of dossiers with a running clock, after the given one (empty: from the beginning), in order.</summary>
    Task<IReadOnlyList<DossierId>> OpenAfter(string after, CancellationToken ct);
}

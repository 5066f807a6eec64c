using OneStop.Application.Dossiers;
using OneStop.Application.Transfers;
using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Jobs;

/// <summary>Counts the due instants of open dossiers again: a slice of them; where there are more, the next slice is due at once.</summary>
internal sealed class ReprojectOpen(IDueJobs jobs, DossierDesk desk, LinkedWork legs, IReprojection reprojection) : IDueWork
{
    public DueJobKind Kind => DueJobKind.Reproject;

    public async Task Do(DueJob job, CancellationToken ct)
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
    /// A clock whose new due instant would lie in a year nobody has laid down keeps the old one; laying that year counts it again.
    /// </summary>
    private async Task Reproject(DossierId id, DateTimeOffset at, CancellationToken ct)
    {
        if (await desk.GetForChange(id, at, ct) is not { } dossier)
        {
            return;
        }
        var on = await desk.Circumstances(dossier.State, Actor.System, at, ct);
        var (own, ofLegs) = (Moves(() => dossier.Reproject(on)), await legs.Reproject(dossier, on, ct));
        if (own || ofLegs)
        {
            await desk.SaveForJob(dossier, on, ct);
        }
    }

    /// <summary>Whether a clock moved; not where its new year is not laid down.</summary>
    internal static bool Moves(Func<bool> reproject)
    {
        try
        {
            return reproject();
        }
        catch (MissingCalendarYearException)
        {
            return false;
        }
    }
}

/// <summary>Finds the open dossiers whose due instant a new calendar may move.</summary>
public interface IReprojection
{
    /// <summary>A slice of dossiers with a running clock, after the given one (empty: from the beginning), in order.</summary>
    Task<IReadOnlyList<DossierId>> OpenAfter(string after, CancellationToken ct);
}

using OneStop.Application.Dossiers;
using OneStop.Application.Ports;
using OneStop.Application.Transfers;
using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Jobs;

/// <summary>Counts the due instants of open dossiers again: a slice of them; where there are more, the next slice is due at once.</summary>
internal sealed class ReprojectOpen(IDueJobs jobs, IDossierRepository dossiers, DossierDesk desk, LinkedWork legs, IReprojection reprojection) : IDueWork
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
    /// A dossier whose new due instant would lie in a year nobody has laid down keeps the old one; laying that year counts it again.
    /// </summary>
    private async Task Reproject(DossierId id, DateTimeOffset at, CancellationToken ct)
    {
        try
        {
            if (await dossiers.Find(id.ToString(), ct) is { } dossier)
            {
                var (before, on) = (dossier.State, await desk.Circumstances(dossier.State, Actor.System, at, ct));
                if (dossier.Reproject(on) | await legs.Reproject(dossier, on, ct))
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

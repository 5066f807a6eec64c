using System.Globalization;
using OneStop.Application.Dossiers;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Jobs;

/// <summary>Closes a dossier whose supplement was not answered in the version's term.</summary>
internal sealed class CloseUnanswered(DossierDesk desk) : IDueWork
{
    public DueJobKind Kind => DueJobKind.CloseUnanswered;

    public async Task Do(DueJob job, CancellationToken ct)
    {
        var (id, round) = (job.Subject.Split('/')[0], int.Parse(job.Subject.Split('/')[1], CultureInfo.InvariantCulture));
        if (await desk.GetForChange(DossierId.Parse(id, null), job.DueAt, ct) is not { } dossier)
        {
            return;
        }
        var on = await desk.Circumstances(dossier.State, Actor.System, job.DueAt, ct);
        if (dossier.CloseUnanswered(round, on))
        {
            await desk.SaveForJob(dossier, on, ct);
        }
    }
}

using OneStop.Application.Dossiers;
using OneStop.Application.Jobs;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Transfers;

/// <summary>
/// A consultation whose limit passed: silence is consent and the dossier moves on, or the head of the one-stop office is told. Nothing where
/// it was answered meanwhile; later where its clock stood still.
/// </summary>
internal sealed class LapseConsultation(ITransferRepository transfers, TransferDesk desk, DossierDesk dossiers, LinkedWork linked) : IDueWork
{
    public DueJobKind Kind => DueJobKind.LapseConsultation;

    public async Task Do(DueJob job, CancellationToken ct)
    {
        var id = TransferId.Parse(job.Subject, null);
        if (await transfers.Find(id, ct) is not { } waiting)
        {
            return;
        }
        var dossier = (await dossiers.GetForChange(waiting.State.DossierId, job.DueAt, ct))!;
        var transfer = (await transfers.Find(id, ct))!;
        if (transfer.State.OverdueFrom > job.DueAt)
        {
            await linked.WatchSilence(transfer.State, ct);
            return;
        }
        try
        {
            await desk.Do(
                transfer, dossier, Actor.System, job.DueAt,
                work =>
                {
                    if (work.Transfer.Lapse(work.On))
                    {
                        work.Dossier.EndLeg(work.Transfer, work.DossierOn);
                    }
                    return Task.CompletedTask;
                },
                ct);
        }
        catch (StaleException e)
        {
            throw new RunAgainException(e);
        }
    }
}

using System.Globalization;
using OneStop.Application.Agencies;
using OneStop.Application.Calendar;
using OneStop.Application.Dossiers;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Transfers;

/// <summary>Fetches a transfer with its dossier, lets one verb act on both, stores them, and answers the whole transfer.</summary>
internal sealed class TransferDesk(ITransferRepository transfers, DossierDesk dossiers, ICalendars calendars, IAgencies agencies, ICaller caller)
{
    public DateTimeOffset Now => dossiers.Now;

    /// <summary>One verb on the transfer the caller last saw in this version.</summary>
    public Task<TransferView> Act(string id, Action<TransferWork> verb, CancellationToken ct) => Act(
        id,
        work =>
        {
            verb(work);
            return Task.CompletedTask;
        },
        ct);

    /// <summary>The same, for a verb that has to look something up.</summary>
    public async Task<TransferView> Act(string id, Func<TransferWork, Task> verb, CancellationToken ct)
    {
        var found = await Get(id, ct);
        var dossier = (await dossiers.GetForChange(found.State.DossierId, Now, ct))!;
        var transfer = (await transfers.Find(found.State.Id, ct))!;
        transfer.FollowSuccession(await agencies.Tree(ct), Now);
        caller.DemandVersion(transfer.Kind, transfer.Version);
        await Do(transfer, dossier, caller.Required(), Now, verb, ct);
        return await View(transfer, ct);
    }

    /// <summary>One verb of an actor at an instant; the dossier is stored where it changed.</summary>
    public async Task Do(
        InterAgencyTransfer transfer, Dossier dossier, Actor actor, DateTimeOffset now, Func<TransferWork, Task> verb, CancellationToken ct)
    {
        var (before, held) = (dossier.Loaded, dossier.State);
        var work = new TransferWork(
            transfer, dossier, await Circumstances(transfer.State, held, actor, now, ct), await dossiers.Circumstances(held, actor, now, ct));
        await verb(work);
        if (transfer.Recorded.Count > 0)
        {
            await transfers.Save(transfer, dossier.State, ct);
        }
        if (dossier.Recorded.Count > 0)
        {
            await dossiers.Save(dossier, before, work.DossierOn, ct);
        }
    }

    /// <summary>The transfer, where the caller may see it.</summary>
    public async Task<InterAgencyTransfer> Get(string id, CancellationToken ct)
    {
        var transfer = TransferId.TryParse(id, CultureInfo.InvariantCulture, out var known) ? await transfers.Find(known, ct) : null;
        if (transfer is null || !(await Reach(ct)).Covers(transfer.State, await DossierOf(transfer, ct)))
        {
            throw new NotFoundException(TransferRules.Exists);
        }
        return transfer;
    }

    public ValueTask<DossierReach> Reach(CancellationToken ct) => dossiers.Reach(ct);

    public async Task<DossierState> DossierOf(InterAgencyTransfer transfer, CancellationToken ct) =>
        await dossiers.Load(transfer.State.DossierId.ToString(), ct) is { } dossier ? await dossiers.Held(dossier.State, ct) : throw new NotFoundException(TransferRules.Exists);

    public async Task<TransferCircumstances> Circumstances(
        TransferState transfer, DossierState dossier, Actor actor, DateTimeOffset now, CancellationToken ct) =>
        new(actor, now, await calendars.Of(transfer.Details.CalendarTemplate, ct), dossier);

    public async Task<TransferView> View(InterAgencyTransfer transfer, CancellationToken ct)
    {
        var dossier = await DossierOf(transfer, ct);
        var held = transfer.State.HeldOn(await agencies.Tree(ct), VietnamTime.DateOf(Now));
        return View(held with { Version = transfer.CurrentVersion }, dossier, await dossiers.Surroundings(dossier, ct), await Reach(ct));
    }

    public static TransferView View(TransferState transfer, DossierState dossier, DossierSurroundings around, DossierReach reach)
    {
        var view = TransferView.Of(transfer, dossier, around);
        return reach.IsOfficial ? view : view.ForCitizen();
    }
}

/// <summary>A transfer and its dossier in one hand.</summary>
internal sealed record TransferWork(InterAgencyTransfer Transfer, Dossier Dossier, TransferCircumstances On, Circumstances DossierOn);

using MediatR;
using OneStop.Application.Audit;
using OneStop.Application.Calendar;
using OneStop.Application.Ports;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Dossiers;

/// <summary>One dossier, by identity or code — xem hồ sơ.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record GetDossier(string Id) : IQuery<DossierView>;

internal sealed class GetDossierHandler(DossierDesk desk, IAccessJournal journal) : IRequestHandler<GetDossier, DossierView>
{
    public async Task<DossierView> Handle(GetDossier query, CancellationToken ct)
    {
        var dossier = await desk.Get(query.Id, ct);
        await journal.Note(dossier.State, AccessKind.Dossier, ct);
        return await desk.View(dossier, ct);
    }
}

/// <summary>The receipt as it stands now — xem giấy tiếp nhận.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record GetReceipt(string Id) : IQuery<ReceiptView>;

internal sealed class GetReceiptHandler(DossierDesk desk, LinkedDossiers linked, IAccessJournal journal) : IRequestHandler<GetReceipt, ReceiptView>
{
    public async Task<ReceiptView> Handle(GetReceipt query, CancellationToken ct)
    {
        var state = await desk.Held((await desk.GetWhole(query.Id, ct)).State, ct);
        var group = await linked.ReceiptsOf(state, ct, await desk.Reach(ct));
        var receipt = ReceiptView.Of(state, await desk.Surroundings(state, ct), group) ?? throw new NotFoundException(DossierRules.Exists);
        await journal.Note(state, AccessKind.Receipt, ct);
        return receipt.For(await desk.Reach(ct), state);
    }
}

/// <summary>The deadline with its ledger and explanation — xem thời hạn giải quyết.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record GetDeadline(string Id) : IQuery<DeadlineView>;

internal sealed class GetDeadlineHandler(DossierDesk desk, ICaller caller) : IRequestHandler<GetDeadline, DeadlineView>
{
    public async Task<DeadlineView> Handle(GetDeadline query, CancellationToken ct)
    {
        var state = (await desk.GetWhole(query.Id, ct)).State;
        return state.Details.Clock is { } clock
            ? DeadlineView.Of("dossier", clock, await desk.CalendarOf(state, ct), desk.Now, caller.English)
            : DeadlineView.NotStarted("dossier");
    }
}

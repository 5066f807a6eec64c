using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Application.Ports;
using OneStop.Domain.Audit;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Audit;

/// <summary>Erase the personal data of an ended dossier before their term — xóa dữ liệu cá nhân của hồ sơ.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record EraseDossier(string Id, ErasureBasis Basis, string Reason) : ICommand<DossierView>;

internal sealed class EraseDossierValidator : AbstractValidator<EraseDossier>
{
    public EraseDossierValidator()
    {
        RuleFor(c => c.Basis).IsInEnum();
        RuleFor(c => c.Reason).NotEmpty().MaximumLength(2_000);
    }
}

internal sealed class EraseDossierHandler(DossierDesk desk, DossierErasure erasure, IDossierRepository dossiers, ICaller caller)
    : IRequestHandler<EraseDossier, DossierView>
{
    public async Task<DossierView> Handle(EraseDossier command, CancellationToken ct)
    {
        // An administrator's duty, also where the dossier is kept from administrators.
        var dossier = await desk.Load(command.Id, ct) ?? throw new NotFoundException(DossierRules.Exists);
        caller.DemandVersion(dossier.Kind, dossier.Version);
        var group = await erasure.GroupOf(dossier.State, ct);
        ErasureRules.GroupHasEnded.Demand(group.All(member => member.ClosedAt is not null || member.Id == dossier.State.Id));

        await erasure.Erase(dossier, command.Basis, command.Reason, desk.Now, ct);
        await dossiers.Save(dossier, ct);

        return await desk.View(dossier, ct);
    }
}

/// <summary>Erases a dossier with everything that hangs on it; for the command and the job alike.</summary>
internal sealed class DossierErasure(IDossierRepository dossiers, ITransferRepository transfers, IErasures erasures)
{
    /// <summary>The dossiers it was handed in with, itself among them; none where it stands alone.</summary>
    public async Task<IReadOnlyList<DossierState>> GroupOf(DossierState state, CancellationToken ct) =>
        state.Details.Group is null ? [] : (await dossiers.Group(state.RootId ?? state.Id, ct)).Members;

    /// <summary>All but storing the dossier itself.</summary>
    public async Task Erase(Dossier dossier, ErasureBasis basis, string? reason, DateTimeOffset now, CancellationToken ct)
    {
        dossier.Erase(basis, reason, now);
        var legs = new List<InterAgencyTransfer>();
        foreach (var leg in dossier.State.Details.Legs)
        {
            if (await transfers.Find(leg.Transfer, ct) is { } transfer)
            {
                transfer.Erase(now);
                await transfers.Save(transfer, dossier.State, ct);
                legs.Add(transfer);
            }
        }
        await erasures.Forget(dossier, legs, basis, ct);
    }
}

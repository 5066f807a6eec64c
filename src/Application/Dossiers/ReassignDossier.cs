using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;

namespace OneStop.Application.Dossiers;

/// <summary>Hand a dossier to another successor of the agency that was split — phân lại hồ sơ sau chia tách.</summary>
/// <param name="Agency">Code of the other successor.</param>
[Allows(Permission.WorkOnDossiers)]
public sealed record ReassignDossier(string Id, string Agency, string Reason) : ICommand<DossierView>;

internal sealed class ReassignDossierValidator : AbstractValidator<ReassignDossier>
{
    public ReassignDossierValidator()
    {
        RuleFor(c => c.Agency).NotEmpty().MaximumLength(35);
        RuleFor(c => c.Reason).NotEmpty().MaximumLength(2_000);
    }
}

internal sealed class ReassignDossierHandler(DossierDesk desk, IAgencies agencies) : IRequestHandler<ReassignDossier, DossierView>
{
    public async Task<DossierView> Handle(ReassignDossier command, CancellationToken ct)
    {
        var tree = await agencies.Tree(ct);
        var to = tree.Find(command.Agency) ?? throw new InvalidInputException("agency", AgencyRules.IsKnown);
        return await desk.Act(command.Id, (dossier, on) => dossier.Reassign(to, tree, command.Reason, on), ct);
    }
}

using FluentValidation;
using MediatR;
using OneStop.Application.Access;
using OneStop.Application.Agencies;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Dossiers;

/// <summary>Take the current step — nhận xử lý.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record ClaimStep(string Id) : ICommand<DossierView>;

internal sealed class ClaimStepHandler(DossierDesk desk) : IRequestHandler<ClaimStep, DossierView>
{
    public Task<DossierView> Handle(ClaimStep command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.Claim(on), ct);
}

/// <summary>Give the current step to an official — phân công.</summary>
/// <param name="Account">Identity or user name of the account.</param>
[Allows(Permission.WorkOnDossiers)]
public sealed record AssignStep(string Id, string Account) : ICommand<DossierView>;

internal sealed class AssignStepValidator : AbstractValidator<AssignStep>
{
    public AssignStepValidator() => RuleFor(c => c.Account).NotEmpty().MaximumLength(100);
}

internal sealed class AssignStepHandler(DossierDesk desk, IAccounts accounts, IAgencies agencies) : IRequestHandler<AssignStep, DossierView>
{
    public async Task<DossierView> Handle(AssignStep command, CancellationToken ct)
    {
        var day = VietnamTime.DateOf(desk.Now);
        return await desk.Act(
            command.Id,
            async (dossier, on) =>
            {
                // Only who may assign learns who is there.
                DossierPolicy.Demand(DossierAction.Assign, dossier.State, on);
                var actor = await accounts.FindActor(command.Account, day, await agencies.Tree(ct), ct)
                    ?? throw new InvalidInputException("account", AccessRules.AccountExists);
                dossier.Assign(actor, on);
            },
            ct);
    }
}

/// <summary>Free the current step — bỏ phân công.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record UnassignStep(string Id) : ICommand<DossierView>;

internal sealed class UnassignStepHandler(DossierDesk desk) : IRequestHandler<UnassignStep, DossierView>
{
    public Task<DossierView> Handle(UnassignStep command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.Unassign(on), ct);
}

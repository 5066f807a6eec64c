using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Access;

namespace OneStop.Application.Access;

/// <summary>Set what an official is at one agency — phân công vai trò.</summary>
/// <param name="Reason">Why; kept beside the event.</param>
[Allows(Permission.AdministerAgency)]
public sealed record ChangeRoles(AccountId Id, string? Agency, IReadOnlyList<WantedPost> Roles, string? Reason) : ICommand<AccountView>;

internal sealed class ChangeRolesValidator : AbstractValidator<ChangeRoles>
{
    public ChangeRolesValidator()
    {
        RuleFor(c => c.Agency).MaximumLength(60);
        RuleFor(c => c.Roles).NotNull().Must(roles => roles.Count <= 50).WithState(_ => FieldRules.WithinLength);
        RuleFor(c => c.Reason).MaximumLength(2_000);
        RuleForEach(c => c.Roles).SetValidator(new WantedPostValidator());
    }
}

internal sealed class ChangeRolesHandler(IAccountRepository accounts, IAgencies agencies, ICaller caller, TimeProvider clock)
    : IRequestHandler<ChangeRoles, AccountView>
{
    public async Task<AccountView> Handle(ChangeRoles command, CancellationToken ct)
    {
        var account = await accounts.InReach(command.Id, caller.Required(), ct);
        caller.DemandVersion(account.Kind, account.Version);
        var appointments = WantedPost.At(await agencies.Tree(ct), command.Agency, command.Roles);

        account.HoldAt(command.Agency, appointments, caller.Required(), clock.GetUtcNow(), command.Reason);
        await accounts.Save(account, ct);

        return AccountView.Of(account, caller.Actor);
    }
}

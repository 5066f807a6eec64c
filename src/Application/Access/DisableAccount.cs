using FluentValidation;
using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Access;

namespace OneStop.Application.Access;

/// <summary>End every use of an account — khóa tài khoản.</summary>
/// <param name="Reason">Why; kept beside the event.</param>
[Allows(Permission.AdministerAgency)]
public sealed record DisableAccount(AccountId Id, string? Reason) : ICommand<AccountView>;

internal sealed class DisableAccountValidator : AbstractValidator<DisableAccount>
{
    public DisableAccountValidator() => RuleFor(c => c.Reason).MaximumLength(2_000);
}

internal sealed class DisableAccountHandler(IAccountRepository accounts, ICaller caller, TimeProvider clock)
    : IRequestHandler<DisableAccount, AccountView>
{
    public async Task<AccountView> Handle(DisableAccount command, CancellationToken ct)
    {
        var account = await accounts.InReach(command.Id, caller.Required(), ct);
        caller.DemandVersion(account.Kind, account.Version);

        account.Disable(command.Reason, caller.Required(), clock.GetUtcNow());
        await accounts.Save(account, ct);

        return AccountView.Of(account, caller.Actor);
    }
}

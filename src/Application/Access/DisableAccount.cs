using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Access;

namespace OneStop.Application.Access;

/// <summary>End every use of an account — khóa tài khoản.</summary>
[Allows(Permission.AdministerAgency)]
public sealed record DisableAccount(AccountId Id) : ICommand<AccountView>;

internal sealed class DisableAccountHandler(IAccountRepository accounts, ICaller caller, TimeProvider clock)
    : IRequestHandler<DisableAccount, AccountView>
{
    public async Task<AccountView> Handle(DisableAccount command, CancellationToken ct)
    {
        var account = await accounts.InReach(command.Id, caller.Required(), ct);
        caller.DemandVersion(account.Kind, account.Version);

        account.Disable(caller.Required(), clock.GetUtcNow());
        await accounts.Save(account, ct);

        return AccountView.Of(account, caller.Actor);
    }
}

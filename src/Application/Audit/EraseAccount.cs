using FluentValidation;
using MediatR;
using OneStop.Application.Access;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Audit;
using OneStop.Domain.Shared;

namespace OneStop.Application.Audit;

/// <summary>Erase an account of a citizen or an enterprise: the own one, or as a system administrator — xóa tài khoản.</summary>
/// <param name="Reason">Why; needed where it is another's account.</param>
[Allows(Permission.SignedIn)]
public sealed record EraseAccount(AccountId Id, string? Reason) : ICommand<AccountView>;

internal sealed class EraseAccountValidator : AbstractValidator<EraseAccount>
{
    public EraseAccountValidator() => RuleFor(c => c.Reason).MaximumLength(2_000);
}

internal sealed class EraseAccountHandler(IAccountRepository accounts, IErasures erasures, ICaller caller, TimeProvider clock)
    : IRequestHandler<EraseAccount, AccountView>
{
    public async Task<AccountView> Handle(EraseAccount command, CancellationToken ct)
    {
        var (actor, now) = (caller.Required(), clock.GetUtcNow());
        var account = await accounts.Find(command.Id, ct) is { } found && (actor.Id == command.Id || actor.IsSystemAdmin)
            ? found
            : throw new NotFoundException(AccessRules.AccountExists);
        caller.DemandVersion(account.Kind, account.Version);
        if (actor.Id != command.Id && string.IsNullOrWhiteSpace(command.Reason))
        {
            throw new InvalidInputException("reason", FieldRules.Required);
        }
        account.Erase(command.Reason, now);
        ErasureRules.NoDossierIsOpen.Demand(!await erasures.HasOpenDossier(command.Id, ct));
        ErasureRules.NoMandateHolds.Demand(!await erasures.HasMandate(command.Id, VietnamTime.DateOf(now), ct));

        await accounts.Save(account, ct);
        await erasures.Forget(account, ErasureBasis.Request, ct);

        return AccountView.Of(account, actor);
    }
}

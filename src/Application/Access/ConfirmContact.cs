using FluentValidation;
using MediatR;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>Show by the code that was sent that one is reached there — xác nhận số điện thoại, thư điện tử.</summary>
[Allows(Permission.SignedIn)]
public sealed record ConfirmContact(AccountId Id, ContactKind Kind, string Code) : ICommand<AccountView>, IProvable
{
    public Proof Proof { get; set; }
}

internal sealed class ConfirmContactValidator : AbstractValidator<ConfirmContact>
{
    public ConfirmContactValidator()
    {
        RuleFor(c => c.Kind).IsInEnum();
        RuleFor(c => c.Code).NotEmpty().Matches(@"^[0-9]{6}\z");
    }
}

/// <summary>Nobody spends the attempts of another's code.</summary>
internal sealed class ConfirmContactProver(IConfirmations confirmations, ICaller caller) : IProver<ConfirmContact>
{
    public async Task<Proof> Prove(ConfirmContact command, CancellationToken ct) => caller.Required().Id == command.Id
        ? await confirmations.Try(command.Id, command.Kind, command.Code, ct)
        : Proof.Wrong;
}

internal sealed class ConfirmContactHandler(IAccountRepository accounts, IConfirmations confirmations, ICaller caller, TimeProvider clock)
    : IRequestHandler<ConfirmContact, AccountView>
{
    public async Task<AccountView> Handle(ConfirmContact command, CancellationToken ct)
    {
        var account = await accounts.Own(command.Id, caller.Required(), ct);
        account.DemandUnconfirmed(command.Kind);
        if (command.Proof != Proof.Right || !await confirmations.Forget(command.Id, command.Kind, ct))
        {
            throw new InvalidInputException("code", AccessRules.CodeMatches);
        }
        account.Confirm(command.Kind, clock.GetUtcNow());
        await accounts.Save(account, ct);
        return AccountView.Of(account, caller.Actor);
    }
}

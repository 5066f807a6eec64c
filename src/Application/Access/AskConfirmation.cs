using FluentValidation;
using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Access;

namespace OneStop.Application.Access;

/// <summary>Ask for a code to be sent by phone or e-mail — yêu cầu mã xác nhận.</summary>
[Allows(Permission.SignedIn)]
public sealed record AskConfirmation(AccountId Id, ContactKind Kind) : ICommand<ConfirmationAsked>;

/// <summary>A code is on its way — đã ghi nhận yêu cầu gửi mã.</summary>
/// <param name="Kind">Where it is sent.</param>
public sealed record ConfirmationAsked(ContactKind Kind);

internal sealed class AskConfirmationValidator : AbstractValidator<AskConfirmation>
{
    public AskConfirmationValidator() => RuleFor(c => c.Kind).IsInEnum();
}

internal sealed class AskConfirmationHandler(IAccounts accounts, IConfirmations confirmations, ICaller caller)
    : IRequestHandler<AskConfirmation, ConfirmationAsked>
{
    public async Task<ConfirmationAsked> Handle(AskConfirmation command, CancellationToken ct)
    {
        var account = await accounts.Own(command.Id, caller.Required(), ct);
        account.DemandUnconfirmed(command.Kind);
        await confirmations.Ask(command.Id, command.Kind, ct);
        return new ConfirmationAsked(command.Kind);
    }
}

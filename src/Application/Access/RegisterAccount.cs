using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using OneStop.Application.Pipeline;
using OneStop.Domain.Access;

namespace OneStop.Application.Access;

/// <summary>A citizen or an enterprise opens an account — đăng ký tài khoản.</summary>
[Allows(Permission.Public)]
public sealed record RegisterAccount : ICommand<AccountView>, ISetsPassword
{
    /// <summary>3–60 lower-case letters, digits, dots, hyphens or underscores.</summary>
    public required string UserName { get; init; }

    /// <summary>10–200 characters.</summary>
    public required string Password { get; init; }

    /// <summary>Full name of the person or the enterprise.</summary>
    public required string DisplayName { get; init; }

    /// <summary><c>citizen</c> or <c>enterprise</c>.</summary>
    public required AccountKind Kind { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    /// <summary>Personal identification number, for citizens.</summary>
    public string? PersonalId { get; init; }

    /// <summary>Tax code, for enterprises.</summary>
    public string? TaxCode { get; init; }

    [JsonIgnore]
    public string PasswordHash { get; set; } = "";
}

internal sealed class RegisterAccountValidator : AbstractValidator<RegisterAccount>
{
    public RegisterAccountValidator()
    {
        // No @ here: names with an agency behind it are given out by administrators. Names after ext- belong to people of other issuers.
        RuleFor(c => c.UserName).NotEmpty().Matches(@"^(?!ext-)[a-z0-9][a-z0-9._-]{2,59}\z");
        RuleFor(c => c.Password).Length(10, 200);
        RuleFor(c => c.DisplayName).NotEmpty().MaximumLength(200);
        RuleFor(c => c.Kind).Must(kind => kind is AccountKind.Citizen or AccountKind.Enterprise).WithState(_ => FieldRules.InList);
        RuleFor(c => c.Phone).Matches(@"^\+?[0-9 .()-]{6,20}\z");
        RuleFor(c => c.Email).EmailAddress().MaximumLength(200);
        RuleFor(c => c.PersonalId).MaximumLength(20);
        RuleFor(c => c.TaxCode).MaximumLength(20);
    }
}

internal sealed class RegisterAccountHandler(IAccountRepository accounts, IConfirmations confirmations, TimeProvider clock)
    : IRequestHandler<RegisterAccount, AccountView>
{
    public async Task<AccountView> Handle(RegisterAccount command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var details = new AccountDetails
        {
            Phone = command.Phone, Email = command.Email, PersonalId = command.PersonalId, TaxCode = command.TaxCode,
        };
        var account = Account.Register(AccountId.New(now), command.Kind, command.UserName, command.DisplayName, details, now);
        await accounts.Add(account, command.PasswordHash, ct);
        foreach (var kind in account.State.Details.Contacts)
        {
            await confirmations.Ask(account.State.Id, kind, ct);
        }
        return AccountView.Of(account, viewer: null);
    }
}

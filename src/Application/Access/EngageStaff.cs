using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Access;

namespace OneStop.Application.Access;

/// <summary>An administrator opens an account for an official — cấp tài khoản cán bộ, công chức.</summary>
[Allows(Permission.AdministerAgency)]
public sealed record EngageStaff : ICommand<AccountView>, ISetsPassword
{
    /// <summary>3–120 letters, digits, dots, hyphens, underscores; an agency may follow after <c>@</c>.</summary>
    public required string UserName { get; init; }

    /// <summary>First password, 10–200 characters.</summary>
    public required string Password { get; init; }

    /// <summary>Full name of the official.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Code of the agency; null for roles that hold everywhere (system administrators only).</summary>
    public string? Agency { get; init; }

    /// <summary>What the official is at the agency.</summary>
    public required IReadOnlyList<WantedPost> Roles { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    /// <summary>The official as an outside issuer signs it in; null where there is none.</summary>
    public Subject? Subject { get; init; }

    [JsonIgnore]
    public string PasswordHash { get; set; } = "";
}

internal sealed class EngageStaffValidator : AbstractValidator<EngageStaff>
{
    public EngageStaffValidator()
    {
        RuleFor(c => c.UserName).NotEmpty().Matches(@"^[A-Za-z0-9][A-Za-z0-9._-]{2,59}(@[A-Za-z0-9.]{1,59})?\z");
        RuleFor(c => c.Password).Length(10, 200);
        RuleFor(c => c.DisplayName).NotEmpty().MaximumLength(200);
        RuleFor(c => c.Agency).MaximumLength(60);
        RuleFor(c => c.Roles).NotEmpty().Must(roles => roles.Count <= 50).WithState(_ => FieldRules.WithinLength);
        RuleForEach(c => c.Roles).SetValidator(new WantedPostValidator());
        RuleFor(c => c.Phone).Matches(@"^\+?[0-9 .-]{6,20}\z");
        RuleFor(c => c.Email).EmailAddress().MaximumLength(200);
        RuleFor(c => c.Subject!).SetValidator(new SubjectValidator()).When(c => c.Subject is not null);
    }
}

internal sealed class EngageStaffHandler(
    IAccountRepository accounts, IAgencies agencies, ISubjects subjects, ICaller caller, TimeProvider clock)
    : IRequestHandler<EngageStaff, AccountView>
{
    public async Task<AccountView> Handle(EngageStaff command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var details = new AccountDetails { Phone = command.Phone, Email = command.Email };
        var appointments = WantedPost.At(await agencies.Tree(ct), command.Agency, command.Roles);
        var account = Account.Engage(
            AccountId.New(now), command.UserName, command.DisplayName, details, command.Agency, appointments, caller.Required(), now);
        if (command.Subject is not null)
        {
            account.Link(caller.Required(), now);
        }
        await accounts.Add(account, command.PasswordHash, ct);
        if (command.Subject is { } subject)
        {
            await subjects.Link(account.State.Id, subject, ct);
        }
        return AccountView.Of(account, caller.Actor);
    }
}

using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>Change an account: what is left out stays, what is empty goes — cập nhật tài khoản.</summary>
[Allows(Permission.SignedIn)]
public sealed record ChangeAccount(AccountId Id, AccountChange Change) : ICommand<AccountView>, ISetsPassword, IProvable
{
    /// <summary>The password it has and the one it gets.</summary>
    public NewPassword? NewPassword { get; init; }

    /// <summary>The person who signs in to it by an outside issuer.</summary>
    public Subject? Subject { get; init; }

    public string? Password => NewPassword?.New;

    [JsonIgnore]
    public string PasswordHash { get; set; } = "";

    [JsonIgnore]
    public Proof Proof { get; set; }
}

/// <summary>A change of password.</summary>
/// <param name="Current">The one the account has.</param>
/// <param name="New">10–200 characters.</param>
public sealed record NewPassword(string Current, string New);

internal sealed class ChangeAccountValidator : AbstractValidator<ChangeAccount>
{
    public ChangeAccountValidator()
    {
        RuleFor(c => c.Change.DisplayName).Length(1, 200).OverridePropertyName("displayName");
        RuleFor(c => c.Change.Phone).Matches(@"^(\+?[0-9 .()-]{6,20})?\z").OverridePropertyName("phone");
        RuleFor(c => c.Change.Email).MaximumLength(200).OverridePropertyName("email");
        RuleFor(c => c.Change.Email).EmailAddress().When(c => c.Change.Email is { Length: > 0 }).OverridePropertyName("email");
        RuleFor(c => c.Change.PersonalId).MaximumLength(20).OverridePropertyName("personalId");
        RuleFor(c => c.Change.TaxCode).MaximumLength(20).OverridePropertyName("taxCode");
        RuleFor(c => c.NewPassword!.Current).NotEmpty().MaximumLength(200).When(c => c.NewPassword is not null).OverridePropertyName("password.current");
        RuleFor(c => c.NewPassword!.New).Length(10, 200).When(c => c.NewPassword is not null).OverridePropertyName("password.new");
        RuleFor(c => c.Subject!).SetValidator(new SubjectValidator()).When(c => c.Subject is not null).OverridePropertyName("subject");
    }
}

internal sealed class SubjectValidator : AbstractValidator<Subject>
{
    public SubjectValidator()
    {
        RuleFor(s => s.Issuer).NotEmpty().MaximumLength(200);
        RuleFor(s => s.Id).NotEmpty().MaximumLength(200).OverridePropertyName("subject");
    }
}

/// <summary>The current password is asked of the owner alone, and guesses are counted as at a sign-in.</summary>
internal sealed class ChangeAccountProver(IPasswords passwords, ICaller caller) : IProver<ChangeAccount>
{
    public async Task<Proof> Prove(ChangeAccount command, CancellationToken ct) =>
        command.NewPassword is { } password && caller.Required().Id == command.Id
            ? await passwords.Prove(caller.Required().Name, password.Current, ct)
            : Proof.Wrong;
}

internal sealed class ChangeAccountHandler(
    IAccountRepository accounts, AccountCredentials credentials, IConfirmations confirmations, ICaller caller, TimeProvider clock)
    : IRequestHandler<ChangeAccount, AccountView>
{
    public async Task<AccountView> Handle(ChangeAccount command, CancellationToken ct)
    {
        var account = await accounts.InReach(command.Id, caller.Required(), ct);
        caller.DemandVersion(account.Kind, account.Version);
        var before = account.State.Details;

        account.Change(command.Change, caller.Required(), clock.GetUtcNow());
        await credentials.Change(account, command, ct);
        await accounts.Save(account, ct);
        await ForgetCodes(account, before, ct);

        return AccountView.Of(account, caller.Actor);
    }

    /// <summary>A code that was sent to the contact before says nothing about the new one.</summary>
    private async Task ForgetCodes(Account account, AccountDetails before, CancellationToken ct)
    {
        if (account.State.Details.Phone != before.Phone)
        {
            await confirmations.Forget(account.State.Id, ContactKind.Phone, ct);
        }
        if (account.State.Details.Email != before.Email)
        {
            await confirmations.Forget(account.State.Id, ContactKind.Email, ct);
        }
    }
}

/// <summary>By what an account is signed in to.</summary>
internal sealed class AccountCredentials(IAccountRepository accounts, ISubjects subjects, ISessions sessions, ICaller caller, TimeProvider clock)
{
    public async Task Change(Account account, ChangeAccount command, CancellationToken ct)
    {
        if (command.NewPassword is not null)
        {
            await ChangePassword(account, command, ct);
        }
        if (command.Subject is { } subject)
        {
            account.Link(caller.Required(), clock.GetUtcNow());
            await subjects.Link(account.State.Id, subject, ct);
        }
    }

    /// <summary>Every other sign-in ends: whoever knows the old password may be behind it.</summary>
    private async Task ChangePassword(Account account, ChangeAccount command, CancellationToken ct)
    {
        account.ChangePassword(caller.Required(), clock.GetUtcNow());
        AccessRules.NameIsNotLocked.Demand(command.Proof != Proof.Locked);
        if (command.Proof != Proof.Right)
        {
            throw new InvalidInputException("password.current", AccessRules.CurrentPasswordMatches);
        }
        await accounts.SetPassword(account.State.Id, command.PasswordHash, ct);
        await sessions.EndAll(account.State.Id, except: caller.Session, ct);
    }
}

using FluentValidation;
using MediatR;
using OneStop.Domain.Access;

namespace OneStop.Application.Access;

/// <summary>Register a machine client; it signs in once it has a secret — đăng ký phần mềm kết nối.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record RegisterClient : ICommand<ClientView>
{
    /// <summary>What it will sign in with as <c>client_id</c>: 3–60 lower-case letters, digits, dots, hyphens or underscores.</summary>
    public required string ClientId { get; init; }

    /// <summary>The system and who answers for it.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What it may do, where and with what.</summary>
    public required WantedGrant Grant { get; init; }

    /// <summary>Whether all it files is for trying out; for ever.</summary>
    public bool Test { get; init; }
}

internal sealed class RegisterClientValidator : AbstractValidator<RegisterClient>
{
    public RegisterClientValidator()
    {
        RuleFor(c => c.ClientId).NotEmpty().Matches(@"^[a-z0-9][a-z0-9._-]{2,59}\z");
        RuleFor(c => c.DisplayName).NotEmpty().MaximumLength(200);
        RuleFor(c => c.Grant).NotNull().SetValidator(new WantedGrantValidator());
    }
}

internal sealed class RegisterClientHandler(IAccountRepository accounts, KnownCodes codes, TimeProvider clock)
    : IRequestHandler<RegisterClient, ClientView>
{
    public async Task<ClientView> Handle(RegisterClient command, CancellationToken ct)
    {
        await codes.Demand(command.Grant, ct);
        var now = clock.GetUtcNow();
        var client = Account.RegisterClient(AccountId.New(now), command.ClientId, command.DisplayName, command.Grant.With(command.Test), now);
        await accounts.Add(client, passwordHash: null, ct);
        return ClientView.Of(client, []);
    }
}

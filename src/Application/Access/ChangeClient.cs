using FluentValidation;
using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>Change what a machine client is called and what it may do — cập nhật phần mềm kết nối.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record ChangeClient(AccountId Id, ClientChange Change) : ICommand<ClientView>;

/// <summary>The fields to change; what is left out stays.</summary>
public sealed record ClientChange
{
    public string? DisplayName { get; init; }

    /// <summary>All it may do from now on: replaces the whole grant.</summary>
    public WantedGrant? Grant { get; init; }
}

internal sealed class ChangeClientValidator : AbstractValidator<ChangeClient>
{
    public ChangeClientValidator()
    {
        RuleFor(c => c.Change.DisplayName).Length(1, 200).OverridePropertyName("displayName");
        RuleFor(c => c.Change.Grant!).SetValidator(new WantedGrantValidator()).When(c => c.Change.Grant is not null).OverridePropertyName("grant");
    }
}

internal sealed class ChangeClientHandler(ClientDesk desk, KnownCodes codes) : IRequestHandler<ChangeClient, ClientView>
{
    public Task<ClientView> Handle(ChangeClient command, CancellationToken ct) => desk.Act(
        command.Id,
        async (client, now) =>
        {
            if (command.Change.Grant is { } grant)
            {
                await codes.Demand(grant, ct);
            }
            client.ChangeClient(command.Change.DisplayName, command.Change.Grant?.With(test: false), now);
        },
        ct);
}

/// <summary>End every use of a machine client — khóa phần mềm kết nối.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record DisableClient(AccountId Id) : ICommand<ClientView>;

internal sealed class DisableClientHandler(ClientDesk desk, ICaller caller) : IRequestHandler<DisableClient, ClientView>
{
    public Task<ClientView> Handle(DisableClient command, CancellationToken ct) => desk.Act(
        command.Id,
        (client, now) =>
        {
            client.Disable(reason: null, caller.Required(), now);
            return Task.CompletedTask;
        },
        ct);
}

/// <summary>Fetches a machine client, lets one verb act on the version that the caller last saw, stores it, and answers the whole of it.</summary>
internal sealed class ClientDesk(IAccountRepository accounts, IClientSecrets secrets, ICaller caller, TimeProvider clock)
{
    public async Task<Account> Find(AccountId id, CancellationToken ct) =>
        await accounts.Find(id, ct) is { State.Details.Grant: not null } client ? client : throw new NotFoundException(AccessRules.ClientExists);

    public async Task<ClientView> View(Account client, CancellationToken ct) => ClientView.Of(client, await secrets.Live(client.State.Id, ct));

    public async Task<ClientView> Act(AccountId id, Func<Account, DateTimeOffset, Task> verb, CancellationToken ct)
    {
        var client = await Find(id, ct);
        caller.DemandVersion(client.Kind, client.Version);
        await verb(client, clock.GetUtcNow());
        await accounts.Save(client, ct);
        return await View(client, ct);
    }
}

using MediatR;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>Give a machine client one more secret — cấp khóa bí mật.</summary>
/// <param name="ExpiresOn">Last day on which it can be used; null without end.</param>
[Allows(Permission.AdministerSystem)]
public sealed record AddClientSecret(AccountId Id, DateOnly? ExpiresOn) : ICommand<ClientSecretGiven>;

/// <summary>A new secret, shown this once — khóa bí mật mới.</summary>
public sealed record ClientSecretGiven : IHoldsSecret
{
    public required ClientSecretId Id { get; init; }

    /// <summary>Version of the client after it.</summary>
    public required int Version { get; init; }

    /// <summary>What to sign in with as <c>client_id</c>.</summary>
    public required string ClientId { get; init; }

    /// <summary>What to sign in with as <c>client_secret</c>; it cannot be read again.</summary>
    public required string Secret { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it cannot be used any more; null without end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

internal sealed class AddClientSecretHandler(IAccountRepository accounts, ClientDesk desk, IClientSecrets secrets, ICaller caller, TimeProvider clock)
    : IRequestHandler<AddClientSecret, ClientSecretGiven>
{
    public async Task<ClientSecretGiven> Handle(AddClientSecret command, CancellationToken ct)
    {
        if (command.ExpiresOn < secrets.Today)
        {
            throw new InvalidInputException("expiresOn", AccessRules.SecretExpiresLater);
        }
        var client = await desk.Find(command.Id, ct);
        caller.DemandVersion(client.Kind, client.Version);
        var live = await secrets.Live(command.Id, ct);
        var made = await secrets.Make(command.Id, command.ExpiresOn, ct);

        client.AddSecret(made.Line.Id, command.ExpiresOn, live.Count, clock.GetUtcNow());
        await accounts.Save(client, ct);

        return new ClientSecretGiven
        {
            Id = made.Line.Id, Version = client.Version + client.Recorded.Count, ClientId = client.State.UserName, Secret = made.Secret,
            CreatedAt = made.Line.CreatedAt, ExpiresAt = made.Line.ExpiresAt,
        };
    }
}

/// <summary>End a secret and every token it brought — thu hồi khóa bí mật.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record RevokeClientSecret(AccountId Id, ClientSecretId Secret) : ICommand<ClientView>;

internal sealed class RevokeClientSecretHandler(ClientDesk desk, IClientSecrets secrets) : IRequestHandler<RevokeClientSecret, ClientView>
{
    public Task<ClientView> Handle(RevokeClientSecret command, CancellationToken ct) => desk.Act(
        command.Id,
        async (client, now) =>
        {
            AccessRules.SecretExists.DemandFound((await secrets.Live(command.Id, ct)).Any(secret => secret.Id == command.Secret));
            client.RevokeSecret(command.Secret, now);
            await secrets.Revoke(command.Secret, ct);
        },
        ct);
}

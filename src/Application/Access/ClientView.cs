using OneStop.Domain.Access;

namespace OneStop.Application.Access;

/// <summary>A machine client in a list — phần mềm kết nối.</summary>
public record ClientLine
{
    public required AccountId Id { get; init; }

    public required int Version { get; init; }

    /// <summary>What it signs in with as <c>client_id</c>.</summary>
    public required string ClientId { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>Whether it was locked: nobody can sign in with it, and its tokens are refused.</summary>
    public required bool Disabled { get; init; }

    /// <summary>What it may do, where and with what.</summary>
    public required ClientGrant Grant { get; init; }
}

/// <summary>A machine client as administrators see it — phần mềm kết nối.</summary>
public sealed record ClientView : ClientLine
{
    /// <summary>Its live secrets, oldest first; never what they are.</summary>
    public required IReadOnlyList<ClientSecretLine> Secrets { get; init; }

    internal static ClientView Of(Account client, IReadOnlyList<ClientSecretLine> secrets) => new()
    {
        Id = client.State.Id, Version = client.Version + client.Recorded.Count, ClientId = client.State.UserName,
        DisplayName = client.DisplayName, Disabled = client.State.Disabled, Grant = client.State.Details.Grant!, Secrets = secrets,
    };
}

/// <summary>A live secret of a machine client; not what it is — khóa bí mật.</summary>
public sealed record ClientSecretLine
{
    public required ClientSecretId Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it cannot be used any more; null without end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When somebody last signed in with it, some seconds behind; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}

using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>Who am I — tài khoản đang đăng nhập.</summary>
[Allows(Permission.SignedIn)]
public sealed record GetMe : IQuery<Me>;

/// <summary>The account that is signed in, with what it may do today.</summary>
public sealed record Me
{
    public required AccountId Id { get; init; }

    public required int Version { get; init; }

    public required AccountKind Kind { get; init; }

    public required string UserName { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>Roles held today, at any agency.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Agencies it works at today.</summary>
    public required IReadOnlyList<MyAgency> Agencies { get; init; }

    /// <summary>Which role it holds where.</summary>
    public required IReadOnlyList<Post> Posts { get; init; }

    public required IReadOnlyList<Permission> Permissions { get; init; }

    /// <summary>What a machine client may do; null for people.</summary>
    public ClientGrant? Grant { get; init; }
}

/// <summary>An agency the caller works at.</summary>
public sealed record MyAgency(string Code, string Name);

internal sealed class GetMeHandler(IAccounts accounts, IAgencies agencies, ICaller caller) : IRequestHandler<GetMe, Me>
{
    public async Task<Me> Handle(GetMe query, CancellationToken ct)
    {
        var actor = caller.Required();
        var account = await accounts.Find(actor.Id, ct) ?? throw new NotFoundException(AccessRules.AccountExists);
        var tree = await agencies.Tree(ct);
        return new Me
        {
            Id = actor.Id, Version = account.Version, Kind = account.State.Kind, UserName = account.State.UserName,
            DisplayName = account.DisplayName,
            Roles = [.. actor.Posts.Select(post => post.Role).Distinct()],
            Agencies = [.. actor.Posts.Select(post => post.Agency).OfType<string>().Distinct().Select(code => new MyAgency(code, tree.NameOf(code)))],
            Posts = actor.Posts,
            Permissions = [.. Permissions.Of(actor)], Grant = actor.Grant,
        };
    }
}

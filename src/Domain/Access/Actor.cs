using System.Diagnostics.CodeAnalysis;

namespace OneStop.Domain.Access;

/// <summary>Who acts: an official, a citizen, a machine client or the engine itself — người thực hiện.</summary>
/// <param name="Id">The account.</param>
/// <param name="Name">The name it signs in with; for look-ups by people, never in events.</param>
/// <param name="Posts">The roles it holds, each at an agency; roles without an agency hold everywhere.</param>
public sealed record Actor(AccountId Id, string Name, IReadOnlyList<Post> Posts)
{
    /// <summary>The engine, for due jobs.</summary>
    public static readonly Actor System = new(AccountId.System, "system", []);

    /// <summary>What a machine client may do; null for people.</summary>
    public ClientGrant? Grant { get; init; }

    /// <summary>How sure it is who that is.</summary>
    public Assurance Assurance { get; init; } = Assurance.Account;

    /// <summary>For whom it acts by mandate today.</summary>
    public IReadOnlyList<Representation> Represents { get; init; } = [];

    /// <summary>Absent colleagues whose posts and assignments it has today; their posts stand among its own.</summary>
    public IReadOnlyList<AccountId> Covers { get; init; } = [];

    public bool IsSystem => Id == AccountId.System;

    public bool IsCitizen => Posts.Any(p => p.Role == Role.Citizen);

    public bool IsSystemAdmin => Posts.Any(p => p.Role == Role.SystemAdmin);

    [MemberNotNullWhen(true, nameof(Grant))]
    public bool IsClient => Grant is not null;

    /// <summary>Whether it is that account, or covers for it today.</summary>
    public bool StandsFor(AccountId? account) => account is { } id && (id == Id || Covers.Contains(id));

    /// <summary>Whether it may act for the owner of a dossier of that procedure: the owner itself, or by mandate.</summary>
    public bool ActsFor(AccountId? owner, string procedure) => owner is { } id
        && (id == Id || Represents.Any(one => one.Principal == id && one.MayAct && one.Includes(procedure)));

    /// <summary>Whether the actor holds the role at that very agency (and division, where one is named).</summary>
    public bool Holds(Role role, string agency, string? division = null) =>
        Posts.Any(p => p.Role == role && p.Agency == agency
            && (division is null || p.Division is null || p.Division == division));

    /// <summary>Whether the actor holds any of the roles at that agency.</summary>
    public bool HoldsAny(string agency, params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
        {
            if (Holds(role, agency))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether the actor works at that agency in any role.</summary>
    public bool WorksAt(string agency) => Posts.Any(p => p.Agency == agency);
}

/// <summary>A role held at an agency — vị trí công tác.</summary>
/// <param name="Agency">Code of the agency; null for roles that hold everywhere (systemAdmin, citizen).</param>
/// <param name="Division">The division; null for every division of the agency.</param>
public sealed record Post(Role Role, string? Agency, string? Division);

/// <summary>Somebody the actor represents by a mandate — người được đại diện.</summary>
/// <param name="Procedures">Codes of the procedures it is limited to; null for all.</param>
/// <param name="MayAct">Whether it may file and act, or only look.</param>
public sealed record Representation(AccountId Principal, IReadOnlyList<string>? Procedures, bool MayAct)
{
    public bool Includes(string procedure) => Procedures is null || Procedures.Contains(procedure);
}

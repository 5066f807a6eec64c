namespace OneStop.Domain.Access;

/// <summary>Who acts: an official, a citizen, a machine client or the engine itself — người thực hiện.</summary>
/// <param name="Id">The account.</param>
/// <param name="Name">The name it signs in with; for look-ups by people, never in events.</param>
/// <param name="Posts">The roles it holds, each at an agency; roles without an agency hold everywhere.</param>
public sealed record Actor(AccountId Id, string Name, IReadOnlyList<Post> Posts)
{
    /// <summary>The engine, for due jobs.</summary>
    public static readonly Actor System = new(AccountId.System, "system", []);

    public bool IsSystem => Id == AccountId.System;

    public bool IsCitizen => Posts.Any(p => p.Role == Role.Citizen);

    public bool IsSystemAdmin => Posts.Any(p => p.Role == Role.SystemAdmin);

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

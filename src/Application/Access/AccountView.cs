using OneStop.Domain.Access;

namespace OneStop.Application.Access;

/// <summary>An account as its owner and its administrators see it — tài khoản.</summary>
public sealed record AccountView
{
    public required AccountId Id { get; init; }

    public required int Version { get; init; }

    public required AccountKind Kind { get; init; }

    /// <summary>The name it signs in with.</summary>
    public required string UserName { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>Whether it was locked: nobody can sign in with it.</summary>
    public required bool Disabled { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public required IReadOnlyList<HeldPost> Posts { get; init; }

    internal static AccountView Of(Account account) => new()
    {
        Id = account.State.Id,
        Version = account.State.Version + account.Recorded.Count,
        Kind = account.State.Kind,
        UserName = account.State.UserName,
        DisplayName = account.State.DisplayName,
        Disabled = account.State.Disabled,
        Phone = account.State.Details.Phone,
        Email = account.State.Details.Email,
        Posts = [.. account.State.Appointments.Select(a => new HeldPost(a.Post.Role, a.Post.Agency, a.Post.Division, a.FromDay, a.ToDay))],
    };
}

/// <summary>A role at an agency with the days on which it is held — vị trí công tác.</summary>
/// <param name="Agency">Code of the agency; null for roles that hold everywhere.</param>
/// <param name="Division">The division; null for every division of the agency.</param>
/// <param name="FromDay">First day; null where it was always held.</param>
/// <param name="ToDay">Last day; null while open.</param>
public sealed record HeldPost(Role Role, string? Agency, string? Division, DateOnly? FromDay, DateOnly? ToDay);

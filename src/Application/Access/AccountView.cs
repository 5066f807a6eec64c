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

    /// <summary>Whole for its owner; administrators see the last three digits.</summary>
    public string? Phone { get; init; }

    /// <summary>Whether the owner has shown to be reached by it; null where there is none.</summary>
    public bool? PhoneConfirmed { get; init; }

    /// <summary>Whole for its owner; administrators see the first letter and the domain.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the owner has shown to be reached there; null where there is none.</summary>
    public bool? EmailConfirmed { get; init; }

    /// <summary>Of citizens; administrators see the last three digits.</summary>
    public string? PersonalId { get; init; }

    /// <summary>Of enterprises; administrators see the last three digits.</summary>
    public string? TaxCode { get; init; }

    public required IReadOnlyList<HeldPost> Posts { get; init; }

    /// <param name="viewer">Who looks; null where somebody has just registered it.</param>
    internal static AccountView Of(Account account, Actor? viewer) =>
        viewer is null || viewer.Id == account.State.Id ? Whole(account) : Masked(Whole(account));

    private static AccountView Masked(AccountView view) => view with
    {
        Phone = PersonalData.MaskedNumber(view.Phone),
        Email = PersonalData.MaskedEmail(view.Email),
        PersonalId = PersonalData.MaskedNumber(view.PersonalId),
        TaxCode = PersonalData.MaskedNumber(view.TaxCode),
    };

    private static AccountView Whole(Account account) => new()
    {
        Id = account.State.Id,
        Version = account.State.Version + account.Recorded.Count,
        Kind = account.State.Kind,
        UserName = account.State.UserName,
        DisplayName = account.State.DisplayName,
        Disabled = account.State.Disabled,
        Phone = account.State.Details.Phone,
        PhoneConfirmed = account.State.Details.Phone is null ? null : account.State.Details.PhoneConfirmed,
        Email = account.State.Details.Email,
        EmailConfirmed = account.State.Details.Email is null ? null : account.State.Details.EmailConfirmed,
        PersonalId = account.State.Details.PersonalId,
        TaxCode = account.State.Details.TaxCode,
        Posts = [.. account.State.Appointments.Select(a => new HeldPost(a.Post.Role, a.Post.Agency, a.Post.Division, a.FromDay, a.ToDay))],
    };
}

/// <summary>A role at an agency with the days on which it is held — vị trí công tác.</summary>
/// <param name="Agency">Code of the agency; null for roles that hold everywhere.</param>
/// <param name="Division">The division; null for every division of the agency.</param>
/// <param name="FromDay">First day; null where it was always held.</param>
/// <param name="ToDay">Last day; null while open.</param>
public sealed record HeldPost(Role Role, string? Agency, string? Division, DateOnly? FromDay, DateOnly? ToDay);

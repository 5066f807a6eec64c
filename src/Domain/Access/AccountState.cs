namespace OneStop.Domain.Access;

/// <summary>Data of an account: one row and its posts. The hash of the password is not part of it.</summary>
public sealed record AccountState
{
    public required AccountId Id { get; init; }

    public required AccountKind Kind { get; init; }

    public required string UserName { get; init; }

    public required string DisplayName { get; init; }

    public bool Disabled { get; init; }

    public int Version { get; init; }

    public AccountDetails Details { get; init; } = new();

    public IReadOnlyList<Appointment> Appointments { get; init; } = [];
}

/// <summary>Personal data of an account: kept in its row only.</summary>
public sealed record AccountDetails
{
    public string? Phone { get; init; }

    /// <summary>Whether somebody reached by that phone has shown it.</summary>
    public bool PhoneConfirmed { get; init; }

    public string? Email { get; init; }

    /// <summary>Whether somebody reached by that address has shown it.</summary>
    public bool EmailConfirmed { get; init; }

    /// <summary>Personal identification number — số định danh cá nhân.</summary>
    public string? PersonalId { get; init; }

    /// <summary>Tax code of an enterprise — mã số thuế.</summary>
    public string? TaxCode { get; init; }

    /// <summary>What a machine client may do; null for people.</summary>
    public ClientGrant? Grant { get; init; }

    /// <summary>By what the owner can be reached.</summary>
    public IEnumerable<ContactKind> Contacts => new[] { (Phone, ContactKind.Phone), (Email, ContactKind.Email) }
        .Where(one => one.Item1 is not null).Select(one => one.Item2);
}

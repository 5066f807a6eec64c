namespace OneStop.Domain.Access;

/// <summary>What is to change in an account: what is null stays, what is empty goes — nội dung cập nhật tài khoản.</summary>
public sealed record AccountChange
{
    public string? DisplayName { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public string? PersonalId { get; init; }

    public string? TaxCode { get; init; }

    /// <summary>The data after the change, checked; a contact that is another one is unconfirmed.</summary>
    internal AccountDetails AppliedTo(AccountDetails details, AccountKind kind, DateTimeOffset now)
    {
        var changed = PersonalData.Checked(
            details with
            {
                Phone = New(Phone, details.Phone),
                Email = New(Email, details.Email),
                PersonalId = New(PersonalId, details.PersonalId),
                TaxCode = New(TaxCode, details.TaxCode),
            },
            kind, now);
        return changed with
        {
            PhoneConfirmed = details.PhoneConfirmed && changed.Phone == details.Phone,
            EmailConfirmed = details.EmailConfirmed && changed.Email == details.Email,
        };
    }

    /// <summary>Which fields differ.</summary>
    internal static IReadOnlyList<string> Between((string Name, AccountDetails Details) before, (string Name, AccountDetails Details) after) =>
    [
        .. new (string Field, bool Differs)[]
        {
            ("displayName", before.Name != after.Name),
            ("phone", before.Details.Phone != after.Details.Phone),
            ("email", before.Details.Email != after.Details.Email),
            ("personalId", before.Details.PersonalId != after.Details.PersonalId),
            ("taxCode", before.Details.TaxCode != after.Details.TaxCode),
        }.Where(one => one.Differs).Select(one => one.Field),
    ];

    private static string? New(string? wanted, string? present) => wanted is null ? present : wanted.Length == 0 ? null : wanted;
}

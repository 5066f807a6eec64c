namespace OneStop.Domain.Dossiers;

/// <summary>Who a dossier belongs to — loại chủ hồ sơ.</summary>
public enum PartyKind
{
    /// <summary>Công dân.</summary>
    Citizen,

    /// <summary>Doanh nghiệp.</summary>
    Enterprise,

    /// <summary>Hộ kinh doanh.</summary>
    HouseholdBusiness,

    /// <summary>Tổ chức.</summary>
    Organisation,
}

/// <summary>A person or organisation of a dossier — chủ hồ sơ, người nộp hồ sơ. Personal data: never in events or logs.</summary>
public record Party
{
    public PartyKind Kind { get; init; }

    /// <summary>Full name — họ và tên, tên tổ chức.</summary>
    public required string FullName { get; init; }

    /// <summary>Personal identification number, 12 digits — số định danh cá nhân.</summary>
    public string? PersonalId { get; init; }

    /// <summary>Passport number — số hộ chiếu.</summary>
    public string? Passport { get; init; }

    /// <summary>Identity card of nine digits, until 2025 — số chứng minh nhân dân.</summary>
    public string? OldIdCard { get; init; }

    /// <summary>Tax code, 10 digits or 10-3 — mã số thuế.</summary>
    public string? TaxCode { get; init; }

    /// <summary>Phone — số điện thoại.</summary>
    public string? Phone { get; init; }

    /// <summary>E-mail — thư điện tử.</summary>
    public string? Email { get; init; }

    /// <summary>Address — địa chỉ.</summary>
    public string? Address { get; init; }
}

namespace OneStop.Domain.Access;

/// <summary>How sure it is who somebody is — mức độ xác thực danh tính (Nghị định 69/2024/NĐ-CP).</summary>
public enum Assurance
{
    /// <summary>Nobody was signed in — chưa xác thực.</summary>
    None,

    /// <summary>An account of this system — tài khoản của hệ thống.</summary>
    Account,

    /// <summary>Electronic identification of level 1 — định danh điện tử mức độ 1.</summary>
    Level1,

    /// <summary>Electronic identification of level 2 — định danh điện tử mức độ 2.</summary>
    Level2,
}

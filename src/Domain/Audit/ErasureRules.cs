using OneStop.Domain.Shared;

namespace OneStop.Domain.Audit;

/// <summary>Every rule of the erasure of personal data, in one table.</summary>
public static class ErasureRules
{
    private const string PrivacyLaw = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15";

    public static readonly Rule DossierHasEnded = new(
        "erasure.dossier-has-ended", "Chỉ xóa dữ liệu cá nhân của hồ sơ đã kết thúc.", "Only the personal data of a dossier that has ended are erased.", PrivacyLaw);

    public static readonly Rule GroupHasEnded = new(
        "erasure.group-has-ended",
        "Hồ sơ liên thông chỉ được xóa dữ liệu cá nhân khi cả nhóm đã kết thúc.",
        "A dossier of a group waits until all of them have ended.",
        PrivacyLaw);

    public static readonly Rule IsNotErased = new(
        "erasure.is-not-erased", "Dữ liệu cá nhân đã được xóa; không xử lý tiếp.", "The personal data are erased: nothing is done any more.", PrivacyLaw);

    public static readonly Rule AccountIsPrivate = new(
        "erasure.account-is-private",
        "Chỉ xóa tài khoản của công dân, doanh nghiệp; tài khoản cán bộ, phần mềm thì khóa.",
        "Only accounts of citizens and enterprises are erased; those of officials and machines are disabled, so that who did what stays known.",
        PrivacyLaw);

    public static readonly Rule NoDossierIsOpen = new(
        "erasure.no-dossier-is-open", "Tài khoản còn hồ sơ chưa kết thúc.", "The account has dossiers that have not ended.", PrivacyLaw);

    public static readonly Rule NoMandateHolds = new(
        "erasure.no-mandate-holds", "Tài khoản còn ủy quyền đang có hiệu lực.", "A mandate of the account still holds.", PrivacyLaw);
}

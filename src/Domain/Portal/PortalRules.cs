using OneStop.Domain.Shared;

namespace OneStop.Domain.Portal;

/// <summary>Every rule of the exchange with the National Public Service Portal, in one table.</summary>
public static class PortalRules
{
    public static readonly Rule SyncExists = new(
        "portal.sync-exists",
        "Hồ sơ chưa có trong sổ đồng bộ với Cổng Dịch vụ công quốc gia.",
        "The dossier does not stand in the ledger of the National Public Service Portal.");

    public static readonly Rule MayResend = new(
        "portal.may-resend",
        "Chỉ quản trị viên của cơ quan tiếp nhận hoặc cơ quan giải quyết được gửi lại hồ sơ.",
        "Only administrators of the receiving or the competent agency may send it again.");

    public static readonly Rule ReconciliationExists = new(
        "portal.reconciliation-exists", "Không tìm thấy lần đối soát.", "There is no such reconciliation.");

    public static readonly Rule OneReconciliation = new(
        "portal.one-reconciliation",
        "Một lần đối soát khác đang chạy; hãy chờ đến khi kết thúc.",
        "Another reconciliation is under way; wait for its end.");
}

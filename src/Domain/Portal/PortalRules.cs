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

    public static readonly Rule NationalProcedureExists = new(
        "portal.national-procedure-exists",
        "Không tìm thấy thủ tục trên Cơ sở dữ liệu quốc gia.",
        "The national database has no such procedure.");

    public static readonly Rule NationalAgencyExists = new(
        "portal.national-agency-exists",
        "Không tìm thấy cơ quan trên Cơ sở dữ liệu quốc gia.",
        "The national database has no such agency.");

    public static readonly Rule MappedOnce = new(
        "portal.mapped-once",
        "Mã này đã được ánh xạ với một mã quốc gia khác.",
        "It is mapped to another national code already.");

    public static readonly Rule ChangeAwaits = new(
        "portal.change-awaits",
        "Thủ tục không có thay đổi chờ xác nhận.",
        "The procedure has no change that waits to be acknowledged.");

    public static readonly Rule OneCatalogueSync = new(
        "portal.one-catalogue-sync",
        "Một lần đồng bộ danh mục khác đang chạy; hãy chờ đến khi kết thúc.",
        "Another synchronisation of the catalogue is under way; wait for its end.");

    public static readonly Rule CatalogueSyncExists = new(
        "portal.catalogue-sync-exists",
        "Danh mục quốc gia chưa được đồng bộ lần nào.",
        "The national catalogue was never synchronised.");
}

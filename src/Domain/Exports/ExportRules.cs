using OneStop.Domain.Shared;

namespace OneStop.Domain.Exports;

/// <summary>Every rule of exports, in one table.</summary>
public static class ExportRules
{
    public static readonly Rule Exists = new(
        "export.exists", "Không tìm thấy lần kết xuất.", "There is no such export.");

    public static readonly Rule OpenAreFew = new(
        "export.open-are-few",
        "Tài khoản đang có quá nhiều lần kết xuất chưa xong; hãy chờ hoặc hủy bớt.",
        "The account has too many exports under way; wait for them, or remove some.");

    public static readonly Rule KeptAreFew = new(
        "export.kept-are-few",
        "Tài khoản đang giữ quá nhiều tệp kết xuất; hãy xóa bớt hoặc chờ hết hạn lưu.",
        "The account keeps too many exports; remove some, or wait until they expire.");

    public static readonly Rule ReachHolds = new(
        "export.reach-holds",
        "Phạm vi quyền của tài khoản đã thay đổi kể từ khi kết xuất; hãy kết xuất lại.",
        "The account no longer has the reach under which this was drawn; ask for a new export.");

    public static readonly Rule RowsWithinLimit = new(
        "export.rows-within-limit",
        "Số dòng vượt quá giới hạn của một lần kết xuất; hãy thu hẹp điều kiện.",
        "There are more rows than one export may hold; narrow it down.");

    public static readonly Rule TimeWithinLimit = new(
        "export.time-within-limit",
        "Việc đọc số liệu quá lâu nên đã dừng; hãy thu hẹp điều kiện hoặc thử lại sau.",
        "Reading took too long and was stopped; narrow it down, or try again later.");

    public static readonly Rule CanBeDrawn = new(
        "export.can-be-drawn",
        "Việc kết xuất nhiều lần bị gián đoạn.",
        "Drawing it was interrupted again and again.");

    public static readonly Rule RequesterMayAct = new(
        "export.requester-may-act",
        "Tài khoản yêu cầu kết xuất đã bị khóa hoặc không còn giữ vị trí nào.",
        "The account that asked for it is disabled or holds no post any more.");

    public static readonly Rule HasFailed = new(
        "export.has-failed", "Chỉ chạy lại được lần kết xuất không thành công.", "Only an export that failed can be drawn again.");

    public static readonly Rule IsFinished = new(
        "export.is-finished", "Lần kết xuất chưa có nội dung để tải.", "The export has no content yet.");

    public static readonly Rule IsKept = new(
        "export.is-kept", "Nội dung kết xuất đã hết hạn lưu; hãy kết xuất lại.", "The content was kept long enough; ask for a new export.");
}

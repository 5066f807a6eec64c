using OneStop.Domain.Shared;

namespace OneStop.Domain.Forms;

/// <summary>What holds for the statutory forms, in one table.</summary>
public static class FormRules
{
    public static readonly Rule Exists = new("form.exists", "Không có biểu mẫu này.", "There is no such form.");

    public static readonly Rule IsInSet = new(
        "form.is-in-set",
        "Bộ biểu mẫu áp dụng vào ngày này không có mẫu này.",
        "The set of forms of this day has no such form.",
        "Thông tư 01/2018/TT-VPCP; Thông tư 03/2025/TT-VPCP");

    public static readonly Rule WasIssued = new(
        "form.was-issued", "Không có lần lập mẫu này.", "The form was not issued that many times.");

    public static readonly Rule DossierIsReceived = new(
        "form.dossier-is-received", "Hồ sơ chưa được tiếp nhận.", "The dossier is not received yet.");

    public static readonly Rule SupplementWasAsked = new(
        "form.supplement-was-asked", "Hồ sơ chưa có yêu cầu bổ sung.", "No supplement was asked for.");

    public static readonly Rule DossierIsRefused = new(
        "form.dossier-is-refused", "Hồ sơ không bị từ chối.", "The dossier is not refused.");

    public static readonly Rule ApologyWasMade = new(
        "form.apology-was-made", "Hồ sơ chưa được gia hạn, chưa có lần xin lỗi nào.", "No more time was granted and no apology made.");

    public static readonly Rule DossierIsStopped = new(
        "form.dossier-is-stopped", "Hồ sơ không bị dừng giải quyết.", "The dossier is not stopped.");

    public static readonly Rule RegisterSpansAYear = new(
        "form.register-spans-a-year", "Sổ theo dõi chỉ in tối đa 366 ngày mỗi lần.", "A register spans 366 days at most.");
}

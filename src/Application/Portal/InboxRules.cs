using OneStop.Domain.Shared;

namespace OneStop.Application.Portal;

/// <summary>Every rule of what comes in from the National Portal, in one table.</summary>
public static class InboxRules
{
    public static readonly Rule InboxIsOpen = new(
        "portal.inbox-is-open", "Hệ thống chưa cấu hình khóa nhận thông điệp từ Cổng.", "No secret for messages of the portal is configured.");

    public static readonly Rule CallIsSigned = new(
        "portal.call-is-signed", "Chữ ký của lời gọi không đúng.", "The call is not signed, or its signature is wrong.");

    public static readonly Rule CallIsRecent = new(
        "portal.call-is-recent", "Thời điểm ký lệch quá 5 phút so với đồng hồ máy chủ.", "The call was signed more than five minutes away from the clock here.");

    public static readonly Rule MessageIsOne = new(
        "portal.message-is-one", "Mã thông điệp đã dùng cho một nội dung khác.", "The message id was already used with another body.");

    public static readonly Rule MessageIsReadable = new(
        "portal.message-is-readable", "Nội dung thông điệp không đọc được.", "The message cannot be read.");

    public static readonly Rule MessageNamesItself = new(
        "portal.message-names-itself", "Mã thông điệp trong nội dung khác mã trong tiêu đề webhook-id.", "The message id in the body is not that of the header webhook-id.");

    public static readonly Rule FieldIsSound = new(
        "portal.field-is-sound", "Một trường của thông điệp thiếu hoặc sai định dạng.", "A field of the message is missing or malformed.");

    public static readonly Rule CodeIsKnown = new(
        "portal.code-is-known", "Mã do Cổng gửi không có trong bảng mã.", "A code that the portal sent is in no table of codes.");

    public static readonly Rule DossierIsHere = new(
        "portal.dossier-is-here", "Chưa có hồ sơ mang mã này của Cổng.", "No dossier of this code of the portal is here yet.");

    public static readonly Rule DossierIsNew = new(
        "portal.dossier-is-new", "Mã hồ sơ của Cổng đã gắn với một hồ sơ khác.", "The portal's code belongs to another dossier already.");

    public static readonly Rule DossierAwaitsIt = new(
        "portal.dossier-awaits-it", "Hồ sơ chưa ở trạng thái nhận nội dung này.", "The dossier does not wait for this yet.");

    public static readonly Rule AnswersItsRound = new(
        "portal.answers-its-round",
        "Nội dung bổ sung không thuộc lần bổ sung đang mở, hoặc không nêu lần và được gửi trước khi có yêu cầu.",
        "The answer is not for the open request for supplements, or names none and was sent before it.");

    public static readonly Rule PartIsAsked = new(
        "portal.part-is-asked",
        "Một thành phần gửi kèm không thuộc nội dung phải bổ sung.",
        "A part that came along is not among what was asked for.");

    public static readonly Rule IsTakenLater = new(
        "portal.is-taken-later", "Hệ thống chưa xử lý được thông điệp; sẽ thử lại.", "The engine failed over the message; it is tried again.");

    public static readonly Rule DossierIsOpen = new(
        "portal.dossier-is-open", "Hồ sơ đã kết thúc.", "The dossier has ended.");

    public static readonly Rule AmountIsDue = new(
        "portal.amount-is-due", "Số tiền đã nộp không bằng số phải nộp.", "The amount that was paid is not the amount that is due.");

    public static readonly Rule ObligationIsNamed = new(
        "portal.obligation-is-named", "Hồ sơ có nhiều khoản phải nộp; thông báo không nêu khoản nào.", "Several amounts are due; the notice does not say which was paid.");

    public static readonly Rule WaitsNotTooLong = new(
        "portal.waits-not-too-long", "Thông điệp đã chờ quá thời hạn.", "The message has waited for as long as messages wait.");

    public static readonly Rule MessageExists = new(
        "portal.message-exists", "Không tìm thấy thông điệp.", "There is no such message.");

    public static readonly Rule MessageIsParked = new(
        "portal.message-is-parked", "Chỉ thử lại thông điệp đang chờ.", "Only a message that is parked is tried again.");
}

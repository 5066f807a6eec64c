using OneStop.Domain.Shared;

namespace OneStop.Domain.Notifications;

/// <summary>Every rule of messages and their texts, in one table.</summary>
public static class NotificationRules
{
    public static readonly Rule Exists = new(
        "notification.exists", "Không tìm thấy thông báo.", "There is no such message.");

    public static readonly Rule HasFailed = new(
        "notification.has-failed", "Chỉ gửi lại được thông báo gửi không thành công.", "Only a message that failed can be sent again.");

    public static readonly Rule IsTrue = new(
        "notification.is-true",
        "Nội dung thông báo không còn đúng do hồ sơ đã có thay đổi; không gửi lại được.",
        "What happened since made the message untrue; it cannot be sent again.");

    public static readonly Rule HasText = new(
        "notification.has-text",
        "Nội dung thông báo đã bị xóa theo thời hạn hoặc theo yêu cầu xóa dữ liệu; không gửi lại được.",
        "The text of the message was erased; it cannot be sent again.");

    public static readonly Rule ReceiptIsSigned = new(
        "notification.receipt-is-signed",
        "Chữ ký của xác nhận gửi tin không đúng hoặc đã quá hạn.",
        "The signature of the delivery receipt is wrong, or too old.");

    public static readonly Rule TemplateExists = new(
        "notification.template-exists", "Không tìm thấy mẫu thông báo.", "There is no such template.");

    public static readonly Rule LanguageIsKnown = new(
        "notification.language-is-known", "Ngôn ngữ phải là vi hoặc en.", "The language is vi or en.");

    public static readonly Rule SubjectFitsChannel = new(
        "notification.subject-fits-channel",
        "Thư điện tử và hộp thông báo cần tiêu đề từ 1 đến 150 ký tự trên một dòng; SMS và Zalo không có tiêu đề.",
        "E-mail and the account's list need a subject of 1 to 150 letters in one line; SMS and Zalo have none.");

    public static readonly Rule TextFitsChannel = new(
        "notification.text-fits-channel",
        "Nội dung không được trống; SMS và Zalo tối đa 201 ký tự, kênh khác tối đa 2.000 ký tự.",
        "The text must not be empty; SMS and Zalo take 201 letters at most, others 2,000.");

    public static readonly Rule FieldsAreKnown = new(
        "notification.fields-are-known",
        "Nội dung có trường dữ liệu không được hỗ trợ, hoặc dấu ngoặc nhọn không khớp.",
        "The text names a field that there is not, or its braces do not match.");

    public static readonly Rule TextIsImpersonal = new(
        "notification.text-is-impersonal",
        "Nội dung mẫu không được chứa số giấy tờ, số điện thoại cá nhân.",
        "A template must not carry personal numbers.");

    public static readonly Rule TextsAreDistinct = new(
        "notification.texts-are-distinct",
        "Mỗi kênh và ngôn ngữ chỉ có một nội dung.",
        "There is one text for each channel and language.");

    public static readonly Rule ChannelsAreCovered = new(
        "notification.channels-are-covered",
        "Thiếu nội dung tiếng Việt cho một kênh gửi; Zalo dùng nội dung của SMS, hộp thông báo dùng nội dung của thư điện tử.",
        "The Vietnamese text for one of the channels is missing; Zalo uses that of SMS, the account's list that of e-mail.");

    public static readonly Rule TemplateBeginsLater = new(
        "notification.template-begins-later",
        "Thời điểm áp dụng mẫu không được ở quá khứ.",
        "A template cannot begin in the past.");
}

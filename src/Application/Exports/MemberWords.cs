using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Exports;

/// <summary>The words of statuses, channels and the like in both languages: one name can mean another thing as a status than as a figure.</summary>
internal static class MemberWords
{
    private static readonly Dictionary<Enum, (string Vietnamese, string English)> All = new()
    {
        [DossierStatus.Registered] = ("Mới đăng ký", "Registered"),
        [DossierStatus.Received] = ("Được tiếp nhận", "Received"),
        [DossierStatus.NotAccepted] = ("Không được tiếp nhận", "Not accepted"),
        [DossierStatus.InProgress] = ("Đang xử lý", "In progress"),
        [DossierStatus.AwaitingSupplement] = ("Yêu cầu bổ sung giấy tờ", "Awaiting a supplement"),
        [DossierStatus.AwaitingPayment] = ("Yêu cầu thực hiện nghĩa vụ tài chính", "Awaiting payment"),
        [DossierStatus.Withdrawn] = ("Công dân yêu cầu rút hồ sơ", "Withdrawn"),
        [DossierStatus.Stopped] = ("Dừng xử lý", "Stopped"),
        [DossierStatus.Resolved] = ("Đã xử lý xong", "Resolved"),
        [DossierStatus.Returned] = ("Đã trả kết quả", "Returned"),
        [Channel.Counter] = ("Trực tiếp", "Counter"),
        [Channel.Online] = ("Trực tuyến", "Online"),
        [Channel.Postal] = ("Bưu chính công ích", "Post"),
        [Timeliness.NotStarted] = ("Chưa tính thời hạn", "Not started"),
        [Timeliness.InTime] = ("Trong hạn", "In time"),
        [Timeliness.NearDue] = ("Sắp đến hạn", "Near due"),
        [Timeliness.Overdue] = ("Quá hạn", "Overdue"),
        [Timeliness.Early] = ("Trước hạn", "Early"),
        [Timeliness.OnTime] = ("Đúng hạn", "On time"),
        [Timeliness.Late] = ("Trễ hạn", "Late"),
        [Outcome.Approved] = ("Chấp thuận", "Approved"),
        [Outcome.Refused] = ("Từ chối giải quyết", "Refused"),
    };

    /// <summary>The word of a member; null where it has none of its own.</summary>
    public static string? Of(Enum member, bool english) => !All.TryGetValue(member, out var word) ? null : english ? word.English : word.Vietnamese;
}

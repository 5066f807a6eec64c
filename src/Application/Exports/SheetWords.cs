using OneStop.Domain.Shared;

namespace OneStop.Application.Exports;

/// <summary>The words of sheets in both languages; a name without words stands for itself.</summary>
internal static class SheetWords
{
    private static readonly Dictionary<string, (string Vietnamese, string English)> Titles = new()
    {
        ["handling"] = ("Tình hình, kết quả giải quyết thủ tục hành chính", "Handling of administrative procedures"),
        ["online-share"] = ("Tỷ lệ hồ sơ tiếp nhận trực tuyến", "Share of dossiers received online"),
        ["responsibility-time"] = ("Thời gian trách nhiệm của từng cơ quan", "Time each agency answered for"),
        ["dossiers"] = ("Danh sách hồ sơ", "List of dossiers"),
    };

    private static readonly Dictionary<string, (string Vietnamese, string English)> Words = new()
    {
        ["received"] = ("Hồ sơ tiếp nhận", "Received"),
        ["online"] = ("Tiếp nhận trực tuyến", "Received online"),
        ["onlineShare"] = ("Tỷ lệ trực tuyến", "Share online"),
        ["authenticatedShare"] = ("Tỷ lệ nộp trực tuyến có đăng nhập", "Share of online filings signed in"),
        ["dossiers"] = ("Hồ sơ", "Dossiers"),
        ["minutes"] = ("Phút làm việc", "Working minutes"),
        ["averageMinutes"] = ("Phút làm việc bình quân", "Average working minutes"),
        ["field"] = ("Lĩnh vực", "Field"),
        ["procedure"] = ("Thủ tục hành chính", "Procedure"),
        ["agency"] = ("Cơ quan", "Agency"),
        ["level"] = ("Cấp", "Level"),
        ["channel"] = ("Hình thức tiếp nhận", "Channel"),
        ["official"] = ("Công chức, viên chức", "Official"),
        ["root"] = ("hồ sơ của người dân, tổ chức", "requests of citizens"),
        ["leg"] = ("từng phần việc tại cơ quan", "pieces of work at agencies"),
        ["current"] = ("theo cơ quan hiện nay", "by the agencies of today"),
        ["historical"] = ("theo cơ quan khi phát sinh", "by the agencies at the time"),
        ["proceduresFiledOnline"] = ("hồ sơ của thủ tục có phát sinh trực tuyến", "dossiers of procedures filed online"),
        ["closed"] = ("hồ sơ kết thúc trong kỳ", "dossiers closed in the period"),
        ["counter"] = ("Trực tiếp", "Counter"),
        ["postal"] = ("Bưu chính công ích", "Post"),
        ["registered"] = ("Mới đăng ký", "Registered"),
        ["notAccepted"] = ("Không được tiếp nhận", "Not accepted"),
        ["inProgress"] = ("Đang xử lý", "In progress"),
        ["awaitingSupplement"] = ("Yêu cầu bổ sung giấy tờ", "Awaiting a supplement"),
        ["awaitingPayment"] = ("Yêu cầu thực hiện nghĩa vụ tài chính", "Awaiting payment"),
        ["withdrawn"] = ("Công dân yêu cầu rút hồ sơ", "Withdrawn"),
        ["stopped"] = ("Dừng xử lý", "Stopped"),
        ["resolved"] = ("Đã xử lý xong", "Resolved"),
        ["returned"] = ("Đã trả kết quả", "Returned"),
        ["notStarted"] = ("Chưa tính thời hạn", "Not started"),
        ["inTime"] = ("Trong hạn", "In time"),
        ["nearDue"] = ("Sắp đến hạn", "Near due"),
        ["overdue"] = ("Quá hạn", "Overdue"),
        ["early"] = ("Trước hạn", "Early"),
        ["onTime"] = ("Đúng hạn", "On time"),
        ["late"] = ("Trễ hạn", "Late"),
        ["approved"] = ("Chấp thuận", "Approved"),
        ["refused"] = ("Từ chối giải quyết", "Refused"),
    };

    public static string Title(string report, bool english) => Of(Titles, report, english);

    public static string Word(string name, bool english) => Of(Words, name, english);

    /// <summary>A member of an enum.</summary>
    public static string Word<TEnum>(TEnum member, bool english)
        where TEnum : struct, Enum => Word(WireFormats.Name(member), english);

    public static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Hour and day by Vietnam's clock.</summary>
    public static string Instant(DateTimeOffset at) => VietnamTime.Of(at).ToString("HH:mm dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);

    private static string Of(Dictionary<string, (string Vietnamese, string English)> words, string name, bool english) =>
        words.TryGetValue(name, out var word) ? (english ? word.English : word.Vietnamese) : name;
}

using OneStop.Domain.Shared;

namespace OneStop.Application.Exports;

/// <summary>The words of sheets in both languages; a name without words stands for itself.</summary>
internal static class SheetWords
{
    private static readonly Dictionary<string, (string Vietnamese, string English)> Titles = new()
    {
        ["handling-months"] = ("Tình hình giải quyết thủ tục hành chính theo tháng", "Handling of administrative procedures by month"),
        ["procedures-usage"] = ("Thủ tục hành chính có, không phát sinh hồ sơ", "Procedures with dossiers and without"),
        ["time-saved"] = ("Tỷ lệ hồ sơ rút ngắn thời gian giải quyết", "Dossiers decided sooner than their terms"),
        ["reuse"] = ("Tái sử dụng giấy tờ, bổ sung hồ sơ", "Papers used again, and supplements"),
        ["ranking"] = ("Xếp hạng các cơ quan, đơn vị", "Ranking of units"),
        ["overdue-causes"] = ("Nguyên nhân quá hạn", "Causes of overdue"),
        ["catalogue"] = ("Số lượng thủ tục hành chính, dịch vụ công trực tuyến", "Procedures and online services in force"),
        ["accounts"] = ("Số tài khoản điện tử đã tạo", "Accounts that were opened"),
        ["service-quality"] = ("Kết quả thực hiện Bộ chỉ số phục vụ người dân, doanh nghiệp", "Index of service to citizens and businesses"),
        ["evaluation"] = ("Đánh giá việc giải quyết thủ tục hành chính", "Evaluation of the handling of procedures"),
        ["handling"] = ("Tình hình, kết quả giải quyết thủ tục hành chính", "Handling of administrative procedures"),
        ["online-share"] = ("Tỷ lệ hồ sơ tiếp nhận trực tuyến", "Share of dossiers received online"),
        ["responsibility-time"] = ("Thời gian trách nhiệm của từng cơ quan", "Time each agency answered for"),
        ["dossiers"] = ("Danh sách hồ sơ", "List of dossiers"),
    };

    public static string Title(string report, bool english) => Of(Titles, report, english);

    public static string Word(string name, bool english) => Of(FigureWords.All, name, english);

    /// <summary>A member of an enum: its own word, where it has one.</summary>
    public static string Word<TEnum>(TEnum member, bool english)
        where TEnum : struct, Enum => MemberWords.Of(member, english) ?? Word(WireFormats.Name(member), english);

    public static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Hour and day by Vietnam's clock.</summary>
    public static string Instant(DateTimeOffset at) => VietnamTime.Of(at).ToString("HH:mm dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);

    private static string Of(Dictionary<string, (string Vietnamese, string English)> words, string name, bool english) =>
        words.TryGetValue(name, out var word) ? (english ? word.English : word.Vietnamese) : name;
}

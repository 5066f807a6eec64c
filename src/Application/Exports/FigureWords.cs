namespace OneStop.Application.Exports;

/// <summary>What names mean in both languages, by what they are about.</summary>
internal static class FigureWords
{
    /// <summary>What rows and figures are of: groups, bases, kinds.</summary>
    private static readonly Dictionary<string, (string Vietnamese, string English)> Groups = new()
    {
        ["field"] = ("Lĩnh vực", "Field"),
        ["procedure"] = ("Thủ tục hành chính", "Procedure"),
        ["agency"] = ("Cơ quan", "Agency"),
        ["level"] = ("Cấp", "Level"),
        ["channel"] = ("Hình thức tiếp nhận", "Channel"),
        ["official"] = ("Công chức, viên chức", "Official"),
        ["month"] = ("Tháng", "Month"),
        ["service"] = ("Mức độ dịch vụ công trực tuyến", "Service level"),
        ["kind"] = ("Loại tài khoản", "Kind of account"),
        ["root"] = ("hồ sơ của người dân, tổ chức", "requests of citizens"),
        ["leg"] = ("từng phần việc tại cơ quan", "pieces of work at agencies"),
        ["current"] = ("theo cơ quan hiện nay", "by the agencies of today"),
        ["historical"] = ("theo cơ quan khi phát sinh", "by the agencies at the time"),
        ["received"] = ("Hồ sơ tiếp nhận", "Received"),
        ["proceduresFiledOnline"] = ("hồ sơ của thủ tục có phát sinh trực tuyến", "dossiers of procedures filed online"),
        ["closed"] = ("hồ sơ kết thúc trong kỳ", "dossiers closed in the period"),
        ["inForce"] = ("Thủ tục đang có hiệu lực", "Procedures in force"),
        ["points"] = ("Điểm theo quy tắc của từng chỉ tiêu", "Points by the rule of each indicator"),
        ["concluded"] = ("Hồ sơ được chấp thuận hoặc từ chối trong kỳ", "Dossiers approved or refused in the period"),
        ["citizen"] = ("Công dân", "Citizen"),
        ["enterprise"] = ("Doanh nghiệp, tổ chức", "Enterprise, organisation"),
        ["staff"] = ("Cán bộ, công chức, viên chức", "Staff"),
        ["client"] = ("Phần mềm kết nối", "Machine client"),
        ["full"] = ("Toàn trình", "Full"),
        ["partial"] = ("Một phần", "Partial"),
        ["none"] = ("Chưa xác định", "Not stated"),
    };

    /// <summary>How dossiers stand, classes of work.</summary>
    private static readonly Dictionary<string, (string Vietnamese, string English)> States = new()
    {
        ["inProgress"] = ("Đang giải quyết", "In progress"),
        ["withdrawn"] = ("Rút hồ sơ", "Withdrawn"),
        ["stopped"] = ("Dừng xử lý", "Stopped"),
        ["resolved"] = ("Đã giải quyết", "Resolved"),
        ["overdue"] = ("Quá hạn", "Overdue"),
        ["refused"] = ("Từ chối giải quyết", "Refused"),
        ["excellent"] = ("Xuất sắc", "Excellent"),
        ["good"] = ("Tốt", "Good"),
        ["fair"] = ("Khá", "Fair"),
        ["average"] = ("Trung bình", "Average"),
        ["weak"] = ("Yếu", "Weak"),
    };

    /// <summary>Figures of receiving and handling.</summary>
    private static readonly Dictionary<string, (string Vietnamese, string English)> Handling = new()
    {
        ["online"] = ("Tiếp nhận trực tuyến", "Received online"),
        ["onlineShare"] = ("Tỷ lệ trực tuyến", "Share online"),
        ["authenticatedShare"] = ("Tỷ lệ nộp trực tuyến có đăng nhập", "Share of online filings signed in"),
        ["dossiers"] = ("Hồ sơ", "Dossiers"),
        ["minutes"] = ("Phút làm việc", "Working minutes"),
        ["averageMinutes"] = ("Phút làm việc bình quân", "Average working minutes"),
        ["receivedOnline"] = ("Tiếp nhận trong kỳ: trực tuyến", "Received in the period: online"),
        ["receivedDirect"] = ("Tiếp nhận trong kỳ: trực tiếp, bưu chính", "Received in the period: counter, post"),
        ["carriedOver"] = ("Từ kỳ trước chuyển qua", "Carried over"),
        ["resolvedEarly"] = ("Đã giải quyết trước hạn", "Resolved early"),
        ["resolvedOnTime"] = ("Đã giải quyết đúng hạn", "Resolved on time"),
        ["resolvedOverdue"] = ("Đã giải quyết quá hạn", "Resolved overdue"),
        ["inProgressInTime"] = ("Đang giải quyết trong hạn", "In progress, in time"),
        ["inProgressOverdue"] = ("Đang giải quyết quá hạn", "In progress, overdue"),
        ["paused"] = ("Tạm dừng tính hạn", "Paused"),
        ["punctuality"] = ("Đúng hạn theo hạn hiện tại", "Punctuality by the due date"),
        ["firstPromisePunctuality"] = ("Đúng hạn theo ngày hẹn đầu tiên", "Punctuality by the first promise"),
        ["atTransfer"] = ("Do khâu phối hợp", "At a transfer"),
        ["atAgency"] = ("Do cơ quan giải quyết", "At the agency"),
        ["apologised"] = ("Đã xin lỗi", "Apologised"),
        ["atTransferShare"] = ("Tỷ lệ do khâu phối hợp", "Share at a transfer"),
        ["atAgencyShare"] = ("Tỷ lệ do cơ quan giải quyết", "Share at the agency"),
        ["apologisedShare"] = ("Tỷ lệ đã xin lỗi", "Share apologised"),
    };

    /// <summary>Figures of procedures, time, papers and accounts.</summary>
    private static readonly Dictionary<string, (string Vietnamese, string English)> Service = new()
    {
        ["opened"] = ("Tài khoản đã tạo", "Accounts opened"),
        ["share"] = ("Tỷ trọng hồ sơ", "Share of dossiers"),
        ["procedures"] = ("Thủ tục hành chính", "Procedures"),
        ["withDossiers"] = ("Có phát sinh hồ sơ", "With dossiers"),
        ["withoutDossiers"] = ("Không phát sinh hồ sơ", "Without dossiers"),
        ["monthlyPerUnit"] = ("Hồ sơ bình quân tháng mỗi đơn vị", "Dossiers per month and unit"),
        ["decided"] = ("Hồ sơ đã có kết quả", "Decided"),
        ["shortened"] = ("Giải quyết sớm hơn thời hạn", "Sooner than the term"),
        ["shortenedShare"] = ("Tỷ lệ giải quyết sớm hơn thời hạn", "Share sooner than the term"),
        ["atHalfTime"] = ("Trong nửa thời hạn", "Within half of the term"),
        ["halfTimeShare"] = ("Tỷ lệ trong nửa thời hạn", "Share within half of the term"),
        ["termMinutes"] = ("Phút làm việc theo thời hạn", "Working minutes of the terms"),
        ["usedMinutes"] = ("Phút làm việc đã dùng", "Working minutes used"),
        ["averageSaving"] = ("Tỷ lệ thời gian rút ngắn", "Time saved"),
        ["timeSaved"] = ("Tỷ lệ thời gian rút ngắn", "Time saved"),
        ["withPapers"] = ("Hồ sơ có giấy tờ", "With papers"),
        ["withReused"] = ("Có giấy tờ dùng lại", "With papers used again"),
        ["reusedShare"] = ("Tỷ lệ dùng lại giấy tờ", "Share with papers used again"),
        ["reuse"] = ("Tỷ lệ dùng lại giấy tờ", "Share with papers used again"),
        ["withElectronic"] = ("Có giấy tờ điện tử", "With electronic papers"),
        ["electronicShare"] = ("Tỷ lệ có giấy tờ điện tử", "Share with electronic papers"),
        ["supplemented"] = ("Phải bổ sung", "Supplemented"),
        ["supplementedOnce"] = ("Bổ sung một lần", "Supplemented once"),
        ["singleSupplementShare"] = ("Tỷ lệ bổ sung không quá một lần", "Share supplemented once"),
        ["fullOnline"] = ("Dịch vụ công toàn trình", "Full services"),
        ["partialOnline"] = ("Dịch vụ công một phần", "Partial services"),
        ["information"] = ("Cung cấp thông tin trực tuyến", "Information online"),
        ["notOnline"] = ("Chưa xác định mức độ", "No service stated"),
        ["level3"] = ("Mức độ 3 (đến 2022)", "Level 3 (until 2022)"),
        ["level4"] = ("Mức độ 4 (đến 2022)", "Level 4 (until 2022)"),
    };

    /// <summary>All of them.</summary>
    public static Dictionary<string, (string Vietnamese, string English)> All { get; } = Groups.Concat(States).Concat(Handling).Concat(Service).ToDictionary();
}

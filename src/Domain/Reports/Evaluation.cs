using OneStop.Domain.Agencies;

namespace OneStop.Domain.Reports;

/// <summary>One of the nine indicators — chỉ số đánh giá (Thông tư 01/2018/TT-VPCP Điều 13).</summary>
/// <param name="OfOfficials">Whether officials are evaluated by it too.</param>
public sealed record EvaluationIndicator(int Number, string Key, bool OfOfficials, Words Name, Words Rule)
{
    /// <summary>Why it is left out; null where it is counted.</summary>
    public Words? Gap { get; init; }

    /// <summary>What is counted less exactly than the circular has it.</summary>
    public Words? Remark { get; init; }
}

/// <summary>How often two points, one and none were earned — số lượt đạt 2, 1, 0 điểm.</summary>
public readonly record struct Grades(long Two, long One, long Zero)
{
    /// <summary>The mean with one decimal; null of nothing.</summary>
    public decimal? Score => Two + One + Zero is > 0 and var all ? decimal.Round(((2m * Two) + One) / all, 1, MidpointRounding.AwayFromZero) : null;
}

/// <summary>How much of its duty an official's points stand for — mức độ hoàn thành nhiệm vụ.</summary>
public enum DutyDone
{
    /// <summary>Hoàn thành 100% nhiệm vụ.</summary>
    Whole,

    /// <summary>Hoàn thành từ 70% đến dưới 100% nhiệm vụ.</summary>
    Most,

    /// <summary>Hoàn thành dưới 70% nhiệm vụ.</summary>
    Less,
}

/// <summary>The evaluation of units and officials by nine indicators — đánh giá việc giải quyết thủ tục hành chính (Thông tư 01/2018/TT-VPCP Điều 13–15).</summary>
public static class Evaluation
{
    public const int MaxOfUnit = 18;

    public const int MaxOfOfficial = 10;

    private static readonly Words ByDate = new(
        "Trước ngày hẹn 2 điểm, đúng ngày hẹn 1 điểm, quá hạn 0 điểm.", "Before its date 2 points, on it 1, after it 0.");

    /// <summary>All nine in their order.</summary>
    public static IReadOnlyList<EvaluationIndicator> Indicators { get; } =
    [
        new(1, "totalTime", true, new("Tổng thời gian giải quyết so với quy định", "Total time against the rule"), ByDate),
        new(2, "agencyTime", true, new("Thời gian của từng cơ quan tham gia", "Time of each agency taking part"), ByDate),
        new(3, "contacts", true, new("Số lần liên hệ để hoàn thiện hồ sơ", "Contacts to complete the dossier"),
            new("Không lần nào 2 điểm, một lần 1 điểm, nhiều hơn 0 điểm.", "None 2 points, one 1, more 0."))
        {
            Remark = new(
                "Đếm số lần yêu cầu bổ sung; chưa loại trừ lỗi của người nộp.", "Requests for supplements are counted, whoever was at fault."),
        },
        new(4, "agenciesToContact", true, new("Số cơ quan phải liên hệ", "Agencies to contact"),
            new("Không cơ quan nào 2 điểm, chỉ Bộ phận Một cửa 1 điểm, nhiều hơn 0 điểm.", "None 2 points, the one-stop only 1, more 0."))
        {
            Gap = new("Chưa ghi nhận cơ quan mà người nộp phải liên hệ.", "Which agencies the citizen had to contact is not on record."),
        },
        new(5, "wholeAtOneStop", false, new("Thực hiện toàn bộ quy trình tại Bộ phận Một cửa", "Whole process at the one-stop"),
            new(
                "Tỷ lệ thủ tục giải quyết tại chỗ từ 20% (bộ, tỉnh), 50% (huyện), 100% (xã) 2 điểm; tiếp nhận và trả kết quả tại Bộ phận Một cửa 100% 1 điểm; còn lại 0 điểm.",
                "Procedures solved on the spot from 20% (ministry, province), 50% (district), 100% (commune) 2 points; all received and returned there 1; else 0."))
        {
            Remark = new(
                "Mọi thủ tục trong hệ thống đều tiếp nhận và trả kết quả tại Bộ phận Một cửa.", "Every procedure here is received and returned at the one-stop."),
        },
        new(6, "publicity", false, new("Công khai thủ tục hành chính", "Publicity of procedures"),
            new("Niêm yết và công khai điện tử 2 điểm, một trong hai 1 điểm, không 0 điểm.", "Posted and electronic 2 points, one of them 1, neither 0."))
        {
            Remark = new("Chỉ tính công khai điện tử; việc niêm yết chưa được ghi nhận.", "Only the electronic form is counted; what is posted is not on record."),
        },
        new(7, "attitude", true, new("Thái độ phục vụ", "Attitude"),
            new("Trước hạn, không có phản ánh 2 điểm; đúng hạn, không có phản ánh 1 điểm; phản ánh đúng 0 điểm.", "Early without complaint 2 points, on time without 1, complaint upheld 0."))
        {
            Gap = new("Chưa tiếp nhận phản ánh về thái độ phục vụ.", "Complaints about attitude are not on record."),
        },
        new(8, "petitions", false, new("Tiếp nhận, xử lý phản ánh, kiến nghị", "Petitions"),
            new("Không có hoặc đúng hạn 100% 2 điểm, từ 90% 1 điểm, còn lại 0 điểm.", "None or all on time 2 points, from 90% 1, else 0."))
        {
            Gap = new("Chưa tiếp nhận phản ánh, kiến nghị.", "Petitions are not on record."),
        },
        new(9, "online", false, new("Dịch vụ công trực tuyến", "Online services"),
            new(
                "Từ 20% thủ tục trực tuyến và không hồ sơ trực tuyến nào quá hạn: từ 30% hồ sơ trực tuyến 2 điểm, từ 15% đến dưới 30% 1 điểm; còn lại 0 điểm.",
                "With 20% of procedures online or more and no dossier filed online overdue: from 30% of dossiers online 2 points, from 15% to below 30% 1; else 0."))
        {
            Remark = new("Mẫu số là mọi thủ tục thuộc thẩm quyền.", "Of all procedures of the authority, eligible or not."),
        },
    ];

    /// <summary>(5) The share of procedures that the one-stop solves on the spot; all of them are received and returned there. Null where it has none.</summary>
    public static int? WholeAtOneStop(AgencyLevel level, Ratio onTheSpot)
    {
        var wanted = level switch { AgencyLevel.Commune => 100, AgencyLevel.District => 50, AgencyLevel.Province or AgencyLevel.Ministry => 20 };
        return onTheSpot.Whole == 0 ? null : onTheSpot.IsAtLeast(wanted) ? 2 : 1;
    }

    /// <summary>(6) Whether all procedures are public in electronic form. Null where there are none.</summary>
    public static int? Publicity(Ratio electronic) => electronic.Whole == 0 ? null : electronic.IsAtLeast(100) ? 1 : 0;

    /// <summary>(9) Null where there is no procedure or no dossier.</summary>
    /// <param name="overdue">Dossiers filed online that are overdue.</param>
    public static int? Online(Ratio procedures, Ratio dossiers, long overdue) =>
        procedures.Whole == 0 || dossiers.Whole == 0 ? null
        : overdue > 0 || !procedures.IsAtLeast(20) ? 0
        : dossiers.IsAtLeast(30) ? 2
        : dossiers.IsAtLeast(15) ? 1
        : 0;

    public static WorkClass ClassOfUnit(decimal points) => points switch
    {
        >= 15 => WorkClass.Excellent,
        >= 12 => WorkClass.Good,
        >= 9 => WorkClass.Fair,
        >= 6 => WorkClass.Average,
        _ => WorkClass.Weak,
    };

    public static DutyDone DutyOf(decimal points) => points switch
    {
        >= 5 => DutyDone.Whole,
        >= 3.5m => DutyDone.Most,
        _ => DutyDone.Less,
    };
}

using System.Collections.Frozen;
using System.Text.Json;

namespace OneStop.Domain.Forms;

/// <summary>A form of the one-stop shop; its number depends on the set — biểu mẫu của cơ chế một cửa.</summary>
public enum StatutoryForm
{
    /// <summary>Giấy tiếp nhận hồ sơ và hẹn trả kết quả.</summary>
    Receipt,

    /// <summary>Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.</summary>
    SupplementRequest,

    /// <summary>Phiếu từ chối tiếp nhận giải quyết hồ sơ.</summary>
    Refusal,

    /// <summary>Phiếu, văn bản xin lỗi.</summary>
    Apology,

    /// <summary>Thông báo dừng giải quyết hồ sơ.</summary>
    StopNotice,

    /// <summary>Phiếu kiểm soát quá trình giải quyết hồ sơ.</summary>
    ControlSlip,

    /// <summary>Sổ theo dõi hồ sơ.</summary>
    Register,
}

/// <summary>The paper a form is printed on — khổ giấy.</summary>
public enum PaperSize
{
    /// <summary>148 × 210 mm, upright.</summary>
    A5,

    /// <summary>210 × 297 mm, upright.</summary>
    A4,

    /// <summary>297 × 210 mm.</summary>
    A4Landscape,
}

/// <summary>A form as one set has it — mẫu trong một bộ biểu mẫu.</summary>
/// <param name="Number">Its number in the set: <c>01</c>.</param>
/// <param name="Vietnamese">Its title.</param>
/// <param name="English">The title in English.</param>
public sealed record FormSheet(string Number, string Vietnamese, string English, PaperSize Paper = PaperSize.A5);

/// <summary>The forms of one circular; the same number is another form in another set — bộ biểu mẫu.</summary>
/// <param name="Key">The year it is called by.</param>
/// <param name="From">First day it is used; the oldest set also serves the days before.</param>
public sealed record FormSet(string Key, string Circular, DateOnly From, FrozenDictionary<StatutoryForm, FormSheet> Sheets)
{
    private static readonly FormSheet Receipt = new("01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt of the dossier and appointment for the result");

    private static readonly FormSheet SupplementRequest = new("02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Request to supplement and complete the dossier");

    private static readonly FormSheet Refusal = new("03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "Refusal to receive and resolve the dossier");

    private static readonly FormSheet ControlSlip = new("05", "Phiếu kiểm soát quá trình giải quyết hồ sơ", "Control slip of the handling of the dossier", PaperSize.A4);

    private static readonly FormSheet Register = new("06", "Sổ theo dõi hồ sơ", "Register of dossiers", PaperSize.A4Landscape);

    public static readonly FormSet Of2018 = Of("2018", "Thông tư số 01/2018/TT-VPCP", new DateOnly(2019, 1, 6), new()
    {
        [StatutoryForm.Receipt] = Receipt, [StatutoryForm.SupplementRequest] = SupplementRequest, [StatutoryForm.Refusal] = Refusal,
        [StatutoryForm.Apology] = new("04", "Phiếu xin lỗi và hẹn lại ngày trả kết quả", "Apology and new appointment for the result"),
        [StatutoryForm.ControlSlip] = ControlSlip, [StatutoryForm.Register] = Register,
    });

    public static readonly FormSet Of2025 = Of("2025", "Thông tư số 03/2025/TT-VPCP", new DateOnly(2025, 9, 15), new()
    {
        [StatutoryForm.Receipt] = Receipt, [StatutoryForm.SupplementRequest] = SupplementRequest, [StatutoryForm.Refusal] = Refusal,
        [StatutoryForm.Apology] = new("04", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết", "Apology and request for more time to resolve the dossier"),
        [StatutoryForm.StopNotice] = new("05", "Thông báo dừng giải quyết hồ sơ", "Notice that the dossier is resolved no further"),
        [StatutoryForm.ControlSlip] = ControlSlip with { Number = "06" }, [StatutoryForm.Register] = Register with { Number = "07" },
    });

    /// <summary>The set in force on a day — bộ biểu mẫu áp dụng.</summary>
    public static FormSet On(DateOnly day) => day < Of2025.From ? Of2018 : Of2025;

    public FormSheet? Sheet(StatutoryForm form) => Sheets.GetValueOrDefault(form);

    private static FormSet Of(string key, string circular, DateOnly from, Dictionary<StatutoryForm, FormSheet> sheets) => new(key, circular, from, sheets.ToFrozenDictionary());
}

/// <summary>How forms are named in addresses — tên mẫu trên đường dẫn.</summary>
public static class FormKeys
{
    private static readonly FrozenDictionary<string, StatutoryForm> Known = Enum.GetValues<StatutoryForm>().ToFrozenDictionary(Key, StringComparer.Ordinal);

    /// <summary>Such as <c>supplement-request</c>.</summary>
    public static string Key(this StatutoryForm form) => JsonNamingPolicy.KebabCaseLower.ConvertName(form.ToString());

    public static StatutoryForm? Find(string key) => Known.TryGetValue(key, out var form) ? form : null;
}

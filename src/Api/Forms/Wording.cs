using System.Globalization;
using OneStop.Domain.Calendar;
using OneStop.Domain.Shared;

namespace OneStop.Api.Forms;

/// <summary>The words of printed pages: each text stands in both languages where it is used.</summary>
internal readonly record struct Wording(bool English)
{
    public string Language => English ? "en" : "vi";

    public string this[string vietnamese, string english] => English ? english : vietnamese;

    public string Country => this["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM"];

    public string Motto => this["Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"];

    public string Sandbox => Application.Sandbox.SandboxMark.In(English);

    public string OneStopOffice => this["Bộ phận Tiếp nhận và Trả kết quả", "One-stop office"];

    public string Row => this["STT", "No."];

    public string Component => this["Tên giấy tờ", "Paper"];

    public string Originals => this["Bản chính", "Originals"];

    public string Certified => this["Chứng thực", "Certified"];

    public string Copies => this["Bản chụp", "Copies"];

    public string Electronic => this["Điện tử", "Electronic"];

    /// <summary>Names one after the other: <c>A, B và C</c>.</summary>
    public string Names(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.SkipLast(1))} {this["và", "and"]} {names[^1]}";

    public string LimitOf(TimeLimit limit) => limit.Unit switch
    {
        TimeUnit.Minute => this[$"{limit.Value} phút làm việc", $"{limit.Value} working minutes"],
        TimeUnit.Hour => this[$"{limit.Value} giờ làm việc", $"{limit.Value} working hours"],
        TimeUnit.WorkingDay => this[$"{limit.Value} ngày làm việc", $"{limit.Value} working days"],
        TimeUnit.CalendarDay => this[$"{limit.Value} ngày", $"{limit.Value} days"],
        TimeUnit.Month => this[$"{limit.Value} tháng", $"{limit.Value} months"],
        TimeUnit.SameDay => this["trong ngày", "same day"],
    };

    /// <summary>The time of day and the day, with words: <c>09 giờ 00 phút, ngày 02 tháng 3 năm 2026</c>.</summary>
    public string At(DateTimeOffset at)
    {
        var here = VietnamTime.Of(at);
        var (hour, minute, day) = (here.ToString("HH", CultureInfo.InvariantCulture), here.ToString("mm", CultureInfo.InvariantCulture), On(VietnamTime.DateOf(at)));
        return this[$"{hour} giờ {minute} phút, {day}", $"{hour}:{minute}, {day}"];
    }

    /// <summary>The day with words; days up to the ninth and the first two months with a zero before them (Nghị định 30/2020/NĐ-CP).</summary>
    public string On(DateOnly day)
    {
        var month = day.ToString(day.Month < 3 ? "MM" : "%M", CultureInfo.InvariantCulture);
        return this[$"ngày {day.ToString("dd", CultureInfo.InvariantCulture)} tháng {month} năm {day.Year}", day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)];
    }

    public static string Instant(DateTimeOffset at) => VietnamTime.Of(at).ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    public static string? Day(DateTimeOffset? at) => at is { } known ? Day(VietnamTime.DateOf(known)) : null;
}

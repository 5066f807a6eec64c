using System.Globalization;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Calendar;

internal sealed class VietnameseDeadlineWords : DeadlineWords
{
    public override string Term(ClockTerms terms) =>
        $"Thời hạn giải quyết: {Limit(terms.Limit)}{(terms.LegalBasis is { } basis ? $" (căn cứ: {basis})" : "")}.";

    public override string CalendarUsed(string version) => $"Áp dụng lịch làm việc {version}.";

    public override string Started(DateTimeOffset received, ClockStart start, ClockTerms terms) =>
        $"Tiếp nhận lúc {Instant(received)}, {Why(start.Reason, terms)}; {Begins(start, terms.Limit)}.";

    public override string FirstPromise(DateTimeOffset due) => $"Hẹn trả lần đầu: {Instant(due)}.";

    public override string Paused(LedgerEntry pause) => $"Tạm dừng tính thời hạn{Because(pause)} từ {Instant(pause.At)}.";

    public override string PausedInVain(LedgerEntry pause) =>
        $"Lúc {Instant(pause.At)} ghi nhận việc tạm dừng{Because(pause)}, nhưng hồ sơ đã quá hạn nên thời hạn vẫn tiếp tục được tính.";

    public override string Resumed(LedgerEntry resume, TimeLimit limit) =>
        $"Tiếp tục tính từ {Instant(resume.At)}, sau khi dừng {Minutes(resume.Minutes ?? 0)}"
        + $"{(limit.CountsDaysOff ? " (thời hạn được cộng thêm số ngày đã dừng)" : "")}; {Moved(resume)}.";

    public override string Restarted(LedgerEntry restart, ClockStart start, ClockTerms terms) =>
        $"Thời hạn được tính lại từ đầu{Because(restart)}: hồ sơ hoàn thiện lúc {Instant(restart.At)}, {Why(start.Reason, terms)}; "
        + $"{Begins(start, terms.Limit)}; {Moved(restart)}.";

    public override string Extended(LedgerEntry extension) =>
        $"Lúc {Instant(extension.At)} gia hạn thêm {Limit(extension.By!.Value)}{Reason(extension)}; {Moved(extension)}.";

    public override string Reprojected(LedgerEntry change, string calendarBefore) =>
        $"Lúc {Instant(change.At)} tính lại theo lịch làm việc thay đổi ({calendarBefore} → {change.Calendar}); {Moved(change)}.";

    public override string Closed(LedgerEntry closing, Timeliness? outcome) =>
        $"Kết thúc lúc {Instant(closing.At)}{Outcome(outcome)}.";

    public override string Reopened(LedgerEntry reopening) =>
        $"Mở lại lúc {Instant(reopening.At)}{Reason(reopening)}, không tính {Minutes(reopening.Minutes ?? 0)} đã dừng; {Moved(reopening)}.";

    public override string RolledOver(DateOnly endsOn, DateOnly dueOn) =>
        $"Ngày cuối của thời hạn, {Day(endsOn)}, là ngày nghỉ nên thời hạn kết thúc vào ngày làm việc tiếp theo, {Day(dueOn)} "
        + "(Bộ luật Dân sự 2015, Điều 148 khoản 5).";

    public override string? DaysOff(IReadOnlyList<DayOffSpan> spans) =>
        spans.Count == 0 ? null : $"Trong khoảng này có các ngày nghỉ: {string.Join("; ", spans.Select(Span))}.";

    public override string? WorkedDays(IReadOnlyList<DateOnly> days) =>
        days.Count == 0 ? null : $"Ngày làm bù được tính là ngày làm việc: {string.Join("; ", days.Select(Day))}.";

    public override string Balance(DeadlineLedger ledger, WorkingCalendar calendar, DateTimeOffset now)
    {
        var (used, left) = (ledger.UsedMinutes(calendar, now), ledger.LeftMinutes(calendar, now));
        var rest = left >= 0 ? $"còn {Minutes(left)}" : $"đã vượt {Minutes(-left)}";
        return $"Tính đến {Instant(now)}: đã sử dụng {Minutes(used)}, {rest}.";
    }

    public override string DueNow(DeadlineLedger ledger) => ledger.IsPaused && ledger.OverdueFrom is null
        ? $"Thời hạn đang tạm dừng; hạn trả {Instant(ledger.DueAt)} sẽ được lùi theo thời gian dừng."
        : $"Hạn trả kết quả: {Instant(ledger.DueAt)}.";

    private static string Why(StartReason reason, ClockTerms terms) => reason switch
    {
        StartReason.InHours => "trong giờ làm việc",
        StartReason.BeforeOpening => "trước giờ làm việc nên tính từ đầu buổi",
        StartReason.LunchBreak => "trong giờ nghỉ trưa nên tính từ đầu buổi chiều",
        StartReason.AfterClosing => "sau giờ làm việc nên tính từ ngày làm việc tiếp theo",
        StartReason.AfterCutOff => $"sau {Minute(terms.CutOffInForce!.Value)} nên tính từ ngày làm việc tiếp theo",
        StartReason.DayOff => "vào ngày nghỉ nên tính từ ngày làm việc tiếp theo",
    };

    private static string Begins(ClockStart start, TimeLimit limit) =>
        limit.Unit is TimeUnit.SameDay ? $"trả kết quả trong ngày {Day(start.On)}"
        : CountsDays(limit) ? $"ngày bắt đầu là {Day(start.On)}, không tính ngày này vào thời hạn (Bộ luật Dân sự 2015, Điều 147 khoản 2)"
        : $"thời hạn chạy từ {Instant(start.At)}";

    private static string Because(LedgerEntry entry) => entry.Rule switch
    {
        "supplement" => " do yêu cầu bổ sung, hoàn thiện hồ sơ",
        "financialObligation" => " do chờ thực hiện nghĩa vụ tài chính",
        "consultation" => " do chờ ý kiến",
        _ => Reason(entry),
    };

    private static string Reason(LedgerEntry entry) => entry.Reason is { } reason ? $" (lý do: {reason})" : "";

    private static string Moved(LedgerEntry entry) => entry.Before == entry.After
        ? $"hạn trả vẫn là {Instant(entry.After!.Value)}"
        : $"hạn trả chuyển từ {Instant(entry.Before!.Value)} sang {Instant(entry.After!.Value)}";

    private static string Outcome(Timeliness? outcome) => outcome switch
    {
        Timeliness.Early => ", trước hạn",
        Timeliness.OnTime => ", đúng hạn",
        Timeliness.Late => ", quá hạn",
        _ => "",
    };

    private static string Span(DayOffSpan span) => span.Day.Kind switch
    {
        DayOffKind.Swap when span.Day.WorkedInstead is { } worked => $"nghỉ hoán đổi {Date(span.From)} (làm bù {Date(worked)})",
        DayOffKind.Swap => $"nghỉ hoán đổi {Date(span.From)}",
        DayOffKind.Compensatory => $"nghỉ bù {PlainName(span.Day)} {Dates(span.From, span.To)}",
        DayOffKind.Holiday => $"nghỉ {span.Day.Name} {Dates(span.From, span.To)}",
    };

    private static string Limit(TimeLimit limit) => limit.Unit switch
    {
        TimeUnit.Minute => $"{Number(limit.Value)} phút làm việc",
        TimeUnit.Hour => $"{Number(limit.Value)} giờ làm việc",
        TimeUnit.WorkingDay => $"{Number(limit.Value)} ngày làm việc",
        TimeUnit.CalendarDay => $"{Number(limit.Value)} ngày",
        TimeUnit.Month => $"{Number(limit.Value)} tháng",
        TimeUnit.SameDay => "trong ngày làm việc",
    };

    private static string Minutes(long minutes) => minutes < 60
        ? $"{Number(minutes)} phút làm việc"
        : $"{Number(minutes)} phút làm việc ({Number(minutes / 60)} giờ{(minutes % 60 == 0 ? "" : $" {minutes % 60} phút")})";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture).Replace(',', '.');

    private static string Instant(DateTimeOffset at) => $"{Time(at)} {Day(VietnamTime.DateOf(at))}";

    private static string Day(DateOnly day) => $"{Weekday(day.DayOfWeek)} {Date(day)}";

    private static string Weekday(DayOfWeek day) => day switch
    {
        DayOfWeek.Monday => "thứ Hai",
        DayOfWeek.Tuesday => "thứ Ba",
        DayOfWeek.Wednesday => "thứ Tư",
        DayOfWeek.Thursday => "thứ Năm",
        DayOfWeek.Friday => "thứ Sáu",
        DayOfWeek.Saturday => "thứ Bảy",
        DayOfWeek.Sunday => "Chủ nhật",
    };
}

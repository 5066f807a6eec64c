using OneStop.Domain.Calendar;
using static OneStop.Domain.Tests.Calendar.Calendars;

namespace OneStop.Domain.Tests.Calendar;

public sealed class DeadlineExplanationTests
{
    private static string Vietnamese(DeadlineLedger clock, string now) => DeadlineExplanation.Of(clock, Office, At(now), english: false);

    [Test]
    public void It_names_term_source_start_Tet_and_minutes()
    {
        var terms = Terms("5wd") with { LegalBasis = "Quyết định số 1234/QĐ-UBND" };
        var clock = DeadlineLedger.Start(terms, Office, At("2026-02-12 17:20"), "desk");

        Assert.That(Vietnamese(clock, "2026-02-23 09:00"), Is.EqualTo(
            "Thời hạn giải quyết: 5 ngày làm việc (căn cứ: Quyết định số 1234/QĐ-UBND). Áp dụng lịch làm việc office/2027.1. "
            + "Tiếp nhận lúc 17:20 thứ Năm 12/02/2026, sau giờ làm việc nên tính từ ngày làm việc tiếp theo; "
            + "ngày bắt đầu là thứ Sáu 13/02/2026, không tính ngày này vào thời hạn (Bộ luật Dân sự 2015, Điều 147 khoản 2). "
            + "Hẹn trả lần đầu: 17:00 thứ Sáu 27/02/2026. "
            + "Trong khoảng này có các ngày nghỉ: nghỉ Tết Nguyên đán 16/02–20/02/2026. "
            + "Tính đến 09:00 thứ Hai 23/02/2026: đã sử dụng 540 phút làm việc (9 giờ), còn 2.160 phút làm việc (36 giờ). "
            + "Hạn trả kết quả: 17:00 thứ Sáu 27/02/2026."));
    }

    [Test]
    public void It_tells_each_pause_and_extension()
    {
        var clock = Clock("5wd", "2026-03-02 10:00").Paused("2026-03-06 16:45", "2026-03-09 07:15")
            .Extend(Office, Limit("2wd"), At("2026-03-09 08:00"), "leader", "extension", "chờ ý kiến của Sở Xây dựng");

        Assert.That(Vietnamese(clock, "2026-03-12 07:50"), Is.EqualTo(
            "Thời hạn giải quyết: 5 ngày làm việc. Áp dụng lịch làm việc office/2027.1. "
            + "Tiếp nhận lúc 10:00 thứ Hai 02/03/2026, trong giờ làm việc; "
            + "ngày bắt đầu là thứ Hai 02/03/2026, không tính ngày này vào thời hạn (Bộ luật Dân sự 2015, Điều 147 khoản 2). "
            + "Hẹn trả lần đầu: 17:00 thứ Hai 09/03/2026. "
            + "Tạm dừng tính thời hạn do yêu cầu bổ sung, hoàn thiện hồ sơ từ 16:45 thứ Sáu 06/03/2026. "
            + "Tiếp tục tính từ 07:15 thứ Hai 09/03/2026, sau khi dừng 15 phút làm việc; "
            + "hạn trả chuyển từ 17:00 thứ Hai 09/03/2026 sang 07:45 thứ Ba 10/03/2026. "
            + "Lúc 08:00 thứ Hai 09/03/2026 gia hạn thêm 2 ngày làm việc (lý do: chờ ý kiến của Sở Xây dựng); "
            + "hạn trả chuyển từ 07:45 thứ Ba 10/03/2026 sang 07:45 thứ Năm 12/03/2026. "
            + "Tính đến 07:50 thứ Năm 12/03/2026: đã sử dụng 3.455 phút làm việc (57 giờ 35 phút), đã vượt 5 phút làm việc. "
            + "Hạn trả kết quả: 07:45 thứ Năm 12/03/2026."));
    }

    [Test]
    public void It_tells_swapped_days_both_ways()
    {
        var text = Vietnamese(Clock("6wd", "2025-12-31 09:00"), "2026-01-05 09:00");

        Assert.That(text, Does.Contain(
            "Trong khoảng này có các ngày nghỉ: nghỉ Tết Dương lịch 01/01/2026; nghỉ hoán đổi 02/01/2026 (làm bù 10/01/2026). "
            + "Ngày làm bù được tính là ngày làm việc: thứ Bảy 10/01/2026."));
    }

    [Test]
    public void It_tells_compensatory_days_and_joins_a_holiday_over_the_weekend()
    {
        Assert.That(Vietnamese(Clock("3wd", "2026-04-24 09:00"), "2026-04-24 10:00"), Does.Contain(
            "nghỉ bù Giỗ Tổ Hùng Vương 27/04/2026; nghỉ Ngày Chiến thắng 30/04/2026; nghỉ Ngày Quốc tế Lao động 01/05/2026."));
        Assert.That(Vietnamese(Clock("3wd", "2018-02-12 09:00"), "2018-02-12 10:00"), Does.Contain("nghỉ Tết Nguyên đán 14/02–20/02/2018."));
    }

    [Test]
    public void It_tells_how_a_term_in_days_rolls()
    {
        var text = Vietnamese(Clock("30d", "2026-01-15 10:00"), "2026-01-16 09:00");

        Assert.That(text, Does.Contain(
            "Ngày cuối của thời hạn, thứ Bảy 14/02/2026, là ngày nghỉ nên thời hạn kết thúc vào ngày làm việc tiếp theo, thứ Hai 23/02/2026 "
            + "(Bộ luật Dân sự 2015, Điều 148 khoản 5). Trong khoảng này có các ngày nghỉ: nghỉ Tết Nguyên đán 16/02–20/02/2026."));
    }

    [TestCase("same", "2026-03-02 15:01", "sau 15:00 nên tính từ ngày làm việc tiếp theo; trả kết quả trong ngày thứ Ba 03/03/2026.")]
    [TestCase("4h", "2026-03-02 12:00", "trong giờ nghỉ trưa nên tính từ đầu buổi chiều; thời hạn chạy từ 13:30 thứ Hai 02/03/2026.")]
    [TestCase("4h", "2026-03-01 20:00", "vào ngày nghỉ nên tính từ ngày làm việc tiếp theo; thời hạn chạy từ 07:30 thứ Hai 02/03/2026.")]
    [TestCase("1mo", "2026-03-02 06:00", "trước giờ làm việc nên tính từ đầu buổi; ngày bắt đầu là thứ Hai 02/03/2026")]
    public void It_says_which_start_rule_applied(string limit, string received, string expected) =>
        Assert.That(Vietnamese(Clock(limit, received), received), Does.Contain(expected));

    [Test]
    public void It_tells_a_restart_a_pause_in_vain_and_the_end()
    {
        var clock = Clock("1wd", "2026-03-02 10:00").Pause(Office, At("2026-03-02 11:00"), null, "supplement")
            .Restart(Office, At("2026-03-04 16:00"), null, "supplement")
            .Pause(Office, At("2026-03-06 08:00"), null, "financialObligation").Resume(Office, At("2026-03-06 10:00"), null)
            .Close(Office, At("2026-03-06 11:00"), "handler");
        var text = Vietnamese(clock, "2026-03-10 09:00");

        Assert.That(text, Does.Contain("Thời hạn được tính lại từ đầu do yêu cầu bổ sung, hoàn thiện hồ sơ: hồ sơ hoàn thiện lúc 16:00 thứ Tư 04/03/2026, "));
        Assert.That(text, Does.Contain("hạn trả chuyển từ 17:00 thứ Ba 03/03/2026 sang 17:00 thứ Năm 05/03/2026."));
        Assert.That(text, Does.Contain(
            "Lúc 08:00 thứ Sáu 06/03/2026 ghi nhận việc tạm dừng do chờ thực hiện nghĩa vụ tài chính, nhưng hồ sơ đã quá hạn nên thời hạn vẫn tiếp tục được tính."));
        Assert.That(text, Does.Contain("Kết thúc lúc 11:00 thứ Sáu 06/03/2026, quá hạn."));
    }

    [Test]
    public void It_says_that_the_clock_is_paused() => Assert.That(
        Vietnamese(Clock("1wd", "2026-03-02 10:00").Pause(Office, At("2026-03-02 11:00"), null, "supplement"), "2026-03-10 09:00"),
        Does.EndWith("Thời hạn đang tạm dừng; hạn trả 17:00 thứ Ba 03/03/2026 sẽ được lùi theo thời gian dừng."));

    [Test]
    public void It_speaks_English() => Assert.That(
        DeadlineExplanation.Of(Clock("5wd", "2026-02-12 17:20"), Office, At("2026-02-23 09:00"), english: true),
        Is.EqualTo(
            "Term: 5 working days. Calendar: office/2027.1. "
            + "Received at 17:20 on Thursday 12/02/2026, after closing, so that it counts from the next working day; "
            + "the first day is Friday 13/02/2026 and is not counted itself (Civil Code 2015, Article 147.2). "
            + "First promised for 17:00 on Friday 27/02/2026. "
            + "Days off on the way: Tết Nguyên đán 16/02–20/02/2026. "
            + "As of 09:00 on Monday 23/02/2026: 540 working minutes (9 h) used, 2,160 working minutes (36 h) left. "
            + "Due at 17:00 on Friday 27/02/2026."));
}

using OneStop.Domain.Calendar;
using static OneStop.Domain.Tests.Calendar.Calendars;

namespace OneStop.Domain.Tests.Calendar;

/// <summary>Reception, limit and the due instant the law gives; each row says why. March 2026 begins on a Sunday and has no holiday.</summary>
public sealed class GoldenDeadlineTests
{
    // Hours and minutes: working time from the instant (Civil Code Art. 147.1).
    [TestCase("office", "4h", "2026-03-02 08:00", "2026-03-02 08:00", "2026-03-02 14:00", "210 phút sáng, 30 phút chiều: giờ nghỉ trưa không tính")]
    [TestCase("office", "1h", "2026-03-02 11:30", "2026-03-02 13:30", "2026-03-02 14:30", "đúng 11:30: chạy từ đầu buổi chiều")]
    [TestCase("office", "7h", "2026-03-02 16:00", "2026-03-02 16:00", "2026-03-03 15:30", "60 + 240 + 120 phút qua đêm và nghỉ trưa")]
    [TestCase("office", "4h", "2026-03-01 20:00", "2026-03-02 07:30", "2026-03-02 11:30", "nộp Chủ nhật: hết buổi sáng thứ Hai, không phải 13:30")]
    [TestCase("office", "2h", "2026-03-02 12:15", "2026-03-02 13:30", "2026-03-02 15:30", "nhận trong giờ nghỉ trưa")]
    [TestCase("office", "1h", "2026-03-02 17:00", "2026-03-03 07:30", "2026-03-03 08:30", "đúng giờ đóng cửa: giờ đầu tiên là sáng hôm sau")]
    [TestCase("office", "1h", "2026-03-06 17:20", "2026-03-09 07:30", "2026-03-09 08:30", "sau giờ làm việc thứ Sáu: sang thứ Hai")]
    [TestCase("office", "1h", "2026-03-02 06:00", "2026-03-02 07:30", "2026-03-02 08:30", "trước giờ mở cửa")]
    [TestCase("office", "8h", "2026-03-02 07:30", "2026-03-02 07:30", "2026-03-03 08:00", "ngày 7 giờ 30 phút: thiếu 30 phút")]
    [TestCase("office-8h", "8h", "2026-03-02 07:30", "2026-03-02 07:30", "2026-03-02 17:00", "ngày đủ 8 giờ: đúng cuối buổi, không sang hôm sau")]
    [TestCase("office-early", "5h", "2026-03-02 07:00", "2026-03-02 07:00", "2026-03-02 14:00", "buổi sáng 4 giờ 30 phút")]
    [TestCase("office-summer", "1h", "2026-03-02 11:30", "2026-03-02 14:00", "2026-03-02 15:00", "giờ mùa hè: chiều bắt đầu 14:00")]
    [TestCase("office", "30m", "2026-03-02 11:15", "2026-03-02 11:15", "2026-03-02 13:45", "15 phút trước và 15 phút sau nghỉ trưa")]
    [TestCase("office", "15m", "2026-03-02 11:15", "2026-03-02 11:15", "2026-03-02 11:30", "hết đúng cuối buổi sáng")]
    [TestCase("office", "1m", "2026-03-02 16:59", "2026-03-02 16:59", "2026-03-02 17:00", "phút cuối cùng của ngày")]
    [TestCase("office", "1m", "2026-03-02 17:00", "2026-03-03 07:30", "2026-03-03 07:31", "phút đầu tiên hôm sau")]
    [TestCase("office", "1h", "2026-03-02 08:00:59", "2026-03-02 08:00", "2026-03-02 09:00", "giây không tính: giấy hẹn in 08:00")]
    [TestCase("office", "4h", "2026-02-13 15:00", "2026-02-13 15:00", "2026-02-23 09:30", "120 phút trước Tết, 120 phút sau Tết")]
    [TestCase("office", "8h", "2025-12-31 16:00", "2025-12-31 16:00", "2026-01-05 16:30", "qua Tết Dương lịch và ngày hoán đổi 02/01: 60 + 420 phút")]
    [TestCase("office", "4h", "2026-01-10 09:00", "2026-01-10 09:00", "2026-01-10 15:00", "thứ Bảy làm bù theo giờ thứ Sáu")]
    [TestCase("office", "4h", "2026-01-09 15:00", "2026-01-09 15:00", "2026-01-10 09:30", "thứ Sáu 120 phút, thứ Bảy làm bù 120 phút")]
    [TestCase("office", "4h", "2019-05-04 16:00", "2019-05-04 16:00", "2019-05-06 10:30", "thứ Bảy làm bù thay thứ Hai: 60 phút, thứ Hai 180 phút")]
    [TestCase("office-saturday", "4h", "2026-03-06 16:00", "2026-03-06 16:00", "2026-03-09 10:30", "sáng thứ Bảy chỉ nhận hồ sơ, không tính thời hạn")]
    [TestCase("office-saturday", "2h", "2026-03-07 09:00", "2026-03-09 07:30", "2026-03-09 09:30", "nhận sáng thứ Bảy: chạy từ thứ Hai")]
    // Working days: closing of the n-th working day after the day of start.
    [TestCase("office", "1wd", "2026-03-02 10:00", "2026-03-02 10:00", "2026-03-03 17:00", "ngày nhận không tính")]
    [TestCase("office", "5wd", "2026-03-02 10:00", "2026-03-02 10:00", "2026-03-09 17:00", "qua một cuối tuần")]
    [TestCase("office", "1wd", "2026-03-02 05:00", "2026-03-02 07:30", "2026-03-03 17:00", "trước giờ mở cửa vẫn là hôm nay")]
    [TestCase("office", "1wd", "2026-03-02 12:00", "2026-03-02 13:30", "2026-03-03 17:00", "nghỉ trưa vẫn là hôm nay")]
    [TestCase("office", "1wd", "2026-03-02 17:00", "2026-03-02 17:00", "2026-03-03 17:00", "đúng giờ đóng cửa vẫn là hôm nay")]
    [TestCase("office", "1wd", "2026-03-02 17:00:59", "2026-03-02 17:00", "2026-03-03 17:00", "17:00 trên giấy hẹn")]
    [TestCase("office", "1wd", "2026-03-02 17:01", "2026-03-03 07:30", "2026-03-04 17:00", "sau giờ đóng cửa: hôm sau")]
    [TestCase("office", "5wd", "2026-03-02 16:30", "2026-03-02 16:30", "2026-03-09 17:00", "mốc 15:00 chỉ áp dụng cho thủ tục trong ngày")]
    [TestCase("office", "1wd", "2026-03-02 23:59", "2026-03-03 07:30", "2026-03-04 17:00", "nộp trực tuyến lúc nửa đêm kém một phút")]
    [TestCase("office", "1wd", "2026-03-03 00:00", "2026-03-03 07:30", "2026-03-04 17:00", "nộp trực tuyến đúng nửa đêm: đã là hôm sau")]
    [TestCase("office", "5wd", "2026-02-13 10:00", "2026-02-13 10:00", "2026-02-27 17:00", "Tết Bính Ngọ 16–20/02")]
    [TestCase("office", "3wd", "2026-02-11 10:00", "2026-02-11 10:00", "2026-02-23 17:00", "ngày thứ ba là ngày đầu sau Tết")]
    [TestCase("office", "1wd", "2026-02-18 09:00", "2026-02-23 07:30", "2026-02-24 17:00", "nộp mùng 2 Tết")]
    [TestCase("office-saturday", "3wd", "2026-02-14 08:00", "2026-02-23 07:30", "2026-02-26 17:00", "quầy sáng thứ Bảy trước Tết")]
    [TestCase("office", "2wd", "2025-12-30 09:00", "2025-12-30 09:00", "2026-01-05 17:00", "qua năm mới và ngày hoán đổi")]
    [TestCase("office", "5wd", "2025-12-31 09:00", "2025-12-31 09:00", "2026-01-09 17:00", "05, 06, 07, 08, 09/01")]
    [TestCase("office", "6wd", "2025-12-31 09:00", "2025-12-31 09:00", "2026-01-10 17:00", "thứ Bảy làm bù 10/01 là ngày thứ sáu")]
    [TestCase("office", "1wd", "2026-01-10 10:00", "2026-01-10 10:00", "2026-01-12 17:00", "nhận ngày thứ Bảy làm bù: tính từ chính ngày đó")]
    [TestCase("office", "1wd", "2026-01-02 09:00", "2026-01-05 07:30", "2026-01-06 17:00", "nhận ngày nghỉ hoán đổi")]
    [TestCase("office", "1wd", "2018-12-28 09:00", "2018-12-28 09:00", "2019-01-02 17:00", "31/12/2018 hoán đổi, 01/01 nghỉ")]
    [TestCase("office", "4wd", "2018-12-28 09:00", "2018-12-28 09:00", "2019-01-05 17:00", "làm bù thứ Bảy 05/01/2019, khác năm")]
    [TestCase("office", "1wd", "2019-04-26 09:00", "2019-04-26 09:00", "2019-05-02 17:00", "nghỉ 29/04 hoán đổi, 30/04, 01/05")]
    [TestCase("office", "3wd", "2019-04-26 09:00", "2019-04-26 09:00", "2019-05-04 17:00", "làm bù thứ Bảy 04/05/2019")]
    [TestCase("office", "3wd", "2024-04-26 09:00", "2024-04-26 09:00", "2024-05-04 17:00", "công văn 2450: làm bù 04/05/2024")]
    [TestCase("office", "1wd", "2025-04-25 09:00", "2025-04-25 09:00", "2025-04-26 17:00", "làm bù trước khi nghỉ")]
    [TestCase("office", "1wd", "2025-04-29 09:00", "2025-04-29 09:00", "2025-05-05 17:00", "30/04, 01/05, 02/05 hoán đổi")]
    [TestCase("office", "1wd", "2026-08-21 09:00", "2026-08-21 09:00", "2026-08-22 17:00", "làm bù thứ Bảy 22/08")]
    [TestCase("office", "1wd", "2026-08-28 09:00", "2026-08-28 09:00", "2026-09-03 17:00", "Quốc khánh năm ngày")]
    [TestCase("office", "1wd", "2026-11-23 09:00", "2026-11-23 09:00", "2026-11-25 17:00", "Ngày Văn hóa Việt Nam 24/11")]
    [TestCase("office", "1wd", "2026-11-20 09:00", "2026-11-20 09:00", "2026-11-23 17:00", "23/11/2026 vẫn làm việc")]
    [TestCase("office", "1wd", "2026-11-24 09:00", "2026-11-25 07:30", "2026-11-26 17:00", "nhận đúng ngày nghỉ 24/11")]
    [TestCase("office", "1wd", "2025-11-21 09:00", "2025-11-21 09:00", "2025-11-24 17:00", "năm 2025 chưa có ngày nghỉ 24/11")]
    [TestCase("office", "1wd", "2018-08-31 09:00", "2018-08-31 09:00", "2018-09-04 17:00", "02/09/2018 Chủ nhật: nghỉ bù thứ Hai")]
    [TestCase("office", "1wd", "2020-09-01 09:00", "2020-09-01 09:00", "2020-09-03 17:00", "Quốc khánh một ngày đến hết 2020")]
    [TestCase("office", "1wd", "2021-09-01 09:00", "2021-09-01 09:00", "2021-09-06 17:00", "Quốc khánh hai ngày từ 2021")]
    [TestCase("office", "1wd", "2022-04-29 09:00", "2022-04-29 09:00", "2022-05-04 17:00", "hai ngày nghỉ bù liền nhau")]
    [TestCase("office", "1wd", "2023-04-28 09:00", "2023-04-28 09:00", "2023-05-04 17:00", "Giỗ Tổ, 30/04 và 01/05 dồn lại")]
    [TestCase("office", "3wd", "2026-04-24 09:00", "2026-04-24 09:00", "2026-05-04 17:00", "27/04 nghỉ bù Giỗ Tổ, 30/04, 01/05")]
    [TestCase("office", "30wd", "2026-01-05 09:00", "2026-01-05 09:00", "2026-02-13 17:00", "30 ngày làm việc kể cả thứ Bảy 10/01")]
    // Same day: reception after 15:00 moves to the next working day (Decree 23/2015 Art. 7).
    [TestCase("office", "same", "2026-03-02 15:00", "2026-03-02 15:00", "2026-03-02 17:00", "đúng 15:00 vẫn trong ngày")]
    [TestCase("office", "same", "2026-03-02 15:00:59", "2026-03-02 15:00", "2026-03-02 17:00", "15:00 trên giấy hẹn")]
    [TestCase("office", "same", "2026-03-02 15:01", "2026-03-03 07:30", "2026-03-03 17:00", "sau 15:00 sang hôm sau")]
    [TestCase("office", "same", "2026-03-06 15:01", "2026-03-09 07:30", "2026-03-09 17:00", "sau 15:00 thứ Sáu sang thứ Hai")]
    [TestCase("office", "same", "2026-02-13 15:30", "2026-02-23 07:30", "2026-02-23 17:00", "sau 15:00 ngày cuối trước Tết")]
    [TestCase("office", "same", "2026-03-02 07:00", "2026-03-02 07:30", "2026-03-02 17:00", "trước giờ mở cửa")]
    [TestCase("office", "same", "2026-03-01 16:00", "2026-03-02 07:30", "2026-03-02 17:00", "Chủ nhật sau 15:00: thứ Hai, không phải thứ Ba")]
    [TestCase("office-saturday", "same", "2026-03-14 09:00", "2026-03-16 07:30", "2026-03-16 17:00", "quầy sáng thứ Bảy nhận, thứ Hai trả")]
    [TestCase("office", "same", "2026-01-10 14:00", "2026-01-10 14:00", "2026-01-10 17:00", "thứ Bảy làm bù trả trong ngày")]
    // Days and months: all days count, the end rolls (Civil Code Art. 148.3, 148.5).
    [TestCase("office", "10d", "2026-03-02 10:00", "2026-03-02 10:00", "2026-03-12 17:00", "02 + 10")]
    [TestCase("office", "5d", "2026-03-02 10:00", "2026-03-02 10:00", "2026-03-09 17:00", "hết thứ Bảy: sang thứ Hai")]
    [TestCase("office", "5d", "2026-03-01 10:00", "2026-03-02 07:30", "2026-03-09 17:00", "nộp Chủ nhật: tính từ thứ Hai")]
    [TestCase("office", "10d", "2026-02-06 10:00", "2026-02-06 10:00", "2026-02-23 17:00", "hết ngày 29 Tết: sang ngày làm việc đầu năm")]
    [TestCase("office", "30d", "2026-01-15 10:00", "2026-01-15 10:00", "2026-02-23 17:00", "hết thứ Bảy liền trước Tết")]
    [TestCase("office", "7d", "2025-12-25 10:00", "2025-12-25 10:00", "2026-01-05 17:00", "hết 01/01: qua cả ngày hoán đổi 02/01")]
    [TestCase("office", "5d", "2026-01-05 10:00", "2026-01-05 10:00", "2026-01-10 17:00", "hết thứ Bảy làm bù: không chuyển")]
    [TestCase("office-saturday", "5d", "2026-03-02 10:00", "2026-03-02 10:00", "2026-03-09 17:00", "quầy mở sáng thứ Bảy vẫn chuyển sang thứ Hai")]
    [TestCase("office", "20d", "2026-11-04 10:00", "2026-11-04 10:00", "2026-11-25 17:00", "hết ngày 24/11 nghỉ")]
    [TestCase("office", "1mo", "2026-01-30 10:00", "2026-01-30 10:00", "2026-03-02 17:00", "tháng Hai không có ngày 30: 28/02 là thứ Bảy")]
    [TestCase("office", "1mo", "2026-03-31 10:00", "2026-03-31 10:00", "2026-05-04 17:00", "30/04 và 01/05 nghỉ, rồi cuối tuần")]
    [TestCase("office", "1mo", "2024-01-31 10:00", "2024-01-31 10:00", "2024-02-29 17:00", "năm nhuận")]
    [TestCase("office", "2mo", "2025-12-30 10:00", "2025-12-30 10:00", "2026-03-02 17:00", "qua năm, 28/02 là thứ Bảy")]
    [TestCase("office", "12mo", "2026-03-02 10:00", "2026-03-02 10:00", "2027-03-02 17:00", "tròn một năm")]
    public void The_clock_runs(string hours, string limit, string received, string startsAt, string dueAt, string reason)
    {
        var clock = Clock(limit, received, All[hours]);

        Assert.That(clock.StartsAt, Is.EqualTo(At(startsAt)), reason);
        Assert.That(clock.DueAt, Is.EqualTo(At(dueAt)), reason);
    }

    [TestCase("1wd", "15:00", "2026-03-02 15:00", "2026-03-03 17:00", "mốc riêng của thủ tục: đúng mốc là hôm nay")]
    [TestCase("1wd", "15:00", "2026-03-02 15:01", "2026-03-04 17:00", "sau mốc riêng: tính từ hôm sau")]
    [TestCase("1wd", "15:00", "2026-03-07 16:00", "2026-03-10 17:00", "ngày nghỉ sau mốc: chỉ dời một lần")]
    [TestCase("same", "16:00", "2026-03-02 15:30", "2026-03-02 17:00", "thủ tục trong ngày nới mốc đến 16:00")]
    [TestCase("2h", "15:00", "2026-03-02 15:30", "2026-03-03 09:30", "mốc áp dụng cả cho thời hạn giờ")]
    [TestCase("5d", "15:00", "2026-03-02 15:30", "2026-03-09 17:00", "03 + 5 = Chủ nhật 08/03")]
    public void A_version_may_set_its_own_cut_off(string limit, string cutOff, string received, string dueAt, string reason)
    {
        var clock = DeadlineLedger.Start(Terms(limit, cutOff), Office, At(received), null);

        Assert.That(clock.DueAt, Is.EqualTo(At(dueAt)), reason);
    }

    [Test]
    public void The_day_is_the_day_in_Vietnam_whatever_the_offset_of_the_instant()
    {
        var clock = DeadlineLedger.Start(Terms("1wd"), Office, new DateTimeOffset(2026, 3, 2, 17, 30, 0, TimeSpan.Zero), null);

        Assert.That(clock.StartsOn, Is.EqualTo(Day("2026-03-03")));
        Assert.That(clock.DueAt, Is.EqualTo(At("2026-03-04 17:00")));
    }

    [TestCase("5wd", "2027-12-30 09:00")]
    [TestCase("1wd", "2027-12-31 09:00")]
    [TestCase("10d", "2027-12-24 09:00")]
    [TestCase("1mo", "2027-12-01 09:00")]
    [TestCase("2h", "2027-12-31 16:00")]
    [TestCase("same", "2027-12-31 15:30")]
    public void A_term_that_crosses_into_a_year_without_a_calendar_is_an_error(string limit, string received) =>
        Assert.That(() => Clock(limit, received), Throws.TypeOf<MissingCalendarYearException>().With.Property("Year").EqualTo(2028));

    [TestCase("1wd", "2027-12-30 09:00", "2027-12-31 17:00")]
    [TestCase("1h", "2027-12-31 16:00", "2027-12-31 17:00")]
    [TestCase("7d", "2027-12-24 09:00", "2027-12-31 17:00")]
    public void A_term_that_ends_on_the_last_day_known_is_none(string limit, string received, string dueAt) =>
        Assert.That(Clock(limit, received).DueAt, Is.EqualTo(At(dueAt)));

    [TestCase(0, TimeUnit.WorkingDay)]
    [TestCase(10_001, TimeUnit.Minute)]
    [TestCase(2, TimeUnit.SameDay)]
    [TestCase(-1, TimeUnit.Hour)]
    public void A_limit_out_of_range_starts_no_clock(int value, TimeUnit unit) =>
        Assert.That(
            () => DeadlineLedger.Start(new ClockTerms { Limit = new TimeLimit(value, unit) }, Office, At("2026-03-02 09:00"), null),
            Throws.ArgumentException);
}

using OneStop.Domain.Calendar;
using static OneStop.Domain.Tests.Calendar.Calendars;

namespace OneStop.Domain.Tests.Calendar;

public sealed class WorkingCalendarTests
{
    [Test]
    public void The_sample_calendar_has_no_faults()
    {
        Assert.That(National.Faults(), Is.Empty);
        Assert.That(All.Values.SelectMany(calendar => calendar.Template.Faults()), Is.Empty);
        Assert.That(Years.Keys, Is.EquivalentTo(Enumerable.Range(2018, 10)));
    }

    [TestCase("2026-01-01", false, "Tết Dương lịch")]
    [TestCase("2026-01-02", false, "hoán đổi")]
    [TestCase("2026-01-10", true, "thứ Bảy làm bù")]
    [TestCase("2026-01-11", false, "Chủ nhật")]
    [TestCase("2026-02-13", true, "ngày cuối trước Tết")]
    [TestCase("2026-02-20", false, "mùng 4 Tết")]
    [TestCase("2026-04-27", false, "nghỉ bù Giỗ Tổ")]
    [TestCase("2026-11-23", true, "thứ Hai trước ngày 24/11")]
    [TestCase("2026-11-24", false, "Ngày Văn hóa Việt Nam")]
    [TestCase("2025-11-24", true, "chưa có ngày nghỉ này")]
    [TestCase("2018-12-31", false, "hoán đổi sang năm sau")]
    [TestCase("2019-01-05", true, "làm bù của năm trước")]
    [TestCase("2024-02-29", true, "ngày nhuận là thứ Năm thường")]
    public void A_day_is_worked_or_off(string day, bool worked, string reason)
    {
        Assert.That(Office.IsWorkingDay(Day(day)), Is.EqualTo(worked), reason);
        Assert.That(Saturday.IsWorkingDay(Day(day)), Is.EqualTo(worked), "quầy sáng thứ Bảy không đổi ngày tính thời hạn");
    }

    [TestCase("office-saturday", "2026-03-07 09:00", true, "sáng thứ Bảy thường")]
    [TestCase("office-saturday", "2026-03-07 14:00", false, "chiều thứ Bảy")]
    [TestCase("office-saturday", "2018-02-17 09:00", false, "mùng 2 Tết rơi vào thứ Bảy")]
    [TestCase("office-saturday", "2022-04-30 09:00", false, "30/04 rơi vào thứ Bảy")]
    [TestCase("office-saturday", "2026-04-25 09:00", true, "thứ Bảy trước Giỗ Tổ")]
    [TestCase("office-saturday", "2026-01-10 15:00", true, "thứ Bảy làm bù: giờ của thứ Sáu")]
    [TestCase("office-saturday", "2026-02-16 09:00", false, "Tết")]
    [TestCase("office", "2026-03-07 09:00", false, "không mở thứ Bảy")]
    [TestCase("office", "2026-01-10 16:59", true, "làm bù")]
    [TestCase("office", "2026-03-02 07:29", false, "chưa mở cửa")]
    [TestCase("office", "2026-03-02 07:30", true, "đúng giờ mở cửa")]
    [TestCase("office", "2026-03-02 11:30", false, "nghỉ trưa")]
    [TestCase("office", "2026-03-02 17:00", false, "đóng cửa")]
    public void The_counter_is_open(string hours, string at, bool open, string reason) =>
        Assert.That(All[hours].IsOpenAt(At(at)), Is.EqualTo(open), reason);

    [Test]
    public void A_worked_saturday_takes_the_hours_of_the_day_it_replaces()
    {
        var days = Enum.GetValues<DayOfWeek>().ToDictionary(day => day, Office.Template.OpeningSessions);
        days[DayOfWeek.Friday] = [new Session(new TimeOnly(7, 0), new TimeOnly(11, 0))];
        days[DayOfWeek.Saturday] = [new Session(new TimeOnly(8, 0), new TimeOnly(9, 0))];
        var calendar = new WorkingCalendar(National, new WeeklyTemplate { Name = "short-friday", Days = days });

        Assert.That(calendar.SessionsOn(Day("2026-01-10")), Is.EqualTo(days[DayOfWeek.Friday]), "10/01/2026 thay thứ Sáu 02/01");
        Assert.That(calendar.SessionsOn(Day("2019-01-05")), Is.EqualTo(days[DayOfWeek.Monday]), "05/01/2019 thay thứ Hai 31/12/2018");
        Assert.That(calendar.OpeningSessionsOn(Day("2026-01-10")), Is.EqualTo(days[DayOfWeek.Friday]));
        Assert.That(calendar.OpeningSessionsOn(Day("2026-01-17")), Is.EqualTo(days[DayOfWeek.Saturday]));
        Assert.That(calendar.ClosingTime(Day("2026-01-09")), Is.EqualTo(new TimeOnly(11, 0)));
    }

    [TestCase("2026-03-02 08:00", "2026-03-02 14:00", 240, "210 sáng, 30 chiều")]
    [TestCase("2026-03-02 11:30", "2026-03-02 13:30", 0, "nghỉ trưa")]
    [TestCase("2026-03-02 08:00:59", "2026-03-02 08:01:00", 1, "mỗi đầu cắt xuống phút")]
    [TestCase("2026-03-02 08:00:00", "2026-03-02 08:00:59", 0, "chưa hết phút")]
    [TestCase("2026-03-09 08:00", "2026-03-06 16:00", -90, "ngược chiều")]
    [TestCase("2026-02-13 17:00", "2026-02-23 07:30", 0, "cả kỳ nghỉ Tết")]
    [TestCase("2025-12-31 07:30", "2026-01-05 17:00", 900, "hai ngày làm việc qua năm")]
    [TestCase("2026-01-10 00:00", "2026-01-11 00:00", 450, "thứ Bảy làm bù")]
    [TestCase("2026-01-01 00:00", "2026-12-31 23:59", 112_050, "249 ngày: 261 ngày trong tuần − 14 ngày nghỉ + 2 ngày làm bù")]
    public void Minutes_between(string from, string to, long minutes, string reason)
    {
        Assert.That(Office.MinutesBetween(At(from), At(to)), Is.EqualTo(minutes), reason);
    }

    [TestCase("2026-03-02 08:00", -30, "2026-03-02 07:30")]
    [TestCase("2026-03-02 08:00", -31, "2026-02-27 16:59")]
    [TestCase("2026-03-02 14:00", -30, "2026-03-02 13:30")]
    [TestCase("2026-01-05 08:00", -60, "2025-12-31 16:30")]
    [TestCase("2026-03-01 09:10:20", 0, "2026-03-01 09:10")]
    [TestCase("2026-03-01 09:10", 1, "2026-03-02 07:31")]
    public void Adding_minutes(string from, long minutes, string expected) =>
        Assert.That(Office.AddMinutes(At(from), minutes), Is.EqualTo(At(expected)));

    [Test]
    public void A_missing_year_is_never_guessed()
    {
        Assert.That(() => Office.IsWorkingDay(Day("2028-01-03")), Throws.TypeOf<MissingCalendarYearException>());
        Assert.That(() => Office.IsOpenAt(At("2028-01-03 09:00")), Throws.TypeOf<MissingCalendarYearException>());
        Assert.That(() => Office.NextWorkingDay(Day("2027-12-31")), Throws.TypeOf<MissingCalendarYearException>());
        Assert.That(() => Office.MinutesBetween(At("2027-12-31 09:00"), At("2028-01-01 00:00")), Throws.TypeOf<MissingCalendarYearException>());
        Assert.That(() => Office.AddMinutes(At("2027-12-31 16:59"), 2), Throws.TypeOf<MissingCalendarYearException>());
        Assert.That(() => Office.MinutesBetween(At("2017-12-29 09:00"), At("2018-01-02 09:00")), Throws.TypeOf<MissingCalendarYearException>());
    }

    [Test]
    public void A_gap_between_years_is_an_error_only_where_it_is_crossed()
    {
        var calendar = new WorkingCalendar(new NationalCalendar(Years.Where(y => y.Key != 2020).ToDictionary(), 1), Office.Template);

        Assert.That(calendar.MinutesBetween(At("2021-03-01 08:00"), At("2021-03-01 09:00")), Is.EqualTo(60));
        Assert.That(
            () => calendar.MinutesBetween(At("2019-03-01 08:00"), At("2021-03-01 09:00")),
            Throws.TypeOf<MissingCalendarYearException>().With.Property("Year").EqualTo(2020));
    }

    [TestCase("2026-03-09", -5, "2026-03-02")]
    [TestCase("2026-03-09", -1, "2026-03-06", Description = "over a weekend")]
    [TestCase("2026-03-08", -1, "2026-03-06", Description = "from a day off")]
    [TestCase("2026-03-09", 0, "2026-03-09")]
    [TestCase("2026-03-06", 1, "2026-03-09")]
    public void Working_days_are_counted_both_ways(string from, int count, string to) =>
        Assert.That(Office.AddWorkingDays(Day(from), count), Is.EqualTo(Day(to)));

    [Test]
    public void The_version_names_template_last_year_and_days_off() => Assert.That(Office.Version, Is.EqualTo("office/2027.1"));

    [Test]
    public void A_faulty_year_says_what_is_wrong()
    {
        var year = Years[2026];
        IEnumerable<string> Faults(CalendarYear changed) => changed.Faults(Years).Select(fault => $"{fault.Path} {fault.Rule.Code}");

        Assert.That(Faults(year with { DaysOff = [Holiday("2025-01-01")] }), Does.Contain("daysOff[0] calendar.date-is-in-year"));
        Assert.That(Faults(year with { DaysOff = [Holiday("2026-03-07")], WorkedDays = [] }), Is.EqualTo(new[] { "daysOff[0] calendar.weekday-date" }));
        Assert.That(
            Faults(year with { DaysOff = [Holiday("2026-03-05"), Holiday("2026-03-05")], WorkedDays = [] }),
            Has.All.EndsWith("calendar.date-is-listed-once").And.Exactly(2).Items);
        Assert.That(Faults(year with { WorkedDays = [] }), Has.Exactly(2).EndsWith("calendar.swap-has-two-sides"));
        Assert.That(Faults(year with { HolidaysOnWeekend = [] }), Is.EqualTo(new[] { "daysOff[7] calendar.compensates-a-weekend-holiday" }));
        Assert.That(Faults(year with { HolidaysOnWeekend = [Holiday("2026-04-28")] }), Does.Contain("holidaysOnWeekend[0] calendar.weekend-date"));
    }

    [Test]
    public void A_swap_across_the_new_year_is_checked_once_both_years_are_known()
    {
        var faulty = Years[2019] with { WorkedDays = [] };
        var both = new NationalCalendar(new Dictionary<int, CalendarYear> { [2018] = Years[2018], [2019] = faulty }, 1);
        var alone = new NationalCalendar(new Dictionary<int, CalendarYear> { [2018] = Years[2018] }, 1);

        Assert.That(both.Faults().Select(fault => fault.Path), Does.Contain("2018.daysOff[10]"));
        Assert.That(alone.Faults(), Is.Empty);
    }

    [Test]
    public void A_faulty_template_says_what_is_wrong()
    {
        WeeklyTemplate Monday(params Session[] sessions) =>
            new() { Name = "x", Days = new Dictionary<DayOfWeek, IReadOnlyList<Session>>(Office.Template.Days) { [DayOfWeek.Monday] = sessions } };
        var morning = new Session(new TimeOnly(7, 30), new TimeOnly(11, 30));
        var overlapping = new Session(new TimeOnly(11, 0), new TimeOnly(12, 0));
        var backwards = new Session(new TimeOnly(12, 0), new TimeOnly(11, 0));
        var seconds = new Session(new TimeOnly(7, 30, 30), new TimeOnly(11, 30));

        Assert.That(Monday(morning).Faults(), Is.Empty);
        Assert.That(Monday().Faults().Single().Rule, Is.EqualTo(CalendarRules.WeekdayHasHours));
        foreach (var faulty in new[] { Monday(morning, overlapping), Monday(backwards), Monday(seconds) })
        {
            Assert.That(faulty.Faults().Single().Path, Is.EqualTo("days.monday"));
            Assert.That(() => new WorkingCalendar(National, faulty), Throws.ArgumentException);
        }
    }
}

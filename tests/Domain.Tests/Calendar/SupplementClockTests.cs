using OneStop.Domain.Calendar;
using static OneStop.Domain.Tests.Calendar.Calendars;

namespace OneStop.Domain.Tests.Calendar;

public sealed class SupplementClockTests
{
    [TestCase(SupplementPolicy.Restart, "10wd", "2026-03-03 09:00", SupplementEffect.Restart, "ngày thứ nhất")]
    [TestCase(SupplementPolicy.Restart, "10wd", "2026-03-05 17:30", SupplementEffect.Restart, "ngày thứ ba, tính theo ngày")]
    [TestCase(SupplementPolicy.Restart, "10wd", "2026-03-06 00:00", SupplementEffect.Pause, "quá ba ngày làm việc chỉ tạm dừng")]
    [TestCase(SupplementPolicy.Restart, "10wd", "2026-03-16 18:00", SupplementEffect.Pause, "tối ngày hẹn: chưa quá hạn")]
    [TestCase(SupplementPolicy.Restart, "10wd", "2026-03-17 00:00", SupplementEffect.None, "đã quá hạn")]
    [TestCase(SupplementPolicy.Restart, "1wd", "2026-03-03 16:59", SupplementEffect.Restart, "trước giờ hẹn")]
    [TestCase(SupplementPolicy.Restart, "1wd", "2026-03-03 17:00", SupplementEffect.Pause, "đúng giờ hẹn: hết quyền tính lại")]
    [TestCase(SupplementPolicy.Restart, "1wd", "2026-03-04 08:00", SupplementEffect.None, "trong ba ngày nhưng đã quá hạn")]
    [TestCase(SupplementPolicy.Restart, "4h", "2026-03-02 16:01", SupplementEffect.None, "thời hạn giờ: quá hạn từ phút sau")]
    [TestCase(SupplementPolicy.Pause, "10wd", "2026-03-03 09:00", SupplementEffect.Pause, "thủ tục chỉ tạm dừng")]
    [TestCase(SupplementPolicy.Pause, "10wd", "2026-03-17 09:00", SupplementEffect.None, "đã quá hạn")]
    [TestCase(SupplementPolicy.None, "10wd", "2026-03-03 09:00", SupplementEffect.None, "thủ tục không tạm dừng")]
    public void A_request_acts_by_policy_window_and_due_instant(
        SupplementPolicy policy, string limit, string now, SupplementEffect expected, string reason) =>
        Assert.That(SupplementClock.EffectOf(policy, Clock(limit, "2026-03-02 10:00"), Office, At(now)), Is.EqualTo(expected), reason);

    [Test]
    public void The_window_counts_working_days_by_the_start_rule()
    {
        Assert.That(SupplementClock.WindowEndsOn(Clock("10wd", "2026-02-12 10:00"), Office), Is.EqualTo(Day("2026-02-24")), "13, 23, 24/02");
        Assert.That(SupplementClock.WindowEndsOn(Clock("10wd", "2026-03-02 17:30"), Office), Is.EqualTo(Day("2026-03-06")), "tính từ 03/03");
        Assert.That(SupplementClock.WindowEndsOn(Clock("10wd", "2026-03-02 10:00"), Office, 5), Is.EqualTo(Day("2026-03-09")));
    }

    [Test]
    public void A_restart_opens_no_second_window()
    {
        var restarted = Clock("10wd", "2026-03-02 10:00").Pause(Office, At("2026-03-03 09:00"), null, "supplement")
            .Restart(Office, At("2026-03-16 09:00"), null, "supplement");

        Assert.That(SupplementClock.EffectOf(SupplementPolicy.Restart, restarted, Office, At("2026-03-17 09:00")), Is.EqualTo(SupplementEffect.Pause));
    }
}

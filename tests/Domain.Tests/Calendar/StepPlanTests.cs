using OneStop.Domain.Calendar;
using static OneStop.Domain.Tests.Calendar.Calendars;

namespace OneStop.Domain.Tests.Calendar;

/// <summary>5 working days from Monday 02/03/2026 10:00 have 300 + 5 × 450 = 2,550 minutes; the route has 40 hours.</summary>
public sealed class StepPlanTests
{
    private static readonly DeadlineLedger FiveDays = Clock("5wd", "2026-03-02 10:00");

    [TestCase(4, "2026-03-02 10:00", "2026-03-02 16:15", "255 phút: 90 sáng, 165 chiều")]
    [TestCase(8, "2026-03-02 10:00", "2026-03-03 11:00", "510 phút: 300 thứ Hai, 210 thứ Ba")]
    [TestCase(40, "2026-03-02 10:00", "2026-03-09 17:00", "cả lộ trình là cả thời hạn")]
    [TestCase(8, "2026-03-09 15:00", "2026-03-09 17:00", "không bước nào hạn sau hồ sơ")]
    [TestCase(8, "2026-03-11 09:00", "2026-03-09 17:00", "hồ sơ đã quá hạn")]
    [TestCase(4, "2026-03-09 10:44", "2026-03-09 16:59", "256 phút trước hạn: hạn của bước sớm hơn một phút")]
    [TestCase(0, "2026-03-02 10:00", "2026-03-02 10:01", "bước không giờ vẫn có một phút")]
    public void A_step_has_its_share_of_the_clock(int hours, string started, string dueAt, string reason)
    {
        Assert.That(StepPlan.Due(FiveDays, Office, hours, 40, At(started)), Is.EqualTo(At(dueAt)), reason);
    }

    [Test]
    public void A_step_moves_with_the_pauses_since_it_began()
    {
        var clock = FiveDays.Paused("2026-03-02 14:00", "2026-03-02 15:00");

        Assert.That(StepPlan.Due(clock, Office, 4, 40, At("2026-03-02 10:00")), Is.EqualTo(At("2026-03-03 07:45")), "16:15 + 60");
        Assert.That(StepPlan.Due(clock, Office, 4, 40, At("2026-03-02 15:30")), Is.EqualTo(At("2026-03-03 10:15")), "dừng trước khi bước bắt đầu: 90 + 165");
    }

    [Test]
    public void A_step_begins_anew_with_a_restart()
    {
        var clock = FiveDays.Pause(Office, At("2026-03-02 14:00"), null, "supplement").Restart(Office, At("2026-03-12 10:00"), null, "supplement");

        Assert.That(StepPlan.Due(clock, Office, 4, 40, At("2026-03-02 10:00")), Is.EqualTo(At("2026-03-12 16:15")));
    }

    [Test]
    public void Hours_out_of_range_are_refused()
    {
        Assert.That(() => StepPlan.Due(FiveDays, Office, -1, 40, At("2026-03-02 10:00")), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => StepPlan.Due(FiveDays, Office, 1, 0, At("2026-03-02 10:00")), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}

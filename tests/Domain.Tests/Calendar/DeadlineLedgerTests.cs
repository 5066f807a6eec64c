using System.Text.Json;
using OneStop.Domain.Calendar;
using static OneStop.Domain.Tests.Calendar.Calendars;

namespace OneStop.Domain.Tests.Calendar;

/// <summary>Most clocks here: 5 working days from Monday 02/03/2026 10:00, first promise Monday 09/03/2026 17:00.</summary>
public sealed class DeadlineLedgerTests
{
    private static readonly DeadlineLedger FiveDays = Clock("5wd", "2026-03-02 10:00");

    [TestCase("5wd", "2026-03-02 10:00", "2026-03-06 16:45", "2026-03-09 07:15", "2026-03-10 07:45", "thứ Sáu 16:45 đến thứ Hai 07:15: 15 phút")]
    [TestCase("5wd", "2026-03-02 10:00", "2026-03-03 07:30", "2026-03-03 11:30", "2026-03-10 11:30", "240 phút: cuối buổi sáng, không phải 13:30")]
    [TestCase("5wd", "2026-03-02 10:00", "2026-03-03 10:00", "2026-03-04 10:00", "2026-03-10 17:00", "450 phút: tròn một ngày")]
    [TestCase("5wd", "2026-03-02 10:00", "2026-03-03 11:30", "2026-03-03 13:30", "2026-03-09 17:00", "chỉ trong giờ nghỉ trưa")]
    [TestCase("5wd", "2026-03-02 10:00", "2026-03-06 17:00", "2026-03-09 07:30", "2026-03-09 17:00", "chỉ trong cuối tuần")]
    [TestCase("5wd", "2026-03-02 10:00", "2026-03-09 17:20", "2026-03-12 09:00", "2026-03-12 09:00", "dừng tối ngày hẹn: 450 + 450 + 90 phút")]
    [TestCase("5wd", "2026-03-02 10:00", "2026-03-09 17:20", "2026-03-09 17:40", "2026-03-09 17:00", "dừng trong buổi tối ngày hẹn: không đổi")]
    [TestCase("1wd", "2026-03-05 10:00", "2026-03-06 18:00", "2026-03-07 09:00", "2026-03-09 07:30", "hết phút vào tối thứ Sáu: chờ công dân qua thứ Bảy không làm quá hạn")]
    [TestCase("4h", "2026-03-02 07:30", "2026-03-02 11:30", "2026-03-02 12:30", "2026-03-02 13:30", "hết phút lúc 11:30, chờ trong giờ nghỉ trưa")]
    [TestCase("5wd", "2026-02-11 10:00", "2026-02-13 16:00", "2026-02-23 08:00", "2026-02-26 09:00", "dừng qua Tết: 60 + 30 phút")]
    [TestCase("same", "2026-03-02 08:00", "2026-03-02 14:00", "2026-03-03 08:30", "2026-03-03 11:30", "trong ngày: 180 + 60 phút")]
    [TestCase("same", "2026-03-02 08:00", "2026-03-02 10:00", "2026-03-02 15:30", "2026-03-03 11:00", "tiếp tục sau 15:00 không áp dụng lại mốc: 90 + 120 phút")]
    [TestCase("4h", "2026-03-02 08:00", "2026-03-02 09:00", "2026-03-02 10:00", "2026-03-02 15:00", "hẹn 14:00 dời 60 phút")]
    [TestCase("10d", "2026-03-02 10:00", "2026-03-04 09:00", "2026-03-09 09:00", "2026-03-17 17:00", "5 ngày lịch: 12 + 5")]
    [TestCase("10d", "2026-03-02 10:00", "2026-03-04 08:00", "2026-03-04 16:00", "2026-03-12 17:00", "cùng ngày: không dời")]
    [TestCase("5d", "2026-03-02 10:00", "2026-03-03 09:00", "2026-03-04 09:00", "2026-03-09 17:00", "thứ Bảy + 1 = Chủ nhật, vẫn thứ Hai")]
    [TestCase("5d", "2026-03-02 10:00", "2026-03-09 09:00", "2026-03-11 09:00", "2026-03-11 17:00", "dừng vào ngày đã chuyển: tính từ ngày đó")]
    [TestCase("1mo", "2026-03-02 10:00", "2026-03-04 09:00", "2026-03-05 09:00", "2026-04-03 17:00", "02/04 + 1")]
    public void A_pause_moves_the_due_instant(string limit, string received, string paused, string resumed, string dueAt, string reason)
    {
        var clock = Clock(limit, received).Paused(paused, resumed);

        Assert.That(clock.DueAt, Is.EqualTo(At(dueAt)), reason);
        Assert.That(clock.FirstDueAt, Is.EqualTo(Clock(limit, received).DueAt), "lời hẹn đầu không đổi");
    }

    [Test]
    public void Two_pauses_in_one_day_add_up()
    {
        var clock = FiveDays.Paused("2026-03-03 08:00", "2026-03-03 08:30").Paused("2026-03-03 14:00", "2026-03-03 15:15");

        Assert.That(clock.DueAt, Is.EqualTo(At("2026-03-10 09:15")), "30 + 75 phút sau 17:00 thứ Hai");
        Assert.That(clock.Entries.Where(entry => entry.Kind is LedgerEntryKind.Resume).Select(entry => entry.Minutes), Is.EqualTo(new long?[] { 30, 75 }));
    }

    [Test]
    public void Rolling_over_a_weekend_does_not_add_up_over_several_pauses()
    {
        var clock = Clock("5d", "2026-03-02 10:00")
            .Paused("2026-03-03 09:00", "2026-03-04 09:00").Paused("2026-03-04 10:00", "2026-03-05 09:00");
        Assert.That(clock.DueAt, Is.EqualTo(At("2026-03-09 17:00")), "thứ Bảy + 2 = thứ Hai");

        Assert.That(clock.Paused("2026-03-05 10:00", "2026-03-06 09:00").DueAt, Is.EqualTo(At("2026-03-10 17:00")), "thêm một ngày: thứ Ba");
    }

    [Test]
    public void A_pause_before_the_clock_starts_takes_only_what_lies_after_the_start()
    {
        var clock = Clock("same", "2026-03-02 15:30").Paused("2026-03-02 15:40", "2026-03-03 09:00");

        Assert.That(clock.DueAt, Is.EqualTo(At("2026-03-04 09:00")), "chạy từ 07:30 thứ Ba: dừng 90 phút");
    }

    [Test]
    public void There_is_one_pause_at_a_time()
    {
        var paused = FiveDays.Pause(Office, At("2026-03-03 09:00"), null, "supplement");

        Assert.That(() => paused.Pause(Office, At("2026-03-03 10:00"), null, "financialObligation"), Throws.InvalidOperationException);
        Assert.That(() => FiveDays.Resume(Office, At("2026-03-03 10:00"), null), Throws.InvalidOperationException);
    }

    [Test]
    public void A_resume_stamped_before_its_pause_is_a_pause_of_nothing()
    {
        Assert.That(FiveDays.Paused("2026-03-03 09:00", "2026-03-03 08:00").DueAt, Is.EqualTo(FiveDays.DueAt));
    }

    [TestCase("5wd", "2026-03-12 15:30", "2026-03-19 17:00", "tính lại từ ngày bổ sung đủ")]
    [TestCase("5wd", "2026-03-12 17:30", "2026-03-20 17:00", "bổ sung sau giờ làm việc: từ hôm sau")]
    [TestCase("5wd", "2026-03-14 09:00", "2026-03-23 17:00", "bổ sung ngày thứ Bảy: từ thứ Hai")]
    [TestCase("10d", "2026-03-12 15:30", "2026-03-23 17:00", "12 + 10 = Chủ nhật 22/03")]
    [TestCase("4h", "2026-03-12 15:30", "2026-03-13 10:00", "90 phút chiều, 150 phút sáng hôm sau")]
    public void A_restart_counts_the_whole_term_again(string limit, string answered, string dueAt, string reason)
    {
        var clock = Clock(limit, "2026-03-02 10:00").Pause(Office, At("2026-03-02 10:30"), null, "supplement")
            .Restart(Office, At(answered), null, "supplement");

        Assert.That(clock.DueAt, Is.EqualTo(At(dueAt)), reason);
        Assert.That(clock.IsPaused, Is.False);
        Assert.That(clock.UsedMinutes(Office, clock.StartsAt), Is.Zero);
        Assert.That(clock.FirstDueAt, Is.EqualTo(Clock(limit, "2026-03-02 10:00").DueAt));
    }

    [Test]
    public void A_same_day_restart_after_15_00_goes_to_the_next_day()
    {
        var clock = Clock("same", "2026-03-02 08:00").Pause(Office, At("2026-03-02 09:00"), null, "supplement")
            .Restart(Office, At("2026-03-04 15:01"), null, "supplement");

        Assert.That(clock.DueAt, Is.EqualTo(At("2026-03-05 17:00")));
    }

    [TestCase("5wd", "3wd", "2026-03-12 17:00", "thứ Hai 09/03 + 3 ngày làm việc")]
    [TestCase("5wd", "2h", "2026-03-10 09:30", "120 phút sau 17:00")]
    [TestCase("5wd", "5d", "2026-03-16 17:00", "09 + 5 = thứ Bảy")]
    [TestCase("10d", "2d", "2026-03-16 17:00", "12 + 2 = thứ Bảy")]
    [TestCase("10d", "1mo", "2026-04-13 17:00", "12/04 là Chủ nhật")]
    [TestCase("10d", "2wd", "2026-03-16 17:00", "13, 16")]
    public void An_extension_counts_from_the_old_due_instant_in_its_own_unit(string limit, string by, string dueAt, string reason)
    {
        var clock = Clock(limit, "2026-03-02 10:00").Extend(Office, Limit(by), At("2026-03-05 09:00"), "leader", "extension", "chờ ý kiến");

        Assert.That(clock.DueAt, Is.EqualTo(At(dueAt)), reason);
        Assert.That(clock.WasExtended, Is.True);
        Assert.That(clock.FirstDueAt, Is.EqualTo(Clock(limit, "2026-03-02 10:00").DueAt));
    }

    [Test]
    public void An_extension_in_working_days_keeps_the_minute_of_the_day()
    {
        var clock = FiveDays.Paused("2026-03-06 16:45", "2026-03-09 07:15").Extend(Office, Limit("2wd"), At("2026-03-09 08:00"), null, "extension");

        Assert.That(clock.DueAt, Is.EqualTo(At("2026-03-12 07:45")), "07:45 thứ Ba + 2 ngày làm việc");
    }

    [Test]
    public void An_extension_crosses_Tet()
    {
        var clock = Clock("2wd", "2026-02-11 09:00").Extend(Office, Limit("2wd"), At("2026-02-12 09:00"), null, "extension");

        Assert.That(clock.DueAt, Is.EqualTo(At("2026-02-24 17:00")), "13/02 + 23, 24/02");
    }

    [Test]
    public void A_pause_after_an_extension_in_days_shifts_the_day_before_rolling()
    {
        var clock = Clock("10d", "2026-03-02 10:00").Extend(Office, Limit("2d"), At("2026-03-05 09:00"), null, "extension")
            .Paused("2026-03-06 09:00", "2026-03-07 09:00");

        Assert.That(clock.DueAt, Is.EqualTo(At("2026-03-16 17:00")), "thứ Bảy 14 + 1 = Chủ nhật");
    }

    [Test]
    public void An_extension_within_the_same_day_is_refused() =>
        Assert.That(() => FiveDays.Extend(Office, Limit("same"), At("2026-03-05 09:00"), null, "extension"), Throws.ArgumentException);

    [Test]
    public void A_pause_of_an_overdue_clock_is_written_down_and_moves_nothing()
    {
        var clock = FiveDays.Pause(Office, At("2026-03-10 08:00"), null, "financialObligation");
        Assert.That(clock.IsPaused, Is.True);
        Assert.That(clock.IsOverdue(At("2026-03-16 08:00")), Is.True);

        clock = clock.Resume(Office, At("2026-03-16 08:00"), null, "financialObligation");
        Assert.That(clock.DueAt, Is.EqualTo(At("2026-03-09 17:00")));
        Assert.That(clock.IsOverdue(At("2026-03-16 08:00")), Is.True);
    }

    [Test]
    public void An_overdue_clock_neither_restarts_nor_is_extended()
    {
        Assert.That(() => FiveDays.Restart(Office, At("2026-03-10 08:00"), null, "supplement"), Throws.InvalidOperationException);
        Assert.That(() => FiveDays.Extend(Office, Limit("5wd"), At("2026-03-10 08:00"), null, "extension"), Throws.InvalidOperationException);
    }

    [TestCase("5wd", "2026-03-06 16:00", Timeliness.Early)]
    [TestCase("5wd", "2026-03-09 07:30", Timeliness.OnTime)]
    [TestCase("5wd", "2026-03-09 18:30", Timeliness.OnTime)]
    [TestCase("5wd", "2026-03-10 00:00", Timeliness.Late)]
    [TestCase("same", "2026-03-02 20:00", Timeliness.OnTime)]
    [TestCase("10d", "2026-03-11 23:59", Timeliness.Early)]
    [TestCase("4h", "2026-03-02 15:59", Timeliness.Early)]
    [TestCase("4h", "2026-03-02 16:00", Timeliness.OnTime)]
    [TestCase("4h", "2026-03-02 16:00:59", Timeliness.OnTime)]
    [TestCase("4h", "2026-03-02 16:01", Timeliness.Late)]
    public void Closing_is_judged_by_the_date_and_for_hours_by_the_minute(string limit, string closed, Timeliness expected)
    {
        var clock = Clock(limit, "2026-03-02 10:00");
        Assert.That(clock.IsOverdue(At(closed)), Is.EqualTo(expected is Timeliness.Late), "mở hay đóng cùng một thước đo");

        clock = clock.Close(Office, At(closed), "handler");
        Assert.That(clock.Closing, Is.EqualTo(expected));
        Assert.That(clock.At(At("2026-04-01 09:00")), Is.EqualTo(expected), "không đổi về sau");
    }

    [TestCase("5wd", "2026-03-06 16:29", Timeliness.InTime)]
    [TestCase("5wd", "2026-03-06 16:30", Timeliness.NearDue)]
    [TestCase("5wd", "2026-03-09 23:59", Timeliness.NearDue)]
    [TestCase("5wd", "2026-03-10 00:00", Timeliness.Overdue)]
    [TestCase("4h", "2026-03-02 13:59", Timeliness.InTime)]
    [TestCase("4h", "2026-03-02 14:00", Timeliness.NearDue)]
    [TestCase("4h", "2026-03-02 16:01", Timeliness.Overdue)]
    public void An_open_clock_is_near_due_in_its_last_8_hours_or_second_half(string limit, string now, Timeliness expected) =>
        Assert.That(Clock(limit, "2026-03-02 10:00").At(At(now)), Is.EqualTo(expected), "480 phút trước 17:00 thứ Hai; 4 giờ: 120 phút");

    [Test]
    public void A_paused_clock_stays_in_time()
    {
        var paused = FiveDays.Pause(Office, At("2026-03-09 16:00"), null, "supplement");

        Assert.That(paused.At(At("2026-06-01 09:00")), Is.EqualTo(Timeliness.InTime));
        Assert.That(paused.OverdueFrom, Is.Null);
        Assert.That(paused.LeftMinutes(Office, At("2026-06-01 09:00")), Is.EqualTo(60));
        Assert.That(paused.Close(Office, At("2026-06-01 09:00"), null, "stop").Closing, Is.EqualTo(Timeliness.OnTime), "còn 60 phút khi dừng");
    }

    [Test]
    public void A_reopened_clock_goes_on_where_it_stood()
    {
        var clock = FiveDays.Close(Office, At("2026-03-06 16:00"), null, "stop").Reopen(Office, At("2026-03-16 08:00"), "leader", "reopen");

        Assert.That(clock.IsClosed, Is.False);
        Assert.That(clock.DueAt, Is.EqualTo(At("2026-03-17 09:00")), "còn 60 + 450 phút: thứ Hai từ 08:00 có 420 phút, thứ Ba 90 phút");
        Assert.That(clock.LeftMinutes(Office, At("2026-03-16 08:00")), Is.EqualTo(510));
    }

    [Test]
    public void A_dossier_reopened_out_of_a_pause_loses_no_minute()
    {
        var clock = FiveDays.Pause(Office, At("2026-03-05 09:00"), null, "supplement").Close(Office, At("2026-03-10 09:00"), null, "stop");
        var left = clock.LeftMinutes(Office, At("2026-03-16 08:00"));
        clock = clock.Reopen(Office, At("2026-03-16 08:00"), "leader", "reopen");

        Assert.That(clock.IsPaused, Is.False);
        Assert.That(clock.LeftMinutes(Office, At("2026-03-16 08:00")), Is.EqualTo(left).And.EqualTo(360 + 450 + 450));
    }

    [Test]
    public void Lateness_outlives_closing_and_reopening()
    {
        var clock = FiveDays.Close(Office, At("2026-03-10 09:00"), null).Reopen(Office, At("2026-03-20 09:00"), "leader", "reopen");

        Assert.That(clock.DueAt, Is.EqualTo(At("2026-03-09 17:00")));
        Assert.That(clock.At(At("2026-03-20 09:00")), Is.EqualTo(Timeliness.Overdue));
        Assert.That(clock.UsedMinutes(Office, At("2026-03-20 09:00")) + clock.LeftMinutes(Office, At("2026-03-20 09:00")), Is.EqualTo(clock.BudgetMinutes));
    }

    [Test]
    public void A_pause_that_ends_in_a_late_closing_stays_late_when_reopened()
    {
        var clock = Clock("same", "2026-03-02 08:00").Paused("2026-03-02 16:00", "2026-03-03 08:00");
        Assert.That(clock.DueAt, Is.EqualTo(At("2026-03-03 09:00")));

        var closed = clock.Pause(Office, At("2026-03-03 14:00"), "handler", "supplement").Close(Office, At("2026-03-04 08:00"), "handler");
        Assert.That(closed.DueAt, Is.EqualTo(At("2026-03-03 14:30")), "dừng 210 phút từ chiều ngày hẹn: hạn vẫn trong ngày hẹn");
        Assert.That(closed.Closing, Is.EqualTo(Timeliness.Late));

        var again = closed.Reopen(Office, At("2026-03-05 08:00"), "leader", "reopen");
        Assert.That(again.DueAt, Is.EqualTo(closed.DueAt));
        Assert.That(again.At(At("2026-03-05 08:00")), Is.EqualTo(Timeliness.Overdue), "đã trễ thì mở lại vẫn trễ");
        Assert.That(again.UsedMinutes(Office, At("2026-03-05 08:00")) + again.LeftMinutes(Office, At("2026-03-05 08:00")), Is.EqualTo(again.BudgetMinutes));
    }

    [Test]
    public void A_closed_clock_is_closed()
    {
        var closed = FiveDays.Close(Office, At("2026-03-06 16:00"), null);

        Assert.That(() => closed.Close(Office, At("2026-03-07 16:00"), null), Throws.InvalidOperationException);
        Assert.That(() => closed.Pause(Office, At("2026-03-07 16:00"), null, "supplement"), Throws.InvalidOperationException);
        Assert.That(() => closed.Extend(Office, Limit("1wd"), At("2026-03-07 16:00"), null, "extension"), Throws.InvalidOperationException);
        Assert.That(() => FiveDays.Reopen(Office, At("2026-03-07 16:00"), null, "reopen"), Throws.InvalidOperationException);
    }

    [Test]
    public void Used_and_left_stand_still_in_a_pause()
    {
        var paused = FiveDays.Pause(Office, At("2026-03-03 09:00"), null, "supplement");
        foreach (var now in new[] { "2026-03-03 09:00", "2026-03-03 16:00", "2026-03-20 10:00" })
        {
            Assert.That(paused.UsedMinutes(Office, At(now)), Is.EqualTo(300 + 90), "thứ Hai 90 + 210, thứ Ba 90");
            Assert.That(paused.LeftMinutes(Office, At(now)), Is.EqualTo(360 + (4 * 450)));
        }
    }

    [Test]
    public void A_ledger_survives_json()
    {
        var clock = FiveDays.Paused("2026-03-03 09:00", "2026-03-04 09:00")
            .Extend(Office, Limit("2wd"), At("2026-03-05 09:00"), "leader", "extension", "chờ ý kiến").Close(Office, At("2026-03-09 09:00"), "handler");

        var json = JsonSerializer.Serialize(clock);
        var read = JsonSerializer.Deserialize<DeadlineLedger>(json)!;

        Assert.That(JsonSerializer.Serialize(read), Is.EqualTo(json));
        Assert.That(read.Entries, Is.EqualTo(clock.Entries));
        Assert.That(read.Terms, Is.EqualTo(clock.Terms));
        Assert.That(read.DueAt, Is.EqualTo(clock.DueAt));
        Assert.That(json, Does.Not.Contain("IsPaused").And.Not.Contain("DueAt").And.Not.Contain("IsValid"), "chỉ lưu sổ, không lưu điều suy ra");
    }
}

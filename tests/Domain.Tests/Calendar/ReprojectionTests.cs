using OneStop.Domain.Calendar;
using static OneStop.Domain.Tests.Calendar.Calendars;

namespace OneStop.Domain.Tests.Calendar;

/// <summary>Days off decided after reception; the clock is 5 working days from Monday 02/03/2026, due Monday 09/03.</summary>
public sealed class ReprojectionTests
{
    private static readonly DeadlineLedger FiveDays = Clock("5wd", "2026-03-02 10:00");

    private static readonly WorkingCalendar FridayOff = Changed(year => year with { DaysOff = [.. year.DaysOff, Holiday("2026-03-06")] });

    private static readonly WorkingCalendar SaturdayWorked = Changed(year => year with
    {
        WorkedDays = [.. year.WorkedDays, new WorkedDay(Day("2026-03-07"), Day("2026-03-13"), null, true)],
    });

    [Test]
    public void A_new_day_off_moves_the_due_instant_and_is_written_down()
    {
        var clock = FiveDays.Reproject(FridayOff, At("2026-03-04 08:00"), "system", "calendar");

        Assert.That(clock.DueAt, Is.EqualTo(At("2026-03-10 17:00")));
        Assert.That(clock.FirstDueAt, Is.EqualTo(At("2026-03-09 17:00")));
        var entry = clock.Entries[^1];
        Assert.That((entry.Kind, entry.Before, entry.After), Is.EqualTo((LedgerEntryKind.Reproject, (DateTimeOffset?)At("2026-03-09 17:00"), (DateTimeOffset?)At("2026-03-10 17:00"))));
        Assert.That(clock.Reproject(FridayOff, At("2026-03-04 09:00"), "system", "calendar"), Is.SameAs(clock), "lần thứ hai không có gì đổi");
    }

    [Test]
    public void A_newly_worked_saturday_brings_it_forward() =>
        Assert.That(FiveDays.Reproject(SaturdayWorked, At("2026-03-04 08:00"), null, "calendar").DueAt, Is.EqualTo(At("2026-03-07 17:00")));

    [Test]
    public void Nothing_moves_where_nothing_changed()
    {
        var sameDays = Changed(year => year);
        var elsewhere = Changed(year => year with { DaysOff = [.. year.DaysOff, Holiday("2026-03-10")] });

        Assert.That(FiveDays.Reproject(sameDays, At("2026-03-04 08:00"), null, "calendar"), Is.SameAs(FiveDays));
        Assert.That(FiveDays.Reproject(elsewhere, At("2026-03-04 08:00"), null, "calendar"), Is.SameAs(FiveDays), "ngày nghỉ sau hạn");
    }

    [Test]
    public void A_late_dossier_is_not_made_on_time()
    {
        var mondayOff = Changed(year => year with { DaysOff = [.. year.DaysOff, Holiday("2026-03-09")] });

        Assert.That(FiveDays.Reproject(mondayOff, At("2026-03-10 00:00"), null, "calendar"), Is.SameAs(FiveDays), "đã quá hạn");
        Assert.That(FiveDays.Reproject(mondayOff, At("2026-03-09 18:00"), null, "calendar").DueAt, Is.EqualTo(At("2026-03-10 17:00")), "chưa quá hạn");
    }

    [Test]
    public void A_change_alone_makes_no_dossier_late() =>
        Assert.That(FiveDays.Reproject(SaturdayWorked, At("2026-03-09 08:00"), null, "calendar"), Is.SameAs(FiveDays), "07/03 đã qua");

    [Test]
    public void Pauses_restarts_and_extensions_are_counted_again()
    {
        var clock = FiveDays.Paused("2026-03-03 09:00", "2026-03-04 09:00").Extend(Office, Limit("1wd"), At("2026-03-04 10:00"), null, "extension");
        Assert.That(clock.DueAt, Is.EqualTo(At("2026-03-11 17:00")), "10/03 sau khi dừng, thêm một ngày");

        var moved = clock.Reproject(FridayOff, At("2026-03-05 08:00"), null, "calendar");
        Assert.That(moved.DueAt, Is.EqualTo(At("2026-03-12 17:00")));
        Assert.That(moved.UsedMinutes(FridayOff, At("2026-03-10 09:00")) + moved.LeftMinutes(FridayOff, At("2026-03-10 09:00")), Is.EqualTo(moved.BudgetMinutes));

        var restarted = clock.Restart(Office, At("2026-03-05 09:00"), null, "supplement").Reproject(FridayOff, At("2026-03-05 10:00"), null, "calendar");
        Assert.That(restarted.DueAt, Is.EqualTo(At("2026-03-13 17:00")), "09, 10, 11, 12, 13/03");
    }

    [Test]
    public void A_pause_goes_on_through_it()
    {
        var clock = FiveDays.Pause(Office, At("2026-03-05 09:00"), null, "supplement").Reproject(FridayOff, At("2026-03-05 10:00"), null, "calendar");
        Assert.That(clock.IsPaused, Is.True);

        Assert.That(clock.Resume(FridayOff, At("2026-03-09 09:00"), null).DueAt, Is.EqualTo(At("2026-03-11 17:00")), "10/03 + 450 phút: 360 thứ Năm, 90 thứ Hai");
    }

    [Test]
    public void A_closed_clock_stays_as_it_was_closed()
    {
        var closed = FiveDays.Close(Office, At("2026-03-09 09:00"), null);

        Assert.That(closed.Reproject(FridayOff, At("2026-03-09 10:00"), null, "calendar"), Is.SameAs(closed));
    }

    [Test]
    public void Changed_hours_change_the_budget_though_the_due_instant_stays()
    {
        var clock = FiveDays.Reproject(All["office-8h"], At("2026-03-04 08:00"), null, "calendar");

        Assert.That(clock.DueAt, Is.EqualTo(FiveDays.DueAt));
        Assert.That(clock.BudgetMinutes, Is.EqualTo(330 + (5 * 480)));
    }
}

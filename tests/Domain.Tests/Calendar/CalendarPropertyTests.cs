using FsCheck;
using FsCheck.Fluent;
using OneStop.Domain.Calendar;
using OneStop.Domain.Shared;
using static OneStop.Domain.Tests.Calendar.Calendars;

namespace OneStop.Domain.Tests.Calendar;

/// <summary>What holds for every template, instant, limit and history of 2018–2027.</summary>
public sealed class CalendarPropertyTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(1_000);

    private static readonly WorkingCalendar[] Templates = [.. All.Values];

    private static readonly Gen<WorkingCalendar> Calendar = Gen.Elements(Templates);

    /// <summary>Any minute and second from 2018 to the middle of 2026, so that every term still ends in a known year.</summary>
    private static readonly Gen<DateTimeOffset> Instant =
        from day in Gen.Choose(0, 3_100)
        from second in Gen.OneOf(Gen.Choose(0, 86_399), Gen.Elements(0, 27_000, 41_400, 43_200, 48_600, 54_000, 54_001, 61_200, 61_260, 86_399))
        select new DateTimeOffset(2018, 1, 1, 0, 0, 0, VietnamTime.Offset).AddDays(day).AddSeconds(second);

    private static readonly Gen<TimeLimit> Limit = Gen.OneOf(
        Gen.Choose(1, 40).Select(n => new TimeLimit(n, TimeUnit.WorkingDay)),
        Gen.Choose(1, 80).Select(n => new TimeLimit(n, TimeUnit.Hour)),
        Gen.Choose(1, 900).Select(n => new TimeLimit(n, TimeUnit.Minute)),
        Gen.Choose(1, 60).Select(n => new TimeLimit(n, TimeUnit.CalendarDay)),
        Gen.Choose(1, 2).Select(n => new TimeLimit(n, TimeUnit.Month)),
        Gen.Constant(new TimeLimit(1, TimeUnit.SameDay)));

    private static readonly Gen<Case> Start =
        from calendar in Calendar
        from limit in Limit
        from at in Instant
        select new Case(calendar, DeadlineLedger.Start(new ClockTerms { Limit = limit }, calendar, at, null), at);

    /// <summary>A clock after up to 12 steps of any kind, each up to 6 days after the one before.</summary>
    internal static readonly Gen<Case> History =
        from start in Start
        from steps in Gen.Zip(Gen.Choose(0, 5), Gen.Choose(0, 8_640)).ArrayOf()
        select steps.Take(12).Aggregate(start, (before, step) => Next(before, step.Item1, before.Now.AddMinutes(step.Item2)));

    private static Case Next(Case before, int kind, DateTimeOffset at)
    {
        var (calendar, clock, _) = before;
        var reason = "supplement";
        clock = kind switch
        {
            _ when clock.IsClosed => clock.Reopen(calendar, at, null, "reopen"),
            0 or 1 or 2 => clock.IsPaused ? clock.Resume(calendar, at, null) : clock.Pause(calendar, at, null, reason),
            3 when !clock.IsOverdue(at) => clock.Extend(calendar, new TimeLimit(1 + (at.Minute % 3), TimeUnit.WorkingDay), at, null, "extension"),
            4 when !clock.IsOverdue(at) && clock.IsPaused => clock.Restart(calendar, at, null, reason),
            5 => clock.Close(calendar, at, null),
            _ => clock,
        };
        return new Case(calendar, clock, at);
    }

    [Test]
    public void No_clock_is_due_outside_working_time() => For(History, it =>
    {
        Assert.That(it.Calendar.IsWorkingTime(it.Clock.DueAt), Is.True);
        Assert.That(it.Calendar.MinutesBetween(it.Clock.StartsAt, it.Clock.DueAt), Is.GreaterThanOrEqualTo(0));
        if (it.Clock.Terms.Limit.CountsDaysOff)
        {
            Assert.That(it.Clock.DueAt, Is.EqualTo(it.Calendar.Closing(it.Clock.DueOn)));
        }
    });

    [Test]
    public void Used_and_left_are_the_budget_at_any_time_after_any_history() => For(
        from it in History from minutes in Gen.Choose(0, 100_000) select (it, now: it.Now.AddMinutes(minutes)),
        pair =>
        {
            var ((calendar, clock, _), now) = pair;
            if (!clock.Terms.Limit.CountsDaysOff)
            {
                Assert.That(clock.UsedMinutes(calendar, now) + clock.LeftMinutes(calendar, now), Is.EqualTo(clock.BudgetMinutes));
            }

            Assert.That(clock.UsedMinutes(calendar, now), Is.GreaterThanOrEqualTo(0));
        });

    [Test]
    public void Pausing_and_resuming_at_once_changes_nothing() => For(
        from it in History from minutes in Gen.Choose(0, 20_000) select (it, now: it.Now.AddMinutes(minutes)),
        pair =>
        {
            var ((calendar, clock, _), now) = pair;
            if (!clock.IsPaused && !clock.IsClosed)
            {
                var after = clock.Pause(calendar, now, null, "supplement").Resume(calendar, now, null);
                Assert.That(after.DueAt, Is.EqualTo(clock.DueAt));
                Assert.That(after.At(now), Is.EqualTo(clock.At(now)));
                Assert.That(after.UsedMinutes(calendar, now), Is.EqualTo(clock.UsedMinutes(calendar, now)));
            }
        });

    [Test]
    public void A_pause_of_k_working_minutes_moves_the_due_instant_by_exactly_k() => For(
        from it in Start
        from wait in Gen.Choose(0, 50_000)
        from length in Gen.Choose(0, 50_000)
        select (it, stop: it.Now.AddMinutes(wait), go: it.Now.AddMinutes(wait + length)),
        scene =>
        {
            var ((calendar, clock, _), from, to) = scene;
            if (clock.Terms.Limit.CountsDaysOff || clock.IsOverdue(from) || from < clock.StartsAt)
            {
                return;
            }

            var after = clock.Pause(calendar, from, null, "supplement").Resume(calendar, to, null);
            Assert.That(calendar.MinutesBetween(clock.DueAt, after.DueAt), Is.EqualTo(calendar.MinutesBetween(from, to)));
            Assert.That(after.IsOverdue(to), Is.False, "một lần dừng không làm quá hạn");
        });

    [Test]
    public void A_pause_of_a_clock_in_days_shifts_it_by_the_days_and_never_makes_it_late() => For(
        from it in Start
        from wait in Gen.Choose(0, 50_000)
        from length in Gen.Choose(0, 50_000)
        select (it, stop: it.Now.AddMinutes(wait), go: it.Now.AddMinutes(wait + length)),
        scene =>
        {
            var ((calendar, clock, _), from, to) = scene;
            if (!clock.Terms.Limit.CountsDaysOff || clock.IsOverdue(from) || from < clock.StartsAt)
            {
                return;
            }

            var after = clock.Pause(calendar, from, null, "supplement").Resume(calendar, to, null);
            var days = VietnamTime.DateOf(to).DayNumber - VietnamTime.DateOf(from).DayNumber;
            var endsOn = clock.Entries[0].EndsOn!.Value;
            var left = (VietnamTime.DateOf(from) > endsOn ? clock.DueOn : endsOn).AddDays(days);
            Assert.That(after.DueOn, Is.EqualTo(days == 0 ? clock.DueOn : calendar.RollForward(left)));
            Assert.That(after.IsOverdue(to), Is.False);
        });

    [Test]
    public void Rounds_of_pauses_add_up() => For(
        from it in Start from waits in Gen.Choose(0, 4_000).ArrayOf(8) select (it, waits),
        scene =>
        {
            var ((calendar, clock, now), waits) = scene;
            var paused = 0L;
            for (var i = 0; i + 1 < waits.Length && !clock.IsOverdue(now.AddMinutes(waits[i])); i += 2)
            {
                var from = now.AddMinutes(waits[i]);
                now = from.AddMinutes(waits[i + 1]);
                clock = clock.Pause(calendar, from, null, "supplement").Resume(calendar, now, null);
                paused += clock.Entries[^1].Minutes!.Value;
            }

            if (!clock.Terms.Limit.CountsDaysOff)
            {
                Assert.That(calendar.MinutesBetween(clock.FirstDueAt, clock.DueAt), Is.EqualTo(paused));
                Assert.That(clock.StoppedMinutes(calendar, clock.StartsAt), Is.EqualTo(paused));
            }

            Assert.That(clock.DueAt, Is.GreaterThanOrEqualTo(clock.FirstDueAt));
        });

    [Test]
    public void Lateness_is_never_erased() => For(
        from it in History from wait in Gen.Choose(0, 60_000) from kinds in Gen.Choose(0, 5).ArrayOf(5) select (it, wait, kinds),
        scene =>
        {
            var (it, wait, kinds) = scene;
            it = it with { Now = it.Now.AddMinutes(wait) };
            var late = it.Clock.IsOverdue(it.Now);
            foreach (var kind in kinds)
            {
                it = Next(it, kind, it.Now.AddMinutes(1_000));
                var again = it.Clock.Reproject(it.Calendar, it.Now, null, "calendar");
                Assert.That(again, Is.SameAs(it.Clock), "cùng lịch thì không có gì đổi");
                Assert.That(it.Clock.IsOverdue(it.Now), Is.EqualTo(true).Or.EqualTo(late), "đã quá hạn thì vẫn quá hạn");
                late |= it.Clock.IsOverdue(it.Now);
            }
        });

    [Test]
    public void The_due_instant_never_goes_back_when_reception_comes_later() => For(
        from calendar in Calendar from limit in Limit from at in Instant from later in Gen.Choose(0, 10_000) select (calendar, limit, at, later),
        scene =>
        {
            var terms = new ClockTerms { Limit = scene.limit };
            var first = DeadlineLedger.Start(terms, scene.calendar, scene.at, null);
            var second = DeadlineLedger.Start(terms, scene.calendar, scene.at.AddMinutes(scene.later), null);
            Assert.That(second.DueAt, Is.GreaterThanOrEqualTo(first.DueAt));
        });

    [Test]
    public void Adding_n_then_m_minutes_is_adding_both() => For(
        from calendar in Calendar from at in Instant from n in Gen.Choose(0, 20_000) from m in Gen.Choose(0, 20_000) select (calendar, at, n, m),
        scene =>
        {
            var (calendar, at, n, m) = scene;
            var sum = calendar.AddMinutes(at, n + m);
            if (m > 0 || n == 0)
            {
                Assert.That(calendar.AddMinutes(calendar.AddMinutes(at, n), m), Is.EqualTo(sum));
            }

            Assert.That(calendar.MinutesBetween(at, sum), Is.EqualTo(n + m));
            if (n + m > 0)
            {
                Assert.That(calendar.IsWorkingTime(sum), Is.True);
                Assert.That(calendar.MinutesBetween(calendar.AddMinutes(sum, -n), sum), Is.EqualTo(n));
            }
        });

    [Test]
    public void Minutes_between_are_additive() => For(
        from calendar in Calendar from a in Instant from b in Instant from c in Instant select (calendar, a, b, c),
        scene =>
        {
            var (calendar, a, b, c) = scene;
            Assert.That(calendar.MinutesBetween(a, b) + calendar.MinutesBetween(b, c), Is.EqualTo(calendar.MinutesBetween(a, c)));
        });

    [Test]
    public void Minutes_between_agree_with_counting_every_minute() => Check.One(
        Often.WithMaxTest(100),
        Prop.ForAll((from calendar in Calendar from at in Instant from length in Gen.Choose(0, 20_000) select (calendar, at, length)).ToArbitrary(), scene =>
        {
            var (calendar, at, length) = scene;
            var first = new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, at.Minute, 0, at.Offset);
            var counted = Enumerable.Range(0, length).Count(minute => IsWorked(calendar, first.AddMinutes(minute)));
            Assert.That(calendar.MinutesBetween(first, first.AddMinutes(length)), Is.EqualTo(counted));
        }));

    [Test]
    public void No_step_is_due_after_its_dossier_or_outside_working_time() => For(
        from it in History from hours in Gen.Choose(0, 80) from wait in Gen.Choose(0, 20_000) select (it, hours, wait),
        scene =>
        {
            var ((calendar, clock, now), hours, wait) = scene;
            var due = StepPlan.Due(clock, calendar, hours, 80, now.AddMinutes(wait));
            Assert.That(due, Is.LessThanOrEqualTo(clock.DueAt));
            Assert.That(calendar.IsWorkingTime(due), Is.True);
        });

    [Test]
    public void Every_history_can_be_explained_and_survives_json() => For(History, it =>
    {
        var json = System.Text.Json.JsonSerializer.Serialize(it.Clock);
        var read = System.Text.Json.JsonSerializer.Deserialize<DeadlineLedger>(json)!;
        Assert.That(read.Entries, Is.EqualTo(it.Clock.Entries));
        foreach (var english in new[] { false, true })
        {
            var text = DeadlineExplanation.Of(it.Clock, it.Calendar, it.Now, english);
            Assert.That(DeadlineExplanation.Of(read, it.Calendar, it.Now, english), Is.EqualTo(text));
            Assert.That(text, Does.Contain(it.Clock.DueAt.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture)));
        }
    });

    /// <summary>Straight from the sample file: the simplest reading of what a working minute is.</summary>
    private static bool IsWorked(WorkingCalendar calendar, DateTimeOffset minute)
    {
        var day = DateOnly.FromDateTime(minute.DateTime);
        var year = Years[day.Year];
        var worked = year.WorkedDays.FirstOrDefault(other => other.Date == day);
        var weekday = worked?.InsteadOf.DayOfWeek ?? day.DayOfWeek;
        if (weekday is DayOfWeek.Saturday or DayOfWeek.Sunday || year.DaysOff.Any(off => off.Date == day))
        {
            return false;
        }

        var time = TimeOnly.FromDateTime(minute.DateTime);
        return calendar.Template.Days[weekday].Any(session => session.From <= time && time < session.To);
    }

    private static void For<T>(Gen<T> cases, Action<T> holds) => Check.One(Often, Prop.ForAll(cases.ToArbitrary(), holds));

    /// <summary>A clock, its calendar, and the instant of its last step.</summary>
    internal sealed record Case(WorkingCalendar Calendar, DeadlineLedger Clock, DateTimeOffset Now);
}

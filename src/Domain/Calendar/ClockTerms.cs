using OneStop.Domain.Shared;

namespace OneStop.Domain.Calendar;

/// <summary>What a clock counts, fixed when it starts — thời hạn áp dụng cho hồ sơ.</summary>
public sealed record ClockTerms
{
    /// <summary>End of the day's reception for <see cref="TimeUnit.SameDay"/> (Decree 23/2015/NĐ-CP Art. 7).</summary>
    public static readonly TimeOnly SameDayCutOff = new(15, 0);

    public required TimeLimit Limit { get; init; }

    /// <summary>What comes in after this minute counts from the next working day; none by default, 15:00 for same-day procedures.</summary>
    public TimeOnly? CutOff { get; init; }

    /// <summary>Where the limit comes from, as it is printed — căn cứ pháp lý.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>The cut-off in force: the version's own, else 15:00 for same-day procedures.</summary>
    internal TimeOnly? CutOffInForce => CutOff ?? (Limit.Unit is TimeUnit.SameDay ? SameDayCutOff : null);
}

/// <summary>Which part of the start rule applied — căn cứ xác định ngày bắt đầu.</summary>
public enum StartReason
{
    /// <summary>Within term hours, the closing minute included — trong giờ làm việc.</summary>
    InHours,

    /// <summary>Before opening: counts today — trước giờ làm việc.</summary>
    BeforeOpening,

    /// <summary>In the lunch break: counts today — trong giờ nghỉ trưa.</summary>
    LunchBreak,

    /// <summary>After closing: next working day — sau giờ làm việc.</summary>
    AfterClosing,

    /// <summary>After the cut-off: next working day — sau giờ chốt nhận trong ngày.</summary>
    AfterCutOff,

    /// <summary>On a day off: next working day — vào ngày nghỉ.</summary>
    DayOff,
}

/// <summary>When a clock begins — thời điểm bắt đầu tính thời hạn.</summary>
/// <param name="At">First instant of working time that counts; it lies on <paramref name="On"/>.</param>
/// <param name="On">The day the days are counted from; the day itself is not counted (Civil Code 2015 Art. 147.2).</param>
public readonly record struct ClockStart(DateTimeOffset At, DateOnly On, StartReason Reason)
{
    /// <summary>Applies the start rule to a reception.</summary>
    public static ClockStart Of(ClockTerms terms, WorkingCalendar calendar, DateTimeOffset received)
    {
        var (day, time) = WorkingCalendar.MinuteOf(received);
        if (!calendar.IsWorkingDay(day))
        {
            return Next(calendar, day, StartReason.DayOff);
        }

        // Day limits still count the closing minute; an hour would begin with nothing left of the day.
        var closing = calendar.ClosingTime(day);
        if (time > closing || (time == closing && !terms.Limit.IsJudgedByDate))
        {
            return Next(calendar, day, StartReason.AfterClosing);
        }

        return time > terms.CutOffInForce ? Next(calendar, day, StartReason.AfterCutOff) : Today(calendar, day, time);
    }

    private static ClockStart Today(WorkingCalendar calendar, DateOnly day, TimeOnly time)
    {
        var sessions = calendar.SessionsOn(day);
        if (time == sessions[^1].To)
        {
            return new ClockStart(VietnamTime.At(day, time), day, StartReason.InHours);
        }

        var session = sessions.First(session => time < session.To);
        var reason = time >= session.From ? StartReason.InHours
            : session == sessions[0] ? StartReason.BeforeOpening
            : StartReason.LunchBreak;
        return new ClockStart(VietnamTime.At(day, time > session.From ? time : session.From), day, reason);
    }

    private static ClockStart Next(WorkingCalendar calendar, DateOnly day, StartReason reason)
    {
        var next = calendar.NextWorkingDay(day);
        return new ClockStart(calendar.Opening(next), next, reason);
    }
}

using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Procedures;

/// <summary>On which side of the due instant a rung lies — trước hay sau hạn trả.</summary>
public enum EscalationWhen
{
    /// <summary>Trước hạn.</summary>
    BeforeDue,

    /// <summary>Sau hạn.</summary>
    AfterDue,
}

/// <summary>A rung of the escalation ladder: when a dossier is brought before whom — bậc cảnh báo, báo cáo hồ sơ sắp hoặc đã quá hạn.</summary>
/// <param name="At">How far from the due instant, in working minutes, hours or days.</param>
/// <param name="To">Who is to look at it.</param>
public sealed record EscalationRung(TimeLimit At, EscalationWhen When, Role To)
{
    private const int MinutesPerHour = 60;

    /// <summary>
    /// When the rung is reached: so much working time before or after the due instant; for days at the opening of that working day, so that
    /// it is there in the morning.
    /// </summary>
    /// <exception cref="MissingCalendarYearException">It lies in a year nobody has laid down.</exception>
    public DateTimeOffset InstantOf(DateTimeOffset dueAt, WorkingCalendar calendar)
    {
        var signed = When == EscalationWhen.BeforeDue ? -At.Value : At.Value;
        return At.Unit == TimeUnit.WorkingDay
            ? calendar.Opening(calendar.AddWorkingDays(VietnamTime.DateOf(dueAt), signed))
            : calendar.AddMinutes(dueAt, At.Unit == TimeUnit.Hour ? signed * MinutesPerHour : signed);
    }

    /// <summary>Minutes from the due instant as they are planned, 8 hours to a day; negative before it.</summary>
    internal int PlannedMinutes =>
        (At.Unit == TimeUnit.Minute ? At.Value : At.PlannedHours * MinutesPerHour) * (When == EscalationWhen.BeforeDue ? -1 : 1);
}

using OneStop.Domain.Calendar;

namespace OneStop.Application.Calendar;

/// <summary>Working calendars, kept in memory between changes.</summary>
public interface ICalendars
{
    /// <summary>The term calendar of a weekly template.</summary>
    ValueTask<WorkingCalendar> Of(string template, CancellationToken ct);
}

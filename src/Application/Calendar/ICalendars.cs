using OneStop.Domain.Calendar;

namespace OneStop.Application.Calendar;

/// <summary>Working calendars, kept in memory between changes.</summary>
public interface ICalendars
{
    /// <summary>The term calendar of a weekly template.</summary>
    ValueTask<WorkingCalendar> Of(string template, CancellationToken ct);

    /// <summary>Days off of the whole country.</summary>
    ValueTask<NationalCalendar> National(CancellationToken ct);

    /// <summary>All weekly templates with their versions, by name.</summary>
    ValueTask<IReadOnlyList<KeptTemplate>> Templates(CancellationToken ct);
}

/// <summary>A weekly template with the version it has.</summary>
public sealed record KeptTemplate(WeeklyTemplate Template, int Version);

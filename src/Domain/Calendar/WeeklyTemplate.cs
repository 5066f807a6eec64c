using OneStop.Domain.Shared;

namespace OneStop.Domain.Calendar;

/// <summary>One uninterrupted stretch of a day, in whole minutes — buổi làm việc.</summary>
/// <param name="From">Opening — giờ bắt đầu.</param>
/// <param name="To">Closing; work received at this minute still belongs to the session — giờ kết thúc.</param>
public readonly record struct Session(TimeOnly From, TimeOnly To);

/// <summary>Opening hours of a week; the term hours are its days Monday to Friday — giờ làm việc trong tuần.</summary>
public sealed record WeeklyTemplate
{
    public required string Name { get; init; }

    /// <summary>Sessions per day in order; a day that is missing or empty is closed.</summary>
    public required IReadOnlyDictionary<DayOfWeek, IReadOnlyList<Session>> Days { get; init; }

    public string? Note { get; init; }

    /// <summary>When the counter is open on such a day — giờ mở cửa.</summary>
    public IReadOnlyList<Session> OpeningSessions(DayOfWeek day) => Days.TryGetValue(day, out var sessions) ? sessions : [];

    /// <summary>What counts towards terms: a Saturday counter receives, but shortens no term — giờ tính thời hạn.</summary>
    public IReadOnlyList<Session> TermSessions(DayOfWeek day) =>
        day is DayOfWeek.Saturday or DayOfWeek.Sunday ? [] : OpeningSessions(day);

    /// <summary>What is wrong with it; nothing where it can be used.</summary>
    public IEnumerable<Fault> Faults()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            yield return new Fault("name", CalendarRules.TemplateHasAName);
        }

        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            var sessions = OpeningSessions(day);
            var path = $"days.{char.ToLowerInvariant(day.ToString()[0])}{day.ToString()[1..]}";
            if (day is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && sessions.Count == 0)
            {
                yield return new Fault(path, CalendarRules.WeekdayHasHours);
            }

            if (!AreInOrder(sessions))
            {
                yield return new Fault(path, CalendarRules.SessionsAreInOrder);
            }
        }
    }

    private static bool AreInOrder(IReadOnlyList<Session> sessions)
    {
        TimeOnly? earlier = null;
        foreach (var session in sessions)
        {
            var whole = session.From.Ticks % TimeSpan.TicksPerMinute == 0 && session.To.Ticks % TimeSpan.TicksPerMinute == 0;
            if (!whole || session.From >= session.To || session.From <= earlier)
            {
                return false;
            }

            earlier = session.To;
        }

        return true;
    }
}

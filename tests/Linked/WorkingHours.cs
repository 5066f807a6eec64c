using System.Globalization;
using System.Text.Json;

namespace OneStop.Linked;

/// <summary>The minutes terms count in one agency, one by one: Monday to Friday and the worked Saturdays, holidays not.</summary>
internal sealed class WorkingHours(JsonElement week, IReadOnlyList<JsonElement> years)
{
    private readonly HashSet<DateOnly> daysOff = [.. years.SelectMany(year => year.GetProperty("daysOff").EnumerateArray()).Select(day => Date(day, "date"))];

    private readonly Dictionary<DateOnly, DateOnly> worked =
        years.SelectMany(year => year.GetProperty("workedDays").EnumerateArray()).ToDictionary(day => Date(day, "date"), day => Date(day, "insteadOf"));

    private readonly Dictionary<DateOnly, bool[]> days = [];

    /// <summary>Whether the minute that begins at an instant is worked.</summary>
    public bool Counts(DateTimeOffset minute)
    {
        var local = minute.ToOffset(TimeSpan.FromHours(7)).DateTime;
        var day = DateOnly.FromDateTime(local);
        if (!days.TryGetValue(day, out var minutes))
        {
            days[day] = minutes = MinutesOf(day);
        }
        return minutes[local.Hour * 60 + local.Minute];
    }

    /// <summary>Worked minutes from one instant to another.</summary>
    public long Between(DateTimeOffset from, DateTimeOffset to)
    {
        var count = 0L;
        for (var minute = from; minute < to; minute = minute.AddMinutes(1))
        {
            count += Counts(minute) ? 1 : 0;
        }
        return count;
    }

    private bool[] MinutesOf(DateOnly day)
    {
        var minutes = new bool[24 * 60];
        var swapped = worked.TryGetValue(day, out var insteadOf);
        if (daysOff.Contains(day) || (!swapped && day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday))
        {
            return minutes;
        }
        foreach (var session in week.GetProperty((swapped ? insteadOf : day).DayOfWeek.ToString().ToLowerInvariant()).EnumerateArray())
        {
            minutes.AsSpan(Minute(session, "from")..Minute(session, "to")).Fill(true);
        }
        return minutes;
    }

    private static int Minute(JsonElement session, string name) =>
        (int)TimeOnly.Parse(session.GetProperty(name).GetString()!, CultureInfo.InvariantCulture).ToTimeSpan().TotalMinutes;

    private static DateOnly Date(JsonElement day, string name) =>
        DateOnly.ParseExact(day.GetProperty(name).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

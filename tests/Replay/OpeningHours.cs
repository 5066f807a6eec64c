using System.Globalization;
using System.Text.Json;
using OneStop.Processes;

namespace OneStop.Replay;

/// <summary>When an agency is open, as the program's own calendar says.</summary>
internal sealed class OpeningHours
{
    private readonly JsonElement week;
    private readonly HashSet<DateOnly> daysOff;
    private readonly Dictionary<DateOnly, DateOnly> worked;

    private OpeningHours(JsonElement week, JsonElement year)
    {
        this.week = week;
        daysOff = [.. year.GetProperty("daysOff").EnumerateArray().Concat(year.GetProperty("holidaysOnWeekend").EnumerateArray()).Select(day => Date(day, "date"))];
        worked = year.GetProperty("workedDays").EnumerateArray().ToDictionary(day => Date(day, "date"), day => Date(day, "insteadOf"));
    }

    public static async Task<OpeningHours> Of(ApiClient api, string agency, int year)
    {
        var hours = (await api.Read($"/api/v1/agencies/{agency}", null)).GetProperty("workingHours").GetString();
        var templates = await api.Read("/api/v1/calendar/templates?limit=200", null);
        var template = templates.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("name").GetString() == hours);
        return new OpeningHours(
            template.GetProperty("days"), await api.Read(string.Create(CultureInfo.InvariantCulture, $"/api/v1/calendar/{year}"), null));
    }

    /// <summary>The openings from one day to another (mornings and afternoons), in order: when each begins.</summary>
    public IEnumerable<DateTimeOffset> Between(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            foreach (var opening in On(day))
            {
                yield return new DateTimeOffset(day, TimeOnly.Parse(opening.GetProperty("from").GetString()!, CultureInfo.InvariantCulture), TimeSpan.FromHours(7));
            }
        }
    }

    private JsonElement[] On(DateOnly day)
    {
        var asOn = worked.TryGetValue(day, out var insteadOf) ? insteadOf : day;
        return daysOff.Contains(day) ? [] : [.. week.GetProperty(asOn.DayOfWeek.ToString().ToLowerInvariant()).EnumerateArray()];
    }

    private static DateOnly Date(JsonElement day, string name) =>
        DateOnly.ParseExact(day.GetProperty(name).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.Json;
using OneStop.Processes;

namespace OneStop.Replay;

/// <summary>When an agency is open, as the program's own calendar says.</summary>
internal sealed class OpeningHours
{
    /// <summary>How long after the period what was resolved in it may be returned.</summary>
    private const int DaysAfter = 31;

    private readonly JsonElement week;
    private readonly HashSet<DateOnly> daysOff = [];
    private readonly Dictionary<DateOnly, DateOnly> worked = [];

    private OpeningHours(JsonElement week) => this.week = week;

    /// <summary>The beginnings of mornings and afternoons, in order.</summary>
    public IReadOnlyList<DateTimeOffset> Openings { get; private set; } = [];

    /// <summary>Their ends.</summary>
    public IReadOnlyList<DateTimeOffset> Closings { get; private set; } = [];

    public static async Task<OpeningHours> Of(ApiClient api, string agency, Period period)
    {
        var name = (await api.Read($"/api/v1/agencies/{agency}", null)).GetProperty("workingHours").GetString();
        var templates = await api.Read("/api/v1/calendar/templates?limit=200", null);
        var hours = new OpeningHours(templates.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("name").GetString() == name).GetProperty("days"));
        var last = period.To.AddDays(DaysAfter);
        for (var year = period.From.Year; year <= last.Year; year++)
        {
            hours.Add(await api.Read(string.Create(CultureInfo.InvariantCulture, $"/api/v1/calendar/{year}"), null));
        }
        var days = Enumerable.Range(0, last.DayNumber - period.From.DayNumber + 1).Select(period.From.AddDays).ToList();
        hours.Openings = [.. days.SelectMany(day => hours.On(day).Select(session => At(day, session, "from")))];
        hours.Closings = [.. days.SelectMany(day => hours.On(day).Select(session => At(day, session, "to")))];
        return hours;
    }

    /// <summary>The first opening after an instant.</summary>
    public DateTimeOffset Next(DateTimeOffset after) => Openings[FirstAfter(after)];

    /// <summary>The openings after an instant and before another.</summary>
    public IReadOnlyList<DateTimeOffset> Between(DateTimeOffset after, DateTimeOffset before) =>
        [.. Openings.Skip(FirstAfter(after)).TakeWhile(opening => opening < before)];

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(VietnamOffset).DateTime);

    private static TimeSpan VietnamOffset { get; } = TimeSpan.FromHours(7);

    private int FirstAfter(DateTimeOffset instant)
    {
        var (low, high) = (0, Openings.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Openings[middle] <= instant ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    private void Add(JsonElement year)
    {
        daysOff.UnionWith(year.GetProperty("daysOff").EnumerateArray().Concat(year.GetProperty("holidaysOnWeekend").EnumerateArray()).Select(day => Date(day, "date")));
        foreach (var day in year.GetProperty("workedDays").EnumerateArray())
        {
            worked.Add(Date(day, "date"), Date(day, "insteadOf"));
        }
    }

    private JsonElement[] On(DateOnly day)
    {
        var asOn = worked.TryGetValue(day, out var insteadOf) ? insteadOf : day;
        return daysOff.Contains(day) ? [] : [.. week.GetProperty(asOn.DayOfWeek.ToString().ToLowerInvariant()).EnumerateArray()];
    }

    private static DateTimeOffset At(DateOnly day, JsonElement session, string end) =>
        new(day, TimeOnly.Parse(session.GetProperty(end).GetString()!, CultureInfo.InvariantCulture), VietnamOffset);

    private static DateOnly Date(JsonElement day, string name) =>
        DateOnly.ParseExact(day.GetProperty(name).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

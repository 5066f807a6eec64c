using System.Globalization;
using System.Text.Json;
using OneStop.Domain.Calendar;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Tests.Calendar;

/// <summary>The sample calendar, 2018–2027, and short ways to write instants and limits.</summary>
internal static class Calendars
{
    private static readonly JsonElement Json = Read();

    public static readonly IReadOnlyDictionary<int, CalendarYear> Years =
        Json.GetProperty("years").EnumerateArray().Select(Year).ToDictionary(year => year.Year);

    public static readonly NationalCalendar National = new(Years, 1);

    public static readonly IReadOnlyDictionary<string, WorkingCalendar> All =
        Json.GetProperty("weeklyTemplates").EnumerateArray().Select(Template)
            .ToDictionary(template => template.Name, template => new WorkingCalendar(National, template));

    public static WorkingCalendar Office => All["office"];

    public static WorkingCalendar Saturday => All["office-saturday"];

    /// <summary>An instant in Vietnam, written <c>2026-03-02 10:00</c> with seconds where they matter.</summary>
    public static DateTimeOffset At(string text) =>
        new(DateTime.Parse(text, CultureInfo.InvariantCulture), VietnamTime.Offset);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary><c>5wd</c> working days, <c>10d</c> days, <c>1mo</c> months, <c>4h</c> hours, <c>30m</c> minutes, <c>same</c> day.</summary>
    public static TimeLimit Limit(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var unit = text[digits..] switch
        {
            "wd" => TimeUnit.WorkingDay,
            "d" => TimeUnit.CalendarDay,
            "mo" => TimeUnit.Month,
            "h" => TimeUnit.Hour,
            "m" => TimeUnit.Minute,
            "same" => TimeUnit.SameDay,
            _ => throw new FormatException(text),
        };
        return new TimeLimit(digits == 0 ? 1 : int.Parse(text[..digits], CultureInfo.InvariantCulture), unit);
    }

    public static ClockTerms Terms(string limit, string? cutOff = null) => new()
    {
        Limit = Limit(limit),
        CutOff = cutOff is null ? null : TimeOnly.Parse(cutOff, CultureInfo.InvariantCulture),
    };

    public static DeadlineLedger Clock(string limit, string at, WorkingCalendar? calendar = null) =>
        DeadlineLedger.Start(Terms(limit), calendar ?? Office, At(at), "desk");

    public static DeadlineLedger Paused(this DeadlineLedger clock, string from, string to, WorkingCalendar? calendar = null) =>
        clock.Pause(calendar ?? Office, At(from), "handler", "supplement").Resume(calendar ?? Office, At(to), "desk", "supplement");

    /// <summary>The sample days with one year changed.</summary>
    public static WorkingCalendar Changed(Func<CalendarYear, CalendarYear> change, int year = 2026, string template = "office") =>
        new(new NationalCalendar(Years.ToDictionary(y => y.Key, y => y.Key == year ? change(y.Value) : y.Value), 2), All[template].Template);

    public static DayOff Holiday(string date, string name = "Ngày nghỉ đột xuất") =>
        new(Day(date), name, DayOffKind.Holiday, null, null, null, true);

    private static JsonElement Read()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OneStop.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("OneStop.sln is in no folder above the tests");
        }

        var path = Path.Combine(folder.FullName, "src", "Infrastructure", "Samples", "calendar.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    private static WeeklyTemplate Template(JsonElement json) => new()
    {
        Name = json.GetProperty("name").GetString()!,
        Note = json.GetProperty("note").GetString(),
        Days = json.GetProperty("days").EnumerateObject().ToDictionary(
            day => Enum.Parse<DayOfWeek>(day.Name, ignoreCase: true),
            IReadOnlyList<Session> (day) => [.. day.Value.EnumerateArray().Select(
                session => new Session(Time(session, "from"), Time(session, "to")))]),
    };

    private static TimeOnly Time(JsonElement json, string name) =>
        TimeOnly.ParseExact(json.GetProperty(name).GetString()!, "HH:mm", CultureInfo.InvariantCulture);

    private static CalendarYear Year(JsonElement json) => new()
    {
        Year = json.GetProperty("year").GetInt32(),
        DaysOff = [.. json.GetProperty("daysOff").EnumerateArray().Select(day => new DayOff(
            Date(day, "date")!.Value, day.GetProperty("name").GetString()!,
            Enum.Parse<DayOffKind>(day.GetProperty("kind").GetString()!, ignoreCase: true),
            Date(day, "compensates"), Date(day, "workedInstead"), day.GetProperty("reason").GetString(),
            day.GetProperty("verified").GetBoolean()))],
        WorkedDays = [.. json.GetProperty("workedSaturdays").EnumerateArray().Select(day => new WorkedDay(
            Date(day, "date")!.Value, Date(day, "insteadOf")!.Value, day.GetProperty("reason").GetString(),
            day.GetProperty("verified").GetBoolean()))],
        HolidaysOnWeekend = [.. json.GetProperty("holidaysOnWeekend").EnumerateArray().Select(day => new DayOff(
            Date(day, "date")!.Value, day.GetProperty("name").GetString()!, DayOffKind.Holiday, null, null, null, true))],
    };

    private static DateOnly? Date(JsonElement json, string name) =>
        json.GetProperty(name).GetString() is { } text ? Day(text) : null;
}

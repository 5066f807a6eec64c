using System.Text.Json.Serialization;

namespace OneStop.Domain.Calendar;

/// <summary>What a limit is counted in — đơn vị tính thời hạn.</summary>
public enum TimeUnit
{
    /// <summary>Working minutes from the instant — phút làm việc.</summary>
    Minute,

    /// <summary>Working hours from the instant — giờ làm việc.</summary>
    Hour,

    /// <summary>Working days after the day of start — ngày làm việc.</summary>
    WorkingDay,

    /// <summary>Days after the day of start, days off included — ngày.</summary>
    CalendarDay,

    /// <summary>Months to the same day of the month — tháng.</summary>
    Month,

    /// <summary>Within the day of start — trong ngày làm việc.</summary>
    SameDay,
}

/// <summary>A typed limit, never a bare number — thời hạn giải quyết.</summary>
/// <param name="Value">How many units, 1 to 10,000; 1 for <see cref="TimeUnit.SameDay"/>.</param>
/// <param name="Unit">What is counted.</param>
public readonly record struct TimeLimit([property: JsonRequired] int Value, [property: JsonRequired] TimeUnit Unit)
{
    public const int Most = 10_000;

    /// <summary>Whether the value fits the unit; a limit that does not is refused where a clock starts.</summary>
    [JsonIgnore]
    public bool IsValid => Enum.IsDefined(Unit) && Value is >= 1 and <= Most && (Unit is not TimeUnit.SameDay || Value == 1);

    /// <summary>Whether lateness is judged by the date; minutes and hours are judged by the instant.</summary>
    [JsonIgnore]
    public bool IsJudgedByDate => Unit is not (TimeUnit.Minute or TimeUnit.Hour);

    /// <summary>Whether the clock runs through days off as well, and its end rolls — thời hạn tính cả ngày nghỉ.</summary>
    [JsonIgnore]
    public bool CountsDaysOff => Unit is TimeUnit.CalendarDay or TimeUnit.Month;

    /// <summary>Hours a route may plan with: 8 per day, 30 days a month, at least one.</summary>
    [JsonIgnore]
    public int PlannedHours => Unit switch
    {
        TimeUnit.Minute => Math.Max(1, Value / 60),
        TimeUnit.Hour => Value,
        TimeUnit.WorkingDay or TimeUnit.CalendarDay => 8 * Value,
        TimeUnit.Month => 8 * 30 * Value,
        TimeUnit.SameDay => 8,
    };
}

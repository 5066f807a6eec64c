using System.Globalization;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Calendar;

/// <summary>The calendar of one year, kept under versions — lịch nghỉ của một năm.</summary>
public sealed class CalendarYearBook(CalendarYear state, int version) : Aggregate
{
    public CalendarYear State { get; private set; } = state;

    public override string Kind => "calendar";

    public override string Key => State.Year.ToString(CultureInfo.InvariantCulture);

    public override int Version => version;

    public int NextVersion => version + Recorded.Count;

    /// <summary>Lay down a year — ban hành lịch nghỉ.</summary>
    public static CalendarYearBook Lay(CalendarYear year, DateTimeOffset now)
    {
        var book = new CalendarYearBook(year, version: 0);
        book.Record(new CalendarChanged(year.Year), now, agency: null);
        return book;
    }

    /// <summary>Change days of the year — điều chỉnh lịch nghỉ.</summary>
    public void Change(CalendarYear changed, DateTimeOffset now)
    {
        State = changed with { Year = State.Year };
        Record(new CalendarChanged(State.Year), now, agency: null);
    }
}

/// <summary>A weekly template, kept under versions — lịch làm việc trong tuần.</summary>
public sealed class WeeklyTemplateBook(WeeklyTemplate state, int version) : Aggregate
{
    public WeeklyTemplate State { get; private set; } = state;

    public override string Kind => "weeklyTemplate";

    public override string Key => State.Name;

    public override int Version => version;

    public int NextVersion => version + Recorded.Count;

    /// <summary>Lay down a template — thêm lịch tuần.</summary>
    public static WeeklyTemplateBook Lay(WeeklyTemplate template, DateTimeOffset now)
    {
        var book = new WeeklyTemplateBook(template, version: 0);
        book.Record(new WeeklyTemplateChanged(template.Name), now, agency: null);
        return book;
    }

    /// <summary>Change the hours — điều chỉnh giờ làm việc.</summary>
    public void Change(WeeklyTemplate changed, DateTimeOffset now)
    {
        State = changed with { Name = State.Name };
        Record(new WeeklyTemplateChanged(State.Name), now, agency: null);
    }
}

/// <summary>Days of a year changed: open clocks that run through it are counted again — thay đổi lịch nghỉ.</summary>
public sealed record CalendarChanged(int Year) : DomainEvent;

/// <summary>The hours of a weekly template changed — thay đổi giờ làm việc.</summary>
public sealed record WeeklyTemplateChanged(string Name) : DomainEvent;

/// <summary>Days off and weekly hours as they are stored — kho lịch làm việc.</summary>
public interface ICalendarRepository
{
    Task<CalendarYearBook?> FindYear(int year, CancellationToken ct);

    Task<WeeklyTemplateBook?> FindTemplate(string name, CancellationToken ct);

    /// <summary>Adds what is new, changes what is there.</summary>
    Task Save(CalendarYearBook year, CancellationToken ct);

    /// <summary>Adds what is new, changes what is there.</summary>
    Task Save(WeeklyTemplateBook template, CancellationToken ct);
}

using System.Globalization;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Calendar;

/// <summary>The sentences an explanation is put together from, one language each.</summary>
internal abstract class DeadlineWords
{
    public abstract string Term(ClockTerms terms);

    public abstract string CalendarUsed(string version);

    public abstract string Started(DateTimeOffset received, ClockStart start, ClockTerms terms);

    public abstract string FirstPromise(DateTimeOffset due);

    public abstract string Paused(LedgerEntry pause);

    public abstract string PausedInVain(LedgerEntry pause);

    public abstract string Resumed(LedgerEntry resume, TimeLimit limit);

    public abstract string Restarted(LedgerEntry restart, ClockStart start, ClockTerms terms);

    public abstract string Extended(LedgerEntry extension);

    public abstract string Reprojected(LedgerEntry change, string calendarBefore);

    public abstract string Closed(LedgerEntry closing, Timeliness? outcome);

    public abstract string Reopened(LedgerEntry reopening);

    public abstract string RolledOver(DateOnly endsOn, DateOnly dueOn);

    public abstract string? DaysOff(IReadOnlyList<DayOffSpan> spans);

    public abstract string? WorkedDays(IReadOnlyList<DateOnly> days);

    public abstract string Balance(DeadlineLedger ledger, WorkingCalendar calendar, DateTimeOffset now);

    public abstract string DueNow(DeadlineLedger ledger);

    /// <summary>What a day is called, without the remark that it is compensatory.</summary>
    protected static string PlainName(DayOff day) => day.Name.Replace(" (nghỉ bù)", "", StringComparison.Ordinal);

    protected static string Date(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    protected static string Dates(DateOnly from, DateOnly to) =>
        from == to ? Date(to)
        : from.Year == to.Year ? $"{from.ToString("dd/MM", CultureInfo.InvariantCulture)}–{Date(to)}"
        : $"{Date(from)}–{Date(to)}";

    protected static string Minute(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    protected static string Time(DateTimeOffset at) => VietnamTime.Of(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Whether days are counted that lie after the day of start.</summary>
    protected static bool CountsDays(TimeLimit limit) => limit.Unit is TimeUnit.WorkingDay or TimeUnit.CalendarDay or TimeUnit.Month;
}

using System.Globalization;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Calendar;

internal sealed class EnglishDeadlineWords : DeadlineWords
{
    public override string Term(ClockTerms terms) =>
        $"Term: {Limit(terms.Limit)}{(terms.LegalBasis is { } basis ? $" (source: {basis})" : "")}.";

    public override string CalendarUsed(string version) => $"Calendar: {version}.";

    public override string Started(DateTimeOffset received, ClockStart start, ClockTerms terms) =>
        $"Received at {Instant(received)}, {Why(start.Reason, terms)}; {Begins(start, terms.Limit)}.";

    public override string FirstPromise(DateTimeOffset due) => $"First promised for {Instant(due)}.";

    public override string Paused(LedgerEntry pause) => $"The clock was paused{Because(pause)} at {Instant(pause.At)}.";

    public override string PausedInVain(LedgerEntry pause) =>
        $"A pause{Because(pause)} was recorded at {Instant(pause.At)}, but the dossier was overdue and the clock ran on.";

    public override string Resumed(LedgerEntry resume, TimeLimit limit) =>
        $"It went on at {Instant(resume.At)}, after standing still for {Minutes(resume.Minutes ?? 0)}"
        + $"{(limit.CountsDaysOff ? " (the term grows by the days it stood still)" : "")}; {Moved(resume)}.";

    public override string Restarted(LedgerEntry restart, ClockStart start, ClockTerms terms) =>
        $"The whole term was counted again{Because(restart)}: the dossier was complete at {Instant(restart.At)}, {Why(start.Reason, terms)}; "
        + $"{Begins(start, terms.Limit)}; {Moved(restart)}.";

    public override string Extended(LedgerEntry extension) =>
        $"At {Instant(extension.At)} the term was extended by {Limit(extension.By!.Value)}{Reason(extension)}; {Moved(extension)}.";

    public override string Reprojected(LedgerEntry change, string calendarBefore) =>
        $"At {Instant(change.At)} it was counted again under a changed calendar ({calendarBefore} → {change.Calendar}); {Moved(change)}.";

    public override string Closed(LedgerEntry closing, Timeliness? outcome) => $"Closed at {Instant(closing.At)}{Outcome(outcome)}.";

    public override string Reopened(LedgerEntry reopening) =>
        $"Reopened at {Instant(reopening.At)}{Reason(reopening)}, {Minutes(reopening.Minutes ?? 0)} between not counted; {Moved(reopening)}.";

    public override string RolledOver(DateOnly endsOn, DateOnly dueOn) =>
        $"The last day of the term, {Day(endsOn)}, is a day off, so that it ends on the next working day, {Day(dueOn)} "
        + "(Civil Code 2015, Article 148.5).";

    public override string? DaysOff(IReadOnlyList<DayOffSpan> spans) =>
        spans.Count == 0 ? null : $"Days off on the way: {string.Join("; ", spans.Select(Span))}.";

    public override string? WorkedDays(IReadOnlyList<DateOnly> days) =>
        days.Count == 0 ? null : $"Weekend days worked in exchange, which count: {string.Join("; ", days.Select(Day))}.";

    public override string Balance(DeadlineLedger ledger, WorkingCalendar calendar, DateTimeOffset now)
    {
        var (used, left) = (ledger.UsedMinutes(calendar, now), ledger.LeftMinutes(calendar, now));
        var rest = left >= 0 ? $"{Minutes(left)} left" : $"{Minutes(-left)} over";
        return $"As of {Instant(now)}: {Minutes(used)} used, {rest}.";
    }

    public override string DueNow(DeadlineLedger ledger) => ledger.IsPaused && ledger.OverdueFrom is null
        ? $"The clock is paused; the due time {Instant(ledger.DueAt)} will move by the time it stands still."
        : $"Due at {Instant(ledger.DueAt)}.";

    private static string Why(StartReason reason, ClockTerms terms) => reason switch
    {
        StartReason.InHours => "within working hours",
        StartReason.BeforeOpening => "before opening, so that it counts from opening",
        StartReason.LunchBreak => "in the lunch break, so that it counts from the afternoon",
        StartReason.AfterClosing => "after closing, so that it counts from the next working day",
        StartReason.AfterCutOff => $"after {Minute(terms.CutOffInForce!.Value)}, so that it counts from the next working day",
        StartReason.DayOff => "on a day off, so that it counts from the next working day",
    };

    private static string Begins(ClockStart start, TimeLimit limit) =>
        limit.Unit is TimeUnit.SameDay ? $"the result is due within {Day(start.On)}"
        : CountsDays(limit) ? $"the first day is {Day(start.On)} and is not counted itself (Civil Code 2015, Article 147.2)"
        : $"the clock runs from {Instant(start.At)}";

    private static string Because(LedgerEntry entry) => entry.Rule switch
    {
        "supplement" => " because of a supplement request",
        "financialObligation" => " because of a financial obligation",
        "consultation" => " because of a consultation",
        _ => Reason(entry),
    };

    private static string Reason(LedgerEntry entry) => entry.Reason is { } reason ? $" (reason: {reason})" : "";

    private static string Moved(LedgerEntry entry) => entry.Before == entry.After
        ? $"the due time stays {Instant(entry.After!.Value)}"
        : $"the due time moved from {Instant(entry.Before!.Value)} to {Instant(entry.After!.Value)}";

    private static string Outcome(Timeliness? outcome) => outcome switch
    {
        Timeliness.Early => ", early",
        Timeliness.OnTime => ", on time",
        Timeliness.Late => ", late",
        _ => "",
    };

    private static string Span(DayOffSpan span) => span.Day.Kind switch
    {
        DayOffKind.Swap when span.Day.WorkedInstead is { } worked => $"{Date(span.From)} (worked on {Date(worked)} instead)",
        DayOffKind.Swap => Date(span.From),
        DayOffKind.Compensatory => $"{PlainName(span.Day)} {Dates(span.From, span.To)} (compensatory)",
        DayOffKind.Holiday => $"{span.Day.Name} {Dates(span.From, span.To)}",
    };

    private static string Limit(TimeLimit limit) => limit.Unit switch
    {
        TimeUnit.Minute => Count(limit.Value, "working minute"),
        TimeUnit.Hour => Count(limit.Value, "working hour"),
        TimeUnit.WorkingDay => Count(limit.Value, "working day"),
        TimeUnit.CalendarDay => Count(limit.Value, "day"),
        TimeUnit.Month => Count(limit.Value, "month"),
        TimeUnit.SameDay => "the same working day",
    };

    private static string Minutes(long minutes) => minutes < 60
        ? Count(minutes, "working minute")
        : $"{Count(minutes, "working minute")} ({Number(minutes / 60)} h{(minutes % 60 == 0 ? "" : $" {minutes % 60} min")})";

    private static string Count(long value, string noun) => $"{Number(value)} {noun}{(value == 1 ? "" : "s")}";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset at) => $"{Time(at)} on {Day(VietnamTime.DateOf(at))}";

    private static string Day(DateOnly day) => $"{day.DayOfWeek} {Date(day)}";
}

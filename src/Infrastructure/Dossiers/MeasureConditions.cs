using OneStop.Application.Dossiers;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>
/// What each measure counts: the ranges of an index in which its facts <c>f</c> lie, none of them in two, and the condition that chooses among
/// what those ranges hold.
/// </summary>
internal static class MeasureConditions
{
    /// <summary>Received in the period.</summary>
    public const string StartedWithin = "f.StartedAt >= @CellFrom AND f.StartedAt < @CellTo";

    /// <summary>Ended in the period.</summary>
    public const string ClosedWithin = "f.ClosedAt >= @CellFrom AND f.ClosedAt < @CellTo";

    /// <summary>
    /// Carried over and closed since; with <see cref="CarriedOverOpen"/> all that was carried over. The plus keeps the database from reading all
    /// that ever began before a day: few of those are open or closed lately, and the index of ends leads to them.
    /// </summary>
    public const string CarriedOverClosed = "f.ClosedAt >= @CellFrom AND +f.StartedAt < @CellFrom";

    public const string CarriedOverOpen = "f.ClosedAt IS NULL AND +f.StartedAt < @CellFrom";

    private const string IsOpen = "(f.ClosedAt IS NULL OR f.ClosedAt >= @CellTo)";

    private const string IsOverdueThen = "f.OverdueFrom <= @CellAt AND f.Paused = 0";

    /// <summary>What ended late keeps the instant from which it was; a consultation that lapsed has none.</summary>
    private static readonly string LegWasLate = $"""
        EXISTS (
            SELECT 1
            FROM HandlingFacts g
            WHERE g.Kind = {(int)FactKind.Leg} AND g.DossierId = f.DossierId AND g.RecordedFrom <= @CellAsOf AND g.RecordedUntil > @CellAsOf
                AND (g.OverdueFrom <= @CellAt OR (g.Closing = {(int)Timeliness.Late} AND g.ClosedAt <= @CellAt)))
        """;

    private static readonly string[] Started = [StartedWithin];

    private static readonly string[] Closed = [ClosedWithin];

    private static readonly string[] CarriedOver = [CarriedOverClosed, CarriedOverOpen];

    private static readonly string[] Handled = [StartedWithin, .. CarriedOver];

    private static readonly string[] Open = ["f.ClosedAt IS NULL AND +f.StartedAt < @CellTo", "f.ClosedAt >= @CellTo AND +f.StartedAt < @CellTo"];

    private static readonly string[] Late = [ClosedWithin, .. Open];

    private static readonly string IsOverdue = $"(({ClosedWithin} AND f.Closing = {(int)Timeliness.Late}) OR ({IsOpen} AND {IsOverdueThen}))";

    private static readonly string Decided = $"f.Ending IN ({(int)Ending.Resolved}, {(int)Ending.Refused}) AND f.TermMinutes > 0 AND f.UsedMinutes IS NOT NULL";

    private static readonly string Concluded = $"f.Ending IN ({(int)Ending.Resolved}, {(int)Ending.Refused})";

    /// <summary>The handling report and the causes of overdue.</summary>
    private static readonly Dictionary<Measure, (string[] Ranges, string Condition)> Handling = new()
    {
        [Measure.Received] = (Handled, "1 = 1"),
        [Measure.ReceivedOnline] = (Started, $"{StartedWithin} AND f.Channel = {(int)Channel.Online}"),
        [Measure.ReceivedDirect] = (Started, $"{StartedWithin} AND f.Channel <> {(int)Channel.Online}"),
        [Measure.CarriedOver] = (CarriedOver, "f.StartedAt < @CellFrom"),
        [Measure.Resolved] = (Closed, ClosedWithin),
        [Measure.ResolvedEarly] = (Closed, $"{ClosedWithin} AND f.Closing = {(int)Timeliness.Early}"),
        [Measure.ResolvedOnTime] = (Closed, $"{ClosedWithin} AND f.Closing = {(int)Timeliness.OnTime}"),
        [Measure.ResolvedOverdue] = (Closed, $"{ClosedWithin} AND f.Closing = {(int)Timeliness.Late}"),
        [Measure.InProgress] = (Open, IsOpen),
        [Measure.InProgressInTime] = (Open, $"{IsOpen} AND (f.OverdueFrom IS NULL OR f.OverdueFrom > @CellAt OR f.Paused = 1)"),
        [Measure.InProgressOverdue] = (Open, $"{IsOpen} AND {IsOverdueThen}"),
        [Measure.Paused] = (Open, $"{IsOpen} AND f.Paused = 1"),
        [Measure.Withdrawn] = (Closed, $"{ClosedWithin} AND f.Ending = {(int)Ending.Withdrawn}"),
        [Measure.Stopped] = (Closed, $"{ClosedWithin} AND f.Ending = {(int)Ending.Stopped}"),
        [Measure.Refused] = (Closed, $"{ClosedWithin} AND f.Ending = {(int)Ending.Refused}"),
        [Measure.ResolvedInTime] = (Closed, $"{ClosedWithin} AND f.Closing <> {(int)Timeliness.Late}"),
        [Measure.FirstPromiseKept] = (Closed, $"{ClosedWithin} AND f.FirstClosing <> {(int)Timeliness.Late}"),
        [Measure.Overdue] = (Late, IsOverdue),
        [Measure.OverdueAtTransfer] = (Late, $"{IsOverdue} AND {LegWasLate}"),
        [Measure.OverdueAtAgency] = (Late, $"{IsOverdue} AND NOT {LegWasLate}"),
        [Measure.OverdueApologised] = (Late, $"{IsOverdue} AND f.Apologised = 1"),
        [Measure.OverdueOnline] = (Late, $"{IsOverdue} AND f.Channel = {(int)Channel.Online}"),
    };

    /// <summary>Receptions, what was decided, and how well.</summary>
    private static readonly Dictionary<Measure, (string[] Ranges, string Condition)> Others = new()
    {
        [Measure.TakenIn] = (Started, "1 = 1"),
        [Measure.TakenInOnline] = (Started, $"f.Channel = {(int)Channel.Online}"),
        [Measure.TakenInAuthenticated] = (Started, $"f.Channel = {(int)Channel.Online} AND f.Authenticated = 1"),
        [Measure.Supplemented] = (Started, "f.Supplements > 0"),
        [Measure.SupplementedOnce] = (Started, "f.Supplements = 1"),
        [Measure.WithPapers] = (Started, "f.Papers > 0"),
        [Measure.WithReused] = (Started, "f.Reused > 0"),
        [Measure.WithDigital] = (Started, "f.Digital > 0"),
        [Measure.Decided] = (Closed, Decided),
        [Measure.Shortened] = (Closed, $"{Decided} AND f.UsedMinutes < f.TermMinutes"),
        [Measure.AtHalfTime] = (Closed, $"{Decided} AND f.UsedMinutes * 2 <= f.TermMinutes"),
        [Measure.AtTerm] = (Closed, $"{Decided} AND f.UsedMinutes = f.TermMinutes"),
        [Measure.DecidedInTime] = (Closed, $"{Decided} AND f.Closing <> {(int)Timeliness.Late}"),
        [Measure.Approved] = (Closed, $"f.Ending = {(int)Ending.Resolved}"),
        [Measure.WithElectronicResult] = (Closed, $"f.Ending = {(int)Ending.Resolved} AND f.ElectronicResult = 1"),
        [Measure.ConcludedEarly] = (Closed, $"{Concluded} AND f.Closing = {(int)Timeliness.Early}"),
        [Measure.ConcludedOnTime] = (Closed, $"{Concluded} AND f.Closing = {(int)Timeliness.OnTime}"),
        [Measure.ConcludedLate] = (Closed, $"{Concluded} AND f.Closing = {(int)Timeliness.Late}"),
        [Measure.ConcludedAtOnce] = (Closed, $"{Concluded} AND f.Supplements = 0"),
        [Measure.ConcludedAfterOne] = (Closed, $"{Concluded} AND f.Supplements = 1"),
        [Measure.ConcludedAfterMore] = (Closed, $"{Concluded} AND f.Supplements > 1"),
    };

    /// <summary>What a measure counts among the work its report looks at.</summary>
    public static string Of(Measure measure) => Entry(measure).Condition;

    public static string Of(MeasuredSum sum) => $"CASE WHEN {Decided} THEN f.{sum} ELSE 0 END";

    /// <summary>Where its facts lie.</summary>
    public static IReadOnlyList<string> Ranges(Measure measure) => Entry(measure).Ranges;

    private static (string[] Ranges, string Condition) Entry(Measure measure) => Handling.TryGetValue(measure, out var entry) ? entry : Others[measure];
}

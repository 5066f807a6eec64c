using OneStop.Application.Dossiers;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>
/// What each measure counts, as a condition on facts <c>f</c>: once for the reports and for the lists behind their figures, the same for
/// dossiers and transfers.
/// </summary>
internal static class FactConditions
{
    /// <summary>The version of a fact that was on record.</summary>
    public const string OnRecord = "f.RecordedFrom <= @CellAsOf AND f.RecordedUntil > @CellAsOf";

    /// <summary>Received in the period.</summary>
    public const string StartedWithin = "f.StartedAt >= @CellFrom AND f.StartedAt < @CellTo";

    /// <summary>Ended in the period.</summary>
    public const string ClosedWithin = "f.ClosedAt >= @CellFrom AND f.ClosedAt < @CellTo";

    /// <summary>Carried over and closed since; with <see cref="CarriedOverOpen"/> all that was carried over, each from an index of its own.</summary>
    public const string CarriedOverClosed = "f.ClosedAt >= @CellFrom AND f.StartedAt < @CellFrom";

    public const string CarriedOverOpen = "f.ClosedAt IS NULL AND f.StartedAt < @CellFrom";

    /// <summary>The root of its group; the first received one of those whose root was not received then.</summary>
    public const string StandsForItsGroup = """
        (f.GroupId IS NULL OR f.GroupId = f.ItemId OR NOT EXISTS (
            SELECT 1
            FROM HandlingFacts s
            WHERE s.GroupId = f.GroupId AND s.RecordedFrom <= @CellAsOf AND s.RecordedUntil > @CellAsOf AND (s.ItemId = s.GroupId OR s.ItemId < f.ItemId)))
        """;

    private const string CarriedOver = "f.StartedAt < @CellFrom AND (f.ClosedAt IS NULL OR f.ClosedAt >= @CellFrom)";

    private const string Open = "(f.ClosedAt IS NULL OR f.ClosedAt >= @CellTo)";

    private const string Overdue = "f.OverdueFrom <= @CellAt AND f.Paused = 0";

    private static readonly string LegWasLate = $"""
        EXISTS (
            SELECT 1
            FROM HandlingFacts g
            WHERE g.Kind = {(int)FactKind.Leg} AND g.DossierId = f.DossierId AND g.RecordedFrom <= @CellAsOf AND g.RecordedUntil > @CellAsOf
                AND (g.Closing = {(int)Timeliness.Late} OR (g.ClosedAt IS NULL AND g.OverdueFrom <= @CellAt)))
        """;

    private static readonly string IsOverdue = $"(({ClosedWithin} AND f.Closing = {(int)Timeliness.Late}) OR ({Open} AND {Overdue}))";

    private static readonly string Decided = $"f.Ending IN ({(int)Ending.Resolved}, {(int)Ending.Refused}) AND f.TermMinutes > 0 AND f.UsedMinutes IS NOT NULL";

    private static readonly string Concluded = $"f.Ending IN ({(int)Ending.Resolved}, {(int)Ending.Refused})";

    private static readonly Dictionary<Measure, string> Conditions = new()
    {
        [Measure.Received] = "1 = 1",
        [Measure.ReceivedOnline] = $"{StartedWithin} AND f.Channel = {(int)Channel.Online}",
        [Measure.ReceivedDirect] = $"{StartedWithin} AND f.Channel <> {(int)Channel.Online}",
        [Measure.CarriedOver] = "f.StartedAt < @CellFrom",
        [Measure.Resolved] = ClosedWithin,
        [Measure.ResolvedEarly] = $"{ClosedWithin} AND f.Closing = {(int)Timeliness.Early}",
        [Measure.ResolvedOnTime] = $"{ClosedWithin} AND f.Closing = {(int)Timeliness.OnTime}",
        [Measure.ResolvedOverdue] = $"{ClosedWithin} AND f.Closing = {(int)Timeliness.Late}",
        [Measure.InProgress] = Open,
        [Measure.InProgressInTime] = $"{Open} AND (f.OverdueFrom IS NULL OR f.OverdueFrom > @CellAt OR f.Paused = 1)",
        [Measure.InProgressOverdue] = $"{Open} AND {Overdue}",
        [Measure.Paused] = $"{Open} AND f.Paused = 1",
        [Measure.Withdrawn] = $"{ClosedWithin} AND f.Ending = {(int)Ending.Withdrawn}",
        [Measure.Stopped] = $"{ClosedWithin} AND f.Ending = {(int)Ending.Stopped}",
        [Measure.Refused] = $"{ClosedWithin} AND f.Ending = {(int)Ending.Refused}",
        [Measure.ResolvedInTime] = $"{ClosedWithin} AND f.Closing <> {(int)Timeliness.Late}",
        [Measure.FirstPromiseKept] = $"{ClosedWithin} AND f.FirstClosing <> {(int)Timeliness.Late}",
        [Measure.Overdue] = IsOverdue,
        [Measure.OverdueAtTransfer] = $"{IsOverdue} AND {LegWasLate}",
        [Measure.OverdueAtAgency] = $"{IsOverdue} AND NOT {LegWasLate}",
        [Measure.OverdueApologised] = $"{IsOverdue} AND f.Apologised = 1",
        [Measure.TakenIn] = "1 = 1",
        [Measure.TakenInOnline] = $"f.Channel = {(int)Channel.Online}",
        [Measure.TakenInAuthenticated] = $"f.Channel = {(int)Channel.Online} AND f.Authenticated = 1",
        [Measure.Supplemented] = "f.Supplements > 0",
        [Measure.SupplementedOnce] = "f.Supplements = 1",
        [Measure.WithPapers] = "f.Papers > 0",
        [Measure.WithReused] = "f.Reused > 0",
        [Measure.WithDigital] = "f.Digital > 0",
        [Measure.Decided] = Decided,
        [Measure.Shortened] = $"{Decided} AND f.UsedMinutes < f.TermMinutes",
        [Measure.AtHalfTime] = $"{Decided} AND f.UsedMinutes * 2 <= f.TermMinutes",
        [Measure.AtTerm] = $"{Decided} AND f.UsedMinutes = f.TermMinutes",
        [Measure.DecidedInTime] = $"{Decided} AND f.Closing <> {(int)Timeliness.Late}",
        [Measure.Approved] = $"f.Ending = {(int)Ending.Resolved}",
        [Measure.WithElectronicResult] = $"f.Ending = {(int)Ending.Resolved} AND f.ElectronicResult = 1",
    };

    /// <summary>How well work was done.</summary>
    private static readonly Dictionary<Measure, string> Quality = new()
    {
        [Measure.ConcludedEarly] = $"{Concluded} AND f.Closing = {(int)Timeliness.Early}",
        [Measure.ConcludedOnTime] = $"{Concluded} AND f.Closing = {(int)Timeliness.OnTime}",
        [Measure.ConcludedLate] = $"{Concluded} AND f.Closing = {(int)Timeliness.Late}",
        [Measure.ConcludedAtOnce] = $"{Concluded} AND f.Supplements = 0",
        [Measure.ConcludedAfterOne] = $"{Concluded} AND f.Supplements = 1",
        [Measure.ConcludedAfterMore] = $"{Concluded} AND f.Supplements > 1",
        [Measure.OverdueOnline] = $"{IsOverdue} AND f.Channel = {(int)Channel.Online}",
    };

    /// <summary>What a measure counts among the work its report looks at.</summary>
    public static string Of(Measure measure) => Conditions.GetValueOrDefault(measure) ?? Quality[measure];

    public static string Of(MeasuredSum sum) => $"CASE WHEN {Decided} THEN f.{sum} ELSE 0 END";

    /// <summary>Narrows to the facts behind a figure, by the range of an index where there is one; confidentiality stands beside it.</summary>
    public static void Add(Narrowing list, FactKind kind, FactCell cell, AgencyTree agencies, DossierReach reach)
    {
        list.To($"f.Kind = {(int)kind}").To(OnRecord).To(Among(cell.Measure)).To(Of(cell.Measure));
        Period(list, cell.Period);
        Within(list, cell.Scope, agencies, reach);
        if (cell.RootsOnly)
        {
            list.To(StandsForItsGroup);
        }
    }

    /// <summary>Brings the parameters of a period.</summary>
    public static void Period(Narrowing list, FactPeriod period)
    {
        var (end, asOf) = (Midnight(period.To.AddDays(1)), period.AsOf.ToUnixTimeMilliseconds());
        list.With("CellFrom", Midnight(period.From)).With("CellTo", end).With("CellAsOf", asOf).With("CellAt", Math.Min(end - 1, asOf));
    }

    internal static long Midnight(DateOnly day) => VietnamTime.At(day, TimeOnly.MinValue).ToUnixTimeMilliseconds();

    /// <summary>The work the report of a measure looks at.</summary>
    private static string Among(Measure measure) => measure switch
    {
        Measure.Received => $"(({StartedWithin}) OR ({CarriedOver}))",
        Measure.CarriedOver => CarriedOver,
        Measure.Overdue or Measure.OverdueAtTransfer or Measure.OverdueAtAgency or Measure.OverdueApologised or Measure.OverdueOnline
            or Measure.InProgress or Measure.InProgressInTime or Measure.InProgressOverdue or Measure.Paused => "f.StartedAt < @CellTo",
        >= Measure.Decided => ClosedWithin,
        >= Measure.TakenIn or Measure.ReceivedOnline or Measure.ReceivedDirect => StartedWithin,
        _ => ClosedWithin,
    };

    private static void Within(Narrowing list, CellScope scope, AgencyTree agencies, DossierReach reach)
    {
        var (historical, receives) = (scope.Structure == ReportStructure.Historical, scope.Side == ReportSide.Receiving);
        list.In(receives ? historical ? "f.ReceivingOrigin" : "f.Receiving" : historical ? "f.AgencyOrigin" : "f.Agency", "CellAgencies", scope.Codes(agencies))
            .In(historical ? "f.ReceivingOrigin" : "f.Receiving", "CellLevels", scope.CodesOfLevel(agencies))
            .In(receives ? "f.Receiving" : "f.Agency", "CellReach", reach.Everything ? null : reach.Held)
            .Is("f.ProcedureCode", "CellProcedure", scope.Procedure)
            .In("f.ProcedureCode", "CellProcedures", scope.Procedures)
            .Is("f.Field", "CellField", scope.Field)
            .Is("f.Channel", "CellChannel", (int?)scope.Channel);
        if (scope.Official == CellScope.Nobody)
        {
            list.To("f.Official IS NULL");
        }
        else if (scope.Official is { } official)
        {
            list.Is("f.Official", "CellOfficial", AccountId.TryParse(official, null, out var account) ? TypeHandlers.Bytes(account) : []);
        }
    }
}

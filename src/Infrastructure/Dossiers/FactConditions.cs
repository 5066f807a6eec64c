using OneStop.Application.Dossiers;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>
/// Which facts <c>f</c> a report looks at: once for the counts and for the lists behind them, the same for dossiers and transfers.
/// </summary>
internal static class FactConditions
{
    /// <summary>The version of a fact that was on record.</summary>
    public const string OnRecord = "f.RecordedFrom <= @CellAsOf AND f.RecordedUntil > @CellAsOf";

    /// <summary>The root of its group; of those whose root was not received then, the one that was filed first.</summary>
    public const string StandsForItsGroup = """
        (f.GroupId IS NULL OR f.GroupId = f.ItemId OR NOT EXISTS (
            SELECT 1
            FROM HandlingFacts s
            WHERE s.GroupId = f.GroupId AND s.RecordedFrom <= @CellAsOf AND s.RecordedUntil > @CellAsOf AND (s.ItemId = s.GroupId OR s.ItemId < f.ItemId)))
        """;

    private const string Columns = """
        f.Kind, f.StartedAt, f.ItemId, f.RecordedFrom, f.RecordedUntil, f.DossierId, f.GroupId, f.Agency, f.AgencyOrigin, f.Receiving, f.ReceivingOrigin,
            f.ProcedureCode, f.Field, f.Channel, f.Official, f.Confidential, f.Authenticated, f.OverdueFrom, f.Paused, f.ClosedAt, f.Closing, f.FirstClosing,
            f.Ending, f.TermMinutes, f.UsedMinutes, f.Supplements, f.Apologised, f.Papers, f.Digital, f.Reused, f.ElectronicResult
        """;

    /// <summary>The facts in which those behind a figure lie, range by range of an index, as a table <c>f</c>.</summary>
    public static string Source(FactCell cell) => $"""
        (
            {string.Join("\nUNION ALL\n", MeasureConditions.Ranges(cell.Measure).Select(range => $"SELECT {Columns} FROM HandlingFacts f WHERE f.Kind = @CellKind AND {OnRecord} AND {range}"))}) f
        """;

    /// <summary>Narrows them to the facts behind the figure; confidentiality stands beside it.</summary>
    public static void Add(Narrowing list, FactKind kind, FactCell cell, AgencyTree agencies, DossierReach reach)
    {
        list.To(MeasureConditions.Of(cell.Measure)).With("CellKind", (int)kind);
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

    private static void Within(Narrowing list, CellScope scope, AgencyTree agencies, DossierReach reach)
    {
        var (historical, receives) = (scope.Structure == ReportStructure.Historical, scope.Side == ReportSide.Receiving);
        var (own, codes) = (receives ? "f.Receiving" : "f.Agency", scope.Codes(agencies));
        if (!reach.Everything)
        {
            // Under the agencies of now, the scope and the reach say the same of one column: one list does.
            list.In(own, "CellReach", historical || codes is null ? reach.Held : reach.Held.Intersect(codes));
            codes = historical ? codes : null;
        }
        list.In(receives ? historical ? "f.ReceivingOrigin" : "f.Receiving" : historical ? "f.AgencyOrigin" : "f.Agency", "CellAgencies", codes)
            .In(historical ? "f.ReceivingOrigin" : "f.Receiving", "CellLevels", scope.CodesOfLevel(agencies))
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

using OneStop.Application.Dossiers;
using OneStop.Application.Transfers;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Dossiers;

namespace OneStop.Infrastructure.Transfers;

/// <summary>
/// What each figure of the handling report counts of the legs, as a condition on transfers <c>t</c>: once for the report and for the lists
/// behind it. The leg's own clock decides; a consultation that lapsed was not answered in time, whatever silence means.
/// </summary>
internal static class TransferConditions
{
    /// <summary>Sent in the period.</summary>
    public const string SentWithin = "t.SentAt >= @CellFrom AND t.SentAt < @CellTo";

    /// <summary>Sent before the period and open at its start.</summary>
    private const string CarriedOver = "t.SentAt < @CellFrom AND (t.ClosedAt IS NULL OR t.ClosedAt >= @CellFrom)";

    /// <summary>Carried over and closed since; with <see cref="CarriedOverOpen"/> all that was carried over, each from an index of its own.</summary>
    public const string CarriedOverClosed = "t.SentAt < @CellFrom AND t.ClosedAt >= @CellFrom";

    public const string CarriedOverOpen = "t.SentAt < @CellFrom AND t.ClosedAt IS NULL";

    private const string Resolved = "t.ClosedAt < @CellTo";

    private const string Open = "(t.ClosedAt IS NULL OR t.ClosedAt >= @CellTo)";

    private const string Overdue = "t.OverdueFrom <= @CellAt";

    private const string InTime = "(t.OverdueFrom IS NULL OR t.OverdueFrom > @CellAt)";

    /// <summary>A declined, re-routed or recalled leg is no work of its receiver.</summary>
    public static readonly string IsWork =
        $"t.Status NOT IN ({(int)TransferStatus.Declined}, {(int)TransferStatus.Rerouted}, {(int)TransferStatus.Recalled})";

    private static readonly string Early = $"t.Status <> {(int)TransferStatus.Lapsed} AND t.Closing = {(int)Timeliness.Early}";

    private static readonly string Late =
        $"(t.Status = {(int)TransferStatus.Lapsed} OR t.Closing = {(int)Timeliness.Late} OR (t.Closing IS NULL AND t.ClosedAt > t.DueAt))";

    private static readonly string OnTime = $"""
        t.Status <> {(int)TransferStatus.Lapsed}
            AND (t.Closing NOT IN ({(int)Timeliness.Early}, {(int)Timeliness.Late}) OR (t.Closing IS NULL AND t.ClosedAt <= t.DueAt))
        """;

    private static readonly string Online =
        $"EXISTS (SELECT 1 FROM Dossiers o WHERE o.Id = t.DossierId AND o.Channel = {(int)Channel.Online})";

    /// <summary>What a figure counts among those sent in the period or carried over.</summary>
    public static string Of(HandlingFigure figure) => figure switch
    {
        HandlingFigure.Received => "t.SentAt < @CellTo AND (t.SentAt >= @CellFrom OR t.ClosedAt IS NULL OR t.ClosedAt >= @CellFrom)",
        HandlingFigure.ReceivedOnline => $"{SentWithin} AND {Online}",
        HandlingFigure.ReceivedDirect => $"{SentWithin} AND NOT {Online}",
        HandlingFigure.CarriedOver => CarriedOver,
        HandlingFigure.Resolved => Resolved,
        HandlingFigure.ResolvedEarly => $"{Resolved} AND {Early}",
        HandlingFigure.ResolvedOnTime => $"{Resolved} AND {OnTime}",
        HandlingFigure.ResolvedOverdue => $"{Resolved} AND {Late}",
        HandlingFigure.InProgress => Open,
        HandlingFigure.InProgressInTime => $"{Open} AND {InTime}",
        HandlingFigure.InProgressOverdue => $"{Open} AND {Overdue}",
    };

    /// <summary>Narrows a list of transfers <c>t</c> to those behind a figure; the caller's access stands beside it.</summary>
    public static void Add(Narrowing list, TransferCell cell, AgencyTree agencies, DossierReach reach)
    {
        var (handling, scope) = (cell.Handling, cell.Handling.Scope);
        var receiver = scope.Structure == ReportStructure.Historical ? "COALESCE(t.OriginTo, t.ToAgency)" : "t.ToAgency";
        list.To(IsWork)
            .To(Of(HandlingFigure.Received))
            .To(Of(handling.Figure))
            .In(receiver, "CellReceiver", scope.Codes(agencies))
            .In(receiver, "CellLevel", scope.CodesOfLevel(agencies))
            .In("t.ToAgency", "CellReach", reach.Everything ? null : reach.Held);
        HandlingConditions.Period(list, handling.Period);
        var dossier = new List<string> { "d.Id = t.DossierId AND d.Test = 0" };
        list.Within(dossier, inner => CellConditions.Kind(inner, scope));
        list.To($"EXISTS (SELECT 1 FROM Dossiers d WHERE {string.Join(" AND ", dossier)})");
    }
}

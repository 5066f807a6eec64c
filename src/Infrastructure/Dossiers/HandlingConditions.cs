using OneStop.Application.Dossiers;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>
/// What each figure of the handling report counts, as a condition on dossiers <c>d</c>: once for the report and for the lists behind it. A
/// clock that closed before its way of closing was written down is judged by its due instant.
/// </summary>
internal static class HandlingConditions
{
    /// <summary>Received in the period.</summary>
    public const string ReceivedWithin = "d.ReceivedAt >= @CellFrom AND d.ReceivedAt < @CellTo";

    /// <summary>Received before the period and open at its start.</summary>
    private const string CarriedOver = "d.ReceivedAt < @CellFrom AND (d.ClosedAt IS NULL OR d.ClosedAt >= @CellFrom)";

    /// <summary>Carried over and closed since; with <see cref="CarriedOverOpen"/> all that was carried over, each from an index of its own.</summary>
    public const string CarriedOverClosed = "d.ReceivedAt < @CellFrom AND d.ClosedAt >= @CellFrom";

    public const string CarriedOverOpen = "d.ReceivedAt < @CellFrom AND d.ClosedAt IS NULL";

    /// <summary>The root of its group; the first received one of those whose root was never received.</summary>
    public const string StandsForItsGroup = """
        (d.RootId IS NULL OR (NOT EXISTS (SELECT 1 FROM Dossiers r WHERE r.Id = d.RootId AND r.ReceivedAt IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM Dossiers s WHERE s.RootId = d.RootId AND s.ReceivedAt IS NOT NULL AND s.Id < d.Id)))
        """;

    private const string Resolved = "d.ClosedAt < @CellTo";

    private const string Open = "(d.ClosedAt IS NULL OR d.ClosedAt >= @CellTo)";

    private static readonly string Early = $"d.Status <> {(int)DossierStatus.Withdrawn} AND d.Closing = {(int)Timeliness.Early}";

    private static readonly string Late =
        $"d.Status <> {(int)DossierStatus.Withdrawn} AND (d.Closing = {(int)Timeliness.Late} OR (d.Closing IS NULL AND d.ClosedAt > d.DueAt))";

    private static readonly string OnTime = $"""
        (d.Status = {(int)DossierStatus.Withdrawn} OR d.Closing NOT IN ({(int)Timeliness.Early}, {(int)Timeliness.Late})
            OR (d.Closing IS NULL AND (d.DueAt IS NULL OR d.ClosedAt <= d.DueAt)))
        """;

    private static readonly string Overdue = $"d.OverdueFrom <= @CellAt AND d.Status <> {(int)DossierStatus.AwaitingSupplement}";

    private static readonly string InTime =
        $"(d.OverdueFrom IS NULL OR d.OverdueFrom > @CellAt OR d.Status = {(int)DossierStatus.AwaitingSupplement})";

    /// <summary>What a figure counts among those received in the period or carried over.</summary>
    public static string Of(HandlingFigure figure) => figure switch
    {
        HandlingFigure.Received => "d.ReceivedAt < @CellTo AND (d.ReceivedAt >= @CellFrom OR d.ClosedAt IS NULL OR d.ClosedAt >= @CellFrom)",
        HandlingFigure.ReceivedOnline => $"{ReceivedWithin} AND d.Channel = {(int)Channel.Online}",
        HandlingFigure.ReceivedDirect => $"{ReceivedWithin} AND d.Channel <> {(int)Channel.Online}",
        HandlingFigure.CarriedOver => CarriedOver,
        HandlingFigure.Resolved => Resolved,
        HandlingFigure.ResolvedEarly => $"{Resolved} AND {Early}",
        HandlingFigure.ResolvedOnTime => $"{Resolved} AND {OnTime}",
        HandlingFigure.ResolvedOverdue => $"{Resolved} AND {Late}",
        HandlingFigure.InProgress => Open,
        HandlingFigure.InProgressInTime => $"{Open} AND {InTime}",
        HandlingFigure.InProgressOverdue => $"{Open} AND {Overdue}",
    };

    /// <summary>Brings the parameters of a period.</summary>
    public static void Period(Narrowing list, HandlingPeriod period) => list
        .With("CellFrom", Midnight(period.From)).With("CellTo", Midnight(period.To.AddDays(1))).With("CellAt", period.At.ToUnixTimeMilliseconds());

    internal static long Midnight(DateOnly day) => VietnamTime.At(day, TimeOnly.MinValue).ToUnixTimeMilliseconds();
}

namespace OneStop.Application.Dossiers;

/// <summary>The columns of the handling report — Biểu số 06/VPCP/KSTT (Thông tư 01/2020/TT-VPCP).</summary>
public enum HandlingFigure
{
    /// <summary>(3) To be handled in all: received in the period and carried over.</summary>
    Received,

    /// <summary>(4) Received in the period, online.</summary>
    ReceivedOnline,

    /// <summary>(5) Received in the period, at the counter or by post.</summary>
    ReceivedDirect,

    /// <summary>(6) Received before the period and open at its start.</summary>
    CarriedOver,

    /// <summary>(7) Resolved within the period.</summary>
    Resolved,

    /// <summary>(8) Before its date.</summary>
    ResolvedEarly,

    /// <summary>(9) On its date, and withdrawn ones.</summary>
    ResolvedOnTime,

    /// <summary>(10) After its date.</summary>
    ResolvedOverdue,

    /// <summary>(11) Open at the end of the period.</summary>
    InProgress,

    /// <summary>(12) Not overdue then; whatever awaits a supplement.</summary>
    InProgressInTime,

    /// <summary>(13) Overdue then.</summary>
    InProgressOverdue,
}

/// <summary>What the handling report looks at.</summary>
/// <param name="At">The instant at which open ones are judged: the end of the period, or earlier where that has not come.</param>
public sealed record HandlingPeriod(DateOnly From, DateOnly To, DateTimeOffset At);

/// <summary>The dossiers, or the transfers, behind a figure of the handling report.</summary>
/// <param name="RootsOnly">Whether the dossiers of a group count as one.</param>
public sealed record HandlingCell(HandlingFigure Figure, HandlingPeriod Period, bool RootsOnly, CellScope Scope);

/// <summary>The dossiers behind a figure of the report on responsibility time: their clocks closed in the period.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included.</param>
public sealed record ResponsibilityCell(DateOnly From, DateOnly To, CellScope Scope);

namespace OneStop.Application.Dossiers;

/// <summary>What a figure counts of the work on record.</summary>
public enum Measure
{
    // The columns of the handling report: Biểu số 06/VPCP/KSTT (Thông tư 01/2020/TT-VPCP).

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

    /// <summary>(12) Not overdue then; whatever waits for the citizen.</summary>
    InProgressInTime,

    /// <summary>(13) Overdue then.</summary>
    InProgressOverdue,

    /// <summary>Of those in progress: waits for the citizen (statuses 5 and 6).</summary>
    Paused,

    /// <summary>Of those resolved: withdrawn by the citizen (7).</summary>
    Withdrawn,

    /// <summary>Of those resolved: stopped (8).</summary>
    Stopped,

    /// <summary>Of those resolved: with a refusal.</summary>
    Refused,

    /// <summary>Of those resolved: early or on time by the current due date.</summary>
    ResolvedInTime,

    /// <summary>Of those resolved: early or on time by the first promise.</summary>
    FirstPromiseKept,

    // Why work is late.

    /// <summary>Resolved after its date, or open and overdue.</summary>
    Overdue,

    /// <summary>Of those overdue: a transfer was late at its receiver.</summary>
    OverdueAtTransfer,

    /// <summary>Of those overdue: no transfer was late, the competent agency was.</summary>
    OverdueAtAgency,

    /// <summary>Of those overdue: an apology was sent.</summary>
    OverdueApologised,

    // Receptions in the period.

    /// <summary>Received in the period.</summary>
    TakenIn,

    /// <summary>Received in the period, online.</summary>
    TakenInOnline,

    /// <summary>Received in the period, online from somebody signed in.</summary>
    TakenInAuthenticated,

    /// <summary>Received in the period, and supplements were asked for.</summary>
    Supplemented,

    /// <summary>Received in the period, and supplements were asked for once only.</summary>
    SupplementedOnce,

    /// <summary>Received in the period with parts.</summary>
    WithPapers,

    /// <summary>Received in the period with a part that the administration held already.</summary>
    WithReused,

    /// <summary>Received in the period with a part in electronic form.</summary>
    WithDigital,

    // Decided in the period.

    /// <summary>Decided in the period, approved or refused, with a term and a time it took.</summary>
    Decided,

    /// <summary>Of those decided: in less than the term.</summary>
    Shortened,

    /// <summary>Of those decided: in at most half of the term.</summary>
    AtHalfTime,

    /// <summary>Of those decided: exactly in the term.</summary>
    AtTerm,

    /// <summary>Of those decided: by the current due date.</summary>
    DecidedInTime,

    /// <summary>Of those decided: approved.</summary>
    Approved,

    /// <summary>Of those approved: with an electronic result.</summary>
    WithElectronicResult,

    // How well work was done: approved or refused in the period, by the current due date, and by supplements.

    /// <summary>Approved or refused before its date.</summary>
    ConcludedEarly,

    /// <summary>Approved or refused on its date.</summary>
    ConcludedOnTime,

    /// <summary>Approved or refused after its date.</summary>
    ConcludedLate,

    /// <summary>Approved or refused without a request for supplements.</summary>
    ConcludedAtOnce,

    /// <summary>Approved or refused after one request for supplements.</summary>
    ConcludedAfterOne,

    /// <summary>Approved or refused after more requests for supplements.</summary>
    ConcludedAfterMore,

    /// <summary>Filed online, and resolved after its date, or open and overdue.</summary>
    OverdueOnline,
}

/// <summary>What is added up over those decided in the period.</summary>
public enum MeasuredSum
{
    /// <summary>Working minutes of their terms.</summary>
    TermMinutes,

    /// <summary>Working minutes they took.</summary>
    UsedMinutes,
}

/// <summary>The time a report looks at, and from when.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included.</param>
/// <param name="AsOf">The instant whose record it is drawn from.</param>
public sealed record FactPeriod(DateOnly From, DateOnly To, DateTimeOffset AsOf);

/// <summary>The dossiers, or the transfers, behind a figure drawn from the work on record.</summary>
/// <param name="RootsOnly">Whether the dossiers of a group count as one.</param>
public sealed record FactCell(Measure Measure, FactPeriod Period, CellScope Scope, bool RootsOnly = false);

/// <summary>The dossiers behind a figure of the report on responsibility time: their clocks closed in the period.</summary>
public sealed record ResponsibilityCell(FactPeriod Period, CellScope Scope);

using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;

namespace OneStop.Domain.Dossiers;

/// <summary>What a reporting fact is about — đối tượng của số liệu.</summary>
public enum FactKind
{
    /// <summary>A dossier at its competent agency — hồ sơ.</summary>
    Dossier,

    /// <summary>A transfer at its receiver — chặng liên thông.</summary>
    Leg,
}

/// <summary>How a piece of work ended — cách kết thúc.</summary>
public enum Ending
{
    /// <summary>With a result that grants what was asked for — giải quyết xong.</summary>
    Resolved = 1,

    /// <summary>With a refusal — từ chối giải quyết.</summary>
    Refused = 2,

    /// <summary>Withdrawn by the citizen — rút hồ sơ.</summary>
    Withdrawn = 3,

    /// <summary>Stopped — dừng xử lý.</summary>
    Stopped = 4,
}

/// <summary>
/// What figures know of a received dossier or of a transfer: a pure function of its state, kept with the time in which it was on record, so
/// that a report can be drawn as of any past instant — số liệu báo cáo của một hồ sơ hoặc một chặng liên thông.
/// </summary>
public sealed record HandlingFact
{
    public required FactKind Kind { get; init; }

    /// <summary>When the work came in: received, or sent.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The dossier, or the transfer.</summary>
    public required Guid Item { get; init; }

    /// <summary>The dossier itself, or that of the transfer.</summary>
    public required DossierId DossierId { get; init; }

    /// <summary>The root of its group of linked dossiers, also of the root itself; null where there is none.</summary>
    public DossierId? Group { get; init; }

    /// <summary>Whose work it is.</summary>
    public required string Agency { get; init; }

    /// <summary>Whose it was when it came; the same where no other took its place.</summary>
    public required string AgencyOrigin { get; init; }

    /// <summary>Who received it.</summary>
    public required string Receiving { get; init; }

    public required string ReceivingOrigin { get; init; }

    public required string ProcedureCode { get; init; }

    public required string Field { get; init; }

    public required Channel Channel { get; init; }

    /// <summary>Who handles it; who received it, before anybody did.</summary>
    public AccountId? Official { get; init; }

    public bool Confidential { get; init; }

    /// <summary>Whether somebody signed in filed it.</summary>
    public bool Authenticated { get; init; }

    /// <summary>From when it is overdue while it is open.</summary>
    public DateTimeOffset? OverdueFrom { get; init; }

    /// <summary>Waits for the citizen: for a supplement or a payment; counts as in time.</summary>
    public bool Paused { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>How it closed by its due instant; withdrawn counts as on time (form 06). Null while open.</summary>
    public Timeliness? Closing { get; init; }

    /// <summary>The same by the first promise.</summary>
    public Timeliness? FirstClosing { get; init; }

    public Ending? Ending { get; init; }

    /// <summary>Working minutes of the statutory term, extensions left out.</summary>
    public long? TermMinutes { get; init; }

    /// <summary>Working minutes it took; null while open.</summary>
    public long? UsedMinutes { get; init; }

    /// <summary>How often the citizen was asked for supplements.</summary>
    public int Supplements { get; init; }

    /// <summary>Whether an apology for delay was sent.</summary>
    public bool Apologised { get; init; }

    /// <summary>Number of parts handed in.</summary>
    public int Papers { get; init; }

    /// <summary>Those of them in electronic form.</summary>
    public int Digital { get; init; }

    /// <summary>Those of them the administration held already.</summary>
    public int Reused { get; init; }

    /// <summary>Whether the result is an electronic document.</summary>
    public bool ElectronicResult { get; init; }

    /// <summary>What figures know of a dossier; null before it is received, of one filed for trying out, always.</summary>
    public static HandlingFact? Of(DossierState s)
    {
        if (s is not { ReceivedAt: { } receivedAt, Test: false })
        {
            return null;
        }
        var (details, withdrawn) = (s.Details, s.Status == DossierStatus.Withdrawn);
        return new HandlingFact
        {
            Kind = FactKind.Dossier, StartedAt = receivedAt, Item = s.Id.Value, DossierId = s.Id,
            Group = s.RootId ?? (details.Children.Count > 0 ? s.Id : null),
            Agency = s.CompetentAgency, AgencyOrigin = s.OriginCompetent ?? s.CompetentAgency,
            Receiving = s.ReceivingAgency, ReceivingOrigin = s.OriginReceiving ?? s.ReceivingAgency,
            ProcedureCode = s.ProcedureCode, Field = s.Field, Channel = s.Channel,
            Official = details.Handler ?? (details.Steps is [var first, ..] ? first.Assignee : null),
            Confidential = s.Confidential, Authenticated = s.Assurance > 0, OverdueFrom = s.OverdueFrom,
            Paused = s.Status is DossierStatus.AwaitingSupplement or DossierStatus.AwaitingPayment,
            ClosedAt = s.ClosedAt,
            Closing = s.ClosedAt is null ? null : withdrawn ? Timeliness.OnTime : s.Closing ?? Timeliness.OnTime,
            FirstClosing = s.ClosedAt is null ? null : withdrawn ? Timeliness.OnTime : details.Clock?.FirstClosing ?? Timeliness.OnTime,
            Ending = EndingOf(s), TermMinutes = details.Clock?.TermMinutes, UsedMinutes = details.UsedMinutes,
            Supplements = details.Supplements.Count, Apologised = details.Apologies.Count > 0, Papers = details.Parts.Count,
            Digital = details.Parts.Count(part => part.Electronic > 0 || part.Documents.Count > 0), Reused = details.Reused.Count,
            ElectronicResult = details.Result?.Document is not null,
        };
    }

    private static Ending? EndingOf(DossierState s) => s.ClosedAt is null ? null : s.Status switch
    {
        DossierStatus.Withdrawn => Dossiers.Ending.Withdrawn,
        DossierStatus.Stopped => Dossiers.Ending.Stopped,
        _ => s.Outcome == Outcome.Refused ? Dossiers.Ending.Refused : Dossiers.Ending.Resolved,
    };
}

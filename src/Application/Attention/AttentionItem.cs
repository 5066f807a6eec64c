using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Attention;

/// <summary>Why something needs attention, the most pressing first — lý do cần chú ý.</summary>
public enum AttentionKind
{
    /// <summary>Past its due instant — quá hạn.</summary>
    Overdue,

    /// <summary>Registered, and neither accepted nor refused in its term — chưa tiếp nhận hồ sơ trực tuyến.</summary>
    UnansweredRegistration,

    /// <summary>Sent to another agency and neither accepted nor declined in its term — chặng liên thông chưa tiếp nhận.</summary>
    UnacceptedTransfer,

    /// <summary>The citizen has answered and nobody has done anything since — hồ sơ bổ sung chưa xem.</summary>
    UnreadSupplement,

    /// <summary>Nobody has done anything for too many working hours — hồ sơ không có chuyển biến.</summary>
    SilentDossier,

    /// <summary>Due within a few working hours — sắp đến hạn.</summary>
    DueSoon,
}

/// <summary>Something that needs attention — việc cần chú ý.</summary>
public sealed record AttentionItem
{
    public required AttentionKind Kind { get; init; }

    public required AttentionDossier Dossier { get; init; }

    /// <summary>The leg it is about; null where it is the dossier itself.</summary>
    public TransferId? Transfer { get; init; }

    /// <summary>The agency that has to act.</summary>
    public required AgencyName Agency { get; init; }

    public required Responsible Responsible { get; init; }

    /// <summary>Since when it needs attention.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the dossier or the leg is due; null before reception.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The highest rung of the procedure's escalation ladder that was reached; null where there is none.</summary>
    public int? Rung { get; init; }
}

/// <summary>A dossier as the attention list names it.</summary>
public sealed record AttentionDossier(DossierId Id, string Code, DossierProcedure Procedure);

/// <summary>Who has to act, as far as the route says — người chịu trách nhiệm.</summary>
/// <param name="Account">The official who has taken it; null while nobody has.</param>
/// <param name="Step">Key of the step of the route.</param>
public sealed record Responsible(Role? Role, AccountId? Account, string? Step);

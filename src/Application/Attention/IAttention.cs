using OneStop.Application.Dossiers;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Attention;

/// <summary>What the attention list may ask of the stored dossiers and legs.</summary>
public interface IAttention
{
    /// <summary>Rows of one strand, oldest trouble first.</summary>
    Task<IReadOnlyList<AttentionRow>> Rows(AttentionStrand strand, AttentionScope scope, AttentionPlace? after, int take, CancellationToken ct);

    Task<IReadOnlyList<DossierState>> Dossiers(IReadOnlyCollection<DossierId> ids, CancellationToken ct);
}

/// <summary>One kind of trouble, of dossiers or of legs.</summary>
public readonly record struct AttentionStrand(AttentionKind Kind, bool OfLegs)
{
    /// <summary>All of them in the order of the list.</summary>
    public static readonly IReadOnlyList<AttentionStrand> All =
    [
        new(AttentionKind.Overdue, false), new(AttentionKind.Overdue, true), new(AttentionKind.UnansweredRegistration, false),
        new(AttentionKind.UnacceptedTransfer, true), new(AttentionKind.UnreadSupplement, false), new(AttentionKind.SilentDossier, false),
        new(AttentionKind.DueSoon, false), new(AttentionKind.DueSoon, true),
    ];
}

/// <summary>Whose work is looked at, and from when on it counts.</summary>
public sealed record AttentionScope
{
    /// <summary>The agencies; null for all.</summary>
    public required IReadOnlyCollection<string>? Agencies { get; init; }

    /// <summary>What the caller may see of their dossiers.</summary>
    public required DossierReach Reach { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required WorkingCalendar Calendar { get; init; }

    /// <summary>Working minutes ahead that count as soon.</summary>
    public required long SoonMinutes { get; init; }

    /// <summary>What is due until then is due soon.</summary>
    public required DateTimeOffset DueUntil { get; init; }

    /// <summary>What nobody has touched since then is silent.</summary>
    public required DateTimeOffset SilentSince { get; init; }
}

/// <summary>The place in a strand after which a page goes on.</summary>
public sealed record AttentionPlace(long At, Guid Id);

/// <summary>A row of a strand.</summary>
public sealed record AttentionRow
{
    /// <summary>Since when it needs attention; of what is due soon, when it is due.</summary>
    public required DateTimeOffset At { get; init; }

    public required DossierId DossierId { get; init; }

    public TransferId? TransferId { get; init; }

    /// <summary>Of a leg: who owns it.</summary>
    public string? ToAgency { get; init; }

    /// <summary>Of a leg: the step of the route it is.</summary>
    public string? StepKey { get; init; }

    /// <summary>Of a leg: when it is due.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public TransferDetails? Details { get; init; }
}

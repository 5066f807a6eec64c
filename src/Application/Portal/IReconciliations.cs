using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Portal;

namespace OneStop.Application.Portal;

/// <summary>How far a reconciliation is — tình trạng đối soát.</summary>
public enum ReconciliationStanding
{
    /// <summary>It waits or walks.</summary>
    UnderWay,

    /// <summary>It came to its end.</summary>
    Finished,
}

/// <summary>A walk through the ledger that compares what the portal has with what stands here — lần đối soát.</summary>
/// <param name="RequestedBy">Who asked for it; null for the nightly one.</param>
/// <param name="From">Only dossiers filed at or after this instant.</param>
/// <param name="To">Only dossiers filed before this instant.</param>
/// <param name="Checked">Dossiers compared.</param>
/// <param name="Waiting">Dossiers left out, because they were being sent at that moment.</param>
/// <param name="Equal">Of those compared, the ones without a difference.</param>
/// <param name="Different">Of those compared, the ones with a difference; they are sent again, three times at most for the same one.</param>
/// <param name="Missing">Of those compared, the ones that the portal does not have, or that stood in no ledger; they are sent again.</param>
/// <param name="Failed">Of those compared, the ones that could not be: the portal refused, a code is in no table, or it answered about others but not about this one.</param>
public sealed record ReconciliationView(
    ReconciliationId Id, ReconciliationStanding State, DateTimeOffset RequestedAt, AccountId? RequestedBy, DateTimeOffset? From, DateTimeOffset? To, int Checked, int Waiting,
    int Equal, int Different, int Missing, int Failed, DateTimeOffset? FinishedAt);

/// <summary>A field that differs: codes, dates and counts only — chênh lệch.</summary>
/// <param name="Field">Field of the portal; <c>dossier</c> where it does not have the dossier, <c>ledger</c> where the dossier stood in no ledger, <c>TienDo</c> for the count of lines of progress.</param>
public sealed record PortalDifference(DossierId Dossier, string Code, string Field, string Ours, string Theirs);

/// <summary>A reconciliation with a page of what differs.</summary>
public sealed record ReconciliationReport(ReconciliationView Reconciliation, Page<PortalDifference> Differences);

/// <summary>The reconciliations.</summary>
public interface IReconciliations
{
    /// <summary>Whether the portal is there to be compared with.</summary>
    bool IsConnected { get; }

    /// <summary>Whether one is under way.</summary>
    Task<bool> AnyUnderWay(CancellationToken ct);

    /// <summary>Puts one on the list; a worker walks it, beside the requests.</summary>
    Task Begin(ReconciliationView reconciliation, CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<Page<ReconciliationView>> List(PageRequest page, CancellationToken ct);

    /// <summary>Null where there is none.</summary>
    Task<ReconciliationView?> Find(ReconciliationId id, CancellationToken ct);

    Task<Page<PortalDifference>> Differences(ReconciliationId id, PageRequest page, CancellationToken ct);
}

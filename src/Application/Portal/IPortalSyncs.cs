using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Portal;

namespace OneStop.Application.Portal;

/// <summary>A dossier in the ledger of what the portal has — dòng sổ đồng bộ.</summary>
/// <param name="Dossier">Identity of the dossier; null of a message of the portal whose dossier is not here.</param>
/// <param name="Code">Its code; the portal's, of a message of the portal.</param>
/// <param name="Version">Its version now.</param>
/// <param name="AcknowledgedVersion">The version that the portal has taken last; null where none.</param>
/// <param name="AcknowledgedAt">When it took it.</param>
/// <param name="Since">Since when it stands so.</param>
/// <param name="Attempts">Times it was tried without success since it was taken last.</param>
/// <param name="NextAttemptAt">When it is tried next; null where nothing is to be sent, or somebody must act.</param>
/// <param name="Problem">What the last attempt met: <c>refused</c>, <c>timedOut</c>, <c>unavailable</c>, <c>broken</c>, <c>malformed</c>, <c>signInRefused</c>, <c>sessionOver</c>, <c>unmappedCode</c>, <c>faultyMessage</c>, <c>fault</c> (of the engine itself); <c>unsure</c>: the portal took it, but had not answered a call before it, and is looked at once more; of a message of the portal <c>parked</c> or <c>refusedHere</c>.</param>
/// <param name="ErrorCode">The portal's own code; the kind of a fault; of a message of the portal, the code of the reason.</param>
/// <param name="ProblemText">Its words, without what they say about persons.</param>
public record PortalSyncLine(
    DossierId? Dossier, string? Code, string? Procedure, string? ReceivingAgency, string? CompetentAgency, PortalSyncStanding State, int? Version, int? AcknowledgedVersion,
    DateTimeOffset? AcknowledgedAt, DateTimeOffset Since, int Attempts, DateTimeOffset? NextAttemptAt, string? Problem, string? ErrorCode, string? ProblemText)
{
    /// <summary>Identity of the portal's message; <c>POST /portal/inbox/{messageId}/retry</c> tries one that waits again.</summary>
    public string? Message { get; init; }

    internal static PortalSyncLine Of(InboxRow row, bool english) => new(
        row.DossierId, row.PortalCode, null, row.Agency, null, row.State == InboxState.Parked ? PortalSyncStanding.Parked : PortalSyncStanding.Refused, null, null, null,
        row.ReceivedAt, row.Attempts, row.NextTryAt, row.State == InboxState.Parked ? "parked" : "refusedHere", row.Reason, row.Words(english))
    {
        Message = row.MessageId,
    };
}

/// <summary>The same with what was said to the portal about it.</summary>
/// <param name="Calls">Newest first, at most 200.</param>
public sealed record PortalSyncView(PortalSyncLine Sync, IReadOnlyList<PortalCallLine> Calls);

/// <summary>What came of a call to the portal — kết quả lần gọi.</summary>
public enum PortalOutcome
{
    /// <summary>It took it, or answered.</summary>
    Acknowledged,

    /// <summary>It refused, with an error code of its own.</summary>
    Refused,

    /// <summary>It did not answer in time: whether it took it is not known.</summary>
    TimedOut,

    /// <summary>It could not be reached, or said that it is not available.</summary>
    Unavailable,

    /// <summary>The connection broke: whether it took it is not known.</summary>
    Broken,

    /// <summary>Its answer could not be read.</summary>
    Malformed,

    /// <summary>Its session had ended; a new one was asked for.</summary>
    SessionOver,

    /// <summary>It did not let the engine sign in.</summary>
    SignInRefused,

    /// <summary>The process that sent was ended before it could write down what came of it.</summary>
    Interrupted,
}

/// <summary>One call to the portal: no personal data — lần gọi.</summary>
/// <param name="Service">The portal's service.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Attempt">The how manieth attempt to send the dossier it belongs to; grows for ever.</param>
public sealed record PortalCallLine(DateTimeOffset At, string Service, int Milliseconds, PortalOutcome Outcome, string? ErrorCode, string? Text, int Attempt);

/// <summary>What of the ledger is wanted.</summary>
/// <param name="OlderThan">Only what stands so since before this instant.</param>
public sealed record PortalSyncFilter(PortalSyncStanding? State, string? Agency, string? Procedure, DateTimeOffset? OlderThan);

/// <summary>The ledger of what the portal has.</summary>
public interface IPortalSyncs
{
    /// <summary>A page of it within a reach: what stands so longest comes first.</summary>
    Task<Page<PortalSyncLine>> List(PortalSyncFilter filter, PageRequest page, DossierReach reach, CancellationToken ct);

    /// <summary>A dossier's line; null where it has none.</summary>
    Task<PortalSyncView?> Find(DossierId dossier, CancellationToken ct);

    /// <summary>Lets a dossier be sent again, whole and at once; where a call is without an answer, when its quiet time is over. False where it has no line.</summary>
    Task<bool> Resend(DossierId dossier, CancellationToken ct);
}

using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>Somebody may act, or look, for somebody else — xác lập việc đại diện.</summary>
/// <param name="Recorded">Whether a one-stop desk recorded it on sight of the papers.</param>
public sealed record MandateGranted(
    MandateKind Kind, AccountId Principal, AccountId Representative, IReadOnlyList<string>? Procedures, bool MayAct, DateOnly FromDay, DateOnly? ToDay, bool Recorded)
    : DomainEvent;

/// <summary>The side that had not been asked agreed: the representation counts — chấp thuận việc đại diện.</summary>
/// <param name="By">Which side that was.</param>
public sealed record MandateAccepted(AccountId Principal, AccountId Representative, MandateSide By) : DomainEvent;

/// <summary>The representation ended — chấm dứt việc đại diện.</summary>
public sealed record MandateRevoked(AccountId Principal, AccountId Representative) : DomainEvent;

using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>Somebody may act, or look, for somebody else — xác lập việc đại diện.</summary>
/// <param name="Recorded">Whether a one-stop desk recorded it on sight of the papers.</param>
public sealed record MandateGranted(
    MandateKind Kind, AccountId Principal, AccountId Representative, IReadOnlyList<string>? Procedures, bool MayAct, DateOnly FromDay, DateOnly? ToDay, bool Recorded)
    : DomainEvent;

/// <summary>The representation ended — chấm dứt việc đại diện.</summary>
public sealed record MandateRevoked(AccountId Principal, AccountId Representative) : DomainEvent;

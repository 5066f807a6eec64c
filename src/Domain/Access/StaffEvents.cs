using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>An official will be absent, another has his posts meanwhile — cán bộ vắng mặt, có người thay thế.</summary>
public sealed record AbsenceRecorded(AbsenceId Absence, AccountId Cover, DateOnly FromDay, DateOnly ToDay) : DomainEvent;

/// <summary>Nobody stands in for the absence any more — kết thúc thay thế.</summary>
public sealed record AbsenceEnded(AbsenceId Absence, AccountId Cover) : DomainEvent;

/// <summary>An official leaves, his open work goes to another — bàn giao công việc.</summary>
/// <param name="Agencies">Agencies whose work and posts he leaves; null for all.</param>
/// <param name="LeavesOn">First day without the posts.</param>
public sealed record WorkHandedOver(HandoverId Handover, AccountId To, IReadOnlyList<string>? Agencies, DateOnly LeavesOn) : DomainEvent;

namespace OneStop.Domain.Access;

/// <summary>Days on which an official is absent and another has his posts and assignments — vắng mặt, ủy quyền thay thế.</summary>
public sealed record Absence
{
    public required AbsenceId Id { get; init; }

    public required AccountId AccountId { get; init; }

    public required AccountId CoverId { get; init; }

    public required DateOnly FromDay { get; init; }

    public required DateOnly ToDay { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public bool Overlaps(Absence other) => EndedAt is null && FromDay <= other.ToDay && other.FromDay <= ToDay;
}

/// <summary>Who changes what is known of an official, under which agencies, when — hoàn cảnh thay đổi.</summary>
public sealed record StaffCircumstances(Actor By, Agencies.AgencyTree Agencies, DateTimeOffset Now)
{
    public DateOnly Today => Shared.VietnamTime.DateOf(Now);
}

using OneStop.Application.Notifications;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>Officials by their posts.</summary>
internal sealed class NoticeOfficials(DbSession db) : INoticeOfficials
{
    private const string Select = """
        SELECT DISTINCT p.AccountId
        FROM AccountPosts p
        WHERE p.AgencyCode = @Agency AND p.Role = @Role AND (p.FromDay IS NULL OR p.FromDay <= @Day) AND (p.ToDay IS NULL OR p.ToDay >= @Day)
        """;

    public Task<IReadOnlyList<AccountId>> Holding(Role role, string agency, DateOnly day, CancellationToken ct) =>
        db.Query<AccountId>(Select, new { Agency = agency, Role = EnumName.Of(role), Day = day }, ct);
}

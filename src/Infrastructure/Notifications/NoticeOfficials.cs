using OneStop.Application.Notifications;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>Officials by their posts, and who stands in for them.</summary>
internal sealed class NoticeOfficials(DbSession db) : INoticeOfficials
{
    /// <summary>A post stays written at the agency that was; that of a demo account (without events) ends with it.</summary>
    private const string Select = """
        SELECT DISTINCT p.AccountId
        FROM AccountPosts p
        INNER JOIN Accounts a ON a.Id = p.AccountId
        WHERE (p.AgencyCode = @Agency OR (a.Version > 0 AND p.AgencyCode IN @Before)) AND p.Role = @Role
            AND (p.FromDay IS NULL OR p.FromDay <= @Day) AND (p.ToDay IS NULL OR p.ToDay >= @Day)
        """;

    private const string SelectCovers = """
        SELECT AccountId AS Absent, CoverId AS Cover
        FROM Absences
        WHERE AccountId IN @Ids AND EndedAt IS NULL AND FromDay <= @Day AND ToDay >= @Day
        ORDER BY Id
        """;

    public Task<IReadOnlyList<AccountId>> Holding(Role role, string agency, IReadOnlyList<string> before, DateOnly day, CancellationToken ct) =>
        db.Query<AccountId>(Select, new { Agency = agency, Before = before, Role = EnumName.Of(role), Day = day }, ct);

    public async Task<IReadOnlyList<StandIn>> Covering(IReadOnlyCollection<AccountId> absent, DateOnly day, CancellationToken ct) =>
        [.. (await db.Query<CoverRow>(SelectCovers, new { Ids = absent.Select(id => TypeHandlers.Bytes(id)).ToArray(), Day = day }, ct))
            .Select(row => new StandIn(row.Absent, row.Cover))];

    private sealed record CoverRow
    {
        public required AccountId Absent { get; init; }

        public required AccountId Cover { get; init; }
    }
}

using OneStop.Application;
using OneStop.Application.Access;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

internal sealed class AccountViews(DbSession db) : IAccountViews
{
    private const int CountCap = 1_000;

    private const string SelectStaff = """
        SELECT Id, UserName, DisplayName, Disabled, Version
        FROM Accounts
        WHERE UserName > @After AND EXISTS (SELECT 1 FROM AccountPosts WHERE AccountId = Accounts.Id AND AgencyCode = @Agency)
        ORDER BY UserName
        """;

    private const string SelectPosts = """
        SELECT p.AccountId, p.Role, p.AgencyCode, p.Division, p.FromDay, p.ToDay
        FROM AccountPosts p
        JOIN Accounts a ON a.Id = p.AccountId
        WHERE p.AgencyCode = @Agency AND a.UserName >= @First AND a.UserName <= @Last
        ORDER BY p.AccountId, p.Number
        """;

    private const string CountStaff = "SELECT COUNT(DISTINCT AccountId) FROM AccountPosts WHERE AgencyCode = @Agency";

    public async Task<Page<StaffLine>> Staff(ListStaff query, CancellationToken ct)
    {
        var rows = await db.Query<StaffRow>(
            $"{SelectStaff} {db.Dialect.Page}",
            new { query.Agency, After = Cursor.Read(query.Cursor) ?? "", Take = query.Limit + 1 },
            ct);
        var shown = rows.Take(query.Limit).ToArray();
        var next = rows.Count > query.Limit ? Cursor.Of(shown[^1].UserName) : null;
        return new Page<StaffLine>(await WithPosts(query.Agency, shown, ct), next, await Count(query, ct));
    }

    private async Task<IReadOnlyList<StaffLine>> WithPosts(string agency, StaffRow[] rows, CancellationToken ct)
    {
        if (rows.Length == 0)
        {
            return [];
        }
        var posts = (await db.Query<PostRow>(SelectPosts, new { Agency = agency, First = rows[0].UserName, Last = rows[^1].UserName }, ct))
            .ToLookup(post => post.AccountId, post => new HeldPost(post.Role, post.AgencyCode, post.Division, post.FromDay, post.ToDay));
        return [.. rows.Select(row => new StaffLine
        {
            Id = row.Id, Version = row.Version, UserName = row.UserName, DisplayName = row.DisplayName, Disabled = row.Disabled,
            Posts = [.. posts[row.Id]],
        })];
    }

    private async Task<PageCount?> Count(ListStaff query, CancellationToken ct)
    {
        if (query.Count == Counting.None)
        {
            return null;
        }
        var count = await db.QueryOne<int>(CountStaff, new { query.Agency }, ct);
        return query.Count == Counting.Capped && count > CountCap ? new PageCount(CountCap, Exact: false) : new PageCount(count, Exact: true);
    }

    private sealed record StaffRow
    {
        public required AccountId Id { get; init; }

        public required string UserName { get; init; }

        public required string DisplayName { get; init; }

        public required bool Disabled { get; init; }

        public required int Version { get; init; }
    }

    private sealed record PostRow
    {
        public required AccountId AccountId { get; init; }

        public required Role Role { get; init; }

        public required string AgencyCode { get; init; }

        public string? Division { get; init; }

        public DateOnly? FromDay { get; init; }

        public DateOnly? ToDay { get; init; }
    }
}

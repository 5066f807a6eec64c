using OneStop.Application.Access;
using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

internal sealed class AccountViews(DbSession db) : IAccountViews
{
    private const string SelectStaff = """
        SELECT Id, UserName, DisplayName, Disabled, Version
        FROM Accounts
        WHERE UserName > @After AND (EXISTS (SELECT 1 FROM AccountPosts WHERE AccountId = Accounts.Id AND AgencyCode = @Agency)
            OR (Version > 0 AND EXISTS (SELECT 1 FROM AccountPosts WHERE AccountId = Accounts.Id AND AgencyCode IN @Before)))
        ORDER BY UserName
        """;

    private const string SelectPosts = """
        SELECT p.AccountId, p.Role, p.AgencyCode, p.Division, p.FromDay, p.ToDay
        FROM AccountPosts p
        JOIN Accounts a ON a.Id = p.AccountId
        WHERE (p.AgencyCode = @Agency OR (a.Version > 0 AND p.AgencyCode IN @Before)) AND a.UserName >= @First AND a.UserName <= @Last
        ORDER BY p.AccountId, p.Number
        """;

    private const string CountStaff = """
        SELECT COUNT(DISTINCT p.AccountId)
        FROM AccountPosts p
        INNER JOIN Accounts a ON a.Id = p.AccountId
        WHERE p.AgencyCode = @Agency OR (a.Version > 0 AND p.AgencyCode IN @Before)
        """;

    private const string SelectClients = """
        SELECT Id, UserName, DisplayName, Disabled, Version, Details
        FROM Accounts
        WHERE Kind = 'client' AND UserName > @After
        ORDER BY UserName
        """;

    private const string CountClients = "SELECT COUNT(*) FROM Accounts WHERE Kind = 'client'";

    public async Task<Page<ClientLine>> Clients(ListClients query, CancellationToken ct)
    {
        var after = Cursor.Read(query.Page, keys: 1) is [var last] ? last : "";
        var rows = await db.Query<ClientRow>($"{SelectClients} {db.Dialect.Page}", new { After = after, query.Page.Take }, ct);
        return Pages.Of(
            query.Page, [.. rows.Select(row => row.Line)], line => [line.ClientId],
            query.Page.Count == CountMode.None ? null : await db.QueryOne<long>(CountClients, null, ct));
    }

    public async Task<Page<StaffLine>> Staff(ListStaff query, IReadOnlyList<string> before, CancellationToken ct)
    {
        var after = Cursor.Read(query.Page, keys: 1) is [var last] ? last : "";
        var rows = await db.Query<StaffRow>(
            $"{SelectStaff} {db.Dialect.Page}", new { query.Agency, Before = before, After = after, query.Page.Take }, ct);
        return Pages.Of(query.Page, await WithPosts(query.Agency, before, rows, ct), line => [line.UserName], await Count(query, before, ct));
    }

    private async Task<IReadOnlyList<StaffLine>> WithPosts(
        string agency, IReadOnlyList<string> before, IReadOnlyList<StaffRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return [];
        }
        var posts = (await db.Query<PostRow>(SelectPosts, new { Agency = agency, Before = before, First = rows[0].UserName, Last = rows[^1].UserName }, ct))
            .ToLookup(post => post.AccountId, post => new HeldPost(post.Role, post.AgencyCode, post.Division, post.FromDay, post.ToDay));
        return [.. rows.Select(row => new StaffLine
        {
            Id = row.Id, Version = row.Version, UserName = row.UserName, DisplayName = row.DisplayName, Disabled = row.Disabled,
            Posts = [.. posts[row.Id]],
        })];
    }

    private async Task<long?> Count(ListStaff query, IReadOnlyList<string> before, CancellationToken ct) => query.Page.Count == CountMode.None
        ? null
        : await db.QueryOne<long>(CountStaff, new { query.Agency, Before = before }, ct);

    private sealed record StaffRow
    {
        public required AccountId Id { get; init; }

        public required string UserName { get; init; }

        public required string DisplayName { get; init; }

        public required bool Disabled { get; init; }

        public required int Version { get; init; }
    }

    private sealed record ClientRow
    {
        public required AccountId Id { get; init; }

        public required string UserName { get; init; }

        public required string DisplayName { get; init; }

        public required bool Disabled { get; init; }

        public required int Version { get; init; }

        public required string Details { get; init; }

        public ClientLine Line => new()
        {
            Id = Id, Version = Version, ClientId = UserName, DisplayName = DisplayName, Disabled = Disabled,
            Grant = Persistence.Details.Read<AccountDetails>(Details).Grant ?? new ClientGrant(),
        };
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

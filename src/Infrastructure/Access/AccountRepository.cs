using OneStop.Application.Access;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

internal sealed class AccountRepository(DbSession db, Stamps stamps) : IAccountRepository
{
    private const string SelectById = """
        SELECT Id, UserName, Kind, DisplayName, Disabled, Version, Details
        FROM Accounts
        WHERE Id = @Id
        """;

    private const string SelectByName = """
        SELECT Id, UserName, Kind, DisplayName, Disabled, Version, Details
        FROM Accounts
        WHERE NameKey = @NameKey
        """;

    private const string SelectPosts = """
        SELECT Role, AgencyCode, Division, FromDay, ToDay
        FROM AccountPosts
        WHERE AccountId = @Id
        ORDER BY Number
        """;

    private const string SelectAll = """
        SELECT Id, UserName, Kind, DisplayName, Disabled, Version, Details
        FROM Accounts
        WHERE Id IN @Ids
        """;

    private const string SelectPostsOfAll = """
        SELECT AccountId, Role, AgencyCode, Division, FromDay, ToDay
        FROM AccountPosts
        WHERE AccountId IN @Ids
        ORDER BY AccountId, Number
        """;

    private const string Insert = """
        INSERT INTO Accounts (Id, UserName, Kind, DisplayName, PasswordHash, Disabled, Version, Details, NameKey)
        VALUES (@Id, @UserName, @Kind, @DisplayName, @PasswordHash, @Disabled, @NewVersion, @Details, @NameKey)
        """;

    private const string Update = """
        UPDATE Accounts
        SET DisplayName = @DisplayName, Disabled = @Disabled, Version = @NewVersion, Details = @Details
        WHERE Id = @Id AND Version = @Version
        """;

    private const string UpdatePassword = "UPDATE Accounts SET PasswordHash = @PasswordHash WHERE Id = @Id";

    private const string DeletePosts = "DELETE FROM AccountPosts WHERE AccountId = @Id";

    private const string InsertPost = """
        INSERT INTO AccountPosts (AccountId, Number, Role, AgencyCode, Division, FromDay, ToDay)
        VALUES (@AccountId, @Number, @Role, @AgencyCode, @Division, @FromDay, @ToDay)
        """;

    public async ValueTask<Account?> Find(AccountId id, CancellationToken ct) =>
        await Whole(await db.QueryOne<AccountRow>(SelectById, new { Id = id }, ct), ct);

    public async ValueTask<Account?> FindByName(string userName, CancellationToken ct) => UserName.Key(userName) is { } key
        ? await Whole(await db.QueryOne<AccountRow>(SelectByName, new { NameKey = key }, ct), ct)
        : null;

    public async Task<IReadOnlyDictionary<AccountId, Account>> FindAll(IReadOnlyCollection<AccountId> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return new Dictionary<AccountId, Account>();
        }
        var wanted = new { Ids = ids.Distinct().Select(TypeHandlers.Bytes).ToArray() };
        var posts = (await db.Query<PostRow>(SelectPostsOfAll, wanted, ct)).ToLookup(post => post.AccountId);
        return (await db.Query<AccountRow>(SelectAll, wanted, ct)).ToDictionary(row => row.Id, row => Whole(row, posts[row.Id]));
    }

    public async Task Add(Account account, string? passwordHash, CancellationToken ct)
    {
        await db.Insert(Insert, Parameters(account, passwordHash), AccessRules.UserNameIsFree, ct);
        await InsertPosts(account.State, ct);
        db.Touch(account);
    }

    public async Task Save(Account account, CancellationToken ct)
    {
        if (await db.Execute(Update, Parameters(account, passwordHash: null), ct) == 0)
        {
            throw new StaleException(account.Kind, current: 0);
        }
        await db.Execute(DeletePosts, new { account.State.Id }, ct);
        await InsertPosts(account.State, ct);
        await stamps.Changed(Stamp.Access, ct);
        db.Touch(account);
    }

    public Task SetPassword(AccountId account, string passwordHash, CancellationToken ct) =>
        db.Execute(UpdatePassword, new { Id = account, PasswordHash = passwordHash }, ct);

    private async Task<Account?> Whole(AccountRow? row, CancellationToken ct)
    {
        if (row is null)
        {
            return null;
        }
        var posts = await db.Query<PostRow>(SelectPosts, new { row.Id }, ct);
        return Whole(row, posts);
    }

    private static Account Whole(AccountRow row, IEnumerable<PostRow> posts) =>
        new(new AccountState
        {
            Id = row.Id, Kind = row.Kind, UserName = row.UserName, DisplayName = row.DisplayName, Disabled = row.Disabled,
            Version = row.Version, Details = Details.Read<AccountDetails>(row.Details),
            Appointments = [.. posts.Select(post => new Appointment(new Post(post.Role, post.AgencyCode, post.Division), post.FromDay, post.ToDay))],
        });

    private async Task InsertPosts(AccountState account, CancellationToken ct)
    {
        foreach (var (number, held) in account.Appointments.Index())
        {
            await db.Execute(
                InsertPost,
                new
                {
                    AccountId = account.Id, Number = number, Role = EnumName.Of(held.Post.Role), AgencyCode = held.Post.Agency,
                    held.Post.Division, held.FromDay, held.ToDay,
                },
                ct);
        }
    }

    private static object Parameters(Account account, string? passwordHash) => new
    {
        account.State.Id, account.State.UserName, Kind = EnumName.Of(account.State.Kind), account.State.DisplayName,
        PasswordHash = passwordHash, account.State.Disabled, account.State.Version,
        NameKey = UserName.Key(account.State.UserName),
        NewVersion = account.State.Version + account.Recorded.Count, Details = Details.Write(account.State.Details),
    };

    private sealed record AccountRow
    {
        public required AccountId Id { get; init; }

        public required string UserName { get; init; }

        public required AccountKind Kind { get; init; }

        public required string DisplayName { get; init; }

        public required bool Disabled { get; init; }

        public required int Version { get; init; }

        public required string Details { get; init; }
    }

    private sealed record PostRow
    {
        public AccountId AccountId { get; init; }

        public required Role Role { get; init; }

        public string? AgencyCode { get; init; }

        public string? Division { get; init; }

        public DateOnly? FromDay { get; init; }

        public DateOnly? ToDay { get; init; }
    }
}

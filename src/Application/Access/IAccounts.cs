using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;

namespace OneStop.Application.Access;

/// <summary>Accounts, for every module that needs to know who somebody is and which posts they hold.</summary>
public interface IAccounts
{
    /// <summary>The account; null where there is none.</summary>
    ValueTask<Account?> Find(AccountId id, CancellationToken ct);

    ValueTask<Account?> FindByName(string userName, CancellationToken ct);

    /// <summary>Those of the accounts that there are, at once.</summary>
    Task<IReadOnlyDictionary<AccountId, Account>> FindAll(IReadOnlyCollection<AccountId> ids, CancellationToken ct);
}

public static class AccountsByDay
{
    /// <summary>The account as it may act on a day; null where it holds no post then, is disabled or does not exist.</summary>
    /// <param name="account">Its identity or user name.</param>
    public static async ValueTask<Actor?> FindActor(
        this IAccounts accounts, string account, DateOnly day, AgencyTree agencies, CancellationToken ct)
    {
        var found = AccountId.TryParse(account, null, out var id) ? await accounts.Find(id, ct) : await accounts.FindByName(account, ct);
        return found?.PostsOn(day, agencies).ToArray() is { Length: > 0 } posts ? new Actor(found.State.Id, found.State.UserName, posts) : null;
    }
}

/// <summary>Accounts as their own module changes them.</summary>
public interface IAccountRepository : IAccounts
{
    /// <param name="passwordHash">Null where nobody signs in with a password.</param>
    Task Add(Account account, string? passwordHash, CancellationToken ct);

    Task Save(Account account, CancellationToken ct);

    /// <summary>Another password from now on; the account itself is saved beside it.</summary>
    Task SetPassword(AccountId account, string passwordHash, CancellationToken ct);
}

/// <summary>Lists of accounts.</summary>
public interface IAccountViews
{
    /// <summary>Who holds a post at an agency, by user name.</summary>
    /// <param name="before">Codes of the agencies whose people it took over.</param>
    Task<Page<StaffLine>> Staff(ListStaff query, IReadOnlyList<string> before, CancellationToken ct);

    /// <summary>The machine clients, by name.</summary>
    Task<Page<ClientLine>> Clients(ListClients query, CancellationToken ct);
}

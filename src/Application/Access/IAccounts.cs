using OneStop.Application.Lists;
using OneStop.Domain.Access;

namespace OneStop.Application.Access;

/// <summary>Accounts, for every module that needs to know who somebody is and which posts they hold.</summary>
public interface IAccounts
{
    /// <summary>The account; null where there is none.</summary>
    ValueTask<Account?> Find(AccountId id, CancellationToken ct);

    ValueTask<Account?> FindByName(string userName, CancellationToken ct);
}

/// <summary>Accounts as their own module changes them.</summary>
public interface IAccountRepository : IAccounts
{
    Task Add(Account account, string passwordHash, CancellationToken ct);

    Task Save(Account account, CancellationToken ct);
}

/// <summary>Lists of accounts.</summary>
public interface IAccountViews
{
    /// <summary>Who holds a post at an agency, by user name.</summary>
    Task<Page<StaffLine>> Staff(ListStaff query, CancellationToken ct);
}

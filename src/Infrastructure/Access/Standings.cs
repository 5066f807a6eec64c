using System.Collections.Concurrent;
using OneStop.Application.Access;
using OneStop.Application.Agencies;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>
/// What accounts may do today. Kept in memory with all their posts and the days of their agencies, so that neither a new day nor a
/// moved clock needs the database; a change of accounts or agencies, in whichever process, is noticed by its stamp.
/// </summary>
internal sealed class Standings(
    DbSession db, Stamps stamps, IAccountRepository accounts, IAgencies agencies, StandingCache cache, TimeProvider clock)
{
    /// <summary>The account with the posts it holds today; null where it holds none, is disabled or does not exist.</summary>
    public async ValueTask<Actor?> Of(AccountId id, CancellationToken ct)
    {
        var access = await stamps.Of(Stamp.Access, ct);
        var tree = await stamps.Of(Stamp.Agencies, ct);
        if (db.CachesBypassed || cache.Find(id) is not { } standing || standing.Access != access || standing.Agencies != tree)
        {
            if (await accounts.Find(id, ct) is not { } account)
            {
                return null;
            }
            standing = new Standing(access, tree, account, await agencies.Tree(ct));
            if (!db.CachesBypassed)
            {
                cache.Keep(id, standing);
            }
        }
        return standing.On(VietnamTime.DateOf(clock.GetUtcNow()));
    }
}

/// <summary>The standings that were asked for, by account.</summary>
internal sealed class StandingCache
{
    private const int Most = 50_000;

    private readonly ConcurrentDictionary<AccountId, Standing> known = new();

    public Standing? Find(AccountId id) => known.GetValueOrDefault(id);

    public void Keep(AccountId id, Standing standing)
    {
        if (known.Count >= Most)
        {
            known.Clear();
        }
        known[id] = standing;
    }
}

/// <summary>An account with all its posts, under the stamps it was read under.</summary>
internal sealed class Standing(long access, long agencies, Account account, AgencyTree tree)
{
    private Today? last;

    public long Access => access;

    public long Agencies => agencies;

    public Actor? On(DateOnly day)
    {
        if (last is { } today && today.Day == day)
        {
            return today.Actor;
        }
        var held = account.PostsOn(day, tree).ToArray();
        var actor = held.Length == 0 ? null : new Actor(account.State.Id, account.State.UserName, held);
        last = new Today(day, actor);
        return actor;
    }

    private sealed record Today(DateOnly Day, Actor? Actor);
}

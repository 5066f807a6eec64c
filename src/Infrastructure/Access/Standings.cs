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
    DbSession db, Stamps stamps, IAccountRepository accounts, HeldPowers powers, IAgencies agencies, StandingCache cache, TimeProvider clock)
{
    /// <summary>The account with the posts it holds today; null where it holds none, is disabled or does not exist.</summary>
    /// <param name="assurance">How sure it is who signed in; the same actor object comes back for the same assurance.</param>
    public async ValueTask<Actor?> Of(AccountId id, Assurance assurance, CancellationToken ct)
    {
        var access = await stamps.Of(Stamp.Access, ct);
        var tree = await stamps.Of(Stamp.Agencies, ct);
        if (db.CachesBypassed || cache.Find(id) is not { } standing || standing.Access != access || standing.Agencies != tree)
        {
            if (await accounts.Find(id, ct) is not { } account)
            {
                return null;
            }
            standing = new Standing((access, tree), account, await agencies.Tree(ct))
            {
                Mandates = await powers.MandatesOf(id, ct), Covered = await Covered(id, ct),
            };
            if (!db.CachesBypassed)
            {
                cache.Keep(id, standing);
            }
        }
        return standing.On(VietnamTime.DateOf(clock.GetUtcNow()), assurance);
    }

    private async Task<IReadOnlyList<CoveredAccount>> Covered(AccountId cover, CancellationToken ct)
    {
        var covered = new List<CoveredAccount>();
        foreach (var held in await powers.CoversOf(cover, ct))
        {
            if (await accounts.Find(held.AccountId, ct) is { } account)
            {
                covered.Add(new CoveredAccount(account, held));
            }
        }
        return covered;
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

/// <summary>An account with all its posts and the powers others gave it, under the stamps it was read under.</summary>
internal sealed class Standing((long Access, long Agencies) stamps, Account account, AgencyTree tree)
{
    private Today? last;

    public long Access => stamps.Access;

    public long Agencies => stamps.Agencies;

    public required IReadOnlyList<HeldMandate> Mandates { get; init; }

    public required IReadOnlyList<CoveredAccount> Covered { get; init; }

    public Actor? On(DateOnly day, Assurance assurance)
    {
        if (last is not { } today || today.Day != day)
        {
            last = today = new Today(day, ActorOn(day));
        }
        return today.As(assurance);
    }

    private Actor? ActorOn(DateOnly day)
    {
        var covered = Covered.Where(one => one.Cover.IsInForceOn(day)).Select(one => one.Account).ToArray();
        var own = account.PostsOn(day, tree).ToArray();
        // Only where it works itself: a cover at one agency gets nothing at another, and no role that holds everywhere.
        var posts = own.Concat(covered.SelectMany(one => one.PostsOn(day, tree)).Where(post => post.Agency is not null && own.Any(mine => mine.Agency == post.Agency)))
            .Distinct().ToArray();
        var grant = account.State.Disabled ? null : account.State.Details.Grant;
        return posts.Length == 0 && grant is null
            ? null
            : new Actor(account.State.Id, account.State.UserName, posts)
            {
                Grant = grant,
                Represents = [.. Mandates.Where(mandate => mandate.IsInForceOn(day)).Select(mandate => mandate.Representation)],
                Covers = own.Length == 0 ? [] : [.. covered.Select(one => one.State.Id)],
            };
    }

    /// <summary>One actor object for each assurance: others keep by it what they reckoned.</summary>
    private sealed class Today(DateOnly day, Actor? actor)
    {
        private readonly Actor?[] actors = new Actor?[(int)Assurance.Level2 + 1];

        public DateOnly Day => day;

        public Actor? As(Assurance assurance)
        {
            if (actor is null || assurance == actor.Assurance)
            {
                return actor;
            }
            ref var place = ref actors[(int)assurance];
            return Volatile.Read(ref place) ?? Interlocked.CompareExchange(ref place, actor with { Assurance = assurance }, null) ?? place;
        }
    }
}

/// <summary>An absent colleague and when it is covered.</summary>
internal sealed record CoveredAccount(Account Account, HeldCover Cover);

using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
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
internal sealed class Standings(Dialect dialect, IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int Most = 50_000;

    private readonly ConcurrentDictionary<AccountId, Standing> known = new();

    /// <summary>The account with the posts it holds today; null where it holds none, is disabled or does not exist.</summary>
    public async ValueTask<Actor?> Of(AccountId id, CancellationToken ct)
    {
        // A session of its own: the request's must not have read anything before its transaction.
        var db = new DbSession(dialect);
        var stamps = new Stamps(db);
        var access = await stamps.Of(Stamp.Access, ct);
        var agencies = await stamps.Of(Stamp.Agencies, ct);
        if (!known.TryGetValue(id, out var standing) || standing.Access != access || standing.Agencies != agencies)
        {
            if (await new AccountRepository(db, stamps).Find(id, ct) is not { } account)
            {
                return null;
            }
            standing = new Standing(access, agencies, account, await Dated(account, ct));
            Keep(id, standing);
        }
        return standing.On(VietnamTime.DateOf(clock.GetUtcNow()));
    }

    private void Keep(AccountId id, Standing standing)
    {
        if (known.Count >= Most)
        {
            known.Clear();
        }
        known[id] = standing;
    }

    private async ValueTask<IReadOnlyList<DatedPost>> Dated(Account account, CancellationToken ct)
    {
        var held = account.State.Appointments;
        if (held.All(appointment => appointment.Post.Agency is null))
        {
            return [.. held.Select(appointment => new DatedPost(appointment, null))];
        }
        await using var scope = scopes.CreateAsyncScope();
        var tree = await scope.ServiceProvider.GetRequiredService<IAgencies>().Tree(ct);
        return
        [
            .. held.Select(appointment => new DatedPost(appointment, appointment.Post.Agency is { } code ? tree.Find(code) : null))
                .Where(dated => dated.Agency is not null || dated.Appointment.Post.Agency is null),
        ];
    }

    private sealed record DatedPost(Appointment Appointment, Agency? Agency)
    {
        public bool IsInForceOn(DateOnly day) => Appointment.IsInForceOn(day) && Agency?.IsInForceOn(day) != false;
    }

    private sealed class Standing(long access, long agencies, Account account, IReadOnlyList<DatedPost> posts)
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
            var held = account.State.Disabled ? [] : posts.Where(post => post.IsInForceOn(day)).Select(post => post.Appointment.Post).ToArray();
            var actor = held.Length == 0 ? null : new Actor(account.State.Id, account.State.UserName, held);
            last = new Today(day, actor);
            return actor;
        }

        private sealed record Today(DateOnly Day, Actor? Actor);
    }
}

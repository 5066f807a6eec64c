using OneStop.Application.Access;
using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Notifications;

/// <summary>Finds the officials before whom a dossier is brought: who works on it, or holds a role where the work lies, and who stands in for them.</summary>
public sealed class ResponsibleOfficials(IAccounts accounts, INoticeOfficials officials, IAgencies agencies)
{
    /// <summary>So many are told at most.</summary>
    private const int Most = 20;

    /// <summary>Among so many holders of a role they are looked for.</summary>
    private const int MostConsidered = 1_000;

    /// <summary>
    /// Where a handler is to be told, who has the dossier; where there is none who may see it, and for every other role, those who hold the role.
    /// Who is absent on that day is told with the cover.
    /// </summary>
    public async Task<IReadOnlyList<AccountState>> Of(DossierState dossier, Role to, DateTimeOffset at, CancellationToken ct)
    {
        var (day, tree) = (VietnamTime.DateOf(at), await agencies.Tree(ct));
        if (to == Role.Handler && (dossier.Assignee ?? dossier.Details.Handler) is { } assignee && await Seeing([assignee], dossier, tree, day, ct) is { Count: > 0 } one)
        {
            return one;
        }
        var holder = tree.HolderOn(to is Role.Reception or Role.ReturnDesk or Role.OneStopHead ? dossier.ReceivingAgency : dossier.CompetentAgency, day);
        var holding = await officials.Holding(to, holder, [.. tree.PredecessorsOf(holder, day)], day, ct);
        return await Seeing([.. holding.OrderBy(id => id.Value).Take(MostConsidered)], dossier, tree, day, ct);
    }

    /// <summary>Those of the accounts, and of their covers, who may see the dossier.</summary>
    private async Task<IReadOnlyList<AccountState>> Seeing(
        IReadOnlyCollection<AccountId> ids, DossierState dossier, AgencyTree tree, DateOnly day, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return [];
        }
        var covers = await officials.Covering(ids, day, ct);
        var known = await accounts.FindAll([.. ids.Concat(covers.Select(one => one.Cover)).Distinct()], ct);
        return [.. known.Values
            .Where(account => !account.State.Disabled
                && Sees(account, [.. covers.Where(one => one.Cover == account.State.Id).Select(one => known.GetValueOrDefault(one.Absent)).OfType<Account>()], dossier, tree, day))
            .OrderBy(account => account.State.Id.Value).Take(Most).Select(account => account.State)];
    }

    /// <summary>Whether a message about the dossier may go to an official: a confidential one is told to nobody from whom it is kept.</summary>
    /// <param name="absent">For whom the official stands in; with posts only where both work.</param>
    private static bool Sees(Account account, IReadOnlyList<Account> absent, DossierState dossier, AgencyTree tree, DateOnly day)
    {
        var own = account.PostsOn(day, tree).ToArray();
        var posts = own.Concat(absent.SelectMany(one => one.PostsOn(day, tree)).Where(post => post.Agency is not null && own.Any(mine => mine.Agency == post.Agency)));
        var actor = new Actor(account.State.Id, account.State.UserName, [.. posts.Distinct()]) { Covers = own.Length == 0 ? [] : [.. absent.Select(one => one.State.Id)] };
        return DossierReach.Of(actor, tree, day).Covers(dossier);
    }
}

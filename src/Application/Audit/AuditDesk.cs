using System.Globalization;
using OneStop.Application.Access;
using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Audit;

/// <summary>What the lists of the audit need: what is meant, and how far the caller may look.</summary>
internal sealed class AuditDesk(IDossierRepository dossiers, IAccounts accounts, IAgencies agencies, ICaller caller, TimeProvider clock)
{
    /// <summary>What an identity or a code names: a dossier by either, anything else by its key in the event log.</summary>
    public async Task<AuditSubject> Subject(string named, CancellationToken ct)
    {
        if (await dossiers.Find(named, ct) is { } dossier)
        {
            return new AuditSubject(dossier.Key, dossier.State);
        }
        return new AuditSubject(Guid.TryParse(named, CultureInfo.InvariantCulture, out var id) ? id.ToString() : named, null);
    }

    /// <summary>The account of an identity or a user name; null where there is none.</summary>
    public async Task<AccountId?> Account(string named, CancellationToken ct) =>
        AccountId.TryParse(named, CultureInfo.InvariantCulture, out var id) ? id
        : named == Actor.System.Name ? AccountId.System
        : (await accounts.FindByName(named, ct))?.State.Id;

    /// <summary>The agencies the list is kept within: none needed for those who see everything, nor for a dossier the caller sees whole.</summary>
    public async Task<IReadOnlySet<string>?> Within(AuditSubject? subject, CancellationToken ct)
    {
        var actor = caller.Required();
        if (actor.IsSystemAdmin)
        {
            return null;
        }
        var (tree, today) = (await agencies.Tree(ct), VietnamTime.DateOf(clock.GetUtcNow()));
        var controlled = actor.Posts.Where(post => post is { Role: Role.ProcedureControl, Agency: not null }).SelectMany(post => tree.Subtree(post.Agency!)).ToArray();
        var held = controlled.Concat(controlled.SelectMany(code => tree.PredecessorsOf(code, today))).ToHashSet(StringComparer.Ordinal);
        return subject?.Dossier is { } dossier && (held.Contains(dossier.ReceivingAgency) || held.Contains(dossier.CompetentAgency)) ? null : held;
    }

    /// <summary>Which dossiers the caller may see.</summary>
    public async Task<DossierReach> Reach(CancellationToken ct) =>
        DossierReach.Of(caller.Required(), await agencies.Tree(ct), VietnamTime.DateOf(clock.GetUtcNow()));

    /// <summary>The page as it is answered, agencies with their names.</summary>
    public async Task<Page<AuditLine>> Page<T>(Page<T> page, Func<T, AgencyName?, AuditLine> line, Func<T, string?> agencyOf, CancellationToken ct)
    {
        var tree = await agencies.Tree(ct);
        return new Page<AuditLine>(
            [.. page.Items.Select(item => line(item, agencyOf(item) is { } code ? new AgencyName(code, tree.NameOf(code)) : null))], page.Next, page.Count);
    }
}

/// <summary>What a list of the audit is about.</summary>
/// <param name="Key">Its identity in the event log.</param>
internal sealed record AuditSubject(string Key, DossierState? Dossier);

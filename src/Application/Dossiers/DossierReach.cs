using System.Runtime.CompilerServices;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Dossiers;

/// <summary>
/// Which dossiers an actor may see: one rule with two faces, this check and the condition of the lists. Officials see those of their agency
/// and of those whose work it took over, leaders and controllers those of the agencies below too, citizens their own.
/// </summary>
/// <param name="Agencies">The agencies whose work-lists hold them; a closed one only while its rows are being moved.</param>
/// <param name="Held">The same with every agency they took over from, which dossiers of before still name.</param>
public sealed record DossierReach(bool Everything, IReadOnlySet<string> Agencies, IReadOnlySet<string> Held, AccountId? Owner)
{
    /// <summary>The last reach of each actor; an actor is one object for as long as its posts stay the same.</summary>
    private static readonly ConditionalWeakTable<Actor, Known> Last = [];

    public static DossierReach Of(Actor actor, AgencyTree tree, DateOnly on)
    {
        if (!Last.TryGetValue(actor, out var known) || known.Tree != tree || known.On != on)
        {
            Last.AddOrUpdate(actor, known = new Known(tree, on, Reach(actor, tree, on)));
        }
        return known.Reach;
    }

    private static DossierReach Reach(Actor actor, AgencyTree tree, DateOnly on)
    {
        var own = actor.Posts.Where(post => post.Agency is not null)
            .SelectMany(post => SeesBelow(post.Role) ? tree.Subtree(post.Agency!) : [post.Agency!]).ToHashSet(StringComparer.Ordinal);
        var before = own.SelectMany(code => tree.PredecessorsOf(code, on)).ToHashSet(StringComparer.Ordinal);
        return new DossierReach(
            actor.IsSystem || actor.IsSystemAdmin,
            own.Concat(before.Where(tree.Moving.Contains)).ToHashSet(StringComparer.Ordinal),
            own.Concat(before).ToHashSet(StringComparer.Ordinal),
            actor.IsCitizen ? actor.Id : null);
    }

    /// <summary>Whether it is an official's, who reads what officials write to each other.</summary>
    public bool IsOfficial => Everything || Agencies.Count > 0;

    public bool Covers(DossierState state) => SeesWhole(state) || state.Details.Legs.Any(leg => Held.Contains(leg.Agency));

    /// <summary>An agency that has a leg of the dossier sees only what its task needs.</summary>
    public bool SeesWhole(DossierState state) =>
        Everything || Held.Contains(state.ReceivingAgency) || Held.Contains(state.CompetentAgency)
        || (Owner is not null && state.OwnerAccount == Owner);

    /// <summary>Sender and receiver see a transfer, and whoever sees its dossier whole.</summary>
    public bool Covers(TransferState transfer, DossierState dossier) =>
        SeesWhole(dossier) || Held.Contains(transfer.FromAgency) || Held.Contains(transfer.ToAgency);

    private sealed record Known(AgencyTree Tree, DateOnly On, DossierReach Reach);

    private static bool SeesBelow(Role role) => role is Role.Leader or Role.AgencyAdmin or Role.ProcedureControl;
}

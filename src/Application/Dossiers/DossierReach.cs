using System.Runtime.CompilerServices;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Dossiers;

/// <summary>
/// Which dossiers an actor may see: one rule with two faces, this check and the conditions of the lists (<c>ReachConditions</c>). Officials
/// see those of their agency and of those whose work it took over, leaders and controllers those of the agencies below too; citizens their
/// own and those of whom they represent; machine clients those of their grant, or what they filed themselves. A confidential dossier is
/// kept from officials who have nothing to do with it.
/// </summary>
public sealed record DossierReach
{
    /// <summary>The last reach of each actor; an actor is one object for as long as its posts stay the same.</summary>
    private static readonly ConditionalWeakTable<Actor, Known> Last = [];

    /// <summary>Dossiers of every agency.</summary>
    public bool Everything { get; private init; }

    /// <summary>The agencies whose work-lists hold them; a closed one only while its rows are being moved.</summary>
    public required IReadOnlySet<string> Agencies { get; init; }

    /// <summary>The same with every agency they took over from, which dossiers of before still name.</summary>
    public required IReadOnlySet<string> Held { get; init; }

    /// <summary>Those of them whose confidential dossiers it sees; null for all.</summary>
    public IReadOnlySet<string>? Trusted { get; private init; }

    /// <summary>Those of them on whose dossiers it works, and so reads numbers and contacts; null for all.</summary>
    public IReadOnlySet<string>? Working { get; private init; }

    /// <summary>Those of them whose officials' work it judges; null for all. Of other officials it knows none but itself.</summary>
    public IReadOnlySet<string>? Judged { get; private init; }

    /// <summary>The accounts it stands for as an assignee: its own and those it covers.</summary>
    public IReadOnlyList<AccountId> Self { get; private init; } = [];

    /// <summary>Whose dossiers it sees as their owner: its own and those of whom it represents.</summary>
    public IReadOnlyList<Representation> Owners { get; private init; } = [];

    /// <summary>The machine client that sees what it filed; with a grant to read it sees what that names instead.</summary>
    public AccountId? Client { get; private init; }

    /// <summary>Procedures it is limited to; null for all.</summary>
    public IReadOnlyList<string>? Procedures { get; private init; }

    /// <summary>Whether it sees dossiers filed for trying out, and only those; null for both.</summary>
    public bool? Test { get; private init; }

    /// <summary>Whether it is an official's, who reads what officials write to each other.</summary>
    public bool IsOfficial => Client is null && (Everything || Agencies.Count > 0);

    /// <summary>Whether no confidential dossier of its agencies is kept from it.</summary>
    public bool SeesConfidential => Trusted is null || (!Everything && Agencies.All(Trusted.Contains));

    /// <summary>Whether it reads by agencies: officials, and clients with a grant to read.</summary>
    public bool ByAgencies => Everything || Agencies.Count > 0;

    /// <summary>What anybody may know in numbers: of every agency what is not confidential.</summary>
    public static DossierReach OfEverybody { get; } = new()
    {
        Everything = true, Agencies = new HashSet<string>(), Held = new HashSet<string>(), Trusted = new HashSet<string>(), Working = new HashSet<string>(),
    };

    /// <summary>Of which dossiers an actor may draw figures: those it may see, and for a client that only draws figures those of its agencies.</summary>
    public static DossierReach ForFigures(Actor actor, AgencyTree tree, DateOnly on) => actor is { IsClient: true, Grant: { } grant } && grant.Allows(Scope.ReadReports)
        ? OfClient(actor, grant, tree, on, reads: true)
        : Of(actor, tree, on);

    public static DossierReach Of(Actor actor, AgencyTree tree, DateOnly on)
    {
        if (!Last.TryGetValue(actor, out var known) || known.Tree != tree || known.On != on)
        {
            Last.AddOrUpdate(actor, known = new Known(tree, on, actor.IsClient ? OfClient(actor, actor.Grant, tree, on, actor.Grant.Allows(Scope.ReadDossiers)) : OfPerson(actor, tree, on)));
        }
        return known.Reach;
    }

    public bool Covers(DossierState state) =>
        SeesWhole(state) || (Admits(state) && state.Details.Legs.Any(leg => Held.Contains(leg.Agency)));

    /// <summary>An agency that has a leg of the dossier sees only what its task needs.</summary>
    public bool SeesWhole(DossierState state) =>
        IsOwner(state) || (Admits(state) && (Everything || Held.Contains(state.ReceivingAgency) || Held.Contains(state.CompetentAgency)));

    /// <summary>Sender and receiver see a transfer, and whoever sees its dossier whole.</summary>
    public bool Covers(TransferState transfer, DossierState dossier) =>
        SeesWhole(dossier) || (Admits(dossier) && (Held.Contains(transfer.FromAgency) || Held.Contains(transfer.ToAgency)));

    /// <summary>Whether it is the owner's: the owner, a representative, or the client that filed it and reads nothing else.</summary>
    public bool IsOwner(DossierState state) =>
        (state.OwnerAccount is { } owner && Owners.Any(one => one.Principal == owner && one.Includes(state.ProcedureCode)))
        || (Client is not null && state.Client == Client && !ByAgencies);

    /// <summary>Whether it sees dossiers of every procedure, and so may know which belong together.</summary>
    public bool SeesEveryProcedure => Procedures is null && Owners.All(owner => owner.Procedures is null);

    /// <summary>Whether numbers and contacts in the dossier are for it: the owner's side, and officials who work at its agencies or those of its legs.</summary>
    public bool Identifies(DossierState state) => IsOwner(state) || Working is null
        || Working.Contains(state.ReceivingAgency) || Working.Contains(state.CompetentAgency) || state.Details.Legs.Any(leg => Working.Contains(leg.Agency)) || (state.Assignee is { } assignee && Self.Contains(assignee))
        || (Client is not null && state.Client == Client);

    /// <summary>Whether nothing kept it from a dossier that an agency or an official of its own had.</summary>
    /// <param name="agency">The agency, where only those whose confidential dossiers it sees may tell it; else null.</param>
    public bool Admitted(string procedure, bool test, string? agency) =>
        (Test is null || test == Test) && (Procedures is null || Procedures.Contains(procedure)) && (agency is null || Trusted?.Contains(agency) != false);

    /// <summary>Whether neither confidentiality nor the limits of a grant keep it away.</summary>
    private bool Admits(DossierState s) =>
        (Test is null || s.Test == Test) && (Procedures is null || Procedures.Contains(s.ProcedureCode)) && (!s.Confidential || IsTrusted(s));

    private bool IsTrusted(DossierState s) => Trusted is null || Trusted.Contains(s.ReceivingAgency) || Trusted.Contains(s.CompetentAgency)
        || s.Details.Legs.Any(leg => Trusted.Contains(leg.Agency)) || (s.Assignee is { } assignee && Self.Contains(assignee))
        || (Client is not null && s.Client == Client);

    private static DossierReach OfPerson(Actor actor, AgencyTree tree, DateOnly on)
    {
        var all = actor.IsSystem || actor.IsSystemAdmin;
        var (agencies, held) = Span(actor.Posts, post => SeesBelow(post.Role), tree, on);
        return new DossierReach
        {
            Everything = all, Agencies = agencies, Held = held, Self = [actor.Id, .. actor.Covers],
            Trusted = actor.IsSystem ? null : Span(actor.Posts.Where(post => IsTrusted(post.Role)), post => SeesBelow(post.Role), tree, on).Held,
            Working = actor.IsSystem ? null : Span(actor.Posts.Where(post => Works(post.Role)), _ => false, tree, on).Held,
            Judged = all ? null : Span(actor.Posts.Where(post => Judges(post.Role)), post => SeesBelow(post.Role), tree, on).Held,
            Owners = actor.IsCitizen ? [new Representation(actor.Id, null, MayAct: true), .. actor.Represents] : [],
        };
    }

    private static DossierReach OfClient(Actor actor, ClientGrant grant, AgencyTree tree, DateOnly on, bool reads)
    {
        var posts = reads && grant.Agencies is { } codes ? codes.Select(code => new Post(Role.Leader, code, null)) : [];
        var (agencies, held) = Span(posts, _ => true, tree, on);
        return new DossierReach
        {
            Everything = reads && grant.Agencies is null, Agencies = agencies, Held = held, Trusted = new HashSet<string>(),
            Working = grant.Allows(Scope.ReadIdentifiers) ? null : new HashSet<string>(), Client = actor.Id, Procedures = grant.Procedures, Test = grant.Test,
        };
    }

    private static (IReadOnlySet<string> Agencies, IReadOnlySet<string> Held) Span(IEnumerable<Post> posts, Func<Post, bool> below, AgencyTree tree, DateOnly on)
    {
        var own = posts.Where(post => post.Agency is not null)
            .SelectMany(post => below(post) ? tree.Subtree(post.Agency!) : [post.Agency!]).ToHashSet(StringComparer.Ordinal);
        var before = own.SelectMany(code => tree.PredecessorsOf(code, on)).ToHashSet(StringComparer.Ordinal);
        return (own.Concat(before.Where(tree.Moving.Contains)).ToHashSet(StringComparer.Ordinal), own.Concat(before).ToHashSet(StringComparer.Ordinal));
    }

    private static bool SeesBelow(Role role) => role is Role.Leader or Role.AgencyAdmin or Role.ProcedureControl;

    /// <summary>Handlers see the confidential dossiers assigned to them; technical roles none.</summary>
    private static bool IsTrusted(Role role) => role is Role.Reception or Role.Head or Role.Leader or Role.Clerk or Role.ReturnDesk
        or Role.OneStopHead or Role.ProcedureControl;

    private static bool Judges(Role role) => role is Role.Head or Role.Leader or Role.OneStopHead or Role.AgencyAdmin or Role.ProcedureControl;

    private static bool Works(Role role) => role is Role.Reception or Role.Handler or Role.Head or Role.Leader or Role.Clerk or Role.ReturnDesk
        or Role.OneStopHead;

    private sealed record Known(AgencyTree Tree, DateOnly On, DossierReach Reach);
}

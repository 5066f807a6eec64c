using OneStop.Application.Agencies;
using OneStop.Application.Calendar;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Dossiers;

/// <summary>Fetches a dossier with what surrounds it, lets one verb act on it, stores it, and answers the whole of it.</summary>
internal sealed class DossierDesk(
    IDossierRepository dossiers, DossierFollowers followers, IProcedureRepository procedures, ICalendars calendars, IAgencies agencies, ICaller caller, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>One verb on the dossier the caller last saw in this version.</summary>
    public Task<DossierView> Act(string id, Action<Dossier, Circumstances> verb, CancellationToken ct) => Act(
        id,
        (dossier, on) =>
        {
            verb(dossier, on);
            return Task.CompletedTask;
        },
        ct);

    /// <summary>The same, for a verb that has to look something up.</summary>
    public async Task<DossierView> Act(string id, Func<Dossier, Circumstances, Task> verb, CancellationToken ct)
    {
        var dossier = await Get(id, ct);
        caller.DemandVersion(dossier.Kind, dossier.Version);
        var (before, on) = (dossier.State, await Circumstances(dossier.State, caller.Required(), Now, ct));
        await verb(dossier, on);
        await Save(dossier, before, on, ct);
        return await View(dossier, ct);
    }

    /// <summary>Stores a changed dossier, after everything that follows from the change.</summary>
    public async Task Save(Dossier dossier, DossierState before, Circumstances on, CancellationToken ct)
    {
        await followers.Follow(new DossierChange(dossier, before, on), ct);
        await dossiers.Save(dossier, ct);
    }

    /// <summary>Stores a new dossier, with everything that follows from it.</summary>
    public async Task Add(Dossier dossier, Circumstances on, CancellationToken ct)
    {
        await followers.Follow(new DossierChange(dossier, null, on), ct);
        await dossiers.Add(dossier, ct);
    }

    /// <summary>The dossier, where the caller may see it.</summary>
    public async Task<Dossier> Get(string id, CancellationToken ct)
    {
        var dossier = await Load(id, ct);
        return dossier is not null && DossierReach.Of(caller.Required(), await agencies.Tree(ct)).Covers(dossier.State)
            ? dossier
            : throw new NotFoundException(DossierRules.Exists);
    }

    /// <summary>The dossier, whoever asks.</summary>
    public Task<Dossier?> Load(string id, CancellationToken ct) => dossiers.Find(id, ct);

    /// <summary>The dossier, kept from others until the transaction ends: several legs of it may end at the same instant.</summary>
    public async Task<Dossier> GetForChange(DossierId id, CancellationToken ct)
    {
        await dossiers.Lock(id, ct);
        return await Load(id.ToString(), ct) ?? throw new NotFoundException(DossierRules.Exists);
    }

    public async Task<DossierView> View(Dossier dossier, CancellationToken ct)
    {
        var view = dossier.State.View(await Surroundings(dossier.State, ct), dossier.CurrentVersion);
        var reach = DossierReach.Of(caller.Required(), await agencies.Tree(ct));
        return reach.SeesWhole(dossier.State) ? view : view.ForTask(reach);
    }

    public async Task<DossierSurroundings> Surroundings(DossierState state, CancellationToken ct) => new(
        await VersionOf(state, ct), await agencies.Tree(ct), await CalendarOf(state, ct), Now);

    public async Task<Circumstances> Circumstances(DossierState state, Actor actor, DateTimeOffset now, CancellationToken ct) =>
        new(actor, now, await VersionOf(state, ct), await CalendarOf(state, ct));

    /// <summary>The calendar of its clock: the one fixed at reception, before that the competent agency's.</summary>
    public async Task<WorkingCalendar> CalendarOf(DossierState state, CancellationToken ct) => await calendars.Of(
        state.Details.CalendarTemplate ?? (await agencies.Tree(ct)).Find(state.CompetentAgency)!.WorkingHours, ct);

    private async Task<ProcedureVersion> VersionOf(DossierState state, CancellationToken ct) =>
        (await procedures.Find(state.ProcedureCode, ct))?.VersionOf(state.ProcedureVersion)
        ?? throw new InvalidOperationException($"dossier {state.Id} lives under an unknown version");
}

/// <summary>Everyone who follows dossiers, in the order of their registration.</summary>
internal sealed class DossierFollowers(IEnumerable<IFollowDossiers> all)
{
    public async Task Follow(DossierChange change, CancellationToken ct)
    {
        foreach (var follower in all)
        {
            await follower.Follow(change, ct);
        }
    }
}

/// <summary>
/// Which dossiers an actor may see: one rule with two faces, this check and the condition of the lists. Officials see those of their agency,
/// leaders and controllers those of the agencies below too, citizens their own.
/// </summary>
public sealed record DossierReach(bool Everything, IReadOnlySet<string> Agencies, AccountId? Owner)
{
    public static DossierReach Of(Actor actor, AgencyTree tree) => new(
        actor.IsSystem || actor.IsSystemAdmin,
        actor.Posts.Where(post => post.Agency is not null).SelectMany(post => SeesBelow(post.Role) ? tree.Subtree(post.Agency!) : [post.Agency!]).ToHashSet(),
        actor.IsCitizen ? actor.Id : null);

    /// <summary>Whether it is an official's, who reads what officials write to each other.</summary>
    public bool IsOfficial => Everything || Agencies.Count > 0;

    public bool Covers(DossierState state) => SeesWhole(state) || state.Details.Legs.Any(leg => Agencies.Contains(leg.Agency));

    /// <summary>An agency that has a leg of the dossier sees only what its task needs.</summary>
    public bool SeesWhole(DossierState state) =>
        Everything || Agencies.Contains(state.ReceivingAgency) || Agencies.Contains(state.CompetentAgency)
        || (Owner is not null && state.OwnerAccount == Owner);

    /// <summary>Sender and receiver see a transfer, and whoever sees its dossier whole.</summary>
    public bool Covers(TransferState transfer, DossierState dossier) =>
        SeesWhole(dossier) || Agencies.Contains(transfer.FromAgency) || Agencies.Contains(transfer.ToAgency);

    private static bool SeesBelow(Role role) => role is Role.Leader or Role.AgencyAdmin or Role.ProcedureControl;
}

using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Agencies;
using OneStop.Application.Calendar;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
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

    private DateOnly Today => VietnamTime.DateOf(Now);

    /// <summary>What the caller may see.</summary>
    public async ValueTask<DossierReach> Reach(CancellationToken ct) => DossierReach.Of(caller.Required(), await agencies.Tree(ct), Today);

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
        var dossier = await ToActOn(id, ct);
        caller.DemandVersion(dossier.Kind, dossier.Version);
        var (before, on) = (dossier.Loaded, await Circumstances(dossier.State, caller.Required(), Now, ct));
        await verb(dossier, on);
        await Save(dossier, before, on, ct);
        return await View(dossier, ct);
    }

    /// <summary>Stores a changed dossier, after everything that follows from the change.</summary>
    public async Task Save(Dossier dossier, DossierState before, Circumstances on, CancellationToken ct)
    {
        try
        {
            await followers.Follow(new DossierChange(dossier, before, on), ct);
        }
        catch (StaleException e)
        {
            // Not the caller's: somebody acted on a leg of it at the same instant.
            throw new RunAgainException(e);
        }
        await dossiers.Save(dossier, ct);
    }

    /// <summary>Stores what the engine itself changed; where somebody acted meanwhile it looks again at what stands now.</summary>
    public async Task SaveForJob(Dossier dossier, Circumstances on, CancellationToken ct)
    {
        try
        {
            await Save(dossier, dossier.Loaded, on, ct);
        }
        catch (StaleException e)
        {
            throw new RunAgainException(e);
        }
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
        return dossier is not null && (await Reach(ct)).Covers(dossier.State)
            ? dossier
            : throw new NotFoundException(DossierRules.Exists);
    }

    /// <summary>The dossier, where the caller sees all of it: not the agency of a leg.</summary>
    public async Task<Dossier> GetWhole(string id, CancellationToken ct)
    {
        var dossier = await Get(id, ct);
        DossierRules.Exists.DemandFound((await Reach(ct)).SeesWhole(dossier.State));
        return dossier;
    }

    /// <summary>The dossier, whoever asks.</summary>
    public Task<Dossier?> Load(string id, CancellationToken ct) => dossiers.Find(id, ct);

    /// <summary>The same as those who hold it today act on it.</summary>
    public async Task<Dossier> ToActOn(string id, CancellationToken ct)
    {
        var dossier = await Get(id, ct);
        dossier.FollowSuccession(await agencies.Tree(ct), Now);
        return dossier;
    }

    /// <summary>The dossier, kept from others until the transaction ends: several legs of it may end at the same instant.</summary>
    /// <param name="at">The instant it is to be changed at; now where it is not a job's.</param>
    public async Task<Dossier?> GetForChange(DossierId id, DateTimeOffset at, CancellationToken ct)
    {
        await dossiers.Lock(id, ct);
        var dossier = await Load(id.ToString(), ct);
        dossier?.FollowSuccession(await agencies.Tree(ct), at);
        return dossier;
    }

    public async Task<DossierView> View(Dossier dossier, CancellationToken ct)
    {
        var view = (await Held(dossier.State, ct)).View(await Surroundings(dossier.State, ct), dossier.CurrentVersion);
        return view.For(await Reach(ct), dossier.State);
    }

    /// <summary>The dossier under the agencies that hold it today.</summary>
    public async ValueTask<DossierState> Held(DossierState state, CancellationToken ct) => state.HeldOn(await agencies.Tree(ct), Today);

    public async Task<DossierSurroundings> Surroundings(DossierState state, CancellationToken ct) => new(
        await VersionOf(state, ct), await agencies.Tree(ct), await CalendarOf(state, ct), Now);

    public async Task<Circumstances> Circumstances(DossierState state, Actor actor, DateTimeOffset now, CancellationToken ct) =>
        new(actor, now, await VersionOf(state, ct), await CalendarOf(state, ct))
        {
            CoSuccessors = state.CoSuccessorsOn(await agencies.Tree(ct), VietnamTime.DateOf(now)),
            GroupIsReady = await GroupIsReady(state, ct),
        };

    /// <summary>The calendar of its clock: the one fixed at reception, before that the competent agency's.</summary>
    public async Task<WorkingCalendar> CalendarOf(DossierState state, CancellationToken ct) => await calendars.Of(
        state.Details.CalendarTemplate ?? (await agencies.Tree(ct)).Find(state.CompetentAgency)!.WorkingHours, ct);

    /// <summary>Read only where a result of a group is ready to leave; nothing else asks for it.</summary>
    private async Task<bool> GroupIsReady(DossierState state, CancellationToken ct) =>
        state is not { Status: DossierStatus.Resolved, Details.Group.ReturnTogether: true }
        || (await dossiers.Group(state.RootId ?? state.Id, ct)).IsReady;

    private async Task<ProcedureVersion> VersionOf(DossierState state, CancellationToken ct) =>
        (await procedures.Find(state.ProcedureCode, ct))?.VersionOf(state.ProcedureVersion)
        ?? throw new InvalidOperationException($"dossier {state.Id} lives under an unknown version");
}

/// <summary>Everyone who follows dossiers, in the order of their registration; made when something changes, for most requests only read.</summary>
internal sealed class DossierFollowers(IServiceProvider services)
{
    public async Task Follow(DossierChange change, CancellationToken ct)
    {
        foreach (var follower in services.GetServices<IFollowDossiers>())
        {
            await follower.Follow(change, ct);
        }
    }
}

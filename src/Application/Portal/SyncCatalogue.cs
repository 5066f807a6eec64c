using MediatR;
using OneStop.Application.Jobs;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Portal;

namespace OneStop.Application.Portal;

/// <summary>How far a synchronisation of the catalogue is — tình trạng đồng bộ danh mục.</summary>
public enum CatalogueSyncStanding
{
    /// <summary>It waits or reads.</summary>
    UnderWay,

    /// <summary>It came to its end.</summary>
    Finished,

    /// <summary>The portal failed too often; what was read is kept.</summary>
    Failed,
}

/// <summary>A reading of the national catalogue — lần đồng bộ danh mục.</summary>
/// <param name="RequestedBy">Who asked for it; null for the nightly one.</param>
/// <param name="Read">Records read, those refused included.</param>
/// <param name="Added">Of those, the ones met for the first time.</param>
/// <param name="Changed">Of those, the ones that are others than before.</param>
/// <param name="Withdrawn">Records that two complete readings in a row did not find in the national lists.</param>
/// <param name="Refused">Records that were not taken.</param>
/// <param name="Refusals">Which, and why: at most 200.</param>
/// <param name="Fault">What the last call met, such as <c>timedOut</c>, or why it failed, such as <c>listShrunk</c>; null where it went on since.</param>
/// <param name="AcceptShrunk">Whether a list that is much shorter than before counts.</param>
public sealed record CatalogueSyncView(
    CatalogueSyncId Id, CatalogueSyncStanding State, DateTimeOffset RequestedAt, AccountId? RequestedBy, int Read, int Added, int Changed, int Withdrawn, int Refused,
    IReadOnlyList<NationalRefusal> Refusals, string? Fault, DateTimeOffset? FinishedAt, bool AcceptShrunk = false)
{
    internal static CatalogueSyncView Begin(DateTimeOffset now) =>
        new(CatalogueSyncId.New(now), CatalogueSyncStanding.UnderWay, now, null, 0, 0, 0, 0, 0, [], null, null);
}

/// <summary>The synchronisations of the catalogue.</summary>
public interface ICatalogueSyncs
{
    /// <summary>Whether the portal is there to be read.</summary>
    bool IsConnected { get; }

    Task<bool> AnyUnderWay(CancellationToken ct);

    /// <summary>Puts one on the list; a worker does it, beside the requests.</summary>
    Task Begin(CatalogueSyncView sync, CancellationToken ct);

    /// <summary>The newest; null where there was none.</summary>
    Task<CatalogueSyncView?> Last(CancellationToken ct);
}

/// <summary>Read the national catalogue — đồng bộ danh mục từ Cơ sở dữ liệu quốc gia.</summary>
/// <param name="AcceptShrunk">Whether a list that is much shorter than before counts, as somebody knows that so many were withdrawn.</param>
[Allows(Permission.EditCatalogue)]
public sealed record SyncCatalogue(bool AcceptShrunk = false) : ICommand<CatalogueSyncView>;

internal sealed class SyncCatalogueHandler(ICatalogueSyncs syncs, ICaller caller, TimeProvider clock) : IRequestHandler<SyncCatalogue, CatalogueSyncView>
{
    public async Task<CatalogueSyncView> Handle(SyncCatalogue command, CancellationToken ct)
    {
        PortalRules.OneCatalogueSync.Demand(!await syncs.AnyUnderWay(ct));
        var begun = CatalogueSyncView.Begin(clock.GetUtcNow()) with { RequestedBy = caller.Required().Id, AcceptShrunk = command.AcceptShrunk };
        await syncs.Begin(begun, ct);
        return begun;
    }
}

/// <summary>The last reading of the national catalogue — lần đồng bộ danh mục gần nhất.</summary>
[Allows(Permission.EditCatalogue)]
public sealed record GetCatalogueSync : IQuery<CatalogueSyncView>;

internal sealed class GetCatalogueSyncHandler(ICatalogueSyncs syncs) : IRequestHandler<GetCatalogueSync, CatalogueSyncView>
{
    public async Task<CatalogueSyncView> Handle(GetCatalogueSync query, CancellationToken ct)
    {
        var last = await syncs.Last(ct);
        PortalRules.CatalogueSyncExists.DemandFound(last is not null);
        return last!;
    }
}

/// <summary>Begins a reading every night, unless one is under way; where the portal is not connected any more, none and no more.</summary>
internal sealed class SyncCatalogueNightly(ICatalogueSyncs syncs, IDueJobs jobs) : IDueWork
{
    public DueJobKind Kind => DueJobKind.SyncCatalogue;

    public async Task Do(DueJob job, CancellationToken ct)
    {
        if (!syncs.IsConnected)
        {
            return;
        }
        if (!await syncs.AnyUnderWay(ct))
        {
            await syncs.Begin(CatalogueSyncView.Begin(job.DueAt), ct);
        }
        await jobs.Schedule(DueJob.SyncCatalogueNightly(job.DueAt), ct);
    }
}

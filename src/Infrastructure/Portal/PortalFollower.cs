using Microsoft.Extensions.DependencyInjection;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>
/// Follows the event log from its first event on, so that dossiers of before the portal was connected are sent too, and puts every dossier that
/// something happened to into the ledger.
/// </summary>
internal sealed class PortalFollower(LogFollowing following, PortalOptions options, PortalWorker worker) : LogFollower<IReadOnlyList<WantedDossier>>(following)
{
    private const string DossiersOf = "SELECT Id, DossierId FROM Transfers WHERE Id IN @Ids";

    protected override string Name => "portal";

    protected override bool FromTheBeginning => true;

    protected override bool IsWanted => options.IsConnected;

    protected override async Task<IReadOnlyList<WantedDossier>> Read(IServiceProvider services, IReadOnlyList<LoggedEvent> events, CancellationToken ct)
    {
        var legs = events.Where(one => one.Aggregate == "transfer").Select(one => TransferId.Parse(one.AggregateId, null)).Distinct().Select(TypeHandlers.Bytes).ToArray();
        var dossiers = legs.Length == 0 ? [] : (await services.GetRequiredService<DbSession>().Query<LegRow>(DossiersOf, new { Ids = legs }, ct))
            .ToDictionary(leg => leg.Id.ToString(), leg => leg.DossierId);
        return
        [
            .. events.Select(one => (one.Position, Dossier: one.Aggregate switch
                {
                    "dossier" => DossierId.Parse(one.AggregateId, null),
                    "transfer" when dossiers.TryGetValue(one.AggregateId, out var dossier) => dossier,
                    _ => (DossierId?)null,
                }))
                .Where(one => one.Dossier is not null)
                .GroupBy(one => one.Dossier!.Value, (dossier, all) => new WantedDossier(dossier, all.Max(one => one.Position))),
        ];
    }

    protected override async Task Write(IServiceProvider services, IReadOnlyList<WantedDossier> work, CancellationToken ct)
    {
        var ledger = services.GetRequiredService<PortalSyncTable>();
        foreach (var wanted in work)
        {
            await ledger.Mark(wanted.Dossier, wanted.Position, ct);
        }
    }

    protected override void Taken() => worker.Wake();

    private sealed record LegRow
    {
        public required TransferId Id { get; init; }

        public required DossierId DossierId { get; init; }
    }
}

/// <summary>A dossier of which the portal is to know.</summary>
/// <param name="Position">Of the last event about it.</param>
internal sealed record WantedDossier(DossierId Dossier, long Position);

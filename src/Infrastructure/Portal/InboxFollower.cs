using Microsoft.Extensions.DependencyInjection;
using OneStop.Domain.Dossiers;
using OneStop.Application.Ports;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>What parked messages may have waited for.</summary>
/// <param name="Dossiers">Dossiers that changed.</param>
/// <param name="Codes">Whether procedures or agencies changed, or which of the portal's they are.</param>
internal sealed record Awaited(IReadOnlyList<DossierId> Dossiers, bool Codes);

/// <summary>Wakes parked messages when something changes that they may wait for.</summary>
internal sealed class InboxFollower(LogFollowing following, CallSignatures signatures, InboxWorker worker) : LogFollower<Awaited>(following)
{
    private const string WakeOfDossiers = """
        UPDATE PortalInbox
        SET NextTryAt = @Now
        WHERE State = 'parked' AND PortalCode IN (SELECT p.PortalCode FROM PortalDossiers p WHERE p.DossierId IN @Dossiers)
        """;

    private const string WakeOfCodes = "UPDATE PortalInbox SET NextTryAt = @Now WHERE State = 'parked' AND NextTryAt IS NOT NULL AND Reason <> 'portal.dossier-is-here'";

    protected override string Name => "portalInbox";

    protected override bool IsWanted => signatures.IsOpen;

    protected override bool FromTheBeginning => false;

    protected override Task<Awaited> Read(IServiceProvider services, IReadOnlyList<LoggedEvent> events, CancellationToken ct) => Task.FromResult(new Awaited(
        [.. events.Where(one => one.Aggregate == "dossier").Select(one => DossierId.Parse(one.AggregateId, null)).Distinct()],
        events.Any(one => one.Aggregate is "procedure" or "agency" or "succession" or "calendar" or "nationalProcedure" or "nationalAgency")));

    protected override async Task Write(IServiceProvider services, Awaited work, CancellationToken ct)
    {
        var (db, now) = (services.GetRequiredService<DbSession>(), services.GetRequiredService<MachineClock>().Now);
        if (work.Dossiers.Count > 0)
        {
            await db.Execute(WakeOfDossiers, new { Now = now, Dossiers = work.Dossiers.Select(TypeHandlers.Bytes) }, ct);
        }
        if (work.Codes)
        {
            await db.Execute(WakeOfCodes, new { Now = now }, ct);
        }
    }

    protected override void Taken() => worker.Wake();
}

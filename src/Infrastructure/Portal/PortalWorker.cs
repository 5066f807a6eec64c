using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OneStop.Infrastructure.Delivery;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>What sending to the portal needs.</summary>
internal sealed record PortalSendingParts(IServiceScopeFactory Scopes, PortalOptions Options, PortalLine Line, PortalDossiers Portal, [FromKeyedServices(Clocks.Machine)] TimeProvider MachineClock);

/// <summary>
/// Sends what waits in the ledger, one dossier in one hand at a time, as it stands when it is sent: what happened to it meanwhile is sent after.
/// So the portal sees the states of a dossier in their order, whatever order calls end in.
/// </summary>
internal sealed class PortalWorker(PortalSendingParts parts, PortalSending sending, ILogger<PortalWorker> log) : OutboundWorker<PortalSyncRow>(parts.MachineClock, log)
{
    private static readonly string[] Portal = ["portal"];

    protected override bool IsWanted => parts.Options.IsConnected;

    protected override int Places => parts.Options.Places;

    protected override Task<IReadOnlyList<string>> Destinations(DateTimeOffset now, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>(parts.Line.PausedUntil > now ? [] : Portal);

    protected override async Task<IReadOnlyList<PortalSyncRow>> Lease(string destination, int most, DateTimeOffset now, CancellationToken ct)
    {
        IReadOnlyList<PortalSyncRow> due;
        await using (var reading = parts.Scopes.CreateAsyncScope())
        {
            due = await reading.ServiceProvider.GetRequiredService<PortalSyncTable>().NextDue(now, most, ct);
        }
        return due.Count == 0 ? [] : await parts.Scopes.InTransaction(services => Take(services.GetRequiredService<PortalSyncTable>(), due, now, ct), ct);
    }

    protected override Task Send(PortalSyncRow item, CancellationToken ct) => sending.Send(item, ct);

    private async Task<IReadOnlyList<PortalSyncRow>> Take(PortalSyncTable ledger, IReadOnlyList<PortalSyncRow> due, DateTimeOffset now, CancellationToken ct)
    {
        var taken = new List<PortalSyncRow>();
        foreach (var row in due)
        {
            if (await ledger.Lease(row, now, parts.Options.LeaseLength, ct) is { } mine)
            {
                taken.Add(mine);
            }
        }
        return taken;
    }
}

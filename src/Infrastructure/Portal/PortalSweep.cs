using Microsoft.Extensions.DependencyInjection;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>Forgets the calls to the portal that were kept long enough.</summary>
internal sealed class PortalSweep(PortalCallTable calls, PortalOptions options, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : ISweep
{
    private DateTimeOffset Before => machineClock.GetUtcNow().AddDays(-options.KeepDays);

    public Task<bool> AnyExpired(CancellationToken ct) => calls.AnyBefore(Before, ct);

    public Task<bool> Sweep(CancellationToken ct) => calls.Sweep(Before, ct);
}

/// <summary>Forgets the reconciliations that were kept long enough, with what they found.</summary>
internal sealed class ReconciliationSweep(ReconciliationTable reconciliations, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : ISweep
{
    public async Task<bool> AnyExpired(CancellationToken ct) => await reconciliations.NextToSweep(machineClock.GetUtcNow(), ct) is not null;

    public async Task<bool> Sweep(CancellationToken ct)
    {
        if (await reconciliations.NextToSweep(machineClock.GetUtcNow(), ct) is not { } old)
        {
            return false;
        }
        await reconciliations.Sweep(old, ct);
        return true;
    }
}

using OneStop.Application.Exports;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Exports;

/// <summary>Forgets the content of exports that was kept long enough, and of those that were removed; later the exports themselves.</summary>
internal sealed class ExportSweep(ExportRunTable runs, ExportClocks clocks) : ISweep
{
    public async Task<bool> AnyExpired(CancellationToken ct) => await runs.NextToSweep(clocks.Now.Machine, ct) is not null;

    public async Task<bool> Sweep(CancellationToken ct)
    {
        if (await runs.NextToSweep(clocks.Now.Machine, ct) is not { } old)
        {
            return false;
        }
        await runs.Sweep(old, ct);
        return true;
    }
}

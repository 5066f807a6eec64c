using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Ports;
using OneStop.Application.Sandbox;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Agencies;
using OneStop.Infrastructure.Jobs;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Sandbox;

/// <summary>Moves the clock of a sandbox, in the database and in this process.</summary>
internal sealed class Sandbox(
    SandboxClock clock, DueJobRunner jobs, IServiceScopeFactory scopes, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock)
    : ISandbox, IDisposable
{
    private const string Select = "SELECT OffsetMilliseconds, FrozenAt FROM SandboxClock WHERE Id = 1";

    private const string Insert = "INSERT INTO SandboxClock (Id, OffsetMilliseconds, FrozenAt) VALUES (1, @OffsetMilliseconds, @FrozenAt)";

    private const string Update = "UPDATE SandboxClock SET OffsetMilliseconds = @OffsetMilliseconds, FrozenAt = @FrozenAt WHERE Id = 1";

    private const string Dossiers = "SELECT COUNT(*) FROM (SELECT d.Id FROM Dossiers d ORDER BY d.Id";

    private readonly SemaphoreSlim moving = new(1, 1);
    private long seenStamp;

    public bool Enabled => true;

    public SandboxTime Now => new(clock.GetUtcNow(), clock.Setting.FrozenAt is not null);

    /// <summary>Takes over what another process set.</summary>
    public async ValueTask Refresh(IServiceProvider request, CancellationToken ct)
    {
        var stamp = await request.GetRequiredService<Stamps>().Of(Stamp.Clock, ct);
        if (stamp != Volatile.Read(ref seenStamp))
        {
            clock.Setting = await Stored(request.GetRequiredService<DbSession>(), ct) ?? clock.Setting;
            Volatile.Write(ref seenStamp, stamp);
        }
    }

    /// <summary>Marks the database as one of a sandbox and sets the clock before the first load.</summary>
    public async Task Begin(DateTimeOffset? startAt, CancellationToken ct)
    {
        var setting = await InTransaction(async (db, _) =>
        {
            if (await Stored(db, ct) is { } stored)
            {
                return stored;
            }
            if (await AnyDossier(db, ct))
            {
                throw new InvalidOperationException("Sandbox:Enabled: the database holds live dossiers, and their clock is not moved");
            }
            var first = new ClockSetting(startAt is { } at ? Offset(at) : 0, null);
            await db.Execute(Insert, first, ct);
            return first;
        }, ct);
        clock.Setting = setting;
    }

    public async Task<SandboxTime> Move(DateTimeOffset to, bool frozen, CancellationToken ct)
    {
        await moving.WaitAsync(ct);
        try
        {
            await DemandForward(to, ct);
            await jobs.FinishUntil(to, ct);
            var setting = new ClockSetting(Offset(to), frozen ? to : null);
            await InTransaction(async (db, services) =>
            {
                // Under the lock of the row's change: another process may have moved it further meanwhile.
                await DemandForward(db, to, ct);
                await db.Execute(Update, setting, ct);
                if (to < clock.GetUtcNow())
                {
                    await services.GetRequiredService<SuccessionRepository>().Repeat(to, ct);
                }
                return true;
            }, ct);
            clock.Setting = setting;
            return Now;
        }
        finally
        {
            moving.Release();
        }
    }

    public void Dispose() => moving.Dispose();

    private long Offset(DateTimeOffset to) => (long)(to - machineClock.GetUtcNow()).TotalMilliseconds;

    private async Task DemandForward(DateTimeOffset to, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await DemandForward(scope.ServiceProvider.GetRequiredService<DbSession>(), to, ct);
    }

    private async Task DemandForward(DbSession db, DateTimeOffset to, CancellationToken ct)
    {
        var now = (await Stored(db, ct) ?? clock.Setting).Apply(machineClock.GetUtcNow());
        SandboxRules.ClockMovesForward.Demand(to >= now || !await AnyDossier(db, ct));
    }

    private static async Task<bool> AnyDossier(DbSession db, CancellationToken ct) =>
        await db.QueryOne<long>($"{Dossiers} {db.Dialect.Page}) d", new { Take = 1 }, ct) > 0;

    private static async Task<ClockSetting?> Stored(DbSession db, CancellationToken ct) =>
        await db.QueryOne<SettingRow>(Select, null, ct) is { } row ? new ClockSetting(row.OffsetMilliseconds, row.FrozenAt) : null;

    private async Task<T> InTransaction<T>(Func<DbSession, IServiceProvider, Task<T>> work, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        return await services.GetRequiredService<IUnitOfWork>().InTransaction(async () =>
        {
            // The stamp first: its row keeps two processes apart.
            await services.GetRequiredService<Stamps>().Changed(Stamp.Clock, ct);
            return await work(services.GetRequiredService<DbSession>(), services);
        }, ct);
    }

    private sealed record SettingRow
    {
        public long OffsetMilliseconds { get; init; }

        public DateTimeOffset? FrozenAt { get; init; }
    }
}

/// <summary>Where no sandbox is configured: the clock is the machine's and nobody moves it.</summary>
internal sealed class NoSandbox(TimeProvider clock) : ISandbox
{
    public bool Enabled => false;

    public SandboxTime Now => new(clock.GetUtcNow(), false);

    public ValueTask Refresh(IServiceProvider request, CancellationToken ct) => ValueTask.CompletedTask;

    public Task<SandboxTime> Move(DateTimeOffset to, bool frozen, CancellationToken ct) =>
        throw new NotFoundException(SandboxRules.Enabled);
}

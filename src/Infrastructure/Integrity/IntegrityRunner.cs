using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OneStop.Application.Integrity;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Integrity;

/// <summary>
/// Examines the whole database, when somebody asks for it and every night at two. It reads on reading connections, rests as long as each slice took, and
/// writes only how far it is; the examination of a killed process is begun anew by another.
/// </summary>
internal sealed class IntegrityRunner(
    IServiceScopeFactory scopes, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock, ILogger<IntegrityRunner> log) : BackgroundService
{
    private const int Slice = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan NoteEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    private static readonly TimeSpan Seldom = TimeSpan.FromHours(12);

    /// <summary>Does the examination that waits; false where there is none.</summary>
    public async Task<bool> CheckNext(CancellationToken ct)
    {
        await using (var looking = scopes.CreateAsyncScope())
        {
            if (await looking.ServiceProvider.GetRequiredService<IntegrityCheckTable>().Last(ct) is not { FinishedAt: null })
            {
                return false;
            }
        }
        var run = await scopes.InTransaction(
            services => services.GetRequiredService<IntegrityCheckTable>().Lease(machineClock.GetUtcNow(), LeaseLength, ct), ct);
        if (run is not null)
        {
            await Check(run, ct);
        }
        return run is not null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var night = NextNight();
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (machineClock.GetUtcNow() >= night)
                {
                    await BeginNightly(stoppingToken);
                    night = NextNight();
                }
                await CheckNext(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "The examination of the database stopped; it is begun anew");
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private DateTimeOffset NextNight()
    {
        var now = machineClock.GetUtcNow();
        var tonight = VietnamTime.At(VietnamTime.DateOf(now), new TimeOnly(2, 0));
        return now < tonight ? tonight : VietnamTime.At(VietnamTime.DateOf(now).AddDays(1), new TimeOnly(2, 0));
    }

    /// <summary>One of several processes begins it.</summary>
    private Task<bool> BeginNightly(CancellationToken ct) => scopes.InTransaction(async services =>
    {
        var (table, now) = (services.GetRequiredService<IntegrityCheckTable>(), machineClock.GetUtcNow());
        await table.ForgetBefore(now - Kept, ct);
        if (await table.Last(ct) is { } last && last.StartedAt > now - Seldom)
        {
            return false;
        }
        await table.Begin(ct);
        return true;
    }, ct);

    private async Task Check(IntegrityRun run, CancellationToken ct)
    {
        var noted = Stopwatch.GetTimestamp();
        foreach (var kind in Kinds())
        {
            string? after = null;
            do
            {
                var began = Stopwatch.GetTimestamp();
                var slice = await Examine(kind, after, ct);
                run = run with { Details = run.Details.With(kind, slice) };
                after = slice.Next;
                if (Stopwatch.GetElapsedTime(noted) > NoteEvery)
                {
                    if (!await Note(run, finished: false, ct))
                    {
                        return;
                    }
                    noted = Stopwatch.GetTimestamp();
                }
                await Task.Delay(Stopwatch.GetElapsedTime(began), ct);
            }
            while (after is not null);
        }
        await Note(run, finished: true, ct);
        if (run.Details.FindingCount > 0)
        {
            log.LogError("The examination of the database found {Findings} faults", run.Details.FindingCount);
        }
    }

    private string[] Kinds()
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetServices<IExaminer>().Select(examiner => examiner.Kind)];
    }

    /// <summary>Looks at the next slice; where one of its rows cannot be read, row by row, and names that one.</summary>
    private async Task<ExaminedSlice> Examine(string kind, string? after, CancellationToken ct)
    {
        try
        {
            return await Ask(kind, examiner => examiner.Next(after, Slice, ct));
        }
        catch (Exception e) when (e is not (DbException or OperationCanceledException))
        {
            log.LogError(e, "A slice of {Kind} cannot be read; it is looked at row by row", kind);
        }
        var slice = new ExaminedSlice(0, [], after);
        for (var row = 0; row < Slice && await Ask(kind, examiner => examiner.PlaceBehind(slice.Next, ct)) is { } place; row++)
        {
            slice = await One(kind, slice, place, ct);
        }
        return await Ask(kind, examiner => examiner.PlaceBehind(slice.Next, ct)) is null ? slice with { Next = null } : slice;
    }

    private async Task<ExaminedSlice> One(string kind, ExaminedSlice before, string place, CancellationToken ct)
    {
        try
        {
            var one = await Ask(kind, examiner => examiner.Next(before.Next, 1, ct));
            return new ExaminedSlice(before.Looked + one.Looked, [.. before.Findings, .. one.Findings], place);
        }
        catch (Exception e) when (e is not (DbException or OperationCanceledException))
        {
            var finding = new IntegrityFinding(FindingKind.Unreadable, $"{kind}/{place}", "-", e.GetType().Name);
            return new ExaminedSlice(before.Looked + 1, [.. before.Findings, finding], place);
        }
    }

    private async Task<T> Ask<T>(string kind, Func<IExaminer, Task<T>> ask)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetServices<IExaminer>().Single(examiner => examiner.Kind == kind));
    }

    private Task<bool> Note(IntegrityRun run, bool finished, CancellationToken ct)
    {
        var now = machineClock.GetUtcNow();
        return scopes.InTransaction(
            services => services.GetRequiredService<IntegrityCheckTable>().Note(run, now + LeaseLength, finished ? now : null, ct), ct);
    }
}

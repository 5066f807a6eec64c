using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OneStop.Application;
using OneStop.Application.Exports;
using OneStop.Application.Jobs;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Exports;
using OneStop.Infrastructure.Exports;
using OneStop.Infrastructure.Jobs;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Tests.Exports;

/// <summary>Several workers on one database, and reads that take too long, on both engines.</summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class ExportRunnerTests(Db engine) : DatabaseFixture(engine)
{
    private readonly Db engine = engine;

    protected override void Configure(IServiceCollection services) => services.AddApplication();

    /// <summary>Nobody of that account is there, so that each of them fails, once.</summary>
    [Test]
    public async Task Two_workers_draw_each_export_once()
    {
        var ids = new List<ExportId>();
        for (var number = 0; number < 20; number++)
        {
            ids.Add(await Requested());
        }
        var workers = Enumerable.Range(0, 2).Select(_ => ActivatorUtilities.CreateInstance<ExportRunner>(Services)).ToArray();
        await Task.WhenAll(workers.Select(worker => Task.Run(async () =>
        {
            while (await worker.DrawNext(CancellationToken.None))
            {
                // The next one.
            }
        })));
        foreach (var id in ids)
        {
            var export = await Read<IExports, Export?>(exports => exports.Find(id, CancellationToken.None));
            Assert.That((export!.State.Standing, export.State.Run, export.State.Problem), Is.EqualTo((ExportStanding.Failed, 1, "export.requester-may-act")));
            Assert.That(await Events("export", id.ToString()), Is.EqualTo(new[] { "exportRequested", "exportFailed" }));
        }
    }

    [Test]
    public async Task A_run_that_is_not_the_last_one_writes_nothing()
    {
        var id = await Requested();
        var first = await Write<ExportRunTable, ExportState?>(runs => runs.Begin(id, default));
        var second = await Write<ExportRunTable, ExportState?>(runs => runs.Begin(id, default));
        Assert.That(await Write<ExportRunTable, bool>(runs => runs.Add(first!, 0, [1], default)), Is.False);
        Assert.That(await Write<ExportRunTable, bool>(runs => runs.Progress(first!, 1, null, default)), Is.False);
        Assert.That(await Write<ExportRunTable, bool>(runs => runs.Add(second!, 0, [2, 3], default)), Is.True);
        Assert.That(await Write<ExportRunTable, bool>(runs => runs.Progress(second!, 7, 9, default)), Is.True);
        var export = await Read<IExports, Export?>(exports => exports.Find(id, default));
        Assert.That((export!.State.Run, export.State.Done, export.State.Total, export.State.Parts), Is.EqualTo((2, 7L, (long?)9, 1)));
        Assert.That(await Write<ExportRunTable, int?>(runs => runs.Clear(first!, 1, default)), Is.Null);
        Assert.That(await Write<ExportRunTable, int?>(runs => runs.Clear(second!, 1, default)), Is.Zero);
        await Write<IExports, bool>(async exports =>
        {
            var now = await exports.Find(id, default);
            now!.Remove(new ExportInstant(Clock.Now, Clock.Now));
            await exports.Save(now, default);
            return true;
        });
        Assert.That(await Write<ExportRunTable, bool>(runs => runs.Add(second!, 0, [2, 3], default)), Is.False, "removed");
        await Write<IDueJobs, bool>(jobs => jobs.Finish(DueJob.Draw(id, Clock.Now), default));
    }

    /// <summary>What was handed over is no attempt; whoever's run is not the last one holds and gives back nothing.</summary>
    [Test]
    public async Task A_lease_is_of_its_run()
    {
        var id = await Requested();
        var job = DueJob.Draw(id, Clock.Now);
        var first = await Taken();
        await first.Prolong(default);
        Assert.That((first.IsOver, await Attempts()), Is.EqualTo((false, 1)));
        Assert.That((await first.GiveBack(-ExportLease.Length), await Attempts()), Is.EqualTo((true, 0)));
        var second = await Taken();
        await first.Prolong(default);
        Assert.That((first.IsOver, await first.GiveBack(TimeSpan.Zero), await Attempts()), Is.EqualTo((true, false, 1)));
        using var drawing = new CancellationTokenSource();
        var keeping = second.Keep(drawing, NullLogger.Instance);
        await drawing.CancelAsync();
        Assert.That(async () => await keeping, Throws.Nothing);
        await Write<IDueJobs, bool>(jobs => jobs.Finish(job, default));

        async Task<ExportLease> Taken()
        {
            var now = DateTimeOffset.UtcNow;
            Assert.That(await Write<DueJobTable, bool>(jobs => jobs.TakeLease(job, now, ExportLease.Length, default)), Is.True);
            var run = await Write<ExportRunTable, ExportState?>(runs => runs.Begin(id, default));
            return new ExportLease(job, run!, now + ExportLease.Length, Services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System);
        }

        Task<long> Attempts() => Read<DueJobTable, long>(jobs => jobs.Attempts(job, default));
    }

    [Test]
    public async Task A_query_is_stopped_when_its_time_is_over_and_the_next_one_is_not()
    {
        var endless = engine == Db.Sqlite
            ? "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"
            : "WAITFOR DELAY '00:00:20'; SELECT 1";
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IReadingTime>().Limit(TimeSpan.FromSeconds(1));
        var db = scope.ServiceProvider.GetRequiredService<DbSession>();
        Assert.That(async () => await db.QueryOne<long>(endless, null, default), Throws.TypeOf<TooSlowException>());
        for (var number = 0; number < 5; number++)
        {
            Assert.That(await db.QueryOne<long>("SELECT COUNT(*) FROM Exports", null, default), Is.GreaterThanOrEqualTo(0));
        }
        Assert.That(ExportDesk.ProblemOf(new TooSlowException(new InvalidOperationException())), Is.EqualTo(ExportRules.TimeWithinLimit));
    }

    private async Task<ExportId> Requested()
    {
        var id = ExportId.New(Clock.Now);
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(async () =>
        {
            await scope.ServiceProvider.GetRequiredService<IExports>().Add(
                Export.Request(
                    new ExportState
                    {
                        Id = id, RequestedBy = AccountId.New(Clock.Now), Report = "handling", Format = ExportFormat.Csv, Standing = ExportStanding.Queued, RequestedAt = Clock.Now,
                        Details = new ExportDetails { Parameters = "{}", Query = "{}" },
                    },
                    new ExportCounts(0, 0, 1, 1), Clock.Now), default);
            await scope.ServiceProvider.GetRequiredService<IDueJobs>().Schedule(DueJob.Draw(id, Clock.Now), default);
            return true;
        }, default);
        return id;
    }
}

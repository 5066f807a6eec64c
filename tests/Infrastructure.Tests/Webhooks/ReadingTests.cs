using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Changes;
using OneStop.Application.Dossiers;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Changes;

namespace OneStop.Infrastructure.Tests.Webhooks;

/// <summary>How often the event log is read for webhooks, and whose turn it is.</summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class ReadingTests(Db engine) : WebhookFixture(engine)
{
    private readonly ConcurrentQueue<ChangeQuery> readings = [];

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        services.AddSingleton(readings).AddScoped<ChangeViews>().AddScoped<IChanges, CountedChanges>();
    }

    [Test]
    public async Task What_was_looked_at_in_vain_is_not_read_again()
    {
        await Webhook(filter: new WebhookFilter { Types = ["dossierReceived", "dossierResolved"] });
        await Happen(Subject());
        readings.Clear();
        await ReadOn();
        await ReadOn();
        await ReadOn();
        Assert.That(readings, Has.Count.EqualTo(1));
        var looked = readings.Single().After;
        await Happen(Subject());
        await ReadOn();
        Assert.That((readings.Count, readings.Last().After > looked), Is.EqualTo((2, true)), "only what is new");
    }

    [Test]
    public async Task A_webhook_that_has_far_to_go_leaves_the_others_their_turn()
    {
        await Webhook(filter: new WebhookFilter { Types = ["happened"] });
        await Webhook(filter: new WebhookFilter { Types = ["happened", "dossierReceived"] });
        await Happen([.. Enumerable.Range(0, 450).Select(_ => Subject())]);
        readings.Clear();
        await ReadOn();
        Assert.That(readings.Chunk(2).Select(round => round.Sum(reading => reading.Types!.Count)).ToArray(), Has.Length.GreaterThan(2).And.All.EqualTo(3), "by turns");
    }

    private sealed class CountedChanges(ChangeViews views, ConcurrentQueue<ChangeQuery> readings) : IChanges
    {
        public Task<ChangeSlice> Read(ChangeQuery query, DossierReach reach, CancellationToken ct)
        {
            readings.Enqueue(query);
            return views.Read(query, reach, ct);
        }

        public Task<IReadOnlyList<ChangeItem>> At(IReadOnlyList<long> positions, DossierReach reach, CancellationToken ct) => views.At(positions, reach, ct);

        public Task<ChangedDossiers> Dossiers(long after, DossierReach reach, CancellationToken ct) => views.Dossiers(after, reach, ct);

        public Task<long> Last(CancellationToken ct) => views.Last(ct);

        public long Behind(long position) => views.Behind(position);

        public Task<bool> Reaches(long position, CancellationToken ct) => views.Reaches(position, ct);

        public Task<bool> WaitBehind(long position, ChangeInterest interest, TimeSpan wait, CancellationToken ct) => views.WaitBehind(position, interest, wait, ct);

        public Task Pause(CancellationToken ct) => views.Pause(ct);
    }
}

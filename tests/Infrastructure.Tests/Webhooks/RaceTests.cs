using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Webhooks;

namespace OneStop.Infrastructure.Tests.Webhooks;

/// <summary>What only a database with several writers at once can get wrong.</summary>
[TestFixture(Db.SqlServer)]
public sealed class RaceTests(Db engine) : WebhookFixture(engine)
{
    [Test]
    public async Task Failures_that_are_noted_at_once_are_all_counted()
    {
        const int Many = 8;
        var webhook = await Webhook();
        await Happen([.. Enumerable.Range(0, Many).Select(_ => Subject())]);
        await ReadOn();
        var held = await Lease(await Next(webhook, Many));
        var outcome = new DeliveryOutcome(MachineClock.Now, 1, 500, DeliveryRules.IsTaken, "");
        await Task.WhenAll(held.Select(one => Write<DeliveryNotes, bool>(notes => notes.Note(one.Delivery, outcome, MachineClock.Now, default))));
        Assert.That((await Progress(webhook)).Failures, Is.EqualTo(Many));
    }

    [Test]
    public async Task Of_pings_that_are_asked_for_at_once_one_is_made()
    {
        var webhook = await Webhook();
        var pings = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Ping(webhook)));
        Assert.That(pings.Count(ping => ping is not null), Is.EqualTo(1));
    }
}

using OneStop.Application.Webhooks;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Webhooks;

namespace OneStop.Infrastructure.Tests.Webhooks;

/// <summary>Receivers that are down for a while, or for ever.</summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class OutageTests(Db engine) : WebhookFixture(engine)
{
    [TestCase(60)]
    [TestCase(300)]
    [TestCase(3_600)]
    public async Task Nothing_is_lost_while_a_receiver_is_down_and_it_catches_up_in_order(int seconds)
    {
        const int Subjects = 6;
        const int Rounds = 5;
        var (webhook, subjects) = (await Webhook(), Enumerable.Range(0, Subjects).Select(_ => Subject()).ToArray());
        var began = MachineClock.Now;
        Receiver.Answer = _ => Task.FromResult(MachineClock.Now < began.AddSeconds(seconds) ? 503 : 200);
        for (var round = 0; round < Rounds; round++)
        {
            await Happen(subjects);
            await GoOn();
            MachineClock.Now = began.AddSeconds(seconds * (round + 1) / (Rounds + 1));
        }
        var waited = 0;
        for (; Receiver.Taken.Count < Subjects * Rounds && waited < 4 * seconds; waited += 5)
        {
            MachineClock.Now = MachineClock.Now.AddSeconds(5);
            await GoOn();
        }
        var late = MachineClock.Now - began.AddSeconds(seconds);
        TestContext.Out.WriteLine($"down {seconds} s: caught up {late.TotalSeconds:N0} s after it was back, {Receiver.Seen.Count} attempts for {Subjects * Rounds}");
        AreInOrder(Receiver.Taken, Rounds);
        Assert.That(Receiver.Taken.Select(one => one.Id).Distinct().Count(), Is.EqualTo(Subjects * Rounds));
        Assert.That(await Deliveries(webhook, DeliveryStanding.Delivered), Has.Count.EqualTo(Subjects * Rounds));
        Assert.That(late, Is.LessThan(TimeSpan.FromSeconds(Math.Min(seconds, 300) + 10)));
        Assert.That((await Progress(webhook)).Failures, Is.Zero);
    }

    [Test]
    public async Task A_receiver_that_is_down_for_longer_than_a_day_is_paused_and_told_and_nothing_is_given_up()
    {
        var owner = await Client();
        var webhook = await Webhook(owner: owner);
        Receiver.Answer = _ => Task.FromResult(500);
        var subjects = Enumerable.Range(0, 20).Select(_ => Subject()).ToArray();
        await Happen(subjects);
        var began = MachineClock.Now;
        while ((await State(webhook)).Standing == WebhookStanding.Active && MachineClock.Now < began.AddHours(30))
        {
            await GoOn();
            MachineClock.Now = MachineClock.Now.AddMinutes(10);
        }
        Assert.That((await State(webhook)).PauseReason, Is.EqualTo(PauseReason.Failing));
        Assert.That(MachineClock.Now - began, Is.GreaterThan(TimeSpan.FromHours(24)));
        Assert.That(await Events("webhook", webhook.ToString()), Is.EqualTo(new[] { "webhookRegistered", "webhookPaused" }));
        Assert.That(await Deliveries(webhook, DeliveryStanding.Pending), Has.Count.EqualTo(20));
        var attempts = Receiver.Seen.Count;
        MachineClock.Now = MachineClock.Now.AddDays(3);
        await Happen(subjects);
        await GoOn();
        Assert.That(Receiver.Seen, Has.Count.EqualTo(attempts), "paused");
        Receiver.Answer = _ => Task.FromResult(204);
        await Resume(webhook);
        await GoOn();
        Assert.That((await Deliveries(webhook, DeliveryStanding.Pending)).Select(one => $"{one.Reason} {one.Attempts} {one.DueAt}"), Is.Empty);
        Assert.That(Receiver.Taken, Has.Count.EqualTo(40));
        AreInOrder(Receiver.Taken, 2);
    }

    [Test]
    public async Task A_delivery_that_is_refused_for_ever_fails_after_a_day_and_delays_only_what_is_about_the_same()
    {
        var (webhook, bad, good) = (await Webhook(), Subject(), Subject());
        Receiver.Answer = one => Task.FromResult(one.Body.Contains(bad.Split(':')[1], StringComparison.Ordinal) && one.Body.Contains("\"version\":1", StringComparison.Ordinal) ? 400 : 200);
        await Happen(bad, good);
        await Happen(bad, good);
        var began = MachineClock.Now;
        await GoOn();
        Assert.That(Receiver.Taken, Has.Count.EqualTo(2), "the other one");
        while ((await Deliveries(webhook, DeliveryStanding.Failed)).Count == 0 && MachineClock.Now < began.AddHours(30))
        {
            await Happen(good);
            MachineClock.Now = MachineClock.Now.AddMinutes(20);
            await GoOn();
        }
        Assert.That(MachineClock.Now - began, Is.GreaterThan(TimeSpan.FromHours(24)).And.LessThan(TimeSpan.FromHours(27)));
        await GoOn();
        var failed = (await Deliveries(webhook, DeliveryStanding.Failed)).Single();
        Assert.That((failed.Reason, await Deliveries(webhook, DeliveryStanding.Pending)), Is.EqualTo(("delivery.is-taken", Array.Empty<DeliveryLine>())));
        Assert.That((await State(webhook)).Standing, Is.EqualTo(WebhookStanding.Active));
        Receiver.Answer = _ => Task.FromResult(200);
        var again = await Write<IDeliveries, Redelivered>(deliveries => deliveries.Again(webhook, new Redelivery { Failed = true }, 1_000, default));
        await GoOn();
        Assert.That((again.Count, Receiver.Taken.Last().Id), Is.EqualTo((1, failed.Id.ToString())));
    }

    [Test]
    public async Task Reading_stops_while_a_thousand_are_open_and_goes_on_later()
    {
        const int Events = WebhookReader.MostOpen + 150;
        var webhook = await Webhook();
        foreach (var part in Enumerable.Range(0, Events).Select(_ => Subject()).Chunk(500))
        {
            await Happen(part);
        }
        await ReadOn();
        Assert.That((await Progress(webhook)).Open, Is.EqualTo(WebhookReader.MostOpen));
        await ReadOn();
        Assert.That((await Progress(webhook)).Open, Is.EqualTo(WebhookReader.MostOpen));
        await GoOn();
        await GoOn();
        Assert.That((Receiver.Taken.Select(one => one.Id).Distinct().Count(), (await Progress(webhook)).Open), Is.EqualTo((Events, 0)));
    }

    [Test]
    public async Task A_receiver_that_says_it_is_gone_is_paused_at_once()
    {
        var webhook = await Webhook();
        Receiver.Answer = _ => Task.FromResult(410);
        await Happen(Subject());
        await GoOn();
        Assert.That(((await State(webhook)).PauseReason, (await Deliveries(webhook)).Single().State), Is.EqualTo((PauseReason.Gone, DeliveryStanding.Pending)));
    }
}

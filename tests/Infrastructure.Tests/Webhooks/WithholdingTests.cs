using OneStop.Application.Webhooks;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Tests.Webhooks;

/// <summary>What is not sent, although it was written: its owner may not see it any more, may not act, or nothing could sign it.</summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class WithholdingTests(Db engine) : WebhookFixture(engine)
{
    [Test]
    public async Task What_its_owner_may_not_see_any_more_is_not_sent_again_until_it_may()
    {
        var (webhook, dossier) = (await Webhook(), await Received("H17.122", "03-02 10:00"));
        await Happen(OfDossier(dossier));
        await GoOn();
        var position = (await Deliveries(webhook)).Single().Position;
        await MakeConfidential(dossier, true);
        await Turn(webhook, one => one.Change(Receiver.Url("elsewhere"), null, Clock.Now));
        await Again(webhook, new Redelivery { From = position, To = position });
        await GoOn();
        var withheld = (await Deliveries(webhook)).Single();
        Assert.That((withheld.State, withheld.Reason, withheld.DoneAt is null, Receiver.Seen.Count), Is.EqualTo((DeliveryStanding.Withheld, "delivery.owner-sees-it", false, 1)));
        await MakeConfidential(dossier, false);
        await Again(webhook, new Redelivery { Delivery = withheld.Id });
        await GoOn();
        Assert.That(Receiver.Taken.Select(one => one.Path), Is.EqualTo(new[] { "/hook", "/elsewhere" }));
    }

    [Test]
    public async Task What_waited_while_it_was_paused_is_looked_at_anew()
    {
        var (webhook, dossier, other) = (await Webhook(), await Received("H17.122", "03-02 10:00"), Subject());
        await Happen(OfDossier(dossier), OfDossier(dossier), other);
        await ReadOn();
        await Turn(webhook, one => one.Pause(PauseReason.Asked, Clock.Now));
        await MakeConfidential(dossier, true);
        await Resume(webhook);
        await Sender.SendDue(default);
        Assert.That((await Deliveries(webhook, DeliveryStanding.Withheld)).Select(one => one.Subject), Is.EqualTo(new[] { OfDossier(dossier), OfDossier(dossier) }));
        Assert.That((Receiver.Taken.Count, (await Progress(webhook)).Open), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task What_is_paused_or_removed_before_it_is_taken_is_not_sent()
    {
        var (paused, removed) = (await Webhook(), await Webhook());
        await Happen(Subject());
        await ReadOn();
        await Ping(paused);
        var (ofPaused, ofRemoved) = (await Next(paused), await Next(removed));
        await Turn(paused, one => one.Pause(PauseReason.Asked, Clock.Now));
        await Turn(removed, one => one.Remove(Clock.Now));
        Assert.That((await Lease(ofPaused)).Select(one => one.Delivery.Position), Is.EqualTo(new[] { 0L }), "the ping");
        Assert.That((ofRemoved.Shown.Count, (await Lease(ofRemoved)).Count), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task A_ping_of_a_webhook_whose_owner_may_not_act_ends_with_the_reason()
    {
        var owner = await Client();
        var webhook = await Webhook(owner: owner);
        await Disable(owner);
        await Ping(webhook);
        await Sender.SendDue(default);
        var ping = (await Deliveries(webhook)).Single();
        Assert.That((ping.State, ping.Reason, Receiver.Seen.Count), Is.EqualTo((DeliveryStanding.Failed, "delivery.owner-may-act", 0)));
        Assert.That((await State(webhook)).PauseReason, Is.EqualTo(PauseReason.OwnerMayNotAct));
        Assert.That((await Next(webhook)).IsNone, Is.True);
    }

    [Test]
    public async Task Nothing_is_sent_unsigned()
    {
        var webhook = await Webhook();
        var secret = (await Read<IWebhooks, IReadOnlyList<WebhookSecretLine>>(webhooks => webhooks.Secrets(webhook, default))).Single();
        await Happen(Subject());
        await ReadOn();
        MachineClock.Now = MachineClock.Now.AddSeconds(1);
        await Ping(webhook);
        var before = await Next(webhook);
        await Write<IWebhooks, bool>(async webhooks =>
        {
            await webhooks.DropSecret(secret.Id, default);
            return true;
        });
        Assert.That((before.Shown.Count, (await Lease(before)).Count), Is.EqualTo((2, 0)), "it went meanwhile");
        await Sender.SendDue(default);
        Assert.That((Receiver.Seen.Count, (await State(webhook)).PauseReason), Is.EqualTo((0, (PauseReason?)PauseReason.NoSecret)));
        Assert.That((await Deliveries(webhook)).Select(one => (one.State, one.Reason)), Is.EqualTo(new (DeliveryStanding, string?)[]
        {
            (DeliveryStanding.Failed, "delivery.is-signed"), (DeliveryStanding.Pending, null),
        }));
        await Write<IWebhooks, NewWebhookSecret>(webhooks => webhooks.MakeSecret(webhook, default));
        await Resume(webhook);
        await Sender.SendDue(default);
        Assert.That(Receiver.Taken.Single().Signature, Does.StartWith("v1,"));
    }

    [Test]
    public async Task What_is_sent_again_waits_after_its_next_failure_as_after_the_first()
    {
        var webhook = await Webhook();
        Receiver.Answer = _ => Task.FromResult(503);
        await Happen(Subject());
        await GoOn();
        for (var attempt = 2; attempt <= 12; attempt++)
        {
            MachineClock.Now = MachineClock.Now.AddHours(1);
            await Sender.SendDue(default);
        }
        await Turn(webhook, one => one.Pause(PauseReason.Asked, Clock.Now));
        await Resume(webhook);
        await Sender.SendDue(default);
        var again = (await Deliveries(webhook)).Single();
        Assert.That((again.Attempts, again.DueAt - MachineClock.Now < TimeSpan.FromSeconds(6)), Is.EqualTo((13, true)), "each attempt stays in the log");
    }

    private Task<int> MakeConfidential(DossierState dossier, bool confidential) => Write<DbSession, int>(
        db => db.Execute("UPDATE Dossiers SET Confidential = @Confidential WHERE Id = @Id", new { dossier.Id, Confidential = confidential }, default));
}

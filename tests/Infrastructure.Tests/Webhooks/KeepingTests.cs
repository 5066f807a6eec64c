using OneStop.Application.Changes;
using OneStop.Application.Dossiers;
using OneStop.Application.Webhooks;
using OneStop.Domain.Access;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Persistence;
using OneStop.Infrastructure.Webhooks;

namespace OneStop.Infrastructure.Tests.Webhooks;

/// <summary>What is kept of webhooks, for how long, and who may read it.</summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class KeepingTests(Db engine) : WebhookFixture(engine)
{
    [Test]
    public async Task What_waits_goes_with_a_webhook_and_the_webhook_itself_when_nothing_is_left_of_it()
    {
        var owner = await Client();
        var webhook = await Webhook(owner: owner);
        var calls = 0;
        Receiver.Answer = one => Task.FromResult(Interlocked.Increment(ref calls) == 1 ? 200 : 503);
        await Happen(Subject(), Subject(), Subject());
        await GoOn();
        await Turn(webhook, one => one.Remove(Clock.Now));
        await Write<IDeliveries, bool>(async deliveries =>
        {
            await deliveries.Drop(webhook, default);
            return true;
        });
        Assert.That((await Rows("WebhookDeliveries"), await Rows("WebhookAttempts"), await Rows("WebhookSecrets")), Is.EqualTo((1, 1, 0)), "what was delivered");
        await Sweep();
        Assert.That((await Rows("WebhookDeliveries"), await Rows("WebhookAttempts"), await Rows("Webhooks")), Is.EqualTo((0, 0, 1)));
        Assert.That(await Told(owner), Does.Contain("webhookRemoved"));
        MachineClock.Now = Clock.Now.AddDays(31);
        Assert.That(await Read<WebhookSweep, bool>(sweep => sweep.AnyExpired(default)), Is.True);
        await Sweep();
        Assert.That((await Rows("Webhooks"), await Rows("WebhookProgress")), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task A_secret_is_forgotten_as_soon_as_it_ended()
    {
        var webhook = await Webhook();
        var (second, third) = (await Secret(webhook), await Secret(webhook));
        await Write<IWebhooks, bool>(async webhooks =>
        {
            await webhooks.DropSecret(second.Line.Id, default);
            await webhooks.EndSecret(third.Line.Id, MachineClock.Now.AddHours(1), default);
            return true;
        });
        Assert.That((await Rows("WebhookSecrets"), await Read<WebhookSweep, bool>(sweep => sweep.AnyExpired(default))), Is.EqualTo((2, false)));
        MachineClock.Now = MachineClock.Now.AddHours(1);
        Assert.That(await Read<WebhookSweep, bool>(sweep => sweep.AnyExpired(default)), Is.True);
        await Sweep();
        Assert.That(await Rows("WebhookSecrets"), Is.EqualTo(1));
    }

    [Test]
    public async Task Pings_are_not_sent_again_with_what_failed()
    {
        var webhook = await Webhook();
        Receiver.Answer = _ => Task.FromResult(500);
        await Ping(webhook);
        await Sender.SendDue(default);
        Assert.That(await Deliveries(webhook, DeliveryStanding.Failed), Has.Count.EqualTo(1));
        Assert.That((await Again(webhook, new Redelivery { Failed = true })).Count, Is.Zero);
    }

    [Test]
    public async Task One_ping_is_under_way_at_a_time_and_the_latest_are_kept()
    {
        var webhook = await Webhook();
        for (var number = 0; number < 25; number++)
        {
            MachineClock.Now = MachineClock.Now.AddSeconds(1);
            Assert.That(await Ping(webhook), Is.Not.Null);
            Assert.That(await Ping(webhook), Is.Null, "another is under way");
            await Sender.SendDue(default);
        }
        Assert.That((Receiver.Taken.Count, await Rows("WebhookDeliveries"), await Rows("WebhookAttempts")), Is.EqualTo((25, 20, 20)));
        Assert.That((await Deliveries(webhook))[0].Id.ToString(), Is.EqualTo(Receiver.Taken.Last().Id));
    }

    [Test]
    public async Task What_failed_is_sent_again_part_by_part()
    {
        var webhook = await Webhook("http://127.0.0.2/");
        await Happen(Subject(), Subject(), Subject());
        await GoOn();
        var first = await Again(webhook, new Redelivery { Failed = true }, most: 2);
        await Sender.SendDue(default);
        var second = await Again(webhook, new Redelivery { Failed = true, From = first.Next }, most: 2);
        Assert.That((first.Count, second), Is.EqualTo((2, new Redelivered(1, null))), "also where they are parked again at once");
    }

    [Test]
    public async Task An_event_is_seen_by_its_position_only_within_the_reach()
    {
        var (plain, confidential) = (await Received("H17.122", "03-02 10:00"), await Received("H17.122", "03-02 10:00", confidential: true));
        var owner = await Client();
        await Happen(OfDossier(plain), OfDossier(confidential));
        var last = await Read<LogReader, long>(log => log.Last(default));
        Assert.That((await At(last - 1, owner))?.AggregateId, Is.EqualTo(plain.Id.ToString()));
        Assert.That((await At(last, owner), await At(last + 1, owner)), Is.EqualTo(((ChangeItem?)null, (ChangeItem?)null)));
    }

    private Task<bool> Sweep() => Write<WebhookSweep, bool>(sweep => sweep.Sweep(default));

    private Task<int> Rows(string table) => Read<DbSession, int>(db => db.QueryOne<int>($"SELECT COUNT(*) FROM {table}", null, default));

    private Task<NewWebhookSecret> Secret(WebhookId webhook) => Write<IWebhooks, NewWebhookSecret>(webhooks => webhooks.MakeSecret(webhook, default));

    private async Task<ChangeItem?> At(long position, AccountId account) =>
        await Read<IChanges, ChangeItem?>(async changes => (await changes.At([position], await Reach(account), default)).SingleOrDefault());

    private async Task<IReadOnlyList<string>> Told(AccountId account)
    {
        var reach = await Reach(account);
        return [.. (await Read<IChanges, ChangeSlice>(changes => changes.Read(new ChangeQuery(0, null, null, null, 1_000), reach, default))).Items.Select(item => item.Type)];
    }

    private async Task<DossierReach> Reach(AccountId account) => (await Read<WebhookOwners, DossierReach?>(owners => owners.ReachOf(account, default)))!;
}

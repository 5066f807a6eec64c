using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Changes;
using OneStop.Application.Dossiers;
using OneStop.Application.Webhooks;
using OneStop.Domain.Access;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Webhooks;

namespace OneStop.Infrastructure.Tests.Webhooks;

/// <summary>Who sends what, once, signed, to whom.</summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class SendingTests(Db engine) : WebhookFixture(engine)
{
    [Test]
    public async Task Two_processes_never_send_the_same_delivery_at_the_same_time()
    {
        var webhook = await Webhook();
        var subjects = Enumerable.Range(0, 50).Select(_ => Subject()).ToArray();
        await Happen(subjects);
        await Happen(subjects);
        await using var other = AnotherProcess();
        Receiver.Answer = async _ =>
        {
            await Task.Delay(10);
            return 200;
        };
        await Task.WhenAll(ReadOn(), other.GetRequiredService<WebhookReader>().ReadOn(default));
        await Task.WhenAll(Enumerable.Range(0, 3).SelectMany(_ => new[] { Sender, other.GetRequiredService<WebhookSender>() }).Select(sender => sender.SendDue(default)));
        Assert.That((Receiver.Overlaps, Receiver.Seen.Count, Receiver.Taken.Select(one => one.Id).Distinct().Count()), Is.EqualTo((0, 100, 100)));
        Assert.That(await Deliveries(webhook, DeliveryStanding.Delivered), Has.Count.EqualTo(100));
        AreInOrder(Receiver.Taken, 2);
    }

    [Test]
    public async Task What_a_killed_process_held_is_sent_by_another_under_the_same_identity()
    {
        var (webhook, subject) = (await Webhook(), Subject());
        await Happen(subject);
        await Happen(subject);
        await ReadOn();
        var next = await Next(webhook);
        Assert.That(next.Shown, Has.Count.EqualTo(1), "one after the other");
        var held = (await Lease(next)).Single().Delivery;
        await Sender.SendDue(default);
        Assert.That(Receiver.Seen, Is.Empty, "leased");
        MachineClock.Now = MachineClock.Now.AddSeconds(61);
        await GoOn();
        Assert.That(Receiver.Taken.First().Id, Is.EqualTo(held.Id.ToString()));
        AreInOrder(Receiver.Taken, 2);
        var outcome = new DeliveryOutcome(MachineClock.Now, 1, 500, DeliveryRules.IsTaken, "");
        Assert.That(await Write<DeliveryNotes, bool>(notes => notes.Note(held, outcome, MachineClock.Now, default)), Is.False, "whoever lost the lease writes nothing");
        Assert.That(await Deliveries(webhook, DeliveryStanding.Delivered), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Every_live_secret_signs_and_one_that_ended_does_not()
    {
        var webhook = await Webhook();
        var second = await Write<IWebhooks, NewWebhookSecret>(webhooks => webhooks.MakeSecret(webhook, default));
        await Happen(Subject());
        await GoOn();
        var one = Receiver.Taken.Single();
        Assert.That(one.Signature.Split(' '), Has.Length.EqualTo(2).And.Contains(Signed(one, second.Secret)));
        Assert.That(one.Timestamp, Is.EqualTo($"{MachineClock.Now.ToUnixTimeSeconds()}"));
        var first = (await Read<IWebhooks, IReadOnlyList<WebhookSecretLine>>(webhooks => webhooks.Secrets(webhook, default))).Single(secret => secret.Id != second.Line.Id);
        await Write<IWebhooks, bool>(async webhooks =>
        {
            await webhooks.EndSecret(first.Id, MachineClock.Now.AddMinutes(5), default);
            return true;
        });
        MachineClock.Now = MachineClock.Now.AddMinutes(5);
        await Happen(Subject());
        await GoOn();
        Assert.That(Receiver.Taken.Last().Signature, Is.EqualTo(Signed(Receiver.Taken.Last(), second.Secret)));
    }

    [Test]
    public async Task Only_what_the_owner_may_see_is_sent()
    {
        var plain = await Received("H17.122", "03-02 10:00");
        var confidential = await Received("H17.122", "03-02 10:00", confidential: true);
        var other = await Received("H17.122", "03-02 10:00", field: "dat-dai");
        var limited = await Webhook(owner: await Client(new ClientGrant { Scopes = [Scope.ReadDossiers], Procedures = [other.ProcedureCode] }));
        var narrowed = await Webhook(filter: new WebhookFilter { Types = ["happened"], Procedure = plain.ProcedureCode });
        await Happen(OfDossier(plain), OfDossier(confidential), OfDossier(other));
        await GoOn();
        Assert.That((await Deliveries(limited)).Select(one => one.Subject), Is.EqualTo(new[] { OfDossier(other) }));
        Assert.That((await Deliveries(narrowed)).Select(one => one.Subject), Is.EqualTo(new[] { OfDossier(plain) }));
    }

    [Test]
    public async Task An_owner_that_may_not_act_any_more_gets_nothing_and_the_webhook_says_so()
    {
        var (disabled, owner) = (await Client(), await Client());
        var (one, two) = (await Webhook(owner: disabled), await Webhook(owner: owner));
        await Happen(Subject());
        await ReadOn();
        await Disable(disabled);
        await Sender.SendDue(default);
        await ReadOn();
        Assert.That(((await State(one)).PauseReason, (await State(two)).Standing), Is.EqualTo(((PauseReason?)PauseReason.OwnerMayNotAct, WebhookStanding.Active)));
        Assert.That((Receiver.Taken.Count, (await Deliveries(one)).Single().State), Is.EqualTo((1, DeliveryStanding.Pending)));
    }

    [Test]
    public async Task A_pause_is_in_the_feed_of_the_owner_and_of_nobody_else()
    {
        var (owner, stranger) = (await Client(), await Client());
        var webhook = await Webhook(owner: owner);
        await Turn(webhook, one => one.Pause(PauseReason.Asked, Clock.Now));
        Assert.That(await Paused(owner), Is.EqualTo(new[] { webhook.ToString() }));
        Assert.That(await Paused(stranger), Is.Empty);
    }

    [Test]
    public async Task What_is_paused_waits_and_a_range_is_sent_again_under_its_identities()
    {
        var (webhook, subject) = (await Webhook(), Subject());
        await Turn(webhook, one => one.Pause(PauseReason.Asked, Clock.Now));
        await Happen(subject, Subject());
        await GoOn();
        Assert.That((Receiver.Seen.Count, (await Progress(webhook)).Open), Is.EqualTo((0, 0)), "paused");
        await Resume(webhook);
        await GoOn();
        Assert.That(Receiver.Taken, Has.Count.EqualTo(2));
        var first = (await Deliveries(webhook)).MinBy(one => one.Position)!;
        var again = await Write<IDeliveries, Redelivered>(deliveries => deliveries.Again(webhook, new Redelivery { From = first.Position, To = first.Position + 1 }, 1, default));
        Assert.That((again.Count, again.Next), Is.EqualTo((1, first.Position + 1)));
        await GoOn();
        Assert.That((Receiver.Taken.Count, Receiver.Taken.Last().Id), Is.EqualTo((3, first.Id.ToString())));
        Assert.That(Receiver.Taken.Where(one => one.Id == first.Id.ToString()).Select(one => one.Body).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_healthy_receiver_has_everything_before_a_slow_one_answers_and_beside_a_dead_one()
    {
        const int Events = 40;
        var answer = new TaskCompletionSource();
        Receiver.Answer = async one =>
        {
            await (one.Path == "/slow" ? answer.Task : Task.CompletedTask);
            return 200;
        };
        using var nobody = new Nobody();
        await Webhook(Receiver.Url("slow"));
        await Webhook(nobody.Url);
        var webhook = await Webhook();
        await Happen([.. Enumerable.Range(0, Events).Select(_ => Subject())]);
        await ReadOn();
        using var sender = ActivatorUtilities.CreateInstance<WebhookSender>(Services);
        await sender.StartAsync(default);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await Progress(webhook)).Open > 0)
        {
            await Task.Delay(20, patience.Token);
        }
        Assert.That(Receiver.Taken.Select(one => one.Path), Is.EqualTo(Enumerable.Repeat("/hook", Events)));
        answer.SetResult();
        await sender.StopAsync(default);
    }

    private async Task<IReadOnlyList<string>> Paused(AccountId account)
    {
        var reach = (await Read<WebhookOwners, DossierReach?>(owners => owners.ReachOf(account, default)))!;
        var slice = await Read<IChanges, ChangeSlice>(changes => changes.Read(new ChangeQuery(0, ["webhookPaused"], null, null, 100), reach, default));
        return [.. slice.Items.Select(item => item.AggregateId)];
    }

    private static string Signed(Received one, string secret) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{one.Id}.{one.Timestamp}.{one.Body}")));
}

using System.Net;
using Microsoft.Extensions.Hosting.Internal;
using OneStop.Application.Webhooks;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Webhooks;

namespace OneStop.Infrastructure.Tests.Webhooks;

/// <summary>Where may be sent to, and what comes back from there.</summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class TargetTests(Db engine) : WebhookFixture(engine)
{
    private static readonly TargetGuard Guard = Of(new WebhookOptions { AllowedNetworks = ["10.20.0.0/16", "fd00:1::/64"] });

    [TestCase("127.0.0.1"), TestCase("10.0.0.1"), TestCase("172.16.0.1"), TestCase("192.168.1.1"), TestCase("100.64.0.1"), TestCase("169.254.169.254")]
    [TestCase("0.0.0.0"), TestCase("224.0.0.1"), TestCase("255.255.255.255"), TestCase("198.18.0.1"), TestCase("::"), TestCase("::1"), TestCase("fe80::1")]
    [TestCase("fc00::1"), TestCase("fd00:2::1"), TestCase("ff02::1"), TestCase("::ffff:127.0.0.1"), TestCase("::ffff:10.0.0.1"), TestCase("64:ff9b::7f00:1")]
    [TestCase("2002:7f00:1::"), TestCase("2001:0:7f00:1::"), TestCase("10.21.0.1"), TestCase("168.63.129.16"), TestCase("203.0.113.7"), TestCase("::ffff:203.0.113.7")]
    public void An_internal_address_may_not_be_sent_to(string address) => Assert.That(Guard.Allows(IPAddress.Parse(address)), Is.False);

    [TestCase("8.8.8.8"), TestCase("2606:4700::1111"), TestCase("10.20.3.4"), TestCase("::ffff:10.20.3.4"), TestCase("fd00:1::5"), TestCase("::ffff:8.8.8.8")]
    public void An_outside_address_and_one_that_is_allowed_may(string address) => Assert.That(Guard.Allows(IPAddress.Parse(address)), Is.True);

    [TestCase("ftp://8.8.8.8/", "delivery.target-is-address")]
    [TestCase("/relative", "delivery.target-is-address")]
    [TestCase("https://user:word@8.8.8.8/", "delivery.target-is-address")]
    [TestCase("https://8.8.8.8/#part", "delivery.target-is-address")]
    [TestCase("http://8.8.8.8/", "delivery.target-is-secure")]
    [TestCase("https://8.8.8.8:22/", "delivery.target-port-is-open")]
    [TestCase("https://127.0.0.1/", "delivery.target-is-outside")]
    [TestCase("https://2130706433/", "delivery.target-is-outside")]
    [TestCase("https://0x7f.1/", "delivery.target-is-outside")]
    [TestCase("https://[::ffff:169.254.169.254]/", "delivery.target-is-outside")]
    [TestCase("https://localhost/", "delivery.target-is-outside")]
    [TestCase("https://nobody.invalid/", "delivery.target-is-known")]
    [TestCase("https://8.8.8.8/hook?x=1", null)]
    [TestCase("https://10.20.0.1:8443/hook", null)]
    public async Task An_address_is_refused_with_its_reason(string url, string? problem) => Assert.That((await Guard.Check(url, default))?.Code, Is.EqualTo(problem));

    /// <summary>The address was good when it was registered; now it leads inside.</summary>
    [Test]
    public async Task A_target_that_leads_inside_is_not_connected_to_and_its_deliveries_are_parked()
    {
        var (webhook, subject) = (await Webhook(Receiver.Url(host: "127.0.0.2")), Subject());
        await Happen(subject);
        await Happen(subject);
        await GoOn();
        var parked = (await Deliveries(webhook, DeliveryStanding.Parked)).Single();
        Assert.That((parked.Reason, Receiver.Seen.Count, (await Attempts(parked)).Single().Answer), Is.EqualTo(("delivery.target-is-outside", 0, (string?)null)));
        Assert.That(await Deliveries(webhook, DeliveryStanding.Pending), Has.Count.EqualTo(1), "what is about the same waits");
        await Turn(webhook, one => one.Change(Receiver.Url(), null, Clock.Now));
        await Write<IDeliveries, bool>(async deliveries =>
        {
            await deliveries.Release(webhook, default);
            return true;
        });
        await GoOn();
        AreInOrder(Receiver.Taken, 2);
        Assert.That(Receiver.Taken, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_redirect_is_not_followed_and_only_so_much_of_an_answer_is_kept()
    {
        var webhook = await Webhook();
        (Receiver.Answer, Receiver.Text) = (_ => Task.FromResult(302), new string('x', 10_000));
        await Happen(Subject());
        await GoOn();
        var attempt = (await Attempts((await Deliveries(webhook)).Single())).Single();
        Assert.That(Receiver.Seen.Select(one => one.Path), Is.EqualTo(new[] { "/hook" }));
        Assert.That((attempt.Status, attempt.Problem, attempt.Answer!.Length), Is.EqualTo(((int?)302, "delivery.is-taken", 4_096)));
    }

    [Test]
    public async Task A_ping_is_tried_once_also_while_the_webhook_is_paused()
    {
        using var nobody = new Nobody();
        var webhook = await Webhook(nobody.Url);
        await Turn(webhook, one => one.Pause(PauseReason.Asked, Clock.Now));
        await Ping(webhook);
        await Sender.SendDue(default);
        var ping = (await Deliveries(webhook)).Single();
        Assert.That((ping.State, ping.Reason, ping.Attempts, (await Progress(webhook)).Failures), Is.EqualTo((DeliveryStanding.Failed, "delivery.is-reached", 1, 0)));
    }

    [Test]
    public async Task What_was_done_long_ago_is_forgotten()
    {
        var webhook = await Webhook();
        await Happen(Subject(), Subject());
        await GoOn();
        MachineClock.Now = MachineClock.Now.AddDays(29);
        Assert.That(await Read<WebhookSweep, bool>(sweep => sweep.AnyExpired(default)), Is.False);
        MachineClock.Now = MachineClock.Now.AddDays(1);
        Assert.That(await Read<WebhookSweep, bool>(sweep => sweep.AnyExpired(default)), Is.True);
        await Write<WebhookSweep, bool>(sweep => sweep.Sweep(default));
        Assert.That(await Deliveries(webhook), Is.Empty);
    }

    private static TargetGuard Of(WebhookOptions options) => new(options, new Own(), new HostingEnvironment { EnvironmentName = "Production" });

    private Task<IReadOnlyList<DeliveryAttempt>> Attempts(DeliveryLine delivery) =>
        Read<IDeliveries, IReadOnlyList<DeliveryAttempt>>(deliveries => deliveries.Attempts(delivery.Id, default));

    /// <summary>As if this machine had an address of the open internet.</summary>
    private sealed class Own : OwnAddresses
    {
        protected override IEnumerable<IPAddress> All() => [.. base.All(), IPAddress.Parse("203.0.113.7")];
    }
}

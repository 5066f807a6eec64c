using OneStop.Domain.Access;
using OneStop.Domain.Webhooks;

namespace OneStop.Domain.Tests.Webhooks;

/// <summary>What may be done with a webhook, and when its receiver is taken to be down.</summary>
public sealed class WebhookTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(7));
    private static readonly WebhookSecretId Secret = WebhookSecretId.New(Now);

    private static WebhookState State => new()
    {
        Id = WebhookId.New(Now), Version = 1, Owner = AccountId.New(Now), Url = "https://203.0.113.10/", RegisteredAt = Now, Details = new WebhookFilter { Types = ["dossierReceived"] },
    };

    [Test]
    public void An_owner_has_as_many_as_it_may()
    {
        Assert.That(() => Webhook.Register(State, owned: 10, most: 10), Breaks.Rule(WebhookRules.AreFew));
        Assert.That(Webhook.Register(State, owned: 9, most: 10).Recorded.Single().Event, Is.TypeOf<WebhookRegistered>().With.Property(nameof(WebhookRegistered.Types)).EqualTo(new[] { "dossierReceived" }));
    }

    [Test]
    public void It_is_paused_and_resumed_once()
    {
        var webhook = new Webhook(State);
        Assert.That(() => webhook.Resume(Now), Breaks.Rule(WebhookRules.IsPaused));
        webhook.Pause(PauseReason.Gone, Now);
        Assert.That((webhook.State.Standing, webhook.State.PauseReason, webhook.CurrentVersion), Is.EqualTo((WebhookStanding.Paused, (PauseReason?)PauseReason.Gone, 2)));
        Assert.That(() => webhook.Pause(PauseReason.Asked, Now), Breaks.Rule(WebhookRules.IsActive));
        webhook.Resume(Now);
        Assert.That((webhook.IsActive, webhook.State.PauseReason), Is.EqualTo((true, (PauseReason?)null)));
    }

    [Test]
    public void A_change_that_changes_nothing_is_none()
    {
        var webhook = new Webhook(State);
        webhook.Change(webhook.State.Url, null, Now);
        Assert.That(webhook.Recorded, Is.Empty);
        webhook.Change("https://203.0.113.11/", null, Now);
        Assert.That(webhook.Recorded.Single().Event, Is.TypeOf<WebhookChanged>().With.Property(nameof(WebhookChanged.Target)).True);
    }

    [Test]
    public void Two_secrets_live_and_one_stays()
    {
        var webhook = new Webhook(State);
        Assert.That(() => webhook.AddSecret(Secret, null, live: 2, Now), Breaks.Rule(WebhookRules.SecretsAreFew));
        Assert.That(() => webhook.RevokeSecret(Secret, lasting: 0, Now), Breaks.Rule(WebhookRules.LastSecretStays));
    }

    [Test]
    public void Five_failures_in_a_row_hold_it_and_only_the_one_that_tries_prolongs_that()
    {
        var health = new WebhookHealth();
        for (var failure = 1; failure <= 4; failure++)
        {
            health = health.AfterFailure(probe: false, TimeSpan.FromSeconds(5), Now);
        }
        Assert.That((health.IsDown, health.HeldUntil), Is.EqualTo((false, (DateTimeOffset?)null)));
        health = health.AfterFailure(probe: false, TimeSpan.FromSeconds(5), Now);
        Assert.That((health.IsDown, health.HeldUntil, health.Probes), Is.EqualTo((true, (DateTimeOffset?)Now.AddSeconds(5), 1)));
        Assert.That(health.AfterFailure(probe: false, TimeSpan.FromSeconds(15), Now).HeldUntil, Is.EqualTo(Now.AddSeconds(5)), "one that was under way");
        Assert.That(health.AfterFailure(probe: true, TimeSpan.FromSeconds(15), Now.AddSeconds(5)).HeldUntil, Is.EqualTo(Now.AddSeconds(20)));
    }

    [TestCase(10, 25, true)]
    [TestCase(9, 25, false, TestName = "too few failures")]
    [TestCase(10, 24, false, TestName = "too short")]
    public void It_is_hopeless_after_many_failures_and_a_long_time(int failures, int hours, bool hopeless) => Assert.That(
        new WebhookHealth { Failures = failures, FailingSince = Now }.IsHopeless(TimeSpan.FromHours(25), Now.AddHours(hours)), Is.EqualTo(hopeless));
}

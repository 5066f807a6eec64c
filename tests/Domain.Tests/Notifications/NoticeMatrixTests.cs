using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Notifications;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Tests.Notifications;

public sealed class NoticeMatrixTests
{
    private static readonly IReadOnlySet<NoticeChannel> All = Enum.GetValues<NoticeChannel>().ToHashSet();

    private static readonly NoticeContacts Both = new("a@example.vn", "0905123456", null);

    [Test]
    public void Every_kind_has_one_row_and_every_statutory_one_names_its_law()
    {
        Assert.That(NoticeMatrix.Rules.Select(rule => rule.Kind), Is.EqualTo(Enum.GetValues<NoticeKind>()));
        Assert.That(NoticeMatrix.Rules.Where(rule => rule.IsStatutory).Select(rule => rule.LegalBasis), Is.All.Contains("61/2018").And.All.Contains("118/2025"));
        Assert.That(NoticeMatrix.Rules.Where(rule => rule.AtOnce).Select(rule => rule.IsStatutory), Is.All.True);
        Assert.That(NoticeMatrix.Rules.Where(rule => rule.Audience == NoticeAudience.Owner && !rule.IsStatutory).Select(rule => rule.Kind), Is.EquivalentTo(
            new[] { NoticeKind.SupplementReminder, NoticeKind.Returned, NoticeKind.Withdrawn, NoticeKind.Reopened }));
    }

    /// <summary>An event that nobody names any more would never be told of.</summary>
    [Test]
    public void The_events_named_are_events_of_dossiers()
    {
        var names = typeof(DossierReceived).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DomainEvent)))
            .Select(type => char.ToLowerInvariant(type.Name[0]) + type.Name[1..]).ToList();
        var told = names.Where(name => NoticeMatrix.KindOf(name, isResolved: true, isRefusal: false, isMoved: true) is not null).ToList();
        var kinds = told.Select(name => NoticeMatrix.KindOf(name, isResolved: true, isRefusal: false, isMoved: true)!.Value).Append(NoticeKind.ResultRefused);
        Assert.That(kinds.Distinct(), Is.EquivalentTo(Enum.GetValues<NoticeKind>()));
        Assert.That(names.Count(name => NoticeMatrix.OvertakenBy(name, isResolved: false, isMoved: false).Count > 0), Is.EqualTo(16));
    }

    [TestCase("dossierReceived", NoticeKind.Registered)]
    [TestCase("dossierRefused", NoticeKind.Registered)]
    [TestCase("supplementAnswered", NoticeKind.SupplementRequested)]
    [TestCase("obligationSettled", NoticeKind.ObligationImposed)]
    [TestCase("apologySent", NoticeKind.Apology)]
    [TestCase("resultReturned", NoticeKind.ResultReady)]
    [TestCase("resultReturned", NoticeKind.Received)]
    [TestCase("dossierReopened", NoticeKind.ResultReady)]
    [TestCase("dossierWithdrawn", NoticeKind.SupplementRequested)]
    [TestCase("receiptCorrected", NoticeKind.ReceiptCorrected)]
    public void An_event_overtakes_what_it_makes_untrue(string happened, NoticeKind kind) =>
        Assert.That(NoticeMatrix.OvertakenBy(happened, isResolved: false, isMoved: false), Does.Contain(kind));

    [Test]
    public void A_result_overtakes_every_promise_but_no_end()
    {
        var overtaken = NoticeMatrix.OvertakenBy("resultRecorded", isResolved: true, isMoved: false);
        Assert.That(overtaken, Does.Contain(NoticeKind.Received).And.Contain(NoticeKind.Apology).And.Contain(NoticeKind.Escalated).And.Not.Contain(NoticeKind.Refused));
        Assert.That(NoticeMatrix.OvertakenBy("resultRecorded", isResolved: false, isMoved: false), Is.Empty);
        Assert.That(NoticeMatrix.KindOf("resultRecorded", isResolved: false, isRefusal: false, isMoved: false), Is.Null);
        Assert.That(NoticeMatrix.KindOf("stepCompleted", isResolved: true, isRefusal: true, isMoved: false), Is.EqualTo(NoticeKind.ResultRefused));
    }

    [TestCase("supplementAnswered", true)]
    [TestCase("obligationSettled", true)]
    [TestCase("deadlineReprojected", true)]
    [TestCase("supplementAnswered", false)]
    public void Another_appointment_is_told_and_overtakes_the_one_before(string happened, bool moved)
    {
        Assert.That(NoticeMatrix.KindOf(happened, isResolved: false, isRefusal: false, moved), Is.EqualTo(moved ? NoticeKind.Rescheduled : null));
        var overtaken = NoticeMatrix.OvertakenBy(happened, isResolved: false, moved);
        Assert.That(overtaken.Contains(NoticeKind.Received) && overtaken.Contains(NoticeKind.Extended) && overtaken.Contains(NoticeKind.Rescheduled), Is.EqualTo(moved));
    }

    [Test]
    public void Zalo_has_to_be_asked_for()
    {
        Assert.That(Said(NoticeKind.Received, Both, NoticeWishes.None), Is.EqualTo("Email Queued, Sms Queued"));
        Assert.That(Said(NoticeKind.Received, Both, NoticeWishes.None with { Zalo = true, Sms = false }), Is.EqualTo("Email Queued, Sms Suppressed, Zalo Queued"));
    }

    [Test]
    public void What_the_law_demands_goes_by_one_channel_whatever_is_wanted()
    {
        var none = new NoticeWishes(Email: false, Sms: false, Zalo: false, English: false);
        Assert.That(Said(NoticeKind.Refused, Both, none), Is.EqualTo("Email Queued, Sms Suppressed"));
        Assert.That(Said(NoticeKind.Refused, Both with { Email = null }, none), Is.EqualTo("Sms Queued"));
        Assert.That(Said(NoticeKind.Refused, Both with { Account = AccountId.New(DateTimeOffset.UnixEpoch) }, none), Is.EqualTo("Inbox Queued, Email Queued, Sms Suppressed"));
        Assert.That(Said(NoticeKind.Withdrawn, Both, none), Is.EqualTo("Email Suppressed"), "the law does not demand it");
    }

    [Test]
    public void Who_cannot_be_reached_has_one_message_that_says_so()
    {
        Assert.That(Said(NoticeKind.Received, new NoticeContacts(null, null, null), NoticeWishes.None), Is.EqualTo("Email Unreachable"));
        Assert.That(NoticePlan.For(NoticeMatrix.Of(NoticeKind.Received), Both, NoticeWishes.None, new HashSet<NoticeChannel>()).Single().Reason, Is.EqualTo(NoticePlan.NoContact));
    }

    [TestCase("2026-03-02T20:59:59+07:00", null)]
    [TestCase("2026-03-02T21:00:00+07:00", "2026-03-03T07:00:00+07:00")]
    [TestCase("2026-03-02T14:30:00+00:00", "2026-03-03T07:00:00+07:00")]
    [TestCase("2026-03-03T00:00:00+07:00", "2026-03-03T07:00:00+07:00")]
    [TestCase("2026-03-03T06:59:59+07:00", "2026-03-03T07:00:00+07:00")]
    [TestCase("2026-03-03T07:00:00+07:00", null)]
    public void Quiet_hours_last_over_midnight(string at, string? end) => Assert.That(
        new QuietHours(new TimeOnly(21, 0), new TimeOnly(7, 0)).EndAfter(DateTimeOffset.Parse(at, null)), Is.EqualTo(end is null ? null : DateTimeOffset.Parse(end, null)));

    [Test]
    public void Quiet_hours_at_noon_end_on_the_same_day_and_equal_ends_are_none()
    {
        var at = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.FromHours(7));
        Assert.That(new QuietHours(new TimeOnly(11, 30), new TimeOnly(13, 0)).EndAfter(at), Is.EqualTo(at.AddHours(1)));
        Assert.That(new QuietHours(default, default).EndAfter(at), Is.Null);
    }

    private static string Said(NoticeKind kind, NoticeContacts contacts, NoticeWishes wishes) =>
        string.Join(", ", NoticePlan.For(NoticeMatrix.Of(kind), contacts, wishes, All).Select(one => $"{one.Channel} {one.State}"));
}

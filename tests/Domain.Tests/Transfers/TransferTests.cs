using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Domain.Tests.Calendar;
using OneStop.Domain.Tests.Dossiers;
using OneStop.Domain.Transfers;

namespace OneStop.Domain.Tests.Transfers;

public sealed class TransferTests
{
    private static readonly DossierState Dossier = Sample.At("thu-ly", Sample.Handler);

    private static readonly IReadOnlyList<Document> Documents = [new Document { Name = "a.pdf", MediaType = "application/pdf", Sha256 = new string('a', 64) }];

    [Test]
    public void Every_event_of_a_transfer_names_its_dossier() => Assert.That(
        typeof(TransferSent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DomainEvent)) && type.Namespace == typeof(TransferSent).Namespace)
            .Where(type => type.GetProperty("Dossier") is not { } dossier || (Nullable.GetUnderlyingType(dossier.PropertyType) ?? dossier.PropertyType) != typeof(DossierId)),
        Is.Empty);

    [Test]
    public void Its_clock_starts_when_it_is_sent_and_it_is_to_be_accepted_within_eight_hours()
    {
        var s = Sent().State;
        Assert.That(s.DueAt, Is.EqualTo(Calendars.At("2026-03-04 17:00")), "two working days");
        Assert.That(s.AcceptBy, Is.EqualTo(Calendars.At("2026-03-03 09:30")), "eight working hours after Monday, 9:00");
        Assert.That(s.Status, Is.EqualTo(TransferStatus.Sent));
    }

    [Test]
    public void Acceptance_is_never_due_after_the_work() =>
        Assert.That(Sent(limit: "2h").State, Has.Property("AcceptBy").EqualTo(Calendars.At("2026-03-02 11:00")).And.Property("DueAt").EqualTo(Calendars.At("2026-03-02 11:00")));

    [Test]
    public void A_leg_goes_to_another_agency_that_is_in_force()
    {
        Assert.That(() => Send(Legs.Dispatch(Sample.Ward)), Breaks.Rule(TransferRules.GoesElsewhere));
        Assert.That(() => Send(Legs.Dispatch(Sample.Ward, TransferKind.Internal)), Throws.Nothing);
        Assert.That(() => Send(Legs.Dispatch() with { To = Legs.Agency(Legs.Tax, new DateOnly(2026, 3, 1)) }), Breaks.Rule(TransferRules.AgencyIsInForce));
        Assert.That(() => Send(Legs.Dispatch() with { SilenceMeansConsent = true }), Breaks.Rule(TransferRules.SilenceIsForConsultations));
    }

    [Test]
    public void Every_broken_rule_of_a_leg_names_its_law() => Assert.That(
        new[] { TransferRules.AgencyIsInForce, TransferRules.GoesElsewhere, TransferRules.DoesNotReturn, TransferRules.HasOneLead, TransferRules.FitsDossier,
            TransferRules.IsSent, TransferRules.IsAccepted, TransferRules.IsOpen, TransferRules.IsUnopened, TransferRules.AwaitsNewWay }.Select(rule => rule.LegalBasis),
        Has.All.Not.Null);

    [Test]
    public void It_is_accepted_once_and_completed_after_that()
    {
        var transfer = Sent();
        Assert.That(() => transfer.Complete(null, null, null, Documents, By(Legs.TaxHandler)), Breaks.Rule(TransferRules.IsAccepted));
        transfer.Accept(By(Legs.TaxHandler));
        Assert.That(() => transfer.Accept(By(Legs.TaxHandler)), Breaks.Rule(TransferRules.IsSent));
        Assert.That(() => transfer.Decline("không", By(Legs.TaxHandler)), Breaks.Rule(TransferRules.IsSent));
        transfer.Complete(null, null, "xong", Documents, By(Legs.TaxHandler, "2026-03-03 10:00"));
        Assert.That(transfer.State, Has.Property("Status").EqualTo(TransferStatus.Completed).And.Property("Closing").EqualTo(Timeliness.Early));
        Assert.That(transfer.State.Details.Result!.Documents, Is.EqualTo(Documents));
        Assert.That(() => transfer.Complete(null, null, null, [], By(Legs.TaxHandler)), Breaks.Rule(TransferRules.IsAccepted));
    }

    [Test]
    public void It_is_recalled_before_it_is_opened_only()
    {
        var transfer = Sent();
        transfer.Recall("nhầm", By(Sample.Handler));
        Assert.That(transfer.State, Has.Property("Status").EqualTo(TransferStatus.Recalled).And.Property("Closing").Null);
        Assert.That(() => transfer.Accept(By(Legs.TaxHandler)), Breaks.Rule(TransferRules.IsSent));
        Assert.That(() => transfer.Complete(null, null, null, [], By(Legs.TaxHandler)), Breaks.Rule(TransferRules.IsAccepted));
        var accepted = Sent();
        accepted.Accept(By(Legs.TaxHandler));
        Assert.That(() => accepted.Recall("muộn", By(Sample.Handler)), Breaks.Rule(TransferRules.IsUnopened));
    }

    [Test]
    public void The_receiver_forwards_what_it_has_not_accepted_and_it_never_comes_back()
    {
        var first = Sent();
        var second = first.Reroute(Legs.Dispatch(Legs.Police) with { From = Legs.Tax }, By(Legs.TaxHandler));
        Assert.That(first.State, Has.Property("Status").EqualTo(TransferStatus.Rerouted));
        Assert.That(first.State.Details.Next, Is.EqualTo(second.State.Id));
        Assert.That(second.State, Has.Property("Previous").EqualTo(first.State.Id).And.Property("FromAgency").EqualTo(Legs.Tax));
        Assert.That(() => second.Reroute(Legs.Dispatch() with { From = Legs.Police }, By(Legs.PoliceHead)), Breaks.Rule(TransferRules.DoesNotReturn));
        Assert.That(() => second.Reroute(Legs.Dispatch(Legs.Police) with { From = Legs.Police }, By(Legs.PoliceHead)), Breaks.Rule(TransferRules.GoesElsewhere));
        var third = second.Reroute(Legs.Dispatch(Legs.Land) with { From = Legs.Police }, By(Legs.PoliceHead));
        Assert.That(() => third.Reroute(Legs.Dispatch() with { From = Legs.Land }, By(Sample.Official(Role.Head, Legs.Land))), Breaks.Rule(TransferRules.DoesNotReturn));
    }

    [Test]
    public void A_leg_that_decides_ends_with_outcome_and_result_by_a_head_or_leader()
    {
        var transfer = Sent(decides: true);
        transfer.Accept(By(Legs.TaxHandler));
        Assert.That(() => transfer.Complete(Outcome.Approved, Sample.Result, null, [], By(Legs.TaxHandler)), Breaks.Rule(TransferRules.DecidedByHead));
        Assert.That(() => transfer.Complete(null, null, null, [], By(Legs.TaxLeader)), Faulty("outcome", TransferRules.DecisionIsGiven));
        Assert.That(() => transfer.Complete(Outcome.Approved, null, null, [], By(Legs.TaxLeader)), Faulty("result", TransferRules.DecisionIsGiven));
        Assert.That(() => transfer.Complete(Outcome.Refused, Sample.Result, " ", [], By(Legs.TaxLeader)), Faulty("note", DossierRules.RefusalHasReason));
        transfer.Complete(Outcome.Approved, Sample.Result, null, [], By(Legs.TaxLeader));
        Assert.That(transfer.State.Details.Result!.Outcome, Is.EqualTo(Outcome.Approved));
        var other = Sent();
        other.Accept(By(Legs.TaxHandler));
        Assert.That(() => other.Complete(Outcome.Approved, null, null, [], By(Legs.TaxLeader)), Faulty("outcome", TransferRules.DecidesNothing));
    }

    [TestCase(true, TransferStatus.Lapsed)]
    [TestCase(false, TransferStatus.Sent)]
    public void Silence_is_consent_or_is_escalated_once(bool consent, TransferStatus then)
    {
        var transfer = Send(Legs.Dispatch(kind: TransferKind.Consultation) with { SilenceMeansConsent = consent });
        Assert.That(transfer.Lapse(By(Actor.System, "2026-03-04 23:59")), Is.False, "the day is not over");
        Assert.That(transfer.Lapse(By(Actor.System, "2026-03-05 00:00")), Is.EqualTo(consent));
        Assert.That(transfer.State.Status, Is.EqualTo(then));
        var events = transfer.Recorded.Count;
        Assert.That(transfer.Lapse(By(Actor.System, "2026-03-06 00:00")), Is.False);
        Assert.That(transfer.Recorded, Has.Count.EqualTo(events), "once");
        if (!consent)
        {
            transfer.Recall("không trả lời", By(Sample.Handler, "2026-03-06 08:00"));
            Assert.That(transfer.State.Status, Is.EqualTo(TransferStatus.Recalled), "the sender is not stuck with the silent");
        }
    }

    private static InterAgencyTransfer Sent(bool decides = false, string limit = "2wd") => Send(Legs.Dispatch(decides: decides, limit: limit));

    private static InterAgencyTransfer Send(Dispatch dispatch) => InterAgencyTransfer.Send(dispatch, By(Sample.Handler));

    private static TransferCircumstances By(Actor actor, string? at = null) => Legs.By(actor, Dossier, at);

    private static NUnit.Framework.Constraints.EqualConstraint<Fault[]> Faulty(string path, Rule rule) =>
        Throws.TypeOf<InvalidInputException>().With.Property("Faults").EqualTo(new[] { new Fault(path, rule) });
}

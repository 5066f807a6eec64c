using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Tests.Agencies;
using OneStop.Domain.Transfers;
using static OneStop.Domain.Tests.Dossiers.Sample;

namespace OneStop.Domain.Tests.Dossiers;

public sealed class SuccessionTests
{
    private static readonly DateOnly Sunday = new(2026, 3, 1);
    private static readonly DateOnly Today = new(2026, 3, 2);

    /// <summary>The ward was split on Monday, its office went to the first of the two.</summary>
    private static readonly AgencyTree Split = new(
    [
        AgencyTreeTests.Agency("H17", null),
        AgencyTreeTests.Agency(Ward, "H17", to: Sunday, successors: ["N1", "N2"]),
        AgencyTreeTests.Agency(Office, Ward, to: Sunday, successors: ["N1.01"]),
        AgencyTreeTests.Agency("N1", "H17"),
        AgencyTreeTests.Agency("N1.01", "N1") with { Kind = AgencyKind.OneStop },
        AgencyTreeTests.Agency("N2", "H17"),
        AgencyTreeTests.Agency("N2.01", "N2") with { Kind = AgencyKind.OneStop },
    ]);

    [Test]
    public void The_holder_of_the_day_stands_in_the_place_of_a_closed_agency()
    {
        var state = Received().State;
        Assert.That(state.HeldOn(Split, Sunday), Is.SameAs(state), "its last day");

        var held = state.HeldOn(Split, Today);

        Assert.Multiple(() =>
        {
            Assert.That((held.ReceivingAgency, held.CompetentAgency), Is.EqualTo(("N1.01", "N1")));
            Assert.That((held.OriginReceiving, held.OriginCompetent), Is.EqualTo((Office, Ward)));
            Assert.That(held with { ReceivingAgency = Office, CompetentAgency = Ward, OriginReceiving = null, OriginCompetent = null }, Is.EqualTo(state), "nothing else changes");
            Assert.That(held.HeldOn(Split, Today), Is.SameAs(held));
        });
    }

    [Test]
    public void Who_ended_a_dossier_stays_unless_it_is_taken_up_again()
    {
        var ended = Received().State with { Status = DossierStatus.Returned };

        Assert.That(ended.HeldOn(Split, Today), Is.SameAs(ended));
        Assert.That(ended.HeldOn(Split, Today, alsoEnded: true).CompetentAgency, Is.EqualTo("N1"));
    }

    [Test]
    public void Legs_that_are_not_over_follow()
    {
        Leg LegAt(LegStanding standing) => new() { Transfer = TransferId.New(Monday), Kind = TransferKind.Horizontal, Passage = 0, Agency = Ward, DueAt = Monday, Standing = standing };
        var state = Received().State;
        state = state with { Details = state.Details with { Legs = [LegAt(LegStanding.Open), LegAt(LegStanding.SetAside), LegAt(LegStanding.Ended)] } };

        Assert.That(state.HeldOn(Split, Today).Details.Legs.Select(leg => leg.Agency), Is.EqualTo(new[] { "N1", "N1", Ward }));
    }

    [Test]
    public void Following_is_written_once_for_each_agency_and_is_no_sign_of_life()
    {
        var dossier = Received();

        dossier.FollowSuccession(Split, Monday.AddHours(1));
        dossier.FollowSuccession(Split, Monday.AddHours(2));

        Assert.Multiple(() =>
        {
            Assert.That(dossier.Recorded.Select(recorded => recorded.Event), Is.EqualTo(new[] { new DossierTakenOver(Office, "N1.01"), new DossierTakenOver(Ward, "N1") }));
            Assert.That(dossier.State.UpdatedAt, Is.EqualTo(dossier.Loaded.UpdatedAt));
            Assert.That(dossier.State.Details.Clock, Is.EqualTo(dossier.Loaded.Details.Clock));
        });
    }

    [Test]
    public void A_part_of_a_split_agency_hands_to_another_part_only()
    {
        var dossier = Received();
        Assert.That(() => dossier.Reassign(Split.Find("N2")!, Split, "địa bàn", On(Leader, dossier)), Breaks.Rule(DossierRules.GoesToCoSuccessor), "nothing was split yet");
        dossier.FollowSuccession(Split, Monday);
        var leader = new Actor(AccountId.New(Monday), "leader", [new Post(Role.Leader, "N1", null)]);
        Assert.That(() => dossier.Reassign(Split.Find("N2")!, Split, "địa bàn", On(Handler, dossier)), Breaks.Rule(DossierRules.MayReassign));
        Assert.That(() => dossier.Reassign(Split.Find("H17")!, Split, "địa bàn", On(leader, dossier)), Breaks.Rule(DossierRules.GoesToCoSuccessor));

        dossier.Reassign(Split.Find("N2")!, Split, "địa bàn", On(leader, dossier));

        Assert.Multiple(() =>
        {
            Assert.That((dossier.State.ReceivingAgency, dossier.State.CompetentAgency, dossier.State.Assignee), Is.EqualTo(("N2.01", "N2", (AccountId?)null)));
            Assert.That((dossier.State.OriginReceiving, dossier.State.OriginCompetent), Is.EqualTo((Office, Ward)));
            Assert.That(dossier.State.DueAt, Is.EqualTo(dossier.Loaded.DueAt));
            Assert.That(dossier.Recorded[^1].Note, Is.EqualTo("địa bàn"));
        });
    }

    [TestCase(1, 1, SuccessionKind.Rename)]
    [TestCase(3, 1, SuccessionKind.Merge)]
    [TestCase(1, 3, SuccessionKind.Split)]
    [TestCase(1, 0, SuccessionKind.Abolish)]
    public void The_numbers_say_what_it_is(int predecessors, int successors, SuccessionKind kind)
    {
        string[] Codes(string letter, int count) => [.. Enumerable.Range(1, count).Select(n => $"{letter}{n}")];
        var planned = AgencySuccession.Plan(Codes("P", predecessors), Codes("S", successors), Today.AddDays(1), Monday).State;

        Assert.That(planned.Kind, Is.EqualTo(kind));
        Assert.That(planned.EffectiveAt, Is.EqualTo(new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.FromHours(7))));
        Assert.That((planned.StatusAt(Monday), planned.StatusAt(planned.EffectiveAt)), Is.EqualTo((SuccessionStatus.Scheduled, SuccessionStatus.Running)));
        Assert.That(AgencySuccession.Plan(["P"], ["S"], Today, Monday).State.EffectiveAt, Is.EqualTo(Monday), "of today: at once");
    }

    private static Dossier Received() => new(ReceivedDossier);

    private static Circumstances On(Actor actor, Dossier dossier) =>
        By(actor) with { CoSuccessors = dossier.State.CoSuccessorsOn(Split, Today) };
}

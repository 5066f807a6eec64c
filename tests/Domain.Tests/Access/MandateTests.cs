using OneStop.Domain.Access;
using OneStop.Domain.Agencies;

namespace OneStop.Domain.Tests.Access;

public sealed class MandateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(7));
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly AgencyTree NoAgencies = new([]);
    private static readonly MandateDetails Paper = new() { Evidence = new Evidence("Giấy khai sinh", "application/pdf", new string('a', 64)) };

    [Test]
    public void An_event_carries_ids_and_no_names()
    {
        var mandate = Granted(Terms());
        Assert.That(mandate.Recorded.Single().Event, Is.EqualTo(new MandateGranted(
            MandateKind.Authorised, mandate.State.PrincipalId, mandate.State.RepresentativeId, null, true, Today, null, Recorded: false)));
        mandate.Revoke("vì lý do riêng", Now);
        Assert.That(mandate.Recorded[^1].Note, Is.EqualTo("vì lý do riêng"));
        Assert.That(mandate.CurrentVersion, Is.EqualTo(2));
    }

    [Test]
    public void Nobody_represents_himself()
    {
        var one = Person();
        Assert.That(() => Granted(Terms() with { Principal = one, Representative = one }), Breaks.Input("representative", MandateRules.RepresentsAnother));
    }

    [Test]
    public void A_parent_is_recorded_at_a_desk_on_sight_of_a_paper()
    {
        Assert.That(() => Granted(Terms() with { Kind = MandateKind.Parent }), Breaks.Input("kind", MandateRules.ParentIsRecorded));
        Assert.That(() => Granted(Terms() with { Kind = MandateKind.Parent, Agency = "H05" }), Breaks.Input("evidence", MandateRules.EvidenceIsSeen));
        Assert.That(Granted(Terms() with { Kind = MandateKind.Parent, Agency = "H05", Details = Paper }).State.Agency, Is.EqualTo("H05"));
    }

    [Test]
    public void Only_an_enterprise_has_a_legal_representative()
    {
        var terms = Terms() with { Kind = MandateKind.LegalRepresentative };
        Assert.That(() => Granted(terms), Breaks.Input("kind", MandateRules.LegalRepresentativeOfEnterprise));
        Assert.That(Granted(terms with { Principal = Person(AccountKind.Enterprise) }).State.Kind, Is.EqualTo(MandateKind.LegalRepresentative));
    }

    [Test]
    public void A_period_does_not_end_before_it_begins()
    {
        Assert.That(() => Granted(Terms() with { ToDay = Today.AddDays(-1) }), Breaks.Input("toDay", MandateRules.PeriodIsOrdered));
        Assert.That(Granted(Terms() with { ToDay = Today }).State.ToDay, Is.EqualTo(Today));
    }

    [Test]
    public void A_principal_has_fifty_live_mandates_at_most()
    {
        Assert.That(() => Mandate.Grant(MandateId.New(Now), Terms(), new LiveMandates { OfPrincipal = Mandate.Most }, Now), Breaks.Rule(MandateRules.MandatesAreFew));
        Assert.That(() => Mandate.Grant(MandateId.New(Now), Terms(), new LiveMandates { OfPrincipal = Mandate.Most - 1 }, Now), Throws.Nothing);
    }

    [TestCase(false, false, MandateSide.Representative)]
    [TestCase(false, true, MandateSide.Representative)]
    [TestCase(true, true, MandateSide.Principal)]
    [TestCase(true, false, null)]
    public void A_mandate_waits_for_the_side_that_was_not_asked(bool recorded, bool signsIn, MandateSide? waits)
    {
        var mandate = Granted(Terms() with { Agency = recorded ? "H05" : null, Details = Paper, PrincipalSignsIn = signsIn });
        Assert.That(mandate.State.WaitsFor, Is.EqualTo(waits));
        Assert.That(mandate.State.AcceptedAt, Is.EqualTo(waits is null ? Now : (DateTimeOffset?)null));
    }

    [Test]
    public void It_is_accepted_once_by_the_side_it_waits_for()
    {
        var mandate = Granted(Terms());
        void Accept(AccountId by, LiveMandates live) => mandate.Accept(new Actor(by, "x", []), live, Now);
        Assert.That(() => Accept(mandate.State.PrincipalId, new LiveMandates()), Breaks.Rule(MandateRules.AcceptedByOtherSide));
        Assert.That(() => Accept(mandate.State.RepresentativeId, new LiveMandates { OfRepresentative = Mandate.MostAccepted }), Breaks.Rule(MandateRules.AcceptedAreFew));
        Assert.That(() => Accept(mandate.State.RepresentativeId, new LiveMandates { ClosedSides = 1 }), Breaks.Rule(AccessRules.AccountIsActive));
        Accept(mandate.State.RepresentativeId, new LiveMandates());
        Assert.That(mandate.Recorded[^1].Event, Is.EqualTo(new MandateAccepted(mandate.State.PrincipalId, mandate.State.RepresentativeId, MandateSide.Representative)));
        Assert.That(() => Accept(mandate.State.RepresentativeId, new LiveMandates()), Breaks.Rule(MandateRules.WaitsForAcceptance));
    }

    [Test]
    public void Two_have_one_live_mandate_of_a_kind() =>
        Assert.That(() => Mandate.Grant(MandateId.New(Now), Terms(), new LiveMandates { OfPair = 1 }, Now), Breaks.Rule(MandateRules.OnePerPair));

    [Test]
    public void A_mandate_ends_once()
    {
        var mandate = Granted(Terms());
        mandate.Revoke("thôi", Now);
        Assert.That(() => mandate.Revoke("thôi", Now), Breaks.Rule(MandateRules.IsNotRevoked));
    }

    [Test]
    public void Its_two_sides_see_it_and_the_desk_that_recorded_it()
    {
        var mandate = Granted(Terms() with { Agency = "H05", Details = Paper });
        Actor At(Role role, string agency) => new(AccountId.New(Now), "x", [new Post(role, agency, null)]);
        bool Sees(Actor actor) => mandate.IsInReachOf(actor, NoAgencies, Today);
        Assert.Multiple(() =>
        {
            Assert.That(Sees(new Actor(mandate.State.PrincipalId, "x", [])), Is.True);
            Assert.That(Sees(new Actor(mandate.State.RepresentativeId, "x", [])), Is.True);
            Assert.That(Sees(At(Role.Reception, "H05")), Is.True);
            Assert.That(Sees(At(Role.OneStopHead, "H05")), Is.True);
            Assert.That(Sees(At(Role.Leader, "H05")), Is.False);
            Assert.That(Sees(At(Role.Reception, "H06")), Is.False);
            Assert.That(Sees(new Actor(AccountId.New(Now), "admin", [new Post(Role.SystemAdmin, null, null)])), Is.False);
        });
    }

    [TestCase(true, null, true)]
    [TestCase(true, "1.000001", true)]
    [TestCase(true, "1.000002", false, Description = "limited to another procedure")]
    [TestCase(false, null, false, Description = "may only look")]
    public void An_actor_acts_for_those_who_let_it(bool mayAct, string? procedure, bool acts)
    {
        var principal = AccountId.New(Now);
        var actor = new Actor(AccountId.New(Now), "x", [])
        {
            Represents = [new Representation(principal, procedure is null ? null : [procedure], mayAct)],
        };
        Assert.That(actor.ActsFor(principal, "1.000001"), Is.EqualTo(acts));
        Assert.That(actor.ActsFor(AccountId.New(Now), "1.000001"), Is.False);
    }

    private static MandateTerms Terms() => new(MandateKind.Authorised, Person(), Person(), Today, null, null, new MandateDetails());

    private static Mandate Granted(MandateTerms terms) => Mandate.Grant(MandateId.New(Now), terms, new LiveMandates(), Now);

    private static Account Person(AccountKind kind = AccountKind.Citizen) =>
        Account.Register(AccountId.New(Now), kind, "somebody", "Nguyễn Văn A", new AccountDetails(), Now);
}

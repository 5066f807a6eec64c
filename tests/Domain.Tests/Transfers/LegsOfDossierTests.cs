using OneStop.Domain.Dossiers;
using OneStop.Domain.Tests.Calendar;
using OneStop.Domain.Tests.Dossiers;
using OneStop.Domain.Transfers;

namespace OneStop.Domain.Tests.Transfers;

/// <summary>A dossier waits for its legs, and goes on once, when the last of them has ended.</summary>
public sealed class LegsOfDossierTests
{
    [Test]
    public void Parallel_legs_open_together_and_join_once()
    {
        var (dossier, legs) = Legs.AtLegs();
        Assert.That(legs.Select(leg => leg.State.ToAgency), Is.EqualTo(new[] { Legs.Tax, Legs.Police }));
        Assert.That(dossier.LegsToOpen(Legs.On(Sample.Handler)), Is.Empty, "they are open already");
        Assert.That(() => dossier.Claim(Legs.On(Sample.Handler)), Breaks.Rule(DossierRules.IsAtOwnStep));
        Complete(dossier, legs[0]);
        Assert.That(dossier.State.StepKey, Is.EqualTo("thue"), "the other leg is open");
        Complete(dossier, legs[1]);
        Assert.That(dossier.State, Has.Property("StepKey").EqualTo("lanh-dao").And.Property("Status").EqualTo(DossierStatus.InProgress));
        Assert.That(dossier.Events().OfType<LegsJoined>().Count(), Is.EqualTo(1));
    }

    [Test]
    public void A_declined_leg_of_the_route_waits_for_a_new_way()
    {
        var (dossier, legs) = Legs.AtLegs();
        Complete(dossier, legs[1]);
        legs[0].Decline("không thuộc thẩm quyền", By(Legs.TaxHandler, dossier));
        dossier.SetLegAside(legs[0].State.Id, Legs.On(Legs.TaxHandler));
        Assert.That(dossier.State.StepKey, Is.EqualTo("thue"));
        var next = legs[0].Reroute(Legs.Dispatch(Legs.Land, step: "thue", group: "song-song"), By(Sample.Handler, dossier));
        dossier.ReplaceLeg(legs[0].State.Id, next, Legs.On(Sample.Handler));
        Assert.That(() => legs[0].Reroute(Legs.Dispatch("H17.16"), By(Sample.Handler, dossier)), Breaks.Rule(TransferRules.AwaitsNewWay), "once");
        next.Accept(By(Sample.Official(Domain.Access.Role.Head, Legs.Land), dossier));
        next.Complete(null, null, null, [], By(Sample.Official(Domain.Access.Role.Head, Legs.Land), dossier));
        dossier.EndLeg(next, Legs.On(Sample.Official(Domain.Access.Role.Head, Legs.Land)));
        Assert.That(dossier.State.StepKey, Is.EqualTo("lanh-dao"));
    }

    [Test]
    public void Where_no_way_is_found_a_head_sends_it_back()
    {
        var (dossier, legs) = Legs.AtLegs();
        Assert.That(() => dossier.SendBack("thu-ly", "sai", Legs.On(Sample.Head)), Breaks.Rule(DossierRules.LegsHaveEnded));
        foreach (var leg in legs)
        {
            leg.Recall("nhầm", By(Sample.Handler, dossier));
            dossier.SetLegAside(leg.State.Id, Legs.On(Sample.Handler));
        }
        dossier.SendBack("thu-ly", "sai", Legs.On(Sample.Head));
        Assert.That(dossier.State.StepKey, Is.EqualTo("thu-ly"));
        dossier.CompleteStep(null, Legs.On(Sample.Handler));
        Assert.That(dossier.LegsToOpen(Legs.On(Sample.Handler)).Select(step => step.Key), Is.EqualTo(new[] { "thue", "cong-an" }), "the route opens them anew");
    }

    [Test]
    public void Decided_before_or_not_it_does_not_stay_at_a_leg_that_came_back()
    {
        var (dossier, legs) = Legs.AtLegs();
        dossier = new Dossier(dossier.State with
        {
            Outcome = Outcome.Approved,
            Details = dossier.State.Details with { Decision = new Decision(Outcome.Approved, null, Sample.Leader.Id, Sample.Monday, null) },
        });
        foreach (var leg in legs)
        {
            leg.Decline("không thuộc thẩm quyền", By(leg.State.ToAgency == Legs.Tax ? Legs.TaxHandler : Legs.PoliceHead, dossier));
            dossier.SetLegAside(leg.State.Id, Legs.On(Sample.Handler));
        }
        dossier.SendBack("thu-ly", "sai", Legs.On(Sample.Head));
        Assert.That(dossier.State, Has.Property("Outcome").Null.And.Property("StepKey").EqualTo("thu-ly"), "it is decided anew");
        Assert.That(dossier.State.Details.Replaced.Single().Decision!.Outcome, Is.EqualTo(Outcome.Approved), "and the decision that fell is kept");
    }

    [Test]
    public void Who_does_not_pay_after_the_decision_can_still_be_stopped()
    {
        var (dossier, _) = Legs.AtLegs();
        dossier = new Dossier(dossier.State with { Outcome = Outcome.Approved });
        dossier.ImposeObligation("landTax", 1_000, "Thông báo 7", Legs.On(Legs.TaxHandler));
        dossier.Stop("không nộp tiền", Legs.On(Sample.Leader));
        Assert.That(dossier.State.Status, Is.EqualTo(DossierStatus.Stopped));
    }

    [Test]
    public void Only_the_leg_that_decides_brings_the_result_of_an_undecided_dossier()
    {
        var (dossier, legs) = Legs.AtLegs();
        legs[0].Accept(By(Legs.TaxHandler, dossier));
        legs[0].Complete(null, Sample.Result, null, [], By(Legs.TaxHandler, dossier));
        dossier.EndLeg(legs[0], Legs.On(Legs.TaxHandler));
        Assert.That(dossier.State.Details.Result, Is.Null, "it stays with the leg");
    }

    [Test]
    public void What_came_back_from_a_leg_goes_along_with_the_next()
    {
        var (dossier, legs) = Legs.AtLegs();
        var slip = new Document { Name = "Phiếu chuyển.pdf", MediaType = "application/pdf", Sha256 = new string('b', 64) };
        legs[0].Accept(By(Legs.TaxHandler, dossier));
        legs[0].Complete(null, null, null, [slip], By(Legs.TaxHandler, dossier));
        dossier.EndLeg(legs[0], Legs.On(Legs.TaxHandler));
        Assert.That(Dossier.DocumentsOf(dossier.State), Does.Contain(slip));
    }

    [Test]
    public void A_leg_is_handed_over_with_its_dossier()
    {
        var (dossier, legs) = Legs.AtLegs();
        legs[0].HandOver(Sample.Ward, Sample.Elsewhere, Sample.Monday);
        Assert.That(legs[0].State, Has.Property("FromAgency").EqualTo(Sample.Elsewhere).And.Property("OriginFrom").EqualTo(Sample.Ward));
        Assert.That(legs[0].Recorded[^1].Event, Is.EqualTo(new TransferTakenOver(Sample.Ward, Sample.Elsewhere, dossier.State.Id)));
    }

    [Test]
    public void A_leg_beside_the_route_holds_the_step_until_it_ends()
    {
        var dossier = new Dossier(Sample.At("thu-ly", Sample.Handler));
        var leg = InterAgencyTransfer.Send(Legs.Dispatch(), Legs.By(Sample.Handler, dossier.State));
        dossier.OpenLeg(leg, Sample.By(Sample.Handler));
        Assert.That(() => dossier.CompleteStep(null, Sample.By(Sample.Handler)), Breaks.Rule(DossierRules.LegsHaveEnded));
        Complete(dossier, leg, Sample.Version);
        dossier.CompleteStep(null, Sample.By(Sample.Handler));
        Assert.That(dossier.State.StepKey, Is.EqualTo("truong-phong"));
    }

    [Test]
    public void The_leg_that_decides_decides_the_dossier()
    {
        var (dossier, legs) = Legs.AtLegs(Legs.Decided);
        legs[0].Accept(By(Legs.TaxHandler, dossier));
        legs[0].Complete(Outcome.Approved, Sample.Result, null, [], By(Legs.TaxLeader, dossier));
        dossier.EndLeg(legs[0], Sample.By(Legs.TaxLeader, version: Legs.Decided));
        Assert.That(dossier.State, Has.Property("Outcome").EqualTo(Outcome.Approved).And.Property("Status").EqualTo(DossierStatus.Resolved));
        Assert.That(dossier.State.Details.Steps[^2].End, Is.EqualTo(StepEnd.Decided));
        dossier.Return(ReturnVia.Counter, null, Sample.By(Sample.ReturnDesk, version: Legs.Decided));
        Assert.That(dossier.State.Status, Is.EqualTo(DossierStatus.Returned));
    }

    [Test]
    public void A_group_has_one_lead_and_a_leg_fits_a_dossier_in_time()
    {
        var dossier = new Dossier(Sample.At("thu-ly", Sample.Handler));
        var on = Sample.By(Sample.Handler);
        dossier.DemandOpening("hop-dong", lead: true, dossier.State.DueAt!.Value, on);
        dossier.OpenLeg(InterAgencyTransfer.Send(Legs.Dispatch(group: "hop-dong") with { Lead = true }, Legs.By(Sample.Handler, dossier.State)), on);
        Assert.That(() => dossier.DemandOpening("hop-dong", lead: true, on.Now, on), Breaks.Rule(TransferRules.HasOneLead));
        Assert.That(() => dossier.DemandOpening("khac", lead: true, on.Now, on), Throws.Nothing);
        Assert.That(() => dossier.DemandOpening(null, lead: false, dossier.State.DueAt!.Value.AddMinutes(1), on), Breaks.Rule(TransferRules.FitsDossier));
        Assert.That(() => dossier.DemandOpening(null, lead: false, Calendars.At("2027-01-04 08:00"), Sample.By(Sample.Handler, "2026-03-10 09:00")), Throws.Nothing, "overdue never blocks");
    }

    [Test]
    public void The_agency_of_the_leg_in_which_the_citizen_pays_imposes_what_is_to_be_paid()
    {
        var (dossier, legs) = Legs.AtLegs();
        Assert.That(() => dossier.ImposeObligation("landTax", 1, "1", Legs.On(Legs.PoliceHead)), Breaks.Rule(DossierRules.IsAssignee));
        dossier.ImposeObligation("landTax", 1_000, "Thông báo 7", Legs.On(Legs.TaxHandler));
        legs[0].Accept(By(Legs.TaxHandler, dossier));
        Assert.That(() => legs[0].Complete(null, null, null, [], By(Legs.TaxHandler, dossier)), Breaks.Rule(TransferRules.DossierIsHandled));
        dossier.SettleObligation(dossier.State.Details.Obligations[0].Id, null, null, Legs.On(Legs.TaxHandler));
        legs[0].Complete(null, null, null, [], By(Legs.TaxHandler, dossier));
    }

    [Test]
    public void With_the_dossier_its_legs_end()
    {
        var (dossier, _) = Legs.AtLegs();
        dossier.Withdraw("rút", Legs.On(Sample.Reception));
        Assert.That(dossier.State.Details.Legs.Select(leg => leg.Standing), Has.All.EqualTo(LegStanding.Ended));
    }

    private static void Complete(Dossier dossier, InterAgencyTransfer leg, Domain.Procedures.ProcedureVersion? version = null)
    {
        var worker = leg.State.ToAgency == Legs.Tax ? Legs.TaxHandler : Legs.PoliceHead;
        leg.Accept(By(worker, dossier));
        leg.Complete(null, null, null, [], By(worker, dossier));
        dossier.EndLeg(leg, Sample.By(worker, version: version ?? Legs.Version));
    }

    private static TransferCircumstances By(Domain.Access.Actor actor, Dossier dossier) => Legs.By(actor, dossier.State);
}

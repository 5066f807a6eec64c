using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Tests.Dossiers;

public sealed class RouteTests
{
    [Test]
    public void A_dossier_passes_reception_handling_head_leader_clerk_and_return_desk()
    {
        var dossier = new Dossier(Sample.ReceivedDossier);
        dossier.CompleteStep("đủ", Sample.By(Sample.Reception));
        foreach (var actor in new[] { Sample.Handler, Sample.Head })
        {
            dossier.Claim(Sample.By(actor));
            dossier.CompleteStep(null, Sample.By(actor));
        }
        dossier.Claim(Sample.By(Sample.Leader));
        dossier.Decide(Outcome.Approved, null, null, Sample.By(Sample.Leader));
        dossier.Claim(Sample.By(Sample.Clerk));
        dossier.RecordResult(Sample.Result, Sample.By(Sample.Clerk));
        dossier.Return(ReturnVia.Counter, "Nguyễn Văn B", Sample.By(Sample.ReturnDesk));

        Assert.That(dossier.State.Status, Is.EqualTo(DossierStatus.Returned));
        Assert.That(dossier.State.Details.Steps.Select(step => (step.Step, step.End)), Is.EqualTo(new (string, StepEnd?)[]
        {
            ("tiep-nhan", StepEnd.Completed), ("thu-ly", StepEnd.Completed), ("truong-phong", StepEnd.Completed), ("lanh-dao", StepEnd.Decided),
            ("van-thu", StepEnd.Completed), ("tra-ket-qua", StepEnd.Closed),
        }));
        Assert.That(dossier.State.Details.Handing, Is.EqualTo(new Handing(ReturnVia.Counter, "Nguyễn Văn B", Sample.Monday)));
        Assert.That(dossier.CurrentVersion, Is.EqualTo(dossier.Recorded.Count), "a version is the number of events");
    }

    [Test]
    public void A_step_is_claimed_by_its_role_at_its_agency()
    {
        var free = Sample.At("thu-ly", Sample.Handler) with { Assignee = null };
        var dossier = new Dossier(free);
        dossier.Claim(Sample.By(Sample.OtherHandler));
        Assert.That(dossier.State.Assignee, Is.EqualTo(Sample.OtherHandler.Id));
        Assert.That(dossier.Events(), Is.EqualTo(new[] { new StepClaimed("thu-ly", Sample.OtherHandler.Id) }));

        foreach (var actor in new[] { Sample.Head, Sample.Reception, Sample.Official(Role.Handler, Sample.Elsewhere), Sample.Official(Role.Handler, Sample.Office) })
        {
            Assert.That(() => new Dossier(free).Claim(Sample.By(actor)), Breaks.Rule(DossierRules.HoldsStepRole));
        }
        Assert.That(() => dossier.Claim(Sample.By(Sample.Handler)), Breaks.Rule(DossierRules.StepIsFree));
    }

    [TestCase("Phòng Kinh tế", true, Description = "the division of the step")]
    [TestCase(null, true, Description = "every division of the agency")]
    [TestCase("Phòng Văn hóa", false, Description = "another division")]
    public void A_step_of_a_division_is_claimed_there(string? division, bool allowed)
    {
        var route = Route.Standard with { Key = "own", Steps = [.. Route.Standard.Steps.Select(step => step.Key == "thu-ly" ? step with { Division = "Phòng Kinh tế" } : step)] };
        var state = Sample.At("thu-ly", Sample.Handler);
        var dossier = new Dossier(state with { Assignee = null, Details = state.Details with { Route = "own" } });
        var on = Sample.By(Sample.Official(Role.Handler, Sample.Ward, division), version: Sample.Version with { Routes = [route] });
        Assert.That(() => dossier.Claim(on), allowed ? Throws.Nothing : Breaks.Rule(DossierRules.HoldsStepRole));
    }

    [Test]
    public void A_step_is_assigned_to_who_holds_its_role()
    {
        var dossier = new Dossier(Sample.At("thu-ly", Sample.Handler));
        dossier.Assign(Sample.OtherHandler, Sample.By(Sample.Head));
        Assert.That(dossier.Events(), Is.EqualTo(new[] { new StepAssigned("thu-ly", Sample.OtherHandler.Id, Sample.Handler.Id) }));
        Assert.That(() => dossier.Assign(Sample.Clerk, Sample.By(Sample.Head)), Breaks.Input("account", DossierRules.AssigneeHoldsStepRole));
        foreach (var actor in new[] { Sample.Handler, Sample.Official(Role.Head, Sample.Elsewhere), Sample.Citizen })
        {
            Assert.That(() => dossier.Assign(Sample.Handler, Sample.By(actor)), Breaks.Rule(DossierRules.MayAssign));
        }
    }

    [Test]
    public void A_step_is_freed_by_its_assignee_or_who_may_assign()
    {
        var state = Sample.At("thu-ly", Sample.Handler);
        foreach (var actor in new[] { Sample.Handler, Sample.Head, Sample.Official(Role.AgencyAdmin, Sample.Ward) })
        {
            var dossier = new Dossier(state);
            dossier.Unassign(Sample.By(actor));
            Assert.That(dossier.State.Assignee, Is.Null);
        }
        Assert.That(() => new Dossier(state).Unassign(Sample.By(Sample.OtherHandler)), Breaks.Rule(DossierRules.MayAssign));
        Assert.That(() => new Dossier(state with { Assignee = null }).Unassign(Sample.By(Sample.Head)), Breaks.Rule(DossierRules.StepIsTaken));
    }

    [Test]
    public void A_step_ends_by_its_assignee_only() =>
        Assert.That(() => new Dossier(Sample.At("thu-ly", Sample.Handler)).CompleteStep(null, Sample.By(Sample.OtherHandler)), Breaks.Rule(DossierRules.IsAssignee));

    [Test]
    public void An_assignee_who_no_longer_holds_the_role_ends_no_step()
    {
        var moved = Sample.Handler with { Posts = [new Post(Role.Clerk, Sample.Ward, null)] };
        Assert.That(() => new Dossier(Sample.At("thu-ly", Sample.Handler)).CompleteStep(null, Sample.By(moved)), Breaks.Rule(DossierRules.HoldsStepRole));
    }

    [Test]
    public void The_head_of_the_one_stop_office_works_at_its_reception()
    {
        var head = Sample.Official(Role.OneStopHead, Sample.Office);
        Assert.That(() => new Dossier(Sample.ReceivedDossier with { Assignee = null }).Claim(Sample.By(head)), Throws.Nothing);
    }

    [Test]
    public void The_deciding_step_ends_by_a_decision_and_no_other_does()
    {
        Assert.That(() => new Dossier(Sample.At("lanh-dao", Sample.Leader)).CompleteStep(null, Sample.By(Sample.Leader)), Breaks.Rule(DossierRules.IsNotDecidingStep));
        Assert.That(() => new Dossier(Sample.At("thu-ly", Sample.Handler)).Decide(Outcome.Approved, null, null, Sample.By(Sample.Handler)), Breaks.Rule(DossierRules.IsDecidingStep));
        Assert.That(() => new Dossier(Sample.At("lanh-dao", Sample.Leader)).Decide(Outcome.Approved, null, null, Sample.By(Sample.Head)), Breaks.Rule(DossierRules.IsAssignee));
    }

    [Test]
    public void A_refusal_to_resolve_has_its_reason()
    {
        var state = Sample.At("lanh-dao", Sample.Leader);
        Assert.That(() => new Dossier(state).Decide(Outcome.Refused, " ", null, Sample.By(Sample.Leader)), Breaks.Input("reason", DossierRules.RefusalHasReason));
        var dossier = new Dossier(state);
        dossier.Decide(Outcome.Refused, "không đủ điều kiện", null, Sample.By(Sample.Leader));
        Assert.That(dossier.State, Has.Property("Outcome").EqualTo(Outcome.Refused).And.Property("Status").EqualTo(DossierStatus.InProgress));
        Assert.That(dossier.State.StepKey, Is.EqualTo("van-thu"), "a refusal has a result too, and its number");
    }

    [Test]
    public void The_return_desk_ends_by_returning_and_the_clerk_by_numbering()
    {
        Assert.That(() => new Dossier(Sample.At("tra-ket-qua", Sample.ReturnDesk)).CompleteStep(null, Sample.By(Sample.ReturnDesk)), Breaks.Rule(DossierRules.IsNotReturnDesk));
        Assert.That(() => new Dossier(Sample.Decided(Sample.Clerk)).CompleteStep(null, Sample.By(Sample.Clerk)), Breaks.Rule(DossierRules.ResultIsNumbered));
    }

    [Test]
    public void A_result_is_numbered_once_after_the_decision_by_the_clerk_assigned()
    {
        Assert.That(() => new Dossier(Sample.At("van-thu", Sample.Clerk)).RecordResult(Sample.Result, Sample.By(Sample.Clerk)), Breaks.Rule(DossierRules.IsDecided));
        Assert.That(() => new Dossier(Sample.Decided(Sample.Clerk)).RecordResult(Sample.Result, Sample.By(Sample.Leader)), Breaks.Rule(DossierRules.NumbersTheResult));
        var numbered = Sample.Decided(Sample.Clerk);
        numbered = numbered with { Details = numbered.Details with { Result = Sample.Result } };
        Assert.That(() => new Dossier(numbered).RecordResult(Sample.Result, Sample.By(Sample.Clerk)), Breaks.Rule(DossierRules.ResultIsMissing));
    }

    [Test]
    public void Where_the_route_has_no_clerk_who_decided_numbers_the_result()
    {
        var version = Sample.Version with { Routes = [Route.Standard with { Key = "short", Steps = [.. Route.Standard.Steps.Where(step => step.Role is not (Role.Clerk or Role.Head))] }] };
        var state = Sample.At("lanh-dao", Sample.Leader);
        var dossier = new Dossier(state with { Details = state.Details with { Route = "short" } });
        dossier.Decide(Outcome.Approved, null, null, Sample.By(Sample.Leader, version: version));
        Assert.That(dossier.State.Status, Is.EqualTo(DossierStatus.InProgress), "decided, without a number not ready");
        Assert.That(() => dossier.RecordResult(Sample.Result, Sample.By(Sample.Head, version: version)), Breaks.Rule(DossierRules.NumbersTheResult));
        dossier.RecordResult(Sample.Result, Sample.By(Sample.Leader, version: version));
        Assert.That(dossier.State.Status, Is.EqualTo(DossierStatus.Resolved));
    }

    [TestCase("2026-03-03", null, "issuedOn", "result.issued-on-is-past", Description = "issued tomorrow")]
    [TestCase("2026-03-02", "2026-03-01", "expiresOn", "result.expires-after-issue", Description = "expired before it was issued")]
    public void The_dates_of_a_result_are_in_order(string issuedOn, string? expiresOn, string path, string code)
    {
        var result = Sample.Result with { IssuedOn = DateOnly.Parse(issuedOn, null), ExpiresOn = expiresOn is null ? null : DateOnly.Parse(expiresOn, null) };
        Assert.That(
            () => new Dossier(Sample.Decided(Sample.Clerk)).RecordResult(result, Sample.By(Sample.Clerk)),
            Throws.TypeOf<InvalidInputException>().With.Property("Faults").Exactly(1).Matches<Fault>(f => f.Path == path && f.Rule.Code == code));
    }

    [Test]
    public void A_result_is_returned_by_the_receiving_agency()
    {
        foreach (var actor in new[] { Sample.Leader, Sample.Citizen, Sample.Official(Role.ReturnDesk, Sample.Ward) })
        {
            Assert.That(() => new Dossier(Sample.Resolved).Return(ReturnVia.Counter, null, Sample.By(actor)), Breaks.Rule(DossierRules.ReturnDeskAtAgency));
        }
        Assert.That(() => new Dossier(Sample.ReceivedDossier).Return(ReturnVia.Counter, null, Sample.By(Sample.ReturnDesk)), Breaks.Rule(DossierRules.ResultIsReady));
    }

    [Test]
    public void Sent_back_it_returns_to_whoever_worked_on_the_step()
    {
        var dossier = new Dossier(Sample.At("thu-ly", Sample.Handler));
        dossier.SendBack("tiep-nhan", "thiếu chữ ký", Sample.By(Sample.Handler));
        Assert.That(dossier.State, Has.Property("StepKey").EqualTo("tiep-nhan").And.Property("Assignee").EqualTo(Sample.Reception.Id));
        Assert.That(dossier.Recorded.Single(), Has.Property("Event").EqualTo(new StepSentBack("thu-ly", "tiep-nhan")).And.Property("Note").EqualTo("thiếu chữ ký"));
    }

    [TestCase("thu-ly", Description = "the same step")]
    [TestCase("lanh-dao", Description = "a later step")]
    [TestCase("nowhere", Description = "no step of the route")]
    public void Only_an_earlier_step_can_take_it_back(string to) => Assert.That(
        () => new Dossier(Sample.At("thu-ly", Sample.Handler)).SendBack(to, "sai", Sample.By(Sample.Handler)), Breaks.Input("toStep", DossierRules.StepIsEarlier));

    [Test]
    public void What_is_decided_is_not_sent_back_and_nothing_lies_before_the_first_step()
    {
        Assert.That(() => new Dossier(Sample.Decided(Sample.Clerk)).SendBack("thu-ly", "sai", Sample.By(Sample.Clerk)), Breaks.Rule(DossierRules.IsNotDecided));
        Assert.That(() => new Dossier(Sample.At("tiep-nhan", Sample.Reception)).SendBack("tiep-nhan", "sai", Sample.By(Sample.Reception)), Breaks.Rule(DossierRules.EarlierStepExists));
        Assert.That(() => new Dossier(Sample.At("thu-ly", Sample.Handler)).SendBack("tiep-nhan", "sai", Sample.By(Sample.OtherHandler)), Breaks.Rule(DossierRules.IsAssignee));
    }

    [Test]
    public void A_step_is_recalled_by_who_completed_it_until_the_next_begins()
    {
        var dossier = new Dossier(Sample.At("thu-ly", Sample.Handler));
        dossier.CompleteStep(null, Sample.By(Sample.Handler));
        Assert.That(() => dossier.Recall(Sample.By(Sample.OtherHandler)), Breaks.Rule(DossierRules.WasCompletedByCaller));
        dossier.Recall(Sample.By(Sample.Handler));
        Assert.That(dossier.State, Has.Property("StepKey").EqualTo("thu-ly").And.Property("Assignee").EqualTo(Sample.Handler.Id));

        dossier.CompleteStep(null, Sample.By(Sample.Handler));
        dossier.Claim(Sample.By(Sample.Head));
        Assert.That(() => dossier.Recall(Sample.By(Sample.Handler)), Breaks.Rule(DossierRules.StepIsFree));
        Assert.That(() => new Dossier(Sample.Decided(Sample.Clerk) with { Assignee = null }).Recall(Sample.By(Sample.Leader)), Breaks.Rule(DossierRules.IsNotDecided));
    }

    [Test]
    public void A_late_dossier_goes_on_to_the_end()
    {
        const string Late = "2026-06-01 09:00";
        var dossier = new Dossier(Sample.At("lanh-dao", Sample.Leader));
        dossier.Decide(Outcome.Approved, null, null, Sample.By(Sample.Leader, Late));
        dossier.Claim(Sample.By(Sample.Clerk, Late));
        dossier.RecordResult(Sample.Result, Sample.By(Sample.Clerk, Late));
        dossier.Return(ReturnVia.Postal, null, Sample.By(Sample.ReturnDesk, Late));
        Assert.That(dossier.State.Status, Is.EqualTo(DossierStatus.Returned));
        Assert.That(dossier.State.Details.Clock!.Closing, Is.EqualTo(Domain.Calendar.Timeliness.Late));
    }
}

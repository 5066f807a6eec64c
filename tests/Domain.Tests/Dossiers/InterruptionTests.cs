using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Domain.Tests.Calendar;

namespace OneStop.Domain.Tests.Dossiers;

public sealed class InterruptionTests
{
    [TestCase("restart", "2026-03-03 09:00", SupplementEffect.Restart, "2026-03-17 17:00", Description = "within the window: five days again")]
    [TestCase("restart", "2026-03-05 16:59", SupplementEffect.Restart, "2026-03-17 17:00", Description = "the last day of the window")]
    [TestCase("restart", "2026-03-06 09:00", SupplementEffect.Pause, "2026-03-11 17:00", Description = "after the window it only pauses")]
    [TestCase("pause", "2026-03-03 09:00", SupplementEffect.Pause, "2026-03-16 17:00", Description = "moves by five working days")]
    [TestCase("none", "2026-03-03 09:00", SupplementEffect.None, "2026-03-09 17:00", Description = "the clock runs on")]
    public void A_supplement_meets_the_clock_as_the_version_says(string policy, string asked, SupplementEffect effect, string due)
    {
        var version = Sample.Version with { SupplementPolicy = Enum.Parse<SupplementPolicy>(policy, ignoreCase: true) };
        var dossier = new Dossier(Sample.At("thu-ly", Sample.Handler));
        dossier.RequestSupplement(Sample.Defects, Sample.By(Sample.Handler, asked, version));
        Assert.That(dossier.State.Details.Supplements.Single().Effect, Is.EqualTo(effect));
        Assert.That(dossier.State.Status, Is.EqualTo(DossierStatus.AwaitingSupplement));

        dossier.AnswerSupplement(Sample.Answers, Sample.By(Sample.Reception, "2026-03-10 09:00", version));
        Assert.That(dossier.State.DueAt, Is.EqualTo(Calendars.At(due)));
        Assert.That(dossier.State.FirstDueAt, Is.EqualTo(Calendars.At("2026-03-09 17:00")), "the first promise stays");
    }

    [TestCase("restart")]
    [TestCase("pause")]
    public void Once_overdue_a_supplement_neither_restarts_nor_pauses(string policy)
    {
        var version = Sample.Version with { SupplementPolicy = Enum.Parse<SupplementPolicy>(policy, ignoreCase: true) };
        var dossier = new Dossier(Sample.At("thu-ly", Sample.Handler));
        dossier.RequestSupplement(Sample.Defects, Sample.By(Sample.Handler, "2026-03-10 08:00", version));
        Assert.That(dossier.State.Details.Supplements.Single().Effect, Is.EqualTo(SupplementEffect.None));
        Assert.That(dossier.State.OverdueFrom, Is.Not.Null, "still late while the citizen is asked");
        dossier.AnswerSupplement(Sample.Answers, Sample.By(Sample.Reception, "2026-03-20 08:00", version));
        Assert.That(dossier.State.DueAt, Is.EqualTo(Calendars.At("2026-03-09 17:00")));
    }

    [Test]
    public void Before_reception_no_clock_runs_and_the_round_counts()
    {
        var dossier = new Dossier(Sample.RegisteredDossier);
        dossier.RequestSupplement(Sample.Defects, Sample.By(Sample.Reception));
        Assert.That(dossier.State.Details.Clock, Is.Null);
        dossier.AnswerSupplement(Sample.Answers, Sample.By(Sample.Citizen));
        Assert.That(dossier.State.Status, Is.EqualTo(DossierStatus.Registered), "back where it came from");

        dossier.Accept(Sample.By(Sample.Reception));
        Assert.That(() => dossier.RequestSupplement(Sample.Defects, Sample.By(Sample.Reception)), Breaks.Rule(DossierRules.SupplementRoundIsLeft));
    }

    [Test]
    public void A_version_may_allow_further_rounds()
    {
        var version = Sample.Version with { SupplementRounds = 2 };
        var dossier = new Dossier(Sample.At("thu-ly", Sample.Handler));
        for (var round = 1; round <= 2; round++)
        {
            dossier.RequestSupplement(Sample.Defects, Sample.By(Sample.Handler, version: version));
            dossier.AnswerSupplement(Sample.Answers, Sample.By(Sample.Reception, version: version));
        }
        Assert.That(dossier.State.Details.Supplements.Select(s => s.Round), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(() => dossier.RequestSupplement(Sample.Defects, Sample.By(Sample.Handler, version: version)), Breaks.Rule(DossierRules.SupplementRoundIsLeft));
    }

    [Test]
    public void Who_holds_the_dossier_asks_for_supplements()
    {
        Assert.That(() => new Dossier(Sample.RegisteredDossier).RequestSupplement(Sample.Defects, Sample.By(Sample.Handler)), Breaks.Rule(DossierRules.ReceptionistAtAgency));
        Assert.That(() => new Dossier(Sample.At("thu-ly", Sample.Handler)).RequestSupplement(Sample.Defects, Sample.By(Sample.Leader)), Breaks.Rule(DossierRules.IsAssignee));
        Assert.That(() => new Dossier(Sample.Decided(Sample.Clerk)).RequestSupplement(Sample.Defects, Sample.By(Sample.Clerk)), Breaks.Rule(DossierRules.IsNotDecided));
    }

    [Test]
    public void The_owner_or_reception_answers_nobody_else()
    {
        var state = Sample.Supplementing with { OwnerAccount = Sample.Citizen.Id };
        Assert.That(() => new Dossier(state).AnswerSupplement(Sample.Answers, Sample.By(Sample.Citizen)), Throws.Nothing);
        foreach (var actor in new[] { Sample.Stranger, Sample.Handler, Sample.Leader })
        {
            Assert.That(() => new Dossier(state).AnswerSupplement(Sample.Answers, Sample.By(actor)), Breaks.Rule(DossierRules.OwnerOrReceptionist));
        }
    }

    [Test]
    public void Every_defect_is_answered_once_and_no_other()
    {
        var state = Sample.Supplementing;
        foreach (var answers in new DefectAnswer[][] { [], [Sample.Answers[0], Sample.Answers[0]], [Sample.Answers[0], new(2, null, "thừa")], [new(2, null, "sai")] })
        {
            Assert.That(() => new Dossier(state).AnswerSupplement(answers, Sample.By(Sample.Reception)), Breaks.Input("answers", DossierRules.EveryDefectIsAnswered));
        }
    }

    [Test]
    public void Silence_answers_nothing()
    {
        foreach (var answer in new DefectAnswer[] { new(1, null, " "), new(1, new Part { Component = "02" }, null) })
        {
            Assert.That(() => new Dossier(Sample.Supplementing).AnswerSupplement([answer], Sample.By(Sample.Reception)), Breaks.Input("answers[0]", DossierRules.EveryDefectIsAnswered));
        }
    }

    [Test]
    public void An_answer_takes_no_required_part_away() => Assert.That(
        () => new Dossier(Sample.Supplementing).AnswerSupplement([new DefectAnswer(1, new Part { Component = "02" }, "đã rút bản cũ")], Sample.By(Sample.Reception)),
        Breaks.Input("parts.02", DossierRules.RequiredPartIsThere));

    [Test]
    public void A_part_that_comes_with_an_answer_replaces_the_one_of_its_component()
    {
        var dossier = new Dossier(Sample.Supplementing);
        dossier.AnswerSupplement([new DefectAnswer(1, new Part { Component = "02", CertifiedCopies = 7 }, null)], Sample.By(Sample.Reception));
        Assert.That(dossier.State.Details.Parts.Select(part => (part.Component, part.CertifiedCopies)), Is.EqualTo(new[] { ("01", 0), ("02", 7) }));
    }

    [Test]
    public void A_faulty_part_of_an_answer_is_named_where_it_stands()
    {
        Defect[] two = [new Defect(1, null, "owner.phone", "wrong", "Sai"), new Defect(2, "02", null, "missing", "Thiếu")];
        var state = Sample.After(Sample.At("thu-ly", Sample.Handler), dossier => dossier.RequestSupplement(two, Sample.By(Sample.Handler)));
        Assert.That(
            () => new Dossier(state).AnswerSupplement([new(1, null, "đã sửa"), new(2, new Part { Component = "99", Originals = 1 }, null)], Sample.By(Sample.Reception)),
            Breaks.Input("answers[1].part.component", DossierRules.ComponentIsKnown));
    }

    [TestCase(false, DossierStatus.Stopped, Description = "after reception it stops")]
    [TestCase(true, DossierStatus.NotAccepted, Description = "before reception it is not accepted")]
    public void An_unanswered_supplement_closes_the_dossier_after_its_term(bool registered, DossierStatus closed)
    {
        var state = registered
            ? Sample.After(Sample.RegisteredDossier, d => d.RequestSupplement(Sample.Defects, Sample.By(Sample.Reception)))
            : Sample.Supplementing;
        Assert.That(state.Details.Supplements[0].AnswerBy, Is.EqualTo(Calendars.At("2026-04-01 17:00")), "thirty days");

        var dossier = new Dossier(state);
        Assert.That(dossier.CloseUnanswered(1, Sample.By(Actor.System, "2026-04-01 16:59")), Is.False, "not yet");
        Assert.That(dossier.CloseUnanswered(2, Sample.By(Actor.System, "2026-04-01 17:00")), Is.False, "another round");
        Assert.That(dossier.CloseUnanswered(1, Sample.By(Actor.System, "2026-04-01 17:00")), Is.True);
        Assert.That(dossier.State.Status, Is.EqualTo(closed));
        Assert.That(dossier.Events(), Is.EqualTo(new[] { new SupplementLapsed(1, closed) }));
        Assert.That(dossier.CloseUnanswered(1, Sample.By(Actor.System, "2026-04-02 17:00")), Is.False, "once");
    }

    [Test]
    public void A_supplement_that_is_waited_for_is_reminded_of()
    {
        var asked = new Dossier(Sample.At("thu-ly", Sample.Handler));
        asked.RequestSupplement(Sample.Defects, Sample.By(Sample.Handler, "2026-03-02 09:00"));
        var dossier = new Dossier(asked.State);
        Assert.That(dossier.RemindOfSupplement(2, Sample.By(Actor.System, "2026-03-27 08:00")), Is.False, "another round");
        Assert.That(dossier.RemindOfSupplement(1, Sample.By(Actor.System, "2026-04-01 17:00")), Is.False, "its term is over");
        Assert.That(dossier.RemindOfSupplement(1, Sample.By(Actor.System, "2026-03-27 08:00")), Is.True);
        Assert.That(dossier.Events(), Is.EqualTo(new[] { new SupplementReminded(1, Calendars.At("2026-04-01 17:00")) }));

        dossier.AnswerSupplement(Sample.Answers, Sample.By(Sample.Reception, "2026-03-28 09:00"));
        Assert.That(dossier.RemindOfSupplement(1, Sample.By(Actor.System, "2026-03-30 08:00")), Is.False, "it came");
    }

    [Test]
    public void While_the_citizen_pays_the_clock_stands_still()
    {
        var dossier = new Dossier(Sample.At("thu-ly", Sample.Handler));
        dossier.ImposeObligation("landTax", 1_500_000, "Thông báo 12", Sample.By(Sample.Handler, "2026-03-03 09:00"));
        Assert.That(dossier.State.OverdueFrom, Is.Null);
        var obligation = dossier.State.Details.Obligations.Single().Id;
        Assert.That(() => dossier.SettleObligation(Guid.Empty, null, null, Sample.By(Sample.Handler)), Throws.TypeOf<NotFoundException>());
        Assert.That(
            () => dossier.SettleObligation(obligation, Calendars.At("2026-03-06 09:00"), null, Sample.By(Sample.Reception, "2026-03-05 09:00")),
            Breaks.Input("paidAt", DossierRules.PaidInPast));
        Assert.That(() => dossier.SettleObligation(obligation, null, null, Sample.By(Sample.Citizen)), Breaks.Rule(DossierRules.OfficialOfDossier));

        dossier.SettleObligation(obligation, null, "BL-1", Sample.By(Sample.Reception, "2026-03-05 09:00"));
        Assert.That(dossier.State.DueAt, Is.EqualTo(Calendars.At("2026-03-11 17:00")), "two days later");
        Assert.That(dossier.Events()[^1], Is.EqualTo(new ObligationSettled(obligation, Calendars.At("2026-03-09 17:00"), Calendars.At("2026-03-11 17:00"))));
    }

    [Test]
    public void Only_the_assignee_before_the_decision_imposes_an_obligation()
    {
        Assert.That(() => new Dossier(Sample.At("thu-ly", Sample.Handler)).ImposeObligation("a", 1, "b", Sample.By(Sample.Leader)), Breaks.Rule(DossierRules.IsAssignee));
        Assert.That(() => new Dossier(Sample.Decided(Sample.Clerk)).ImposeObligation("a", 1, "b", Sample.By(Sample.Clerk)), Breaks.Rule(DossierRules.IsNotDecided));
    }

    [Test]
    public void Paying_makes_no_late_dossier_timely()
    {
        var dossier = new Dossier(Sample.At("thu-ly", Sample.Handler));
        dossier.ImposeObligation("landTax", 1, "Thông báo 12", Sample.By(Sample.Handler, "2026-03-10 09:00"));
        dossier.SettleObligation(dossier.State.Details.Obligations[0].Id, null, null, Sample.By(Sample.Handler, "2026-03-20 09:00"));
        Assert.That(dossier.State.DueAt, Is.EqualTo(Calendars.At("2026-03-09 17:00")));
    }

    [TestCase("2026-03-06 16:59", true, Description = "the working day before")]
    [TestCase("2026-03-08 23:59", true, Description = "the day before, a Sunday")]
    [TestCase("2026-03-09 00:00", false, Description = "the due date")]
    [TestCase("2026-03-10 08:00", false, Description = "overdue")]
    public void An_extension_comes_at_the_latest_on_the_day_before_the_due_date(string at, bool allowed)
    {
        var dossier = new Dossier(Sample.At("thu-ly", Sample.Handler));
        Assert.That(
            () => dossier.Extend(Calendars.Limit("2wd"), "xác minh", Sample.By(Sample.Leader, at)),
            allowed ? Throws.Nothing : Breaks.Rule(DossierRules.ExtensionIsBeforeDueDate));
        Assert.That(dossier.State.DueAt, Is.EqualTo(Calendars.At(allowed ? "2026-03-11 17:00" : "2026-03-09 17:00")));
    }

    [Test]
    public void A_dossier_is_extended_once_also_after_a_restart()
    {
        var dossier = new Dossier(Sample.At("thu-ly", Sample.Handler));
        dossier.Extend(Calendars.Limit("2wd"), "xác minh", Sample.By(Sample.Leader));
        Assert.That(() => dossier.Extend(Calendars.Limit("1wd"), "nữa", Sample.By(Sample.Leader)), Breaks.Rule(DossierRules.ExtendedOnce));

        dossier.RequestSupplement(Sample.Defects, Sample.By(Sample.Handler));
        dossier.AnswerSupplement(Sample.Answers, Sample.By(Sample.Reception));
        Assert.That(dossier.State.Details.Supplements[0].Effect, Is.EqualTo(SupplementEffect.Restart));
        Assert.That(() => dossier.Extend(Calendars.Limit("1wd"), "nữa", Sample.By(Sample.Leader)), Breaks.Rule(DossierRules.ExtendedOnce));
    }

    [TestCase("4h", false)]
    [TestCase("30m", false)]
    [TestCase("same", false)]
    [TestCase("1wd", true)]
    [TestCase("10d", true)]
    [TestCase("1mo", true)]
    public void Limits_of_hours_and_of_the_day_are_not_extended(string limit, bool allowed)
    {
        var version = Sample.Version with { Cases = [new ProcedureCase("mac-dinh", "Mặc định", Calendars.Limit(limit))] };
        var on = Sample.By(Sample.Reception, version: version);
        var state = Dossier.Receive(Sample.Filing with { Case = version.Cases[0] }, Sample.Procedure, "code", on).State;
        Assert.That(
            () => new Dossier(state).Extend(Calendars.Limit("1wd"), "xác minh", Sample.By(Sample.Leader, version: version)),
            allowed ? Throws.Nothing : Breaks.Rule(DossierRules.LimitCanBeExtended));
    }

    [Test]
    public void The_leader_of_the_competent_agency_extends_apologises_stops_and_reopens()
    {
        var elsewhere = Sample.By(Sample.Official(Role.Leader, Sample.Elsewhere), "2026-03-10 09:00");
        var late = Sample.At("thu-ly", Sample.Handler);
        Assert.That(() => new Dossier(late).Extend(Calendars.Limit("1wd"), "a", elsewhere), Breaks.Rule(DossierRules.LeaderOfCompetent));
        Assert.That(() => new Dossier(late).Apologise("a", elsewhere.Today.AddDays(1), elsewhere), Breaks.Rule(DossierRules.LeaderOfCompetent));
        Assert.That(() => new Dossier(late).Stop("a", elsewhere), Breaks.Rule(DossierRules.LeaderOfCompetent));
        Assert.That(() => new Dossier(Sample.Stopped).Reopen("a", elsewhere), Breaks.Rule(DossierRules.LeaderOfCompetent));
    }

    [Test]
    public void An_apology_is_for_a_late_dossier_and_moves_no_clock()
    {
        var dossier = new Dossier(Sample.At("thu-ly", Sample.Handler));
        Assert.That(() => dossier.Apologise("chậm", new DateOnly(2026, 3, 12), Sample.By(Sample.Leader, "2026-03-09 16:00")), Breaks.Rule(DossierRules.IsLate));
        Assert.That(() => dossier.Apologise("chậm", new DateOnly(2026, 3, 10), Sample.By(Sample.Leader, "2026-03-10 09:00")), Breaks.Input("expectedOn", DossierRules.ExpectedDateIsFuture));

        dossier.Apologise("chậm", new DateOnly(2026, 3, 12), Sample.By(Sample.Leader, "2026-03-10 09:00"));
        Assert.That(dossier.State.DueAt, Is.EqualTo(Calendars.At("2026-03-09 17:00")));
        Assert.That(dossier.State.Details.Apologies.Single().ExpectedOn, Is.EqualTo(new DateOnly(2026, 3, 12)));
    }

    [Test]
    public void The_owner_withdraws_until_the_decision()
    {
        var mine = Sample.RegisteredDossier;
        var dossier = new Dossier(mine);
        dossier.Withdraw("không cần nữa", Sample.By(Sample.Citizen));
        Assert.That(dossier.Recorded.Single(), Has.Property("Event").EqualTo(new DossierWithdrawn(DossierStatus.Registered)).And.Property("Note").EqualTo("không cần nữa"));
        Assert.That(() => new Dossier(mine).Withdraw("a", Sample.By(Sample.Stranger)), Breaks.Rule(DossierRules.OwnerOrReceptionist));
        Assert.That(() => new Dossier(Sample.Decided(Sample.Clerk)).Withdraw("a", Sample.By(Sample.Reception)), Breaks.Rule(DossierRules.IsNotDecided));
        Assert.That(() => new Dossier(Sample.Resolved).Withdraw("a", Sample.By(Sample.Reception)), Breaks.Rule(DossierRules.IsNotDecided));
        Assert.That(() => new Dossier(Sample.Returned).Withdraw("a", Sample.By(Sample.Reception)), Breaks.Rule(DossierRules.IsNotEnded));
    }

    [Test]
    public void A_stopped_dossier_goes_on_where_it_stopped_and_a_returned_one_at_the_decision()
    {
        var stopped = new Dossier(Sample.Stopped);
        stopped.Reopen("khiếu nại", Sample.By(Sample.Leader));
        Assert.That(stopped.State, Has.Property("StepKey").EqualTo("thu-ly").And.Property("ClosedAt").Null.And.Property("Status").EqualTo(DossierStatus.InProgress));

        var returned = new Dossier(Sample.Returned);
        returned.Reopen("sai kết quả", Sample.By(Sample.Leader));
        Assert.That(returned.State, Has.Property("StepKey").EqualTo("lanh-dao").And.Property("Outcome").Null.And.Property("ReturnedAt").Null);
        Assert.That(returned.State.Details.Replaced.Select(conclusion => conclusion.Result), Is.EqualTo(new[] { Sample.Result }));
        Assert.That(returned.State.Details.Replaced[0].Decision!.By, Is.EqualTo(Sample.Leader.Id), "who decided stays known");
        Assert.That(returned.State.Details.Result, Is.Null);
    }

    [Test]
    public void Reopening_makes_no_late_dossier_timely()
    {
        var late = Sample.After(Sample.At("thu-ly", Sample.Handler), d => d.Stop("dừng", Sample.By(Sample.Leader, "2026-03-11 09:00")));
        var dossier = new Dossier(late);
        dossier.Reopen("khiếu nại", Sample.By(Sample.Leader, "2026-05-04 09:00"));
        Assert.That(dossier.State.DueAt, Is.EqualTo(Calendars.At("2026-03-09 17:00")));
        Assert.That(dossier.State.OverdueFrom, Is.Not.Null);
    }

    [Test]
    public void What_was_never_received_is_not_reopened()
    {
        var state = Sample.After(Sample.RegisteredDossier, d => d.RequestSupplement(Sample.Defects, Sample.By(Sample.Reception)));
        state = Sample.After(state, d => d.Stop("dừng", Sample.By(Sample.Leader)));
        Assert.That(() => new Dossier(state).Reopen("a", Sample.By(Sample.Leader)), Breaks.Rule(DossierRules.CanBeReopened));
    }
}

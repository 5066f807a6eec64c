using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using static OneStop.Domain.Tests.Procedures.SampleVersions;

namespace OneStop.Domain.Tests.Procedures;

public sealed class ProcedureTests
{
    [Test]
    public void A_draft_is_published_and_then_stays_as_it_is()
    {
        var procedure = Drafted(GoodVersion with { EffectiveFrom = null });

        procedure.Publish(1, Around, Now);

        Assert.That(procedure.InForceOn(Today)!.EffectiveFrom, Is.EqualTo(Today));
        Assert.That(procedure.InForceOn(Today.AddDays(-1)), Is.Null);
        Assert.That(procedure.NextVersion, Is.EqualTo(2));
        Assert.That(procedure.Recorded.Select(r => r.Event), Is.EqualTo(new DomainEvent[] { new ProcedureDrafted("1.000001", 1), new ProcedurePublished("1.000001", 1, Today, null) }));
        Broken(() => procedure.ChangeDraft(1, GoodVersion, Now), ProcedureRules.VersionIsDraft);
        Broken(() => procedure.Publish(1, Around, Now), ProcedureRules.VersionIsDraft);
    }

    [Test]
    public void The_next_version_follows_when_the_one_before_has_ended()
    {
        var procedure = Published();
        procedure.WriteVersion(2, GoodVersion with { EffectiveFrom = Today.AddDays(30), Name = "Thủ tục mới" }, Now);
        Assert.That(procedure.Validate(2, Around).Select(fault => fault.Rule), Is.EqualTo(new[] { ProcedureRules.VersionsDoNotOverlap }));

        procedure.Repeal(Today.AddDays(29), Now);
        procedure.Publish(2, Around, Now);

        Assert.That(procedure.InForceOn(Today.AddDays(29))!.Name, Is.EqualTo("Thủ tục"));
        Assert.That(procedure.InForceOn(Today.AddDays(30))!.Name, Is.EqualTo("Thủ tục mới"));
    }

    [Test]
    public void There_is_one_draft_at_a_time()
    {
        var procedure = Drafted(GoodVersion);

        Broken(() => procedure.DraftVersion(GoodVersion, Now), ProcedureRules.OneDraftAtATime);
        Assert.That(() => procedure.ChangeDraft(7, GoodVersion, Now), Throws.TypeOf<NotFoundException>());
    }

    [Test]
    public void A_repeal_needs_something_in_force_beyond_it()
    {
        var procedure = Published();

        Broken(() => procedure.Repeal(Today.AddDays(-1), Now), ProcedureRules.NothingStartsAfterRepeal);
        procedure.Repeal(Today, Now);
        Broken(() => procedure.Repeal(Today, Now), ProcedureRules.IsInForceToBeRepealed);
        Assert.That(procedure.InForceOn(Today.AddDays(1)), Is.Null);
    }

    [Test]
    public void Offerings_record_only_what_changed()
    {
        var procedure = Published();

        Assert.That(procedure.SetOfferings(new HashSet<string> { "H01", "H01.01" }, Now));
        Assert.That(procedure.SetOfferings(new HashSet<string> { "H01.01", "H01" }, Now), Is.False);
        Assert.That(procedure.SetOfferings(new HashSet<string> { "H01" }, Now));
        Assert.That(procedure.Recorded[^1].Event, Is.EqualTo(new OfferingsChanged("1.000001", [], ["H01.01"])).Using<OfferingsChanged>((a, b) => a.Removed.SequenceEqual(b.Removed) && a.Added.SequenceEqual(b.Added)));
        Assert.That(procedure.IsOfferedBy("H01") && !procedure.IsOfferedBy("H01.01"));
    }

    [TestCase("1.00420")]
    [TestCase("1.0042033")]
    [TestCase("a.004203")]
    [TestCase("1.004203\n")]
    [TestCase("1.004203.000.00.00.H17")]
    public void A_code_has_the_national_form(string code) =>
        Assert.That(() => Procedure.Draft(code, true, GoodVersion, Now), Throws.TypeOf<InvalidInputException>());

    [Test]
    public void A_route_of_the_agency_and_of_the_case_comes_first()
    {
        var version = GoodVersion with
        {
            Routes = [GoodRoute, GoodRoute with { Key = "case", Case = "mac-dinh" }, GoodRoute with { Key = "own", Agency = "H01" }, GoodRoute with { Key = "old", Agency = "H01.01", EffectiveTo = Today.AddDays(-1) }],
        };

        Assert.That(version.RouteFor("H01", "mac-dinh", Today).Key, Is.EqualTo("own"));
        Assert.That(version.RouteFor("H01.01", "mac-dinh", Today.AddDays(-1)).Key, Is.EqualTo("old"));
        Assert.That(version.RouteFor("H01.01", "mac-dinh", Today).Key, Is.EqualTo("case"));
        Assert.That(version.RouteFor("H01.01", "khac", Today).Key, Is.EqualTo("route"));
        Assert.That((version with { Routes = [] }).RouteFor("H01", "khac", Today), Is.SameAs(Route.Standard));
    }

    [TestCase("Đăng ký khai sinh", "dang ky khai sinh")]
    [TestCase("  ĐẤT đai – (Nhà ở) ", "dat dai nha o")]
    [TestCase("1.004203", "1.004203")]
    [TestCase("Ừ, thế à?", "u the a")]
    public void Search_text_has_no_tones(string text, string folded) => Assert.That(FoldedText.Of(text), Is.EqualTo(folded));

    private static Procedure Published()
    {
        var procedure = Drafted(GoodVersion);
        procedure.Publish(1, Around, Now);
        return procedure;
    }

    private static void Broken(Action act, Rule rule) =>
        Assert.That(act, Throws.TypeOf<RuleBrokenException>().With.Property(nameof(RuleBrokenException.Rule)).EqualTo(rule));
}

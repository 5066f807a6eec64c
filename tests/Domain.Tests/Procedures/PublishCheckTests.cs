using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Domain.Tests.Dossiers;
using static OneStop.Domain.Tests.Procedures.SampleVersions;

namespace OneStop.Domain.Tests.Procedures;

public sealed class PublishCheckTests
{
    private static IEnumerable<TestCaseData> Faulty()
    {
        yield return Row("a name", GoodVersion with { Name = " " }, "name", ProcedureRules.NameIsGiven);
        yield return Row("a known field", GoodVersion with { Field = "dat-dai" }, "field", ProcedureRules.FieldIsKnown);
        yield return Row("a case", GoodVersion with { Cases = [] }, "cases", ProcedureRules.HasACase);
        yield return Row("a valid limit", GoodVersion with { Cases = [new("mac-dinh", "Mặc định", new TimeLimit(0, TimeUnit.Hour))] }, "cases[0].limit", ProcedureRules.LimitIsValid);
        yield return Row("unique case keys", GoodVersion with { Cases = [GoodVersion.Cases[0], GoodVersion.Cases[0]] }, "cases[1].key", ProcedureRules.KeysAreUnique);
        yield return Row("case keys as slugs", GoodVersion with { Cases = [GoodVersion.Cases[0] with { Key = "Mặc định" }] }, "cases[0].key", ProcedureRules.KeyIsASlug);
        yield return Row("unique component codes", GoodVersion with { Components = [GoodVersion.Components[0], GoodVersion.Components[0]] }, "components[1].code", ProcedureRules.KeysAreUnique);
        yield return Row("copies of zero or more", GoodVersion with { Components = [GoodVersion.Components[0] with { Originals = -1 }] }, "components[0]", ProcedureRules.AmountsAreNotNegative);
        yield return Row("dates in order", GoodVersion with { EffectiveTo = Today.AddDays(-1) }, "effectiveTo", ProcedureRules.DatesAreInOrder);
        yield return Row("a calendar for the term", GoodVersion with { Cases = [new("mac-dinh", "Mặc định", new TimeLimit(8, TimeUnit.Month))] }, "cases[0].limit", ProcedureRules.CalendarCoversTheTerm);
        yield return Row("a calendar for the first year", GoodVersion with { EffectiveFrom = new DateOnly(2027, 1, 1) }, "cases[0].limit", ProcedureRules.CalendarCoversTheTerm);
        yield return Row("a sound acceptance term", GoodVersion with { AcceptanceTerm = new TimeLimit(-8, TimeUnit.Hour) }, "acceptanceTerm", ProcedureRules.LimitIsValid);
        yield return Row("unique route keys", With(GoodRoute, GoodRoute with { Case = "mac-dinh" }), "routes[1].key", ProcedureRules.KeysAreUnique);
        yield return Row("routes apart in time", With(GoodRoute, GoodRoute with { Key = "other" }), "routes[1].effectiveFrom", ProcedureRules.RoutesDoNotOverlap);
        yield return Row("a known case", With(GoodRoute with { Case = "khac" }), "routes[0].case", ProcedureRules.CaseIsKnown);
        yield return Row("a known agency", With(GoodRoute with { Agency = "H99", Steps = [GoodRoute.Steps[0], GoodRoute.Steps[3], GoodRoute.Steps[4]] }), "routes[0].agency", ProcedureRules.AgencyIsKnown);
        yield return Row("an agency of the day", With(GoodRoute with { Agency = "H01.02", Steps = [GoodRoute.Steps[0], GoodRoute.Steps[3], GoodRoute.Steps[4]] }), "routes[0].agency", ProcedureRules.AgencyIsKnown);
        yield return Row("a path within the limit", GoodVersion with { Cases = [new("mac-dinh", "Mặc định", new TimeLimit(4, TimeUnit.WorkingDay))] }, "routes[0]", ProcedureRules.RouteFitsTheLimit);
        yield return Row("a path within hours", GoodVersion with { Cases = [new("mac-dinh", "Mặc định", new TimeLimit(39, TimeUnit.Hour))] }, "routes[0]", ProcedureRules.RouteFitsTheLimit);
        yield return Row("a reception", Steps([.. GoodRoute.Steps.Skip(1)]), "routes[0].steps", ProcedureRules.RouteBeginsAtReception);
        yield return Row("an end", Steps([.. GoodRoute.Steps.SkipLast(1)]), "routes[0].steps", ProcedureRules.RouteHasAnEnd);
        yield return Row("one end", Steps([GoodRoute.Steps[0], GoodRoute.Steps[4] with { Key = "som" }, .. GoodRoute.Steps.Skip(1)]), "routes[0].steps", ProcedureRules.RouteHasAnEnd);
        yield return Row("steps", Steps([]), "routes[0].steps", ProcedureRules.RouteHasAnEnd);
        yield return Row("a decision", Steps([GoodRoute.Steps[0], GoodRoute.Steps[4]]), "routes[0].steps", ProcedureRules.RouteDecides);
        yield return Row("roles that work", Steps([GoodRoute.Steps[0], GoodRoute.Steps[3] with { Role = Role.Citizen }, GoodRoute.Steps[4]]), "routes[0].steps[1].role", ProcedureRules.RoleWorksOnDossiers);
        yield return Row("unique step keys", Steps([GoodRoute.Steps[0], GoodRoute.Steps[3], GoodRoute.Steps[4] with { Key = "lanh-dao" }]), "routes[0].steps[2].key", ProcedureRules.KeysAreUnique);
        yield return Row("hours of zero or more", Steps([GoodRoute.Steps[0], GoodRoute.Steps[3] with { LimitHours = -1 }, GoodRoute.Steps[4]]), "routes[0].steps[1].limitHours", ProcedureRules.AmountsAreNotNegative);
        yield return Row("a leg to a known agency", LegTo(Leg("H99")), "routes[0].steps[2].transfer.toAgency", ProcedureRules.AgencyIsKnown);
        yield return Row("a leg to an agency of the day", LegTo(Leg("H01.02")), "routes[0].steps[2].transfer.toAgency", ProcedureRules.AgencyIsKnown);
        yield return Row("a leg that resolves", With(GoodRoute with { Agency = "H01.01" }), "routes[0].steps[2].transfer.toAgency", ProcedureRules.AgencyIsKnown);
        yield return Row("a leg's valid limit", LegTo(Leg("parent", limit: new TimeLimit(2, TimeUnit.SameDay))), "routes[0].steps[2].transfer.limit", ProcedureRules.LimitIsValid);
    }

    private static IEnumerable<TestCaseData> FaultyLadders()
    {
        yield return Row("a valid rung", Ladder("0h"), "escalation[0].at", ProcedureRules.LimitIsValid);
        yield return Row("rungs in working time", Ladder("3d"), "escalation[0].at", ProcedureRules.RungCountsWorkingTime);
        yield return Row("rungs that climb towards the due instant", Ladder("-4h", "-1wd"), "escalation[1]", ProcedureRules.RungsClimb);
        yield return Row("rungs that climb beyond it", Ladder("1wd", "8h"), "escalation[1]", ProcedureRules.RungsClimb);
        yield return Row("after before before", Ladder("1h", "-1h"), "escalation[1]", ProcedureRules.RungsClimb);
        yield return Row("ten rungs at most", Ladder([.. Enumerable.Range(1, 11).Select(i => $"{i}h")]), "escalation", ProcedureRules.LadderIsShort);
        yield return Row("an official to tell", GoodVersion with { Escalation = [EscalationTests.Rung("1h", Role.Citizen)] }, "escalation[0].to", ProcedureRules.RoleWorksOnDossiers);
    }

    private static IEnumerable<TestCaseData> Sound()
    {
        yield return new TestCaseData(GoodVersion).SetArgDisplayNames("the sample");
        yield return new TestCaseData(GoodVersion with { Routes = [] }).SetArgDisplayNames("without a route: the standard one");
        yield return new TestCaseData(GoodVersion with { Cases = [new("mac-dinh", "Mặc định", new TimeLimit(40, TimeUnit.Hour))] }).SetArgDisplayNames("40 hours");
        yield return new TestCaseData(GoodVersion with { Cases = [new("mac-dinh", "Mặc định", new TimeLimit(5, TimeUnit.CalendarDay))] }).SetArgDisplayNames("calendar days count 8 hours too");
        yield return new TestCaseData(GoodVersion with { EffectiveFrom = null, EffectiveTo = new DateOnly(2026, 3, 1) }).SetArgDisplayNames("over already");
        yield return new TestCaseData(With(GoodRoute with { EffectiveTo = Today }, GoodRoute with { Key = "later", EffectiveFrom = Today.AddDays(1) })).SetArgDisplayNames("one route after the other");
        yield return new TestCaseData(Ladder("-2wd", "-90m", "-1h", "1h", "1wd", "10wd")).SetArgDisplayNames("a ladder");
        yield return new TestCaseData(LegTo(Leg("H01"))).SetArgDisplayNames("a leg by code");
        yield return new TestCaseData(Steps([.. GoodRoute.Steps.Take(3), GoodRoute.Steps[2] with { Key = "khac" }, .. GoodRoute.Steps.Skip(3)], "nhom")).SetArgDisplayNames("parallel legs count once");
    }

    [TestCaseSource(nameof(Faulty))]
    [TestCaseSource(nameof(FaultyLadders))]
    public void A_version_needs(ProcedureVersion version, string path, Rule rule)
    {
        var faults = Drafted(version).Validate(1, Around);

        Assert.That(faults, Does.Contain(new Fault(path, rule)), string.Join(", ", faults.Select(fault => $"{fault.Path} {fault.Rule.Code}")));
        Assert.That(() => Drafted(version).Publish(1, Around, Now), Throws.TypeOf<InvalidInputException>());
    }

    [TestCaseSource(nameof(Sound))]
    public void A_version_is_sound(ProcedureVersion version)
    {
        Assert.That(Drafted(version).Validate(1, Around).Select(fault => $"{fault.Path} {fault.Rule.Code}"), Is.Empty);
    }

    private static TestCaseData Row(string need, ProcedureVersion version, string path, Rule rule) =>
        new TestCaseData(version, path, rule).SetArgDisplayNames(need);

    private static ProcedureVersion Ladder(params string[] rungs) =>
        GoodVersion with { Escalation = [.. rungs.Select(rung => EscalationTests.Rung(rung, Role.Head))] };

    private static ProcedureVersion With(params Route[] routes) => GoodVersion with { Routes = routes };

    private static ProcedureVersion Steps(IReadOnlyList<RouteStep> steps, string? group = null) => With(GoodRoute with
    {
        Steps = [.. steps.Select(step => group is null || step.Transfer is null ? step : step with { Transfer = step.Transfer with { ParallelGroup = group } })],
    });

    private static ProcedureVersion LegTo(RouteTransfer leg) =>
        Steps([.. GoodRoute.Steps.Select(step => step.Transfer is null ? step : step with { Transfer = leg })]);
}

using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;
using static OneStop.Api.Tests.Desk;
using static OneStop.Api.Tests.Transfers.LegStages;

namespace OneStop.Api.Tests.Transfers;

/// <summary>What cannot be done with legs: the rule or the path of the field, and nothing written.</summary>
public sealed class BadTransferTests
{
    private const string Marked = "BI-MAT-7261";

    /// <summary>A stage of a leg, an action, who tries it, and the rule in the way.</summary>
    private static readonly TestCaseData[] Refused =
    [
        Case("accepted", "accept", $"handler@{Land}", null, TransferRules.IsSent, "taken twice"),
        Case("recalled", "accept", $"handler@{Land}", null, TransferRules.IsSent, "taken after it was taken back"),
        Case("accepted", "decline", $"handler@{Land}", Reason, TransferRules.IsSent, "sent back once it is worked on"),
        Case("recalled", "complete", $"handler@{Land}", null, TransferRules.IsAccepted, "completed after it was taken back"),
        Case("sent", "complete", $"handler@{Land}", null, TransferRules.IsAccepted, "completed before it was taken"),
        Case("sent", "steps/complete", $"handler@{Land}", null, TransferRules.IsAccepted, "a step before it was taken"),
        Case("accepted, a payment is due", "complete", $"leader@{Tax}", null, TransferRules.DossierIsHandled, "completed while the citizen has to pay"),
        Case("accepted, a supplement is asked", "complete", $"leader@{Land}", null, TransferRules.DossierIsHandled, "completed while something is missing"),
        Case("accepted", "reroute", $"handler@{Land}", Another, TransferRules.AwaitsNewWay, "forwarded once it is worked on"),
        Case("declined, sent another way", "reroute", "handler@H24.141", Another, TransferRules.AwaitsNewWay, "sent two ways"),
        Case("the dossier is withdrawn", "reroute", "handler@H24.141", Another, TransferRules.AwaitsNewWay, "sent on after the dossier ended"),
        Case("accepted", "recall", "handler@H24.141", Reason, TransferRules.IsUnopened, "taken back once it is worked on"),
        Case("completed", "recall", "handler@H24.141", Reason, TransferRules.IsOpen, "taken back after it was done"),
        Case("completed", "remind", "handler@H24.141", null, TransferRules.IsOpen, "asked for after it was done"),
        Case("sent", "accept", "handler@H24.141", null, TransferRules.OfficialOfReceiver, "taken by its sender"),
        Case("sent", "recall", $"handler@{Land}", Reason, TransferRules.OfficialOfSender, "taken back by its receiver"),
        Case("accepted", "complete", $"reception@{Land}", null, TransferRules.WorkerOfReceiver, "completed at the desk"),
        Case("accepted, deciding", "complete", "handler@H42.15.21", new { outcome = "approved", result = Stages.Result }, TransferRules.DecidedByHead, "decided by a handler"),
        Case("accepted, with inner steps", "steps/complete", "leader@H42.15.21", null, TransferRules.HoldsStepRole, "another's inner step"),
        Case("accepted, inner steps done", "steps/complete", "leader@H42.15.21", null, TransferRules.HasStepLeft, "more inner steps than there are"),
        Case("sent", "reroute", $"handler@{Land}", To("H24.141"), TransferRules.DoesNotReturn, "forwarded to who sent it"),
        Case("sent", "reroute", $"handler@{Land}", To(Land), TransferRules.GoesElsewhere, "forwarded to itself"),
        Case("declined", "reroute", "handler@H24.141", To(Land), TransferRules.DoesNotReturn, "again to who declined it"),
        Case("sent", "reroute", $"handler@{Land}", To("H17.25"), TransferRules.AgencyIsInForce, "forwarded to an agency of the past"),
    ];

    /// <summary>A change of a leg that an official may open, and the rule in the way.</summary>
    private static readonly TestCaseData[] Unopened =
    [
        Opened("to an agency that ended in 2025", o => o["toAgency"] = "H17.25", TransferRules.AgencyIsInForce),
        Opened("to itself", o => o["toAgency"] = Ward, TransferRules.GoesElsewhere),
        Opened("silence as consent to something else", o => o["silenceMeansConsent"] = true, TransferRules.SilenceIsForConsultations),
        Opened("longer than what is left of the dossier", o => o["limit"] = Limit(6, "workingDay"), TransferRules.FitsDossier),
        Opened("a month", o => o["limit"] = Limit(1, "month"), TransferRules.FitsDossier),
    ];

    /// <summary>A change of a leg that an official may open; path and code of the fault it makes.</summary>
    private static readonly TestCaseData[] Faulty =
    [
        Fault("unknown agency", o => o["toAgency"] = Marked, "toAgency transfer.agency-is-known"),
        Fault("no agency", o => o.Remove("toAgency"), "toAgency field.required"),
        Fault("an agency too long", o => o["toAgency"] = new string('x', 61), "toAgency field.within-length"),
        Fault("no kind", o => o.Remove("kind"), "kind field.required"),
        Fault("unknown kind", o => o["kind"] = Marked, "kind field.well-formed"),
        Fault("a kind as a number", o => o["kind"] = 1, "kind field.well-formed"),
        Fault("no task", o => o.Remove("task"), "task field.required"),
        Fault("an empty task", o => o["task"] = " ", "task field.required"),
        Fault("a task too long", o => o["task"] = new string('x', 501), "task field.within-length"),
        Fault("no reason", o => o.Remove("reason"), "reason field.required"),
        Fault("no limit", o => o.Remove("limit"), "limit field.required"),
        Fault("a limit of nothing", o => o["limit"] = Limit(0, "workingDay"), "limit field.within-range"),
        Fault("a limit without its unit", o => o["limit"]!.AsObject().Remove("unit"), "limit.unit field.required"),
        Fault("a limit in unknown units", o => o["limit"]!["unit"] = Marked, "limit.unit field.well-formed"),
        Fault("a lead of no group", o => o["lead"] = true, "lead transfer.lead-has-group"),
        Fault("a group that is no key", o => o["parallelGroup"] = "Nhóm 1", "parallelGroup field.well-formed"),
        Fault("a document without its hash", o => o["documents"] = new JsonArray(Document(Marked)), "documents[0].sha256 field.well-formed"),
        Fault("a document without a name", o => o["documents"] = new JsonArray(Document(new string('a', 64), "")), "documents[0].name field.required"),
        Fault("51 documents", o => o["documents"] = new JsonArray([.. Enumerable.Repeat(0, 51).Select(_ => Document(new string('a', 64)))]), "documents field.within-length"),
        Fault("unknown field", o => o["ghiChu"] = Marked, "ghiChu field.known"),
        Fault("a sender of the client's choice", o => o["fromAgency"] = Elsewhere, "fromAgency field.known"),
        Fault("unknown field of a document", o => o["documents"] = new JsonArray(new JsonObject { ["name"] = "a", ["mediaType"] = "a/b", ["sha256"] = new string('a', 64), ["size"] = 1 }), "documents[0].size field.known"),
    ];

    /// <summary>A stage of a leg, an action, who does it, with a body that is not right.</summary>
    private static readonly TestCaseData[] FaultyActions =
    [
        Body("sent", "decline", $"handler@{Land}", new { }, "reason field.required"),
        Body("sent", "decline", $"handler@{Land}", new { reason = " " }, "reason field.required"),
        Body("sent", "accept", $"handler@{Land}", new { note = "x" }, "note field.known"),
        Body("sent", "recall", "handler@H24.141", new { reason = new string('x', 2_001) }, "reason field.within-length"),
        Body("sent", "remind", "handler@H24.141", new { when = "now" }, "when field.known"),
        Body("sent", "reroute", $"handler@{Land}", new { reason = "x" }, "toAgency field.required"),
        Body("sent", "reroute", $"handler@{Land}", new { toAgency = Marked, reason = "x" }, "toAgency transfer.agency-is-known"),
        Body("accepted", "complete", $"handler@{Land}", new { outcome = "approved" }, "outcome transfer.decides-nothing"),
        Body("accepted", "complete", $"handler@{Land}", new { documents = new[] { new { name = "a", mediaType = "a/b", sha256 = Marked } } }, "documents[0].sha256 field.well-formed"),
        Body("accepted", "complete", $"handler@{Land}", new { note = new string('x', 2_001) }, "note field.within-length"),
        Body("accepted", "complete", $"handler@{Land}", new { status = "completed" }, "status field.known"),
        Body("accepted", "complete", $"handler@{Land}", new { result = new { typeCode = "KQ", number = "1", issuedOn = "2026-03-03", signer = "B" } }, "result.issuedOn result.issued-on-is-past"),
        Body("accepted, with inner steps", "steps/complete", "handler@H42.15.21", new { note = new string('x', 2_001) }, "note field.within-length"),
        Body("accepted, deciding", "complete", "leader@H42.15.21", new { }, "outcome transfer.decision-is-given"),
        Body("accepted, deciding", "complete", "leader@H42.15.21", new { outcome = "approved" }, "result transfer.decision-is-given"),
        Body("accepted, deciding", "complete", "leader@H42.15.21", new { result = Stages.Result }, "outcome transfer.decision-is-given"),
        Body("accepted, deciding", "complete", "leader@H42.15.21", new { outcome = "refused", result = Stages.Result }, "note dossier.refusal-has-reason"),
        Body("accepted, deciding", "complete", "leader@H42.15.21", new { outcome = "perhaps", result = Stages.Result }, "outcome field.well-formed"),
        Body("accepted, deciding", "complete", "leader@H42.15.21", new { outcome = "approved", result = new { typeCode = "KQ", number = "", issuedOn = "2026-03-02", signer = "B" } }, "result.number field.required"),
    ];

    [TearDown]
    public void ResetClock() => Clock.Now = Monday;

    [TestCaseSource(nameof(Refused))]
    public async Task What_a_rule_forbids_changes_nothing(string stage, string path, string by, object? body, Rule rule)
    {
        var leg = await All[stage]();
        await AssertRefused(() => LegAct(leg, path, by, body), rule);
    }

    [TestCaseSource(nameof(Unopened))]
    public async Task A_leg_that_a_rule_forbids_is_not_opened(Action<JsonObject> change, Rule rule)
    {
        var (dossier, opening) = (await Stages.Handled(), Opening());
        change(opening);
        await AssertRefused(() => Act(dossier, "transfers", Stages.Handler, opening), rule);
    }

    [TestCaseSource(nameof(Faulty))]
    public async Task A_faulty_leg_is_refused_by_the_path_of_its_fault(Action<JsonObject> change, string fault)
    {
        var (dossier, opening) = (await Stages.Handled(), Opening());
        change(opening);
        await AssertFault(() => Act(dossier, "transfers", Stages.Handler, opening), fault);
    }

    [TestCaseSource(nameof(FaultyActions))]
    public async Task A_faulty_body_is_refused_by_the_path_of_its_fault(string stage, string path, string by, object body, string fault)
    {
        var leg = await All[stage]();
        await AssertFault(() => LegAct(leg, path, by, body), fault);
    }

    [TestCase("toAgency=H24.15&colour=red", "colour field.known")]
    [TestCase("status=9", "status field.well-formed")]
    [TestCase("status=gone", "status field.well-formed")]
    [TestCase("dueBefore=tomorrow", "dueBefore field.well-formed")]
    [TestCase("sort=toAgency", "sort field.in-list")]
    [TestCase("limit=0", "limit field.within-range")]
    [TestCase("cursor=rubbish", "cursor field.well-formed")]
    public async Task A_list_refuses_what_it_does_not_know(string query, string fault) => Assert.That(
        (await As($"handler@{Land}").Ask("GET", $"/api/v1/transfers?{query}")).Gives(400).Faults, Is.EqualTo(new[] { fault }));

    [Test]
    public async Task A_group_has_one_lead()
    {
        var opening = Opening();
        (opening["parallelGroup"], opening["lead"]) = ("y-kien", true);
        var dossier = await DossierOf(await Beside(opening));
        opening["toAgency"] = "H17.06";
        await AssertRefused(() => Act(dossier, "transfers", Stages.Handler, opening), TransferRules.HasOneLead);
        opening["lead"] = false;
        (await Act(dossier, "transfers", Stages.Handler, opening)).Gives(201);
        (opening["parallelGroup"], opening["lead"], opening["toAgency"]) = ("khac", true, "H17.121");
        (await Act(await Now(dossier), "transfers", Stages.Handler, opening)).Gives(201);
    }

    [Test]
    public async Task A_leg_is_never_sent_in_a_circle()
    {
        var first = await LegActed(await Sent(), "reroute", $"handler@{Land}", Another);
        var second = await Next(first);
        await AssertRefused(() => LegAct(second, "reroute", $"handler@{Third}", To(Land)), TransferRules.DoesNotReturn);
        await AssertRefused(() => LegAct(second, "reroute", $"handler@{Third}", To("H24.141")), TransferRules.DoesNotReturn);
        var third = await Next(await LegActed(second, "reroute", $"handler@{Third}", To("H24.06")));
        foreach (var before in new[] { "H24.141", Land, Third })
        {
            await AssertRefused(() => LegAct(third, "reroute", "handler@H24.06", To(before)), TransferRules.DoesNotReturn);
        }
    }

    [Test]
    public async Task A_late_dossier_is_no_bound_for_the_legs_that_help_it()
    {
        var (dossier, opening) = (await Stages.Handled(), Opening(value: 6));
        await AssertRefused(() => Act(dossier, "transfers", Stages.Handler, opening), TransferRules.FitsDossier);
        Clock.Now = Monday.AddDays(21);
        var leg = (await Act(dossier, "transfers", Stages.Handler, opening)).Gives(201);
        Assert.That((string?)leg["dueAt"], Does.StartWith("2026-03-31"), "six working days after Monday, 23 March");
    }

    [Test]
    public async Task A_route_opens_its_leg_with_its_published_limit_however_late_the_dossier_is()
    {
        var land = await Inner();
        Clock.Now = Monday.AddDays(21);
        await LegActed(land, "complete", "leader@H42.15.21");
        var tax = (await LegsOf(await DossierOf(land)))[0];
        Assert.That(tax["limit"]!.ToJsonString(), Is.EqualTo("""{"value":2,"unit":"workingDay"}"""));
        Assert.That((string?)tax["dueAt"], Does.StartWith("2026-03-25"));
        Assert.That((string?)tax["timeliness"], Is.EqualTo("inTime").Or.EqualTo("nearDue"));
    }

    [Test]
    public async Task A_dossier_that_is_away_is_not_moved_from_its_own_agency()
    {
        var away = await DossierOf(await Sent());
        await AssertRefused(() => Act(away, "claim", "handler@H24.141"), DossierRules.IsAtOwnStep);
        await AssertRefused(() => Act(away, "steps/send-back", "head@H24.141", new { toStep = "tiep-nhan", reason = "sai" }), DossierRules.LegsHaveEnded);
        var beside = await DossierOf(await Beside());
        await AssertRefused(() => Act(beside, "steps/complete", Stages.Handler), DossierRules.LegsHaveEnded);
        await AssertRefused(() => Act(beside, "transfers", Stages.Clerk, Opening(to: "H17.06")), DossierRules.MayOpenTransfer);
    }

    [TestCase("00000000-0000-0000-0000-000000000000")]
    [TestCase("nobody")]
    public async Task A_leg_that_is_not_there_is_not_found(string id)
    {
        foreach (var path in new[] { "", "/history", "/deadline", "/actions" })
        {
            (await As($"handler@{Land}").Ask("GET", $"/api/v1/transfers/{id}{path}")).Gives(404, "transfer.exists");
        }
        (await As($"handler@{Land}").Ask("POST", $"/api/v1/transfers/{id}/accept", new { }, "If-Match", "\"1\"")).Gives(404, "transfer.exists");
    }

    private static async Task AssertRefused(Func<Task<Answer>> act, Rule rule)
    {
        var before = Rows();
        var answer = (await act()).Gives(409, rule.Code);
        Assert.Multiple(() =>
        {
            Assert.That((string?)answer["legalBasis"], Is.EqualTo(rule.LegalBasis));
            Assert.That(answer.Header("Content-Type"), Is.EqualTo("application/problem+json"));
            Assert.That(Rows(), Is.EqualTo(before), "nothing is written");
        });
    }

    private static async Task AssertFault(Func<Task<Answer>> act, string fault)
    {
        var before = Rows();
        var answer = (await act()).Gives(400, fault.Split(' ')[1]);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Faults, Is.EqualTo(new[] { fault }));
            Assert.That(answer.Text, Does.Not.Contain(Marked), "it never repeats what was sent");
            Assert.That(Rows(), Is.EqualTo(before), "nothing is written");
        });
    }

    private static async Task<JsonNode> Next(JsonNode leg) => await Again(new JsonObject { ["id"] = (string)leg["next"]! });

    private static object To(string agency) => new { toAgency = agency, reason = "đúng thẩm quyền" };

    private static JsonObject Limit(int value, string unit) => new() { ["value"] = value, ["unit"] = unit };

    private static JsonObject Document(string sha256, string name = "a.pdf") => new() { ["name"] = name, ["mediaType"] = "application/pdf", ["sha256"] = sha256 };

    private static TestCaseData Case(string stage, string path, string by, object? body, Rule rule, string why) =>
        new TestCaseData(stage, path, by, body, rule).SetArgDisplayNames(why, rule.Code);

    private static TestCaseData Opened(string why, Action<JsonObject> change, Rule rule) => new TestCaseData(change, rule).SetArgDisplayNames(why, rule.Code);

    private static TestCaseData Fault(string why, Action<JsonObject> change, string fault) => new TestCaseData(change, fault).SetArgDisplayNames(why, fault);

    private static TestCaseData Body(string stage, string path, string by, object body, string fault) =>
        new TestCaseData(stage, path, by, body, fault).SetArgDisplayNames(stage, path, fault);
}

using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Dossiers;

/// <summary>Actions that are allowed, with a body that is not right for the dossier.</summary>
public sealed class ActionFaultTests
{
    private static readonly TestCaseData[] Faulty =
    [
        Case("assign", "handled", Stages.Head, new { account = Stages.Clerk }, 400, "dossier.assignee-holds-step-role"),
        Case("assign", "handled", Stages.Head, new { account = "nobody" }, 400, "account.exists"),
        Case("steps/send-back", "handled", Stages.Handler, new { toStep = "lanh-dao", reason = "sai" }, 400, "dossier.step-is-earlier"),
        Case("steps/send-back", "received", Stages.Reception, new { toStep = "tiep-nhan", reason = "sai" }, 409, "dossier.is-being-handled"),
        Case("supplement-requests", "handled", Stages.Handler, new { defects = new[] { new { code = "missing", message = "Thiếu" } } }, 400, "dossier.defect-is-named"),
        Case("supplement-requests", "handled", Stages.Handler, new { defects = new[] { new { component = "99", code = "missing", message = "Thiếu" } } }, 400, "dossier.component-is-known"),
        Case("supplement-requests", "handled", Stages.Handler, new { defects = Array.Empty<object>() }, 400, "field.required"),
        Case("supplements", "awaiting supplement", Stages.Owner, new { answers = new[] { new { defect = 7 } } }, 400, "dossier.every-defect-is-answered"),
        Case("financial-obligations/00000000-0000-0000-0000-000000000000/settle", "awaiting payment", Stages.Handler, new { }, 404, "dossier.obligation-is-open"),
        Case("extend", "handled", Stages.Leader, new { by = new { value = 4, unit = "hour" }, reason = "xác minh" }, 400, "field.within-range"),
        Case("apologies", "handled, late", Stages.Leader, new { reason = "chậm", expectedOn = "2026-03-23" }, 400, "dossier.expected-date-is-future"),
        Case("decide", "at the leader", Stages.Leader, new { outcome = "refused" }, 400, "dossier.refusal-has-reason"),
        Case("result", "at the clerk", Stages.Clerk, new { typeCode = "KQ", number = "1", issuedOn = "2026-03-03", signer = "B" }, 400, "result.issued-on-is-past"),
        Case("result", "at the clerk", Stages.Clerk, new { typeCode = "KQ", number = "1", issuedOn = "2026-03-02", expiresOn = "2026-03-01", signer = "B" }, 400, "result.expires-after-issue"),
        Case("correct", "handled", Stages.Reception, new { changes = new { returnBy = "counter" }, reason = "nhầm" }, 400, "dossier.correction-changes-something"),
        Case("correct", "handled", Stages.Reception, new { changes = new { code = "x" }, reason = "nhầm" }, 400, "field.known"),
        Case("withdraw", "handled", Stages.Owner, new { reason = new string('x', 2_001) }, 400, "field.within-length"),
        Case("return", "resolved", Stages.ReturnDesk, new { via = "drone" }, 400, "field.well-formed"),
    ];

    [TearDown]
    public void ResetClock() => Clock.Now = Monday;

    [TestCaseSource(nameof(Faulty))]
    public async Task A_body_that_does_not_fit_is_refused_and_changes_nothing(string path, string stage, string by, object body, int status, string code)
    {
        var dossier = await Stages.All[stage]();
        var before = Rows();
        (await Act(dossier, path, by, body)).Gives(status, code);
        Assert.That(Rows(), Is.EqualTo(before));
    }

    [Test]
    public async Task Nobody_has_paid_in_the_future()
    {
        var dossier = await Stages.All["awaiting payment"]();
        var answer = await Act(dossier, $"financial-obligations/{dossier["obligations"]![0]!["id"]}/settle", Stages.Handler, new { paidAt = "2026-03-03T09:00:00+07:00" });
        Assert.That(answer.Gives(400).Faults, Is.EqualTo(new[] { "paidAt dossier.paid-in-past" }));
    }

    [Test]
    public async Task A_limit_of_hours_is_not_extended()
    {
        var filing = Filing();
        filing["procedure"] = "2.001159";
        filing["parts"]!.AsArray().RemoveAt(2);
        filing["parts"]!.AsArray().RemoveAt(1);
        (await Act(await Filed(filing), "extend", Stages.Leader, new { by = new { value = 1, unit = "workingDay" }, reason = "xác minh" })).Gives(409, "dossier.limit-can-be-extended");
    }

    [Test]
    public async Task The_first_step_has_none_before_it()
    {
        var dossier = await Acted(await Stages.Handled(), "steps/send-back", Stages.Handler, new { toStep = "tiep-nhan", reason = "sai" });
        (await Act(dossier, "steps/send-back", Stages.Reception, new { toStep = "tiep-nhan", reason = "sai" })).Gives(409, "dossier.earlier-step-exists");
    }

    [Test]
    public async Task The_clock_of_a_sandbox_moves_forward_by_one_way()
    {
        await using var host = new TestHost(settings: new Dictionary<string, string> { ["Sandbox:Enabled"] = "true", ["Sandbox:StartAt"] = "2026-03-02T09:00:00+07:00" });
        var admin = host.Client("admin");
        (await admin.Ask("PUT", "/api/v1/sandbox/clock", new { })).Gives(400, "sandbox.one-target");
        (await admin.Ask("PUT", "/api/v1/sandbox/clock", new { now = "2026-03-02T09:00:00+07:00", advance = "P1D" })).Gives(400, "sandbox.one-target");
        (await admin.Ask("PUT", "/api/v1/sandbox/clock", new { advance = "tomorrow" })).Gives(400, "field.well-formed");
        (await host.Client(Stages.Reception).Ask("PUT", "/api/v1/sandbox/clock", new { advance = "P1D" })).Gives(403, "request.permitted");
        (await host.Client(Stages.Reception).Ask("POST", "/api/v1/dossiers", Filing())).Gives(201);
        (await admin.Ask("PUT", "/api/v1/sandbox/clock", new { now = "2026-03-01T09:00:00+07:00" })).Gives(409, "sandbox.clock-moves-forward");
        Assert.That((string?)(await admin.Ask("PUT", "/api/v1/sandbox/clock", new { now = "2026-03-05T09:00:00+07:00" })).Gives(200)["now"], Is.EqualTo("2026-03-05T09:00:00+07:00"));
    }

    private static TestCaseData Case(string path, string stage, string by, object body, int status, string code) =>
        new TestCaseData(path, stage, by, body, status, code).SetArgDisplayNames(path, stage, code);
}

using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Reports;

public sealed class ReportTests
{
    private const string March = "from=2026-03-01&to=2026-03-31";

    private static readonly string[] Handling =
    [
        "received", "receivedOnline", "receivedDirect", "carriedOver", "resolved", "resolvedEarly", "resolvedOnTime", "resolvedOverdue", "inProgress", "inProgressInTime",
        "inProgressOverdue",
    ];

    [OneTimeSetUp]
    public async Task Work_a_little()
    {
        Clock.Now = Monday;
        await Stages.Resolved();
        await Stages.All["withdrawn"]();
        await Stages.All["stopped"]();
        await Stages.All["reopened"]();
        await Stages.Handled();
    }

    [TestCase("")]
    [TestCase("&groupBy=procedure")]
    [TestCase("&groupBy=agency&structure=historical")]
    [TestCase("&groupBy=level")]
    [TestCase("&groupBy=channel&countBy=leg")]
    [TestCase("&groupBy=official")]
    public async Task The_handling_report_adds_up_and_leads_to_its_dossiers(string query)
    {
        // Other tests went further in time and back: drawn after all of them, the record is what stands.
        Clock.Now = Monday.AddDays(250);
        await DueWork;
        var report = await Ask($"handling?{March}{query}");
        var all = report["rows"]!.AsArray().Select(row => row!["cells"]!).Append(report["totals"]!).ToList();
        foreach (var cells in all)
        {
            decimal Of(string name) => (decimal)cells[name]!["value"]!;

            Assert.That(Of("received"), Is.EqualTo(Of("receivedOnline") + Of("receivedDirect") + Of("carriedOver")), "how they came");
            Assert.That(Of("resolved"), Is.EqualTo(Of("resolvedEarly") + Of("resolvedOnTime") + Of("resolvedOverdue")), "resolved");
            Assert.That(Of("inProgress"), Is.EqualTo(Of("inProgressInTime") + Of("inProgressOverdue")), "in progress");
            Assert.That(Of("received"), Is.EqualTo(Of("resolved") + Of("inProgress")), "resolved or not");
            Assert.That(Of("withdrawn") + Of("stopped") + Of("refused"), Is.LessThanOrEqualTo(Of("resolved")), "of which");
            Assert.That((long)cells["punctuality"]!["denominator"]!, Is.EqualTo((long)Of("resolved")), "what punctuality is measured by");
        }
        Assert.That(all, Has.Count.GreaterThan(1));
        Assert.That(Value(report, "resolved"), Is.GreaterThan(0));
        foreach (var name in Handling)
        {
            Assert.That(await Behind(report["totals"]![name]!), Is.EqualTo(Value(report, name)), name);
        }
        Clock.Now = Monday;
        Assert.That(query.EndsWith("leg", StringComparison.Ordinal), Is.EqualTo(report["totals"]!["legsReceived"] is not null));
    }

    [Test]
    public async Task A_report_as_of_a_past_instant_stays_as_it_was()
    {
        var dossier = await Stages.Handled();
        Clock.Now = Monday.AddMinutes(1);
        var asOf = Uri.EscapeDataString(Clock.Now.ToString("o"));
        var before = await Ask($"handling?{March}&asOf={asOf}");
        var rows = await Behind(before["totals"]!["inProgress"]!);
        Clock.Now = Monday.AddMinutes(2);
        await Acted(dossier, "stop", Stages.Leader, Stages.Reason);

        Assert.That((await Ask($"handling?{March}&asOf={asOf}")).ToJsonString(), Is.EqualTo(before.ToJsonString()), "links and all");
        Assert.That(await Behind(before["totals"]!["inProgress"]!), Is.EqualTo(rows));
        Assert.That(Value(await Ask($"handling?{March}"), "stopped"), Is.EqualTo(Value(before, "stopped") + 1));
        Clock.Now = Monday;
    }

    [TestCase("2026", "2026-01-01", "2026-12-31")]
    [TestCase("2026-H2", "2026-07-01", "2026-12-31")]
    [TestCase("2026-Q1", "2026-01-01", "2026-03-31")]
    [TestCase("2024-02", "2024-02-01", "2024-02-29")]
    [TestCase("2026-03-02", "2026-03-02", "2026-03-02")]
    public async Task A_period_may_be_named(string period, string from, string to)
    {
        var report = await Ask($"handling?period={period}");
        Assert.That(((string)report["period"]!["from"]!, (string)report["period"]!["to"]!), Is.EqualTo((from, to)));
    }

    [TestCase("")]
    [TestCase("&groupBy=field")]
    [TestCase("&groupBy=level&structure=historical")]
    [TestCase("&groupBy=procedure")]
    public async Task The_report_on_responsibility_time_leads_to_its_dossiers(string query)
    {
        var report = await Ask($"responsibility-time?{March}{query}");
        Assert.That(Value(report, "dossiers"), Is.GreaterThan(0).And.EqualTo(await Behind(report["totals"]!["dossiers"]!)));
        Assert.That((long)report["totals"]!["averageMinutes"]!["denominator"]!, Is.EqualTo((long)Value(report, "dossiers")));
    }

    [Test]
    public async Task The_time_of_a_dossier_is_charged_to_its_competent_agency_while_it_has_no_legs()
    {
        var dossier = await Stages.Handled();
        Clock.Now = Monday.AddHours(2);
        var time = (await As(Stages.Leader).Ask("GET", $"/api/v1/dossiers/{dossier["code"]}/responsibility")).Gives(200);
        var deadline = (await As(Stages.Leader).Ask("GET", $"/api/v1/dossiers/{dossier["code"]}/deadline")).Gives(200);
        Clock.Now = Monday;

        Assert.That((long)time["usedMinutes"]!, Is.EqualTo(120).And.EqualTo((long)deadline["usedMinutes"]!));
        Assert.That((string)time["parties"]![0]!["agency"]!["code"]!, Is.EqualTo(Ward));
        Assert.That((decimal)time["parties"]![0]!["share"]!, Is.EqualTo(100));
        Assert.That((long)time["spans"]![0]!["minutes"]!, Is.EqualTo(120));
        (await As($"handler@{Elsewhere}").Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/responsibility")).Gives(404, "dossier.exists");
    }

    [Test]
    public async Task A_dossier_that_was_not_received_charges_nobody()
    {
        var time = (await As(Stages.Owner).Ask("GET", $"/api/v1/dossiers/{(await Stages.Registered())["id"]}/responsibility")).Gives(200);
        Assert.That(time.Text, Is.EqualTo("""{"usedMinutes":0,"parties":[],"spans":[]}"""));
    }

    [Test]
    public async Task Its_time_is_kept_while_the_clock_is_closed()
    {
        var before = Rows()["ResponsibilityTimes"];
        var resolved = await Stages.Resolved();
        Assert.That(Rows()["ResponsibilityTimes"], Is.EqualTo(before + 1));
        var returned = await Acted(resolved, "return", Stages.ReturnDesk, new { via = "counter" });
        Assert.That(Rows()["ResponsibilityTimes"], Is.EqualTo(before + 1), "the clock closed once");
        await Acted(returned, "reopen", Stages.Leader, Stages.Reason);
        Assert.That(Rows()["ResponsibilityTimes"], Is.EqualTo(before), "it runs again");
    }

    [Test]
    public async Task A_dossier_solved_on_the_spot_leaves_one_row_and_no_time()
    {
        var before = Rows()["ResponsibilityTimes"];
        var filing = Filing();
        filing["procedure"] = "2.000815";
        filing["parts"]!.AsArray().RemoveAt(2);
        filing["onTheSpot"] = new JsonObject
        {
            ["outcome"] = "approved",
            ["result"] = new JsonObject { ["typeCode"] = "KQ.G15.000031", ["number"] = "01", ["issuedOn"] = "2026-03-02", ["signer"] = "Trần Thị B" },
        };
        var dossier = await Filed(filing);
        Assert.That(Rows()["ResponsibilityTimes"], Is.EqualTo(before + 1));
        var time = (await As(Stages.Leader).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/responsibility")).Gives(200);
        Assert.That(((long)time["usedMinutes"]!, (long)time["parties"]![0]!["minutes"]!, time["parties"]![0]!["share"]), Is.EqualTo((0L, 0L, (JsonNode?)null)));
    }

    [TestCase("handling?to=2026-03-31", "from field.required")]
    [TestCase("handling?from=2026-03-31&to=2026-03-01", "to field.within-range")]
    [TestCase($"handling?{March}&groupBy=weather", "groupBy field.well-formed")]
    [TestCase("handling?from=2026-03-01&to=2046-03-01", "to report.period-is-bounded")]
    [TestCase("handling?period=2026-13", "period report.period-is-known")]
    [TestCase("handling?period=2026-Q5", "period report.period-is-known")]
    [TestCase("handling?period=0000", "period report.period-is-known")]
    [TestCase("handling?period=1969", "period report.period-is-known")]
    [TestCase("handling?period=9999-12-31", "period report.period-is-known")]
    [TestCase("handling?period=2201-Q1", "period report.period-is-known")]
    [TestCase("handling?period=2026&from=2026-01-01", "period report.period-is-one-thing")]
    [TestCase($"handling?{March}&asOf=2099-01-01T00:00:00Z", "asOf report.as-of-is-past")]
    [TestCase($"handling?{March}&asOf=yesterday", "asOf field.well-formed")]
    [TestCase("online-share?to=2026-03-31", "from field.required")]
    [TestCase($"handling?{March}&countBy=each", "countBy field.well-formed")]
    [TestCase($"responsibility-time?{March}&groupBy=channel", "groupBy field.well-formed")]
    [TestCase($"responsibility-time?{March}&structure=2", "structure field.well-formed")]
    [TestCase("responsibility-time?from=2026-03-01", "to field.required")]
    public async Task What_a_report_cannot_take_is_refused_by_name(string query, string fault) =>
        Assert.That((await As(Stages.Leader).Ask("GET", $"/api/v1/reports/{query}")).Gives(400).Faults, Is.EqualTo(new[] { fault }));

    [TestCase("{}")]
    [TestCase("""{"facts":{"measure":"received"}}""")]
    [TestCase("""{"facts":{"measure":3,"period":{"from":"2026-03-01","to":"2026-03-31","asOf":"2026-03-31T00:00:00Z"},"scope":{"structure":"current","on":"2026-03-31"},"rootsOnly":true}}""")]
    [TestCase("""{"facts":{"measure":"atHalfTime, atTerm","period":{"from":"2026-03-01","to":"2026-03-31","asOf":"2026-03-31T00:00:00Z"},"scope":{"structure":"current","on":"2026-03-31"},"rootsOnly":true}}""")]
    [TestCase("""{"responsibility":{"period":{"from":"2026-03-01","to":"2026-03-31","asOf":"2026-03-31T00:00:00Z"},"scope":null}}""")]
    [TestCase("null")]
    public async Task A_cell_of_somebody_elses_making_is_refused(string cell)
    {
        var text = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(cell)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        Assert.That((await As(Stages.Leader).Ask("GET", $"/api/v1/dossiers?cell={text}")).Gives(400).Faults, Is.EqualTo(new[] { "cell field.well-formed" }));
    }

    [Test]
    public async Task Nobody_draws_reports_about_others()
    {
        (await As(Stages.Handler).Ask("GET", $"/api/v1/reports/handling?{March}&agency={Elsewhere}")).Gives(404, "agency.exists");
        (await As("citizen1").Ask("GET", $"/api/v1/reports/responsibility-time?{March}")).Gives(403);
    }

    /// <summary>What fell due on the way, done: the engine records it at its due instant.</summary>
    private static Task DueWork => settled.Value;

    private static readonly Lazy<Task> settled = new(() => Task.Delay(TimeSpan.FromSeconds(6)));

    private static async Task<JsonNode> Ask(string query) => (await As(Stages.Leader).Ask("GET", $"/api/v1/reports/{query}&agency={Ward}")).Gives(200).Body;

    private static decimal Value(JsonNode report, string cell) => (decimal)report["totals"]![cell]!["value"]!;

    private static async Task<decimal> Behind(JsonNode figure) =>
        (decimal)(await As(Stages.Leader).Ask("GET", $"{figure["drillDown"]}&limit=1&count=exact")).Gives(200)["count"]!["value"]!;
}

using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Reports;

public sealed class FigureTests
{
    private const string March = "from=2026-03-01&to=2026-03-31";

    [OneTimeSetUp]
    public async Task Work_a_little()
    {
        Clock.Now = Monday;
        await Stages.Resolved();
        await Stages.Supplemented();
    }

    [TestCase($"procedures-usage?{March}", "procedures", "withDossiers", "withoutDossiers", "received", "share", "monthlyPerUnit")]
    [TestCase($"procedures-usage?{March}&groupBy=field&level=commune", "procedures", "withDossiers", "withoutDossiers", "received", "share", "monthlyPerUnit")]
    [TestCase($"time-saved?{March}&procedures={Procedure},{Linked}", "decided", "shortened", "shortenedShare", "atHalfTime", "halfTimeShare", "termMinutes", "usedMinutes", "averageSaving")]
    [TestCase($"reuse?{March}&groupBy=channel", "received", "withPapers", "withReused", "reusedShare", "withElectronic", "electronicShare", "supplemented", "supplementedOnce", "singleSupplementShare")]
    [TestCase("catalogue?groupBy=service", "procedures", "fullOnline", "partialOnline", "information", "notOnline", "level3", "level4")]
    [TestCase($"ranking?{March}&by=onlineShare&level=commune", "onlineShare")]
    [TestCase($"ranking?{March}&by=timeSaved&least=3", "timeSaved", "decided")]
    public async Task Every_report_has_its_cells_and_links_that_lead_somewhere(string query, params string[] cells)
    {
        var report = (await As(Stages.Leader).Ask("GET", $"/api/v1/reports/{query}")).Gives(200).Body;
        var totals = report["totals"]!.AsObject();

        Assert.That(totals.Select(cell => cell.Key), Is.EqualTo(cells));
        Assert.That(report["rows"]!.AsArray(), Is.Not.Empty);
        Assert.That((string)report["scope"]!["agency"]!, Is.EqualTo(Ward));
        foreach (var (name, figure) in totals)
        {
            var link = (string)figure!["drillDown"]!;
            var list = link.StartsWith("/api/v1/reports/", StringComparison.Ordinal);
            var behind = (await As(Stages.Leader).Ask("GET", list ? link : $"{link}&limit=1&count=exact")).Gives(200);
            var rows = list ? behind["rows"]!.AsArray().Count : (long)behind["count"]!["value"]!;
            if (name is not ("termMinutes" or "usedMinutes" or "averageSaving" or "timeSaved"))
            {
                Assert.That(rows, Is.EqualTo((long)(figure["numerator"] ?? figure["value"])!.AsValue().GetValue<decimal>()), name);
            }
        }
    }

    [TestCase($"procedures-usage?{March}&groupBy=channel", "groupBy field.well-formed")]
    [TestCase($"procedures-usage?{March}&level=village", "level field.well-formed")]
    [TestCase($"procedures-usage?{March}&groupBy=field&used=true", "used report.used-is-of-procedures")]
    [TestCase("procedures-usage?from=2026-03-31&to=2026-03-01", "to field.within-range")]
    [TestCase($"time-saved?{March}&groupBy=day", "groupBy field.well-formed")]
    [TestCase($"time-saved?{March}&procedures=9.999999", "procedures dossier.procedure-is-known")]
    [TestCase($"time-saved?{March}&procedures=,", "procedures field.within-length")]
    [TestCase($"reuse?{March}&groupBy=paper", "groupBy field.well-formed")]
    [TestCase($"ranking?{March}&by=beauty", "by field.well-formed")]
    [TestCase($"ranking?{March}", "by field.required")]
    [TestCase($"ranking?{March}&by=reuse&least=0", "least field.within-range")]
    [TestCase("catalogue?counted=procedures,offline", "counted field.well-formed")]
    [TestCase("catalogue?groupBy=agency", "groupBy field.well-formed")]
    [TestCase("accounts?from=2026-03-31&to=2026-03-01", "to field.within-range")]
    [TestCase("accounts?from=2026-03-31", "to field.required")]
    [TestCase("accounts?from=2010-03-31&to=2026-03-01", "to report.period-is-bounded")]
    [TestCase($"accounts?{March}&groupBy=name", "groupBy field.well-formed")]
    public async Task What_a_report_cannot_take_is_refused_by_name(string query, string fault) =>
        Assert.That((await As(Stages.Leader).Ask("GET", $"/api/v1/reports/{query}")).Gives(400).Faults, Is.EqualTo(new[] { fault }));

    [TestCase($"procedures-usage?{March}")]
    [TestCase($"time-saved?{March}")]
    [TestCase($"reuse?{March}")]
    [TestCase($"ranking?{March}&by=reuse")]
    [TestCase("catalogue?")]
    public async Task Nobody_draws_figures_of_others(string query)
    {
        (await As(Stages.Leader).Ask("GET", $"/api/v1/reports/{query}&agency={Elsewhere}")).Gives(404, "agency.exists");
        (await As("citizen1").Ask("GET", $"/api/v1/reports/{query}")).Gives(403);
    }

    [Test]
    public async Task Accounts_are_counted_as_they_are_opened()
    {
        // Accounts are opened by the clock of the desk, demo accounts have no history.
        Clock.Now = new DateTimeOffset(2026, 7, 31, 23, 30, 0, TimeSpan.FromHours(7));
        (await Anonymous.Ask("POST", "/api/v1/accounts", Access.Requests.Citizen(Access.Requests.NewName()))).Gives(201);
        Clock.Now = Clock.Now.AddHours(1);
        (await Anonymous.Ask("POST", "/api/v1/accounts", Access.Requests.Citizen(Access.Requests.NewName()))).Gives(201);
        (await As("admin").Ask("POST", "/api/v1/staff", Access.Requests.Staff(Access.Requests.NewName(), Ward, "handler"))).Gives(201);
        var kinds = (await As(Stages.Leader).Ask("GET", "/api/v1/reports/accounts?from=2026-07-31&to=2026-08-01")).Gives(200);
        var months = (await As(Stages.Leader).Ask("GET", "/api/v1/reports/accounts?from=2026-07-01&to=2026-08-01&groupBy=month")).Gives(200);
        var day = (await As(Stages.Leader).Ask("GET", "/api/v1/reports/accounts?period=2026-08-01")).Gives(200);
        Clock.Now = Monday;

        Assert.That(Said(day.Body), Is.EqualTo("citizen 1, staff 1; 2"));
        Assert.That(Said(kinds.Body), Is.EqualTo("citizen 2, staff 1; 3"));
        Assert.That(Said(months.Body), Is.EqualTo("2026-07 1, 2026-08 2; 3"));
    }

    [Test]
    public async Task Statistics_are_for_everybody_and_may_be_kept()
    {
        Clock.Now = new DateTimeOffset(2026, 4, 2, 9, 0, 0, TimeSpan.FromHours(7));
        var times = (await Anonymous.Ask("GET", $"/api/v1/statistics/processing-times?procedure={Procedure}&agency={Ward}")).Gives(200);
        var month = (await Anonymous.Ask("GET", "/api/v1/statistics/handling?period=2026-03")).Gives(200);
        Clock.Now = Monday;
        Assert.That(new[] { times, month }.Select(answer => answer.Header("Cache-Control")), Is.All.EqualTo("public, max-age=3600"));
        Assert.That((int)times["hiddenUnder"]!, Is.EqualTo(5));
        Assert.That(month["rows"]!.AsArray(), Is.Not.Empty);
        Assert.That(times["rows"]!.AsArray(), Is.Not.Empty);
        foreach (var row in times["rows"]!.AsArray())
        {
            Assert.That((bool)row!["decided"]!["hidden"]!, Is.EqualTo(row["decided"]!["value"] is null));
        }
    }

    [TestCase("processing-times?procedure=9.999999", "procedure dossier.procedure-is-known")]
    [TestCase("handling?period=2026-Q1", "period statistics.period-is-month")]
    [TestCase("handling?period=2026-03", "period statistics.period-is-over")]
    [TestCase("handling?period=2024-02", "period statistics.period-is-recent")]
    [TestCase("handling", "period field.required")]
    public async Task Statistics_refuse_what_they_cannot_take(string query, string fault) =>
        Assert.That((await Anonymous.Ask("GET", $"/api/v1/statistics/{query}")).Gives(400).Faults, Is.EqualTo(new[] { fault }));

    [Test]
    public async Task Statistics_know_no_agency_that_is_not_there() =>
        (await Anonymous.Ask("GET", "/api/v1/statistics/processing-times?agency=H99")).Gives(404, "agency.exists");

    private static string Said(JsonNode accounts) =>
        $"{string.Join(", ", accounts["rows"]!.AsArray().Select(row => $"{row!["key"]} {row["opened"]}"))}; {accounts["opened"]}";
}

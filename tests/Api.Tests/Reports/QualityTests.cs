using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Reports;

public sealed class QualityTests
{
    private const string March = "from=2026-03-01&to=2026-03-31";

    [OneTimeSetUp]
    public async Task Work_a_little()
    {
        Clock.Now = Monday;
        await Stages.Resolved();
        await Stages.Handled();
        await Stages.Registered();
    }

    [Test]
    public async Task The_index_shows_every_indicator_with_its_rule_and_what_it_is_counted_from()
    {
        var index = await Ask("service-quality?period=2026-03");

        Assert.That(index["groups"]!.AsArray().Select(group => (string)group!["key"]!), Is.EqualTo(new[] { "publicity", "progress", "digitization", "onlineServices", "satisfaction" }));
        var indicators = index["groups"]!.AsArray().SelectMany(group => group!["indicators"]!.AsArray()).ToList();
        Assert.That((indicators.Count, (decimal)index["max"]!), Is.EqualTo((21, 100m)));
        Assert.That(indicators.Sum(one => (decimal)one!["points"]!), Is.EqualTo((decimal)index["points"]!));
        foreach (var one in indicators)
        {
            Assert.That((string)one!["rule"]!, Does.Contain("÷"));
            Assert.That((string)one["status"]! == "noData", Is.EqualTo(one["reason"] is not null), (string)one["key"]!);
            if (one["figure"] is { } figure)
            {
                Assert.That(await Behind(figure), Is.EqualTo((decimal)figure["numerator"]!), (string)one["key"]!);
            }
        }
        Assert.That(indicators.Count(one => (string)one!["status"]! == "counted"), Is.GreaterThan(3));
        Assert.That(index["units"], Is.Null);
    }

    [Test]
    public async Task The_units_of_an_agency_are_ranked()
    {
        var units = (await Ask("service-quality?period=2026&groupBy=agency"))["units"]!.AsArray();
        Assert.That(units, Is.Not.Empty);
        Assert.That(((int)units[0]!["rank"]!, (string)units[0]!["key"]!, units[0]!["groups"]!.AsArray().Count), Is.EqualTo((1, Ward, 5)));
    }

    [Test]
    public async Task Rules_and_reasons_are_given_in_the_language_asked_for()
    {
        async Task<JsonNode> First(string place, string language) =>
            (await As(Stages.Leader).Ask("GET", $"/api/v1/reports/{place}?{March}&agency={Ward}", null, "Accept-Language", language)).Gives(200).Body;

        var (vi, en) = (await First("service-quality", "vi"), await First("service-quality", "en"));
        Assert.That(((string)vi["groups"]![1]!["label"]!, (string)en["groups"]![1]!["label"]!), Is.EqualTo(("Tiến độ giải quyết", "Progress")));
        Assert.That((string)en["groups"]![4]!["indicators"]![1]!["reason"]!, Is.EqualTo("Petitions are not on record."));
        (vi, en) = (await First("evaluation", "vi"), await First("evaluation", "en"));
        Assert.That(((string)vi["rows"]![0]!["indicators"]![2]!["label"]!, (string)en["rows"]![0]!["indicators"]![2]!["label"]!), Is.EqualTo(("Số lần liên hệ để hoàn thiện hồ sơ", "Contacts to complete the dossier")));
    }

    [TestCase("unit", 9, 18)]
    [TestCase("official", 5, 10)]
    public async Task Whoever_had_work_is_evaluated(string groupBy, int indicators, int max)
    {
        var rows = (await Ask($"evaluation?{March}&groupBy={groupBy}"))["rows"]!.AsArray();
        Assert.That(rows, Is.Not.Empty);
        foreach (var row in rows)
        {
            Assert.That((row!["indicators"]!.AsArray().Count, (int)row["max"]!), Is.EqualTo((indicators, max)));
            Assert.That(row[groupBy == "unit" ? "duty" : "class"], Is.Null);
            foreach (var grade in row["indicators"]!.AsArray().Where(one => one!["grades"] is not null).SelectMany(one => one!["grades"]!.AsArray()))
            {
                Assert.That(await Behind(grade!["dossiers"]!), Is.EqualTo((decimal)grade["dossiers"]!["value"]!));
            }
        }
    }

    [Test]
    public async Task Whoever_leads_nobody_sees_only_his_own_points()
    {
        async Task<string[]> Officials(string who) => [.. (await As(who).Ask("GET", $"/api/v1/reports/evaluation?{March}&groupBy=official&agency={Ward}"))
            .Gives(200)["rows"]!.AsArray().Select(row => (string)row!["key"]!)];

        var (all, own) = (await Officials(Stages.Leader), await Officials(Stages.Handler));
        Assert.That(all, Is.Not.Empty);
        Assert.That(own, Has.Length.EqualTo(1).And.SubsetOf(all));
        Assert.That(await Officials($"clerk@{Ward}"), Is.Empty);
    }

    [Test]
    public async Task Causes_of_overdue_add_up()
    {
        Clock.Now = Monday.AddDays(28);
        var totals = (await Ask($"overdue-causes?{March}"))["totals"]!;
        Clock.Now = Monday;
        Assert.That((decimal)totals["overdue"]!["value"]!, Is.GreaterThan(0));
        Assert.That((decimal)totals["overdue"]!["value"]!, Is.EqualTo((decimal)totals["atTransfer"]!["value"]! + (decimal)totals["atAgency"]!["value"]!));
        Assert.That((string)totals["apologisedShare"]!["base"]!, Is.EqualTo("overdue"));
    }

    [TestCase($"service-quality?{March}&groupBy=unit", "groupBy field.well-formed")]
    [TestCase($"service-quality?{March}&period=2026", "period report.period-is-one-thing")]
    [TestCase("service-quality?from=2026-03-31&to=2026-03-01", "to field.within-range")]
    [TestCase($"evaluation?{March}&groupBy=agency", "groupBy field.well-formed")]
    [TestCase($"evaluation?{March}&asOf=2199-01-01T00:00:00Z", "asOf report.as-of-is-past")]
    [TestCase($"overdue-causes?{March}&groupBy=cause", "groupBy field.well-formed")]
    [TestCase("procedures", "cell field.required")]
    [TestCase("procedures?cell=bnVsbA", "cell field.well-formed")]
    public async Task What_cannot_be_drawn_is_refused_by_name(string query, string fault) =>
        Assert.That((await As(Stages.Leader).Ask("GET", $"/api/v1/reports/{query}")).Gives(400).Faults, Is.EqualTo(new[] { fault }));

    [TestCase("service-quality")]
    [TestCase("evaluation")]
    [TestCase("overdue-causes")]
    public async Task Nobody_judges_others(string report)
    {
        (await As(Stages.Handler).Ask("GET", $"/api/v1/reports/{report}?{March}&agency={Elsewhere}")).Gives(404, "agency.exists");
        (await As("citizen1").Ask("GET", $"/api/v1/reports/{report}?{March}")).Gives(403);
    }

    [Test]
    public async Task The_procedures_behind_somebody_elses_figure_are_not_shown()
    {
        var index = await Ask("service-quality?period=2026-03");
        var link = (string)index["groups"]![3]!["indicators"]![0]!["figure"]!["drillDown"]!;
        Assert.That((string)(await As(Stages.Leader).Ask("GET", $"{link}&limit=1")).Gives(200)["items"]![0]!["code"]!, Does.Match(@"^\d\.\d{6}$"));
        (await As($"leader@{Elsewhere}").Ask("GET", link)).Gives(404, "agency.exists");
        (await As("citizen1").Ask("GET", link)).Gives(403);
    }

    private static async Task<JsonNode> Ask(string query) => (await As(Stages.Leader).Ask("GET", $"/api/v1/reports/{query}&agency={Ward}")).Gives(200).Body;

    private static async Task<decimal> Behind(JsonNode figure) =>
        (decimal)(await As(Stages.Leader).Ask("GET", $"{figure["drillDown"]}&limit=1&count=exact")).Gives(200)["count"]!["value"]!;
}

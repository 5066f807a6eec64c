using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Forms;

public sealed class RegisterTests
{
    private const string Place = "/api/v1/reports/register";

    /// <summary>A week in which nothing else is received.</summary>
    private const string Week = "from=2026-07-06&to=2026-07-10";

    private static readonly DateTimeOffset July = new(2026, 7, 6, 9, 0, 0, TimeSpan.FromHours(7));

    private readonly List<JsonNode> received = [];

    [OneTimeSetUp]
    public async Task Receive()
    {
        Clock.Now = July;
        for (var i = 0; i < 3; i++)
        {
            var filing = Filing();
            (filing["owner"]!["fullName"], filing["owner"]!["address"]) = ($"Lê Thị <b>Số {i}</b>", "12 Nguyễn Lương Bằng");
            received.Add(await Filed(filing));
            Clock.Now = Clock.Now.AddMinutes(1);
        }
    }

    [OneTimeTearDown]
    public void Back() => Clock.Now = Monday;

    [Test]
    public async Task It_lists_what_was_received_in_its_order_from_page_to_page()
    {
        Clock.Now = July;
        var first = (await As(Stages.Reception).Ask("GET", $"{Place}?{Week}&limit=2&count=exact")).Gives(200);
        Assert.That((int)first["count"]!["value"]!, Is.EqualTo(3));
        var second = (await As(Stages.Reception).Ask("GET", $"{Place}?{Week}&limit=2&cursor={first["next"]}")).Gives(200);
        var lines = first["items"]!.AsArray().Concat(second["items"]!.AsArray()).ToList();
        Assert.That(lines.Select(line => (int)line!["sequence"]!), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(lines.Select(line => (string)line!["code"]!), Is.EqualTo(received.Select(dossier => (string)dossier["code"]!)));
        Assert.That(second["next"], Is.Null);
        Assert.That((string)lines[0]!["owner"]!["phone"]!, Is.EqualTo("0905123456"));
        Assert.That((string)lines[0]!["competentAgency"]!["code"]!, Is.EqualTo(Ward));
        Assert.That(first.Header("Link"), Does.Contain("rel=\"next\""));
    }

    [TestCase("vi", "Sổ theo dõi hồ sơ", "Mẫu số 07", "Từ ngày 06/07/2026 đến ngày 10/07/2026")]
    [TestCase("en", "Register of dossiers", "Form No. 07", "From 06/07/2026 to 10/07/2026")]
    public async Task It_is_a_page_across_in_the_language_asked_for(string language, params string[] says)
    {
        Clock.Now = July;
        var page = (await As(Stages.Reception).Ask("GET", $"{Place}?{Week}&limit=2", null, "Accept", "text/html", "Accept-Language", language)).Gives(200);
        Assert.That(page.Text, Does.Contain("size: A4 landscape").And.Contain("Lê Thị &lt;b&gt;Số 0").And.Not.Contain("Số 2").And.Not.Contain("<script"));
        foreach (var text in says)
        {
            Assert.That(page.Text, Does.Contain(text));
        }
        Assert.That(page.Header("Link"), Does.Contain("rel=\"next\""));
    }

    [Test]
    public async Task An_agency_has_its_own_book_of_its_own_time()
    {
        var dossier = await FormStages.Received("2018");
        Clock.Now = Monday;
        // This clock jumps over the day on which the rows would have moved: the first act moves them.
        await Acted(dossier, "unassign", $"oneStopHead@{Office}");
        var book = (await As(Stages.Leader).Ask("GET", $"{Place}?from=2025-06-02&to=2025-06-02&agency={FormStages.District}", null, "Accept", "text/html")).Gives(200);
        Assert.That(book.Text, Does.Contain((string)dossier["code"]!).And.Contain("Mẫu số 06"));
        Assert.That((await As(Stages.Leader).Ask("GET", $"{Place}?from=2025-06-02&to=2025-06-02&agency={Ward}")).Gives(200)["items"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Who_does_not_work_on_them_sees_no_numbers()
    {
        Clock.Now = July;
        var line = (await As("procedureControl@H17").Ask("GET", $"{Place}?{Week}&agency={Office}")).Gives(200)["items"]![0]!;
        Assert.That(((string)line["owner"]!["fullName"]!, (string)line["owner"]!["phone"]!, (string?)line["owner"]!["address"]), Is.EqualTo(("Lê Thị <b>Số 0</b>", "*******456", (string?)null)));
        (await As($"leader@{Elsewhere}").Ask("GET", $"{Place}?{Week}&agency={Office}")).Gives(404, "agency.exists");
        (await As(Stages.Owner).Ask("GET", $"{Place}?{Week}")).Gives(403);
    }

    [Test]
    public async Task It_has_the_way_the_result_was_given_out_and_no_numbers_of_its_owner()
    {
        Clock.Now = July.AddDays(14);
        var dossier = await Acted(await Stages.Resolved(), "return", Stages.ReturnDesk, new { via = "postal" });
        var line = (await As(Stages.Reception).Ask("GET", $"{Place}?from=2026-07-20&to=2026-07-20")).Gives(200)["items"]!.AsArray()
            .Single(line => (string)line!["code"]! == (string)dossier["code"]!)!;
        Assert.That(((string)dossier["returnBy"]!, (string)line["returnBy"]!), Is.EqualTo(("counter", "postal")));
        Assert.That(line["owner"]!.AsObject().Select(field => field.Key), Is.SubsetOf(new[] { "fullName", "address", "phone" }));
    }

    [TestCase("to=2026-07-10", "from field.required")]
    [TestCase("from=2026-07-06", "to field.required")]
    [TestCase("from=2026-07-10&to=2026-07-06", "to field.within-range")]
    [TestCase("from=2025-07-06&to=2026-07-07", "to form.register-spans-a-year")]
    [TestCase("from=2026-07-06&to=2026-07-10&limit=201", "limit field.within-range")]
    [TestCase("from=2026-07-06&to=2026-07-10&sort=code", "sort field.in-list")]
    [TestCase("from=2026-07-06&to=2026-07-10&cursor=WyJ4Il0", "cursor field.well-formed")]
    public async Task A_period_is_given_and_has_an_end(string query, string fault) =>
        Assert.That((await As(Stages.Reception).Ask("GET", $"{Place}?{query}")).Gives(400).Faults, Is.EqualTo(new[] { fault }));

    [Test]
    public async Task A_year_with_its_leap_day_is_a_year()
    {
        (await As(Stages.Reception).Ask("GET", $"{Place}?from=2028-01-01&to=2028-12-31")).Gives(200);
        Assert.That((await As("admin").Ask("GET", $"{Place}?{Week}")).Gives(400).Faults, Is.EqualTo(new[] { "agency field.required" }));
        (await As("admin").Ask("GET", $"{Place}?{Week}&agency=X")).Gives(404, "agency.exists");
    }
}

using System.Xml.Linq;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Reports;

public sealed class ChartTests
{
    private const string Year = "period=2026";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [OneTimeSetUp]
    public async Task Work_a_little()
    {
        Clock.Now = Monday;
        await Stages.Resolved();
        await Stages.Handled();
    }

    [TestCase("handling/months", "Tỷ lệ giải quyết đúng hạn theo tháng", "03/2026")]
    [TestCase("online-share?groupBy=procedure", "Tỷ lệ hồ sơ tiếp nhận trực tuyến", "% (")]
    [TestCase("responsibility-time", "Thời gian trách nhiệm bình quân (giờ làm việc mỗi hồ sơ)", "giờ (")]
    public async Task A_report_is_drawn_for_whom_asks_for_a_picture(string report, string title, string text)
    {
        var drawing = await Picture(report);
        Assert.That(drawing.Element(Svg + "title")!.Value, Is.EqualTo(title));
        var words = drawing.Descendants(Svg + "text").Select(word => word.Value).ToList();
        Assert.That(words, Has.Some.StartsWith("Từ 01/01/2026 đến 31/12/2026 · "));
        Assert.That(words, Has.Some.Contains(text));
        Assert.That(drawing.Descendants(Svg + "rect").Count(), Is.GreaterThan(2), "bars");
        Assert.That(drawing.DescendantsAndSelf().Select(element => element.Name.LocalName), Has.None.EqualTo("script").And.None.EqualTo("image"));
    }

    [Test]
    public async Task In_the_reader_s_language() =>
        Assert.That((await Picture("handling/months", "en")).Element(Svg + "title")!.Value, Is.EqualTo("Punctuality by month"));

    [Test]
    public async Task Bars_are_as_long_as_their_shares()
    {
        var report = (await As(Stages.Leader).Ask("GET", $"/api/v1/reports/handling/months?{Year}&agency={Ward}")).Gives(200);
        var march = report["rows"]!.AsArray().Single(row => (string)row!["key"]! == "2026-03")!["cells"]!["punctuality"]!;
        var words = (await Picture("handling/months")).Descendants(Svg + "text").Select(word => word.Value);
        Assert.That(words, Has.Some.EndsWith($"({march["numerator"]}/{march["denominator"]})"));
        Assert.That(report["rows"]!.AsArray().Select(row => (string)row!["key"]!), Is.EqualTo(new[] { "2026-01", "2026-02", "2026-03" }), "no month that has not begun");
    }

    private static async Task<XElement> Picture(string report, string language = "vi")
    {
        var answer = await As(Stages.Leader).Ask(
            "GET", $"/api/v1/reports/{report}{(report.Contains('?') ? '&' : '?')}{Year}&agency={Ward}", null, "Accept", "image/svg+xml", "Accept-Language", language);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        return XElement.Parse(answer.Text);
    }
}

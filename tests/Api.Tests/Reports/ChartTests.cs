using System.Text.Json.Nodes;
using System.Xml.Linq;
using OneStop.Api.Reports;
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
    [TestCase("handling?groupBy=procedure", "Tỷ lệ giải quyết đúng hạn", "Theo hẹn lần đầu")]
    [TestCase("service-quality", "Bộ chỉ số phục vụ người dân, doanh nghiệp (% điểm tối đa)", "/18 điểm")]
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

    [Test]
    public async Task The_index_has_a_bar_for_each_group_and_for_all()
    {
        var index = (await As(Stages.Leader).Ask("GET", $"/api/v1/reports/service-quality?{Year}&agency={Ward}")).Gives(200);
        var words = (await Picture("service-quality")).Descendants(Svg + "text").Select(word => word.Value).ToList();
        var groups = index["groups"]!.AsArray();
        Assert.That(words, Is.SupersetOf(groups.Select(group => Points(group!))));
        Assert.That(words[words.IndexOf("Tổng điểm") + 1], Is.EqualTo(Points(index.Body)));
        Assert.That(words.Count(word => word.Contains('/') && word.EndsWith(" điểm", StringComparison.Ordinal)), Is.EqualTo(groups.Count + 1));
    }

    [Test]
    public void A_label_has_two_lines_and_ends_in_dots_where_it_is_longer()
    {
        Assert.That(new ChartLabel("Hộ tịch").Lines, Is.EqualTo(new[] { "Hộ tịch" }));
        Assert.That(new ChartLabel("Dịch vụ công trực tuyến, thanh toán trực tuyến của cơ quan").Lines, Has.Count.EqualTo(2).And.None.Contains("…"));
        var cut = new ChartLabel("ĐĂNG KÝ ĐẤT ĐAI LẦN ĐẦU, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất cho hộ gia đình, cá nhân").Lines;
        Assert.That(cut, Has.Count.EqualTo(2));
        Assert.That(cut.Select(line => line.Length), Is.All.LessThanOrEqualTo(48));
        Assert.That(cut[1], Does.EndWith("…"));
        Assert.That(new ChartLabel(new string('x', 100)).Lines.Single(), Has.Length.EqualTo(48).And.EndsWith("…"));
    }

    [Test]
    public void A_scale_has_round_steps_and_an_empty_chart_says_so()
    {
        static IEnumerable<string> Words(Chart chart) => XElement.Parse(chart.Svg()).Descendants(Svg + "text").Select(word => word.Value);
        var hours = new Chart("A", "b", [""], [new ChartRow("c", [new ChartValue(1234.5m, "")])], null, English: false);
        Assert.That(Words(hours), Is.SupersetOf(new[] { "0", "500", "1.000", "1.500", "2.000" }));
        Assert.That(Words(hours with { Rows = [] }), Does.Contain("Không có số liệu trong kỳ"));
    }

    private static string Points(JsonNode of) => string.Create(Chart.Culture(english: false), $"{(decimal)of["points"]!:0.##}/{(decimal)of["max"]!:0.##} điểm");

    private static async Task<XElement> Picture(string report, string language = "vi")
    {
        var answer = await As(Stages.Leader).Ask(
            "GET", $"/api/v1/reports/{report}{(report.Contains('?') ? '&' : '?')}{Year}&agency={Ward}", null, "Accept", "image/svg+xml", "Accept-Language", language);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        return XElement.Parse(answer.Text);
    }
}

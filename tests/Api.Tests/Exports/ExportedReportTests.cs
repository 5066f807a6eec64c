using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using OneStop.Application.Exports;
using static OneStop.Api.Tests.Exports.ExportHost;

namespace OneStop.Api.Tests.Exports;

/// <summary>Every report leaves the engine as a file, with the rows and figures of its own address.</summary>
public sealed class ExportedReportTests
{
    private const string Year = "\"period\": \"2026\"";

    /// <summary>Name, parameters, the address with the same question, and a text of the sheet.</summary>
    private static readonly (string Name, string Parameters, string Address, string Text)[] Reports =
    [
        ("handling", $"{Year}", "handling?period=2026", "Số hồ sơ nhận giải quyết - Tổng số"),
        ("handling-months", $"{Year}", "handling/months?period=2026", "2026-03,03/2026,3,"),
        ("online-share", $"{Year}", "online-share?period=2026", "Tỷ lệ trực tuyến - Tỷ lệ (%)"),
        ("responsibility-time", $"{Year}, \"groupBy\": \"field\"", "responsibility-time?period=2026&groupBy=field", "Phút làm việc bình quân - Giá trị"),
        ("procedures-usage", $"{Year}, \"used\": true", "procedures-usage?period=2026&used=true", "Hồ sơ bình quân tháng mỗi đơn vị - Giá trị"),
        ("time-saved", $"{Year}, \"procedures\": \"1.003658\"", "time-saved?period=2026&procedures=1.003658", "Tỷ lệ thời gian rút ngắn - Tỷ lệ (%)"),
        ("reuse", $"{Year}, \"groupBy\": \"agency\"", "reuse?period=2026&groupBy=agency", "Tỷ lệ bổ sung không quá một lần - Tỷ lệ (%)"),
        ("ranking", $"{Year}, \"by\": \"onlineShare\", \"least\": 2", "ranking?period=2026&by=onlineShare&least=2", "Hạng,Mã,Cơ quan,Tỷ lệ trực tuyến - Tỷ lệ (%)"),
        ("overdue-causes", $"{Year}", "overdue-causes?period=2026", "Do khâu phối hợp"),
        ("catalogue", "\"on\": \"2026-03-02\", \"groupBy\": \"service\", \"counted\": \"procedures,fullOnline\"", "catalogue?on=2026-03-02&groupBy=service&counted=procedures,fullOnline", "full,Toàn trình,"),
        ("accounts", "\"from\": \"2026-01-01\", \"to\": \"2026-12-31\"", "accounts?from=2026-01-01&to=2026-12-31", "Loại tài khoản,Tài khoản đã tạo"),
        ("service-quality", $"{Year}, \"groupBy\": \"agency\"", "service-quality?period=2026&groupBy=agency", ",Tổng điểm,"),
        ("evaluation", $"{Year}", "evaluation?period=2026", "Điểm của từng chỉ số (tối đa 2 điểm) - (1) Tổng thời gian giải quyết so với quy định"),
        ("register", "\"from\": \"2026-03-01\", \"to\": \"2026-03-31\"", "register?from=2026-03-01&to=2026-03-31", "\"Ngày, tháng, năm - Nhận hồ sơ\""),
        ("dossiers", "\"sort\": \"submittedAt\"", "", "Cơ quan tiếp nhận"),
    ];

    private ExportHost host = null!;

    private static IEnumerable<string> Names => Reports.Select(report => report.Name);

    [OneTimeSetUp]
    public async Task Start()
    {
        host = new ExportHost(("Exports:MostRows", "50"));
        using var reception = host.Host.Client($"reception@{Desk.Office}");
        for (var number = 0; number < 3; number++)
        {
            (await reception.Ask("POST", "/api/v1/dossiers", Desk.Filing())).Gives(201);
        }
    }

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public void Every_report_is_in_this_table() => Assert.That(ExportedReports.Names, Is.EquivalentTo(Names));

    [TestCaseSource(nameof(Names))]
    public async Task Text_has_the_rows_of_the_address_and_no_name_without_words(string name)
    {
        var (_, parameters, address, text) = Reports.Single(report => report.Name == name);
        var done = await Exported(name, "csv", parameters);
        var csv = Encoding.UTF8.GetString((await host.Fetch(done)).Content);
        Assert.That(csv, Does.Contain(text));
        Assert.That(Regex.Matches(csv.Split("\r\n")[0], "\\b[a-z]+[A-Z]\\w*").Select(match => match.Value), Is.Empty, "heads");
        if (address.Length > 0 && name != "service-quality")
        {
            var report = (await Read(address)).Body;
            Assert.That((long)done["rows"]!, Is.EqualTo((report["rows"] ?? report["items"])!.AsArray().Count));
        }
    }

    [TestCaseSource(nameof(Names))]
    public async Task A_workbook_of_it_is_valid(string name)
    {
        var done = await Exported(name, "xlsx", Reports.Single(report => report.Name == name).Parameters);
        using var book = SpreadsheetDocument.Open(new MemoryStream((await host.Fetch(done)).Content), isEditable: false);
        Assert.That(new OpenXmlValidator().Validate(book).Select(fault => $"{fault.Path?.XPath} {fault.Description}"), Is.Empty);
    }

    [Test]
    public async Task The_index_has_its_groups_indicators_total_and_units()
    {
        var index = (await Read("service-quality?period=2026&groupBy=agency")).Body;
        var done = await Exported("service-quality", "csv", $"{Year}, \"groupBy\": \"agency\"");
        var lines = Encoding.UTF8.GetString((await host.Fetch(done)).Content).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var groups = index["groups"]!.AsArray();
        Assert.That((long)done["rows"]!, Is.EqualTo(groups.Count + groups.Sum(group => group!["indicators"]!.AsArray().Count) + 1 + 1 + index["units"]!.AsArray().Count));
        Assert.That(lines[1], Does.StartWith("I,\"Công khai, minh bạch\","));
        var onTime = groups.SelectMany(group => group!["indicators"]!.AsArray()).Single(one => (string)one!["key"]! == "onTime")!;
        Assert.That(lines, Has.Some.Contains($"{onTime["figure"]!["numerator"]},{onTime["figure"]!["denominator"]},{onTime["figure"]!["value"]},{onTime["points"]},20,"));
        Assert.That(lines.Single(line => line.StartsWith(",Tổng điểm,", StringComparison.Ordinal)), Does.Contain($",{index["points"]},{index["max"]},\"Xếp loại: Yếu").Or.Contain($",{index["points"]},{index["max"]},Xếp loại: Yếu"));
        Assert.That(lines[^1], Does.StartWith("1,").And.Contain((string)index["units"]![0]!["key"]!));
    }

    /// <summary>Whoever does not work on a dossier gets the same marks in place of numbers as in the list.</summary>
    [Test]
    public async Task The_register_goes_on_from_slice_to_slice_and_is_masked_like_the_list()
    {
        const string control = "procedureControl@H17";
        using var client = host.Host.Client(control);
        var listed = (await client.Ask("GET", $"/api/v1/reports/register?from={March}&to=2026-03-31")).Gives(200)["items"]!.AsArray();
        var done = await host.Finished(new { report = "register", format = "csv", from = March, to = "2026-03-31" }, control);
        Assert.That(((long)done["progress"]!["of"]!, (long)done["progress"]!["done"]!), Is.EqualTo((3L, 3L)), "counted before it was drawn");
        var text = (await client.Ask("GET", $"/api/v1/exports/{done["id"]}/content")).Text;
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines.Skip(1).Select(line => line.Split(',')[1]), Is.EqualTo(listed.Select(line => (string)line!["code"]!)));
        Assert.That(lines.Skip(1), Is.All.Contains((string)listed[0]!["owner"]!["phone"]!).And.All.Contains("Nguyễn Văn A").And.None.Contains("0905123456"));
    }

    /// <summary>Whoever works on the dossiers has the numbers in the book, and is in the journal.</summary>
    [Test]
    public async Task The_register_has_contacts_for_those_who_work_on_it_and_says_who_saw_them()
    {
        const string head = $"head@{Desk.Office}";
        var done = await host.Finished(new { report = "register", format = "csv", from = March, to = "2026-03-31" }, head);
        using var client = host.Host.Client(head);
        var text = (await client.Ask("GET", $"/api/v1/exports/{done["id"]}/content")).Text;
        Assert.That(text, Does.Contain("0905123456"));
        Assert.That(() => host.Count("SELECT COUNT(DISTINCT SubjectId) FROM AccessJournal WHERE What = 4"), Is.EqualTo(3).After(10).Seconds.PollEvery(100));
    }

    [Test]
    public async Task A_register_with_more_rows_than_one_export_may_hold_is_refused()
    {
        await using var narrow = new ExportHost(("Exports:MostRows", "1"));
        using var reception = narrow.Host.Client($"reception@{Desk.Office}");
        (await reception.Ask("POST", "/api/v1/dossiers", Desk.Filing())).Gives(201);
        (await reception.Ask("POST", "/api/v1/dossiers", Desk.Filing())).Gives(201);
        (await narrow.Ask(Leader, "POST", "", new { report = "register", format = "csv", from = March, to = "2026-03-31" })).Gives(409, "export.rows-within-limit");
    }

    [TestCase("ranking", Year, "by field.required")]
    [TestCase("ranking", Year + """, "by": "onlineShare", "least": 0""", "least field.within-range")]
    [TestCase("procedures-usage", Year + """, "groupBy": "field", "used": true""", "used report.used-is-of-procedures")]
    [TestCase("catalogue", "\"counted\": \"procedures,colours\"", "counted field.well-formed")]
    [TestCase("accounts", "\"to\": \"2026-12-31\"", "from field.required")]
    [TestCase("service-quality", Year + """, "groupBy": "field" """, "groupBy field.well-formed")]
    [TestCase("evaluation", """ "period": "2025", "asOf": "2031-01-01T00:00:00+07:00" """, "asOf report.as-of-is-past")]
    [TestCase("register", "\"to\": \"2026-12-31\"", "from field.required")]
    [TestCase("register", "\"from\": \"2024-01-01\", \"to\": \"2026-12-31\"", "to form.register-spans-a-year")]
    [TestCase("register", "\"from\": \"2026-01-01\", \"to\": \"2026-12-31\", \"limit\": 5", "limit field.known")]
    public async Task What_the_address_refuses_is_refused(string report, string parameters, string fault)
    {
        var answer = await host.Ask(Leader, "POST", "", $"{{\"report\": \"{report}\", \"format\": \"csv\", {parameters}}}");
        Assert.That(answer.Gives(400).Faults, Does.Contain(fault), answer.Text);
    }

    private async Task<JsonNode> Exported(string report, string format, string parameters)
    {
        var done = await host.Done((await host.Ask(Leader, "POST", "", $"{{\"report\": \"{report}\", \"format\": \"{format}\", {parameters}}}")).Gives(202).Body);
        Assert.That((string)done["state"]!, Is.EqualTo("finished"), done.ToJsonString());
        return done;
    }


    private async Task<Answer> Read(string address)
    {
        using var leader = host.Host.Client(Leader);
        return (await leader.Ask("GET", $"/api/v1/reports/{address}")).Gives(200);
    }
}

using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using OneStop.Application.Exports;
using OneStop.Application.Reports;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Exports;
using OneStop.Domain.Procedures;
using OneStop.Infrastructure.Exports;

namespace OneStop.Infrastructure.Tests.Exports;

/// <summary>The statutory form and the general layout, written and read back.</summary>
public sealed class SheetTests
{
    private static readonly AgencyTree Tree = new([new Agency { Code = "H17.122", Name = "UBND phường Hòa Khánh", Kind = AgencyKind.PeoplesCommittee, Level = AgencyLevel.Commune, WorkingHours = "office" }]);

    private static readonly string[] Handling =
    [
        "received", "receivedOnline", "receivedDirect", "carriedOver", "resolved", "resolvedEarly", "resolvedOnTime", "resolvedOverdue", "inProgress", "inProgressInTime",
        "inProgressOverdue", "paused", "withdrawn", "stopped", "refused",
    ];

    [Test]
    public async Task A_workbook_of_the_form_is_valid_and_laid_out_like_it()
    {
        var (sheet, rows) = HandlingSheet.Of(Form(), Ground());
        using var book = SpreadsheetDocument.Open(new MemoryStream(await Written(ExportFormat.Xlsx, sheet, rows)), isEditable: false);
        Assert.That(new OpenXmlValidator().Validate(book).Select(fault => $"{fault.Path?.XPath} {fault.Description}"), Is.Empty);
        var page = book.WorkbookPart!.WorksheetParts.Single().Worksheet;
        var cells = page.Descendants<Cell>().Where(cell => Text(cell).Length > 0).ToDictionary(cell => cell.CellReference!.Value!, Text);
        Assert.Multiple(() =>
        {
            Assert.That(cells["A1"], Is.EqualTo("UBND PHƯỜNG HÒA KHÁNH"));
            Assert.That(cells["A2"], Is.EqualTo("Biểu số 06/VPCP/KSTT"));
            Assert.That(cells.Values, Does.Contain("Độc lập - Tự do - Hạnh phúc").And.Contain("TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"));
            Assert.That((cells["C7"], cells["C8"], cells["F8"], cells["G7"], cells["C9"], cells["M9"]), Is.EqualTo(
                ("Số hồ sơ nhận giải quyết", "Tổng số", "Từ kỳ trước", "Số hồ sơ đã giải quyết", "(3)=(4)+(5)+(6)", "(13)")));
            Assert.That(page.Descendants<MergeCell>().Select(cell => cell.Reference!.Value), Is.SupersetOf(new[] { "A7:A8", "B7:B8", "C7:F7", "G7:J7", "K7:M7", "N7:Q7", "R7:S7" }));
            Assert.That((cells["A10"], cells["B10"], cells["C10"], cells["R10"]), Is.EqualTo(("1", "Hộ tịch", "1200", "98.5")));
            Assert.That((cells["B12"], cells["C12"]), Is.EqualTo(("Tổng cộng", "1500")));
            Assert.That(cells.Values.Last(), Does.StartWith("Nguồn: kết xuất từ OneStop"));
            Assert.That(page.Descendants<Pane>().Single().VerticalSplit!.Value, Is.EqualTo(9));
            Assert.That(page.GetFirstChild<PageSetup>() is { PaperSize.Value: 9, FitToWidth.Value: 1, FitToHeight.Value: 0 } setup && setup.Orientation!.Value == OrientationValues.Landscape);
            Assert.That(book.WorkbookPart.Workbook.DefinedNames!.Single().InnerText, Is.EqualTo("'Biểu 06'!$7:$9"));
        });
    }

    [Test]
    public void Cells_the_form_does_not_know_stand_after_its_own_and_those_that_are_not_there_are_left_out()
    {
        var cells = new Dictionary<string, Figure> { ["received"] = Count(1), ["overdueBeyondRecall"] = Count(2), ["legsResolvedEarly"] = Count(3) };
        var (sheet, rows) = HandlingSheet.Of(Form() with { Rows = [new ReportRow("a", "A", cells)], Totals = cells }, Ground(english: true));
        Assert.That(sheet.Columns.Select(column => column.Label), Is.EqualTo(new[]
        {
            "No.", "Field", "Dossiers to be handled - Total", "Further figures - overdueBeyondRecall", "Further figures - Transfers: Resolved - Early",
        }));
        Assert.That(rows.Single().Values, Is.EqualTo(new object?[] { 1L, "A", 1m, 2m, 3m }));
    }

    [Test]
    public async Task The_general_layout_shows_what_a_share_comes_from()
    {
        var cells = new Dictionary<string, Figure> { ["received"] = Count(8), ["onlineShare"] = new(37.5m, 3, 8, "received", "/") };
        var (sheet, rows) = FigureSheet.Of(Form() with { Rows = [new ReportRow("commune", "Cấp xã", cells)], Totals = cells }, Ground("online-share"));
        Assert.That(await Csv(sheet, rows), Is.EqualTo(
            "\uFEFFMã,Lĩnh vực,Hồ sơ tiếp nhận,Tỷ lệ trực tuyến - Tỷ lệ (%),Tỷ lệ trực tuyến - Tử số,Tỷ lệ trực tuyến - Mẫu số\r\n"
            + "commune,Cấp xã,8,37.5,3,8\r\nTổng cộng,,8,37.5,3,8\r\n"));
        using var book = SpreadsheetDocument.Open(new MemoryStream(await Written(ExportFormat.Xlsx, sheet, rows)), isEditable: false);
        Assert.That(new OpenXmlValidator().Validate(book), Is.Empty);
    }

    [Test]
    public void Every_member_that_a_list_shows_has_its_own_word()
    {
        Enum[] members = [.. Enum.GetValues<DossierStatus>(), .. Enum.GetValues<Channel>(), .. Enum.GetValues<Timeliness>(), .. Enum.GetValues<Outcome>()];
        Assert.That(members.Where(member => MemberWords.Of(member, english: false) is null || MemberWords.Of(member, english: true) is null), Is.Empty);
        Assert.That((SheetWords.Word(DossierStatus.Received, english: false), SheetWords.Word("received", english: false)), Is.EqualTo(("Được tiếp nhận", "Hồ sơ tiếp nhận")));
        Assert.That((SheetWords.Word(Channel.Online, english: false), SheetWords.Word("online", english: false)), Is.EqualTo(("Trực tuyến", "Tiếp nhận trực tuyến")));
    }

    [Test]
    public async Task A_workbook_with_a_mark_is_valid_and_begins_with_it()
    {
        var (sheet, rows) = HandlingSheet.Of(Form(), Ground());
        using var book = SpreadsheetDocument.Open(new MemoryStream(await Written(ExportFormat.Xlsx, sheet with { Mark = "TEST" }, rows)), isEditable: false);
        Assert.That(new OpenXmlValidator().Validate(book), Is.Empty);
        Assert.That(book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().First().InnerText, Is.EqualTo("TEST"));
        Assert.That(book.WorkbookPart.Workbook.DefinedNames!.Single().InnerText, Is.EqualTo("'Biểu 06'!$8:$10"));
    }

    [TestCase("=1+1", "\"'=1+1\"")]
    [TestCase("+84", "\"'+84\"")]
    [TestCase("-2", "\"'-2\"")]
    [TestCase("@SUM(A1)", "\"'@SUM(A1)\"")]
    [TestCase("\t=1", "\"'\t=1\"")]
    [TestCase("Nguyễn, \"A\"", "\"Nguyễn, \"\"A\"\"\"")]
    public async Task A_text_is_never_a_formula(string text, string written)
    {
        var sheet = Three();
        Assert.That((await Csv(sheet, [new SheetRow([text, -2L, -2.5m])])).Split("\r\n")[1], Is.EqualTo($"{written},-2,-2.5"), "numbers stay numbers");
        using var book = SpreadsheetDocument.Open(new MemoryStream(await Written(ExportFormat.Xlsx, sheet, [new SheetRow([text])])), isEditable: false);
        Assert.That(book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<CellFormula>(), Is.Empty);
    }

    [Test]
    public async Task A_page_escapes_what_it_shows_and_repeats_its_heads()
    {
        var (sheet, rows) = HandlingSheet.Of(Form(), Ground());
        var page = Encoding.UTF8.GetString(await Written(ExportFormat.Html, sheet, [.. rows, new SheetRow([3L, "<script>", 1234m])]));
        Assert.That(page, Does.Contain("&lt;script&gt;").And.Contain("1.234").And.Contain("<thead>").And.Contain("size: A4 landscape").And.Contain("98,50").And.Not.Contain("<script"));
        Assert.That(page, Does.Contain("<th colspan=\"4\" rowspan=\"1\">Số hồ sơ nhận giải quyết</th>"));
    }

    [Test]
    public async Task Texts_that_XML_cannot_hold_do_no_harm()
    {
        var (sheet, _) = FigureSheet.Of(Form(), Ground());
        using var book = SpreadsheetDocument.Open(new MemoryStream(await Written(ExportFormat.Xlsx, sheet, [new SheetRow(["a\u0001b\uD800 😀", new string('x', 40_000)])])), isEditable: false);
        Assert.That(new OpenXmlValidator().Validate(book), Is.Empty);
        Assert.That(book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().Select(Text), Does.Contain("ab 😀"));
    }

    /// <summary>What waits in memory between two flushes does not grow with the sheet.</summary>
    [TestCase(ExportFormat.Csv)]
    [TestCase(ExportFormat.Xlsx)]
    [TestCase(ExportFormat.Html)]
    public async Task A_long_sheet_goes_out_in_parts(ExportFormat format)
    {
        var sheet = Three();
        var sizes = new List<int>();
        await using var parts = new PartStream((number, content) =>
        {
            Assert.That(number, Is.EqualTo(sizes.Count));
            sizes.Add(content.Length);
            return Task.CompletedTask;
        });
        using var writer = SheetWriter.Of(format, sheet, parts);
        writer.Begin();
        for (var i = 0; i < 40_000; i++)
        {
            writer.Add(new SheetRow([Guid.NewGuid().ToString(), (long)i, i / 2m]));
            if (i % 200 == 0)
            {
                writer.Flush();
                await parts.FlushAsync();
            }
        }
        Assert.That(sizes, Has.Count.GreaterThan(3), "before the end");
        writer.End();
        await parts.Complete();
        Assert.That(sizes.SkipLast(1), Is.All.EqualTo(PartStream.PartSize));
        Assert.That((long)sizes.Sum(), Is.EqualTo(parts.Length));
    }

    [Test]
    public async Task An_archive_holds_what_a_workbook_needs()
    {
        var (sheet, rows) = HandlingSheet.Of(Form(), Ground());
        using var archive = new ZipArchive(new MemoryStream(await Written(ExportFormat.Xlsx, sheet, rows)));
        Assert.That(archive.Entries.Select(entry => entry.FullName), Is.EquivalentTo(new[]
        {
            "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml",
        }));
    }

    /// <summary>A text, a number and a share.</summary>
    private static ReportSheet Three() => FigureSheet.Of(Form(), Ground()).Sheet with
    {
        Columns = [new SheetColumn("Text", 40, SheetValue.Text), new SheetColumn("Count", 10, SheetValue.Count), new SheetColumn("Share", 10, SheetValue.Share)],
        Totals = null,
    };

    internal static Report Form()
    {
        Dictionary<string, Figure> Cells(long[] counts, decimal share) => Handling.Zip(counts, (name, count) => (name, Figure: Count(count)))
            .Append(("punctuality", new Figure(share, 9, 10, "resolved", "/"))).Append(("firstPromisePunctuality", new Figure(share - 1, 8, 10, "resolved", "/")))
            .ToDictionary(one => one.Item1, one => one.Item2);

        return new Report(
            new ReportPeriod(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31)), new DateTimeOffset(2026, 4, 1, 8, 30, 0, TimeSpan.FromHours(7)),
            new ReportScope("H17.122", "field", "received") { CountBy = "root", Structure = "current" },
            [
                new ReportRow("ho-tich", "Hộ tịch", Cells([1200, 800, 300, 100, 1100, 900, 150, 50, 100, 90, 10, 5, 3, 2, 7], 98.5m)),
                new ReportRow("dat-dai", "Đất đai: đăng ký, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất", Cells([300, 100, 150, 50, 250, 100, 130, 20, 50, 40, 10, 4, 1, 1, 3], 92m)),
            ],
            Cells([1500, 900, 450, 150, 1350, 1000, 280, 70, 150, 130, 20, 9, 4, 3, 10], 97.3m));
    }

    internal static SheetGround Ground(string report = "handling", bool english = false) => new(report, Tree, english);

    internal static async Task<byte[]> Written(ExportFormat format, ReportSheet sheet, IReadOnlyList<SheetRow> rows)
    {
        var content = new MemoryStream();
        await using var parts = new PartStream(async (_, part) => await content.WriteAsync(part));
        using (var writer = SheetWriter.Of(format, sheet, parts))
        {
            writer.Begin();
            foreach (var row in rows)
            {
                writer.Add(row);
            }
            writer.End();
        }
        await parts.Complete();
        return content.ToArray();
    }

    private static async Task<string> Csv(ReportSheet sheet, IReadOnlyList<SheetRow> rows) => Encoding.UTF8.GetString(await Written(ExportFormat.Csv, sheet, rows));

    private static Figure Count(long value) => Figure.Count(value, "/");

    private static string Text(Cell cell) => cell.InlineString?.InnerText ?? cell.CellValue?.InnerText ?? "";
}

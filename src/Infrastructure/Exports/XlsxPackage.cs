using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using OneStop.Application.Exports;

namespace OneStop.Infrastructure.Exports;

/// <summary>What is around the rows of a workbook.</summary>
internal static class XlsxPackage
{
    public const string SheetPart = "xl/worksheets/sheet1.xml";

    private const int LongestText = 32_767;

    private const string Types = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>
        """;

    private const string PackageRelations = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
        """;

    private const string WorkbookRelations = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>
        """;

    /// <summary>Everything but the rows.</summary>
    /// <param name="firstHead">The first row that every printed page repeats.</param>
    public static void Write(ZipArchive archive, ReportSheet sheet, uint firstHead, uint lastHead)
    {
        Write(archive, "[Content_Types].xml", Types);
        Write(archive, "_rels/.rels", PackageRelations);
        Write(archive, "xl/_rels/workbook.xml.rels", WorkbookRelations);
        Write(archive, "xl/styles.xml", XlsxStyles.Sheet());
        Write(archive, "xl/workbook.xml", new Workbook(
            new BookViews(new WorkbookView()),
            new Sheets(new Sheet { Name = sheet.Tab, SheetId = 1, Id = "rId1" }),
            new DefinedNames(new DefinedName($"'{sheet.Tab}'!${firstHead}:${lastHead}") { Name = "_xlnm.Print_Titles", LocalSheetId = 0 })));
    }

    /// <summary>The view, with heads that stay where they are.</summary>
    public static SheetViews View(uint frozen) => new(new SheetView(
        new Pane { VerticalSplit = frozen, TopLeftCell = $"A{frozen + 1}", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
    {
        TabSelected = true, WorkbookViewId = 0, ShowGridLines = false,
    });

    /// <summary>A4 across, as wide as the page, as long as it takes.</summary>
    public static IEnumerable<OpenXmlElement> PrintSettings() =>
    [
        new PrintOptions { HorizontalCentered = true },
        new PageMargins { Left = 0.4, Right = 0.4, Top = 0.5, Bottom = 0.6, Header = 0.3, Footer = 0.3 },
        new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 },
        new HeaderFooter(new OddFooter("&C&P/&N")),
    ];

    /// <summary>The name of a column: A … Z, AA …</summary>
    public static string Letters(int column) => column < 26 ? $"{(char)('A' + column)}" : $"{Letters(column / 26 - 1)}{(char)('A' + column % 26)}";

    /// <summary>A text that XML can hold, no longer than a cell may be.</summary>
    public static string Readable(string text)
    {
        var cut = text.Length > LongestText ? text[..LongestText] : text;
        if (cut.All(character => XmlConvert.IsXmlChar(character)))
        {
            return cut;
        }
        var readable = new StringBuilder(cut.Length);
        for (var i = 0; i < cut.Length; i++)
        {
            if (i + 1 < cut.Length && char.IsSurrogatePair(cut[i], cut[i + 1]))
            {
                readable.Append(cut[i]).Append(cut[++i]);
            }
            else if (XmlConvert.IsXmlChar(cut[i]))
            {
                readable.Append(cut[i]);
            }
        }
        return readable.ToString();
    }

    private static void Write(ZipArchive archive, string name, string text)
    {
        using var part = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
        part.Write(Encoding.UTF8.GetBytes(text));
    }

    private static void Write(ZipArchive archive, string name, OpenXmlElement root)
    {
        using var part = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartDocument();
        writer.WriteElement(root);
    }
}

using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using OneStop.Application.Exports;
using OneStop.Domain.Shared;

namespace OneStop.Infrastructure.Exports;

/// <summary>
/// A workbook laid out like the form. Its parts are written into the archive one after the other and never held: a package of the library's own
/// making keeps the whole sheet in memory until it is closed.
/// </summary>
internal sealed class XlsxSheet(ReportSheet sheet, Stream target) : SheetWriter(sheet)
{
    private readonly ZipArchive archive = new(target, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
    private readonly List<string> merged = [];
    private Stream? part;
    private OpenXmlWriter? writer;
    private uint at;

    private int Last => Sheet.Columns.Count - 1;

    /// <summary>The column at which the right side of the title block begins.</summary>
    private int Middle => Math.Max(1, Sheet.Columns.Count / 2);

    private int HeadRows => Sheet.Heads().Count;

    public override void Begin()
    {
        var top = (uint)(3 + Sheet.Lines.Count + 1 + (Sheet.Mark is null ? 0 : 1));
        XlsxPackage.Write(archive, Sheet, firstHead: top + 1, lastHead: top + (uint)HeadRows);
        part = archive.CreateEntry(XlsxPackage.SheetPart, CompressionLevel.Fastest).Open();
        writer = OpenXmlWriter.Create(part);
        writer.WriteStartDocument();
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        writer.WriteElement(XlsxPackage.View(frozen: top + (uint)HeadRows));
        writer.WriteElement(new SheetFormatProperties { DefaultRowHeight = 16.5D, CustomHeight = true });
        writer.WriteElement(new Columns(Sheet.Columns.Select((column, i) =>
            new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = column.Width, CustomWidth = true })));
        writer.WriteStartElement(new SheetData());
        TitleBlock();
        Heads();
    }

    public override void Add(SheetRow row) => Row(row, row.Strong);

    public override void Flush() => part!.Flush();

    public override void End()
    {
        if (Sheet.Totals is { } totals)
        {
            Row(totals, total: true);
        }
        at++;
        foreach (var note in Sheet.Notes)
        {
            Across([(note, 0, Last, XlsxLook.Note)], 17D * Math.Max(1, (int)Math.Ceiling(note.Length / (Sheet.Columns.Sum(column => column.Width) * 0.95))));
        }
        writer!.WriteEndElement();
        if (merged.Count > 0)
        {
            writer.WriteElement(new MergeCells(merged.Select(range => new MergeCell { Reference = range })) { Count = (uint)merged.Count });
        }
        foreach (var setting in XlsxPackage.PrintSettings())
        {
            writer.WriteElement(setting);
        }
        writer.WriteEndElement();
        writer.Close();
        part!.Dispose();
        archive.Dispose();
    }

    public override void Dispose()
    {
        // The archive of a drawing that failed is never read: nothing of it needs an end.
        writer = null;
        part = null;
    }

    private void TitleBlock()
    {
        if (Sheet.Mark is { } mark)
        {
            Across([(mark, 0, Last, XlsxLook.Title)], 24D);
        }
        Across([(Sheet.Issuer.ToUpperInvariant(), 0, Middle - 1, XlsxLook.Issuer), (Sheet.Country, Middle, Last, XlsxLook.Issuer)], 18D);
        Across([(Sheet.Form ?? "", 0, Middle - 1, XlsxLook.Side), (Sheet.Motto, Middle, Last, XlsxLook.Motto)], 18D);
        Across([(Sheet.Title.ToUpperInvariant(), 0, Last, XlsxLook.Title)], 30D);
        foreach (var line in Sheet.Lines)
        {
            Across([(line, 0, Last, XlsxLook.Line)], 17D);
        }
        at++;
    }

    private void Heads()
    {
        var heads = Sheet.Heads();
        var numbered = Sheet.Columns.Any(column => column.Number is not null);
        for (var i = 0; i < heads.Count; i++)
        {
            var number = numbered && i == heads.Count - 1;
            StartRow(number ? 26D : 20D + (heads.Count > 1 && i == 1 ? 40D : 12D));
            for (var column = 0; column <= Last; column++)
            {
                // Every cell below a merged head has its border.
                var head = heads[i].FirstOrDefault(one => one.Column == column);
                Text(column, head?.Text ?? "", number ? XlsxLook.Number : XlsxLook.Head);
                if (head is { Columns: > 1 } or { Rows: > 1 })
                {
                    merged.Add($"{Cell(column, at)}:{Cell(column + head.Columns - 1, at + (uint)head.Rows - 1)}");
                }
            }
            writer!.WriteEndElement();
        }
    }

    private void Row(SheetRow row, bool total)
    {
        StartRow(Height(row));
        for (var i = 0; i < row.Values.Count; i++)
        {
            var look = XlsxStyles.Of(Sheet.Columns[i].Holds, total);
            switch (row.Values[i])
            {
                case string text:
                    Text(i, text, total ? XlsxLook.TotalText : XlsxLook.Text);
                    break;
                case DateTimeOffset instant:
                    Number(i, VietnamTime.Of(instant).DateTime.ToOADate().ToString("R", System.Globalization.CultureInfo.InvariantCulture), look);
                    break;
                case IFormattable number:
                    Number(i, number.ToString(null, System.Globalization.CultureInfo.InvariantCulture), look);
                    break;
                default:
                    Text(i, "", look);
                    break;
            }
        }
        writer!.WriteEndElement();
    }

    /// <summary>High enough for the text that needs most lines.</summary>
    private double Height(SheetRow row) => 16.5D * row.Values.Select(
        (value, i) => value is string text ? Math.Max(1, (int)Math.Ceiling(text.Length / (Sheet.Columns[i].Width * 0.95))) : 1).Max();

    /// <summary>A row of texts, each over a stretch of columns.</summary>
    private void Across((string Text, int First, int Last, XlsxLook Look)[] texts, double height)
    {
        StartRow(height);
        foreach (var (text, first, last, look) in texts)
        {
            Text(first, text, look);
            if (last > first)
            {
                merged.Add($"{Cell(first, at)}:{Cell(last, at)}");
            }
        }
        writer!.WriteEndElement();
    }

    private void StartRow(double height) => writer!.WriteStartElement(new Row { RowIndex = ++at, Height = height, CustomHeight = true });

    private void Text(int column, string text, XlsxLook look) => writer!.WriteElement(
        text.Length == 0
            ? new Cell { CellReference = Cell(column, at), StyleIndex = (uint)look }
            : new Cell(new InlineString(new Text(XlsxPackage.Readable(text)) { Space = SpaceProcessingModeValues.Preserve }))
            {
                CellReference = Cell(column, at), DataType = CellValues.InlineString, StyleIndex = (uint)look,
            });

    private void Number(int column, string number, XlsxLook look) =>
        writer!.WriteElement(new Cell(new CellValue(number)) { CellReference = Cell(column, at), StyleIndex = (uint)look });

    private static string Cell(int column, uint row) => $"{XlsxPackage.Letters(column)}{row}";
}

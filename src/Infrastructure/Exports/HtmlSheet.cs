using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using OneStop.Application.Exports;
using OneStop.Domain.Shared;

namespace OneStop.Infrastructure.Exports;

/// <summary>A page to print: A4 across, heads on every page, no script, nothing from elsewhere.</summary>
internal sealed class HtmlSheet(ReportSheet sheet, Stream target) : SheetWriter(sheet)
{
    private const string Style = """
        @page { size: A4 landscape; margin: 12mm 10mm }
        body { font: 10.5pt/1.3 "Times New Roman", "Liberation Serif", serif; color: #000; margin: 0 auto; max-width: 277mm }
        header { display: flex; justify-content: space-between; text-align: center; font-weight: bold; gap: 10mm }
        header small { display: block; font-size: 10.5pt; font-weight: normal }
        header u { font-weight: bold; text-underline-offset: 3px }
        h1 { font-size: 14pt; text-align: center; margin: 6mm 0 1mm; text-transform: uppercase }
        .mark { border: 2px solid #000; text-align: center; font-weight: bold; padding: 1mm; margin: 0 0 3mm }
        .line { text-align: center; font-style: italic; margin: 0 }
        table { border-collapse: collapse; width: 100%; margin: 4mm 0 3mm; font-size: 9.5pt }
        th, td { border: 1px solid #000; padding: .8mm 1.2mm; vertical-align: middle; overflow-wrap: anywhere }
        thead th { background: #eee; text-align: center; overflow-wrap: break-word }
        thead tr.n th { font-weight: normal; font-style: italic; background: none; font-size: 8.5pt }
        td.r { text-align: right; white-space: nowrap } tr.t td { font-weight: bold } tr { break-inside: avoid }
        .note { margin: 0 0 1mm; font-size: 9.5pt; font-style: italic }
        """;

    private const string Bold = " class=\"t\"";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StreamWriter page = new(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
    private readonly CultureInfo culture = CultureInfo.GetCultureInfo(sheet.English ? "en-GB" : "vi-VN");

    public override void Begin()
    {
        page.Write($"<!DOCTYPE html>\n<html lang=\"{(Sheet.English ? "en" : "vi")}\">\n<head><meta charset=\"utf-8\"><title>{Safe(Sheet.Title)}</title><style>{Style}</style></head>\n<body>\n");
        if (Sheet.Mark is { } mark)
        {
            page.Write($"<p class=\"mark\">{Safe(mark)}</p>\n");
        }
        page.Write($"<header><div>{Safe(Sheet.Issuer)}<small>{Safe(Sheet.Form)}</small></div><div>{Safe(Sheet.Country)}<small><u>{Safe(Sheet.Motto)}</u></small></div></header>\n");
        page.Write($"<h1>{Safe(Sheet.Title)}</h1>\n");
        foreach (var line in Sheet.Lines)
        {
            page.Write($"<p class=\"line\">{Safe(line)}</p>\n");
        }
        page.Write($"<table>\n<colgroup>{string.Concat(Widths())}</colgroup>\n<thead>\n");
        var numbered = Sheet.Columns.Any(column => column.Number is not null);
        var heads = Sheet.Heads();
        for (var i = 0; i < heads.Count; i++)
        {
            page.Write(numbered && i == heads.Count - 1 ? "<tr class=\"n\">" : "<tr>");
            foreach (var head in heads[i])
            {
                page.Write(string.Create(CultureInfo.InvariantCulture, $"<th colspan=\"{head.Columns}\" rowspan=\"{head.Rows}\">{Safe(head.Text)}</th>"));
            }
            page.Write("</tr>\n");
        }
        page.Write("</thead>\n<tbody>\n");
    }

    public override void Add(SheetRow row) => Row(row, row.Strong ? Bold : "");

    public override void Flush() => page.Flush();

    public override void End()
    {
        if (Sheet.Totals is { } totals)
        {
            Row(totals, Bold);
        }
        page.Write("</tbody>\n</table>\n");
        foreach (var note in Sheet.Notes)
        {
            page.Write($"<p class=\"note\">{Safe(note)}</p>\n");
        }
        page.Write("</body>\n</html>\n");
        page.Flush();
    }

    public override void Dispose() => page.Dispose();

    /// <summary>Shares of the page, so that short columns are not broken for long ones.</summary>
    private IEnumerable<string> Widths()
    {
        var all = Sheet.Columns.Sum(column => column.Width);
        return Sheet.Columns.Select(column => string.Create(CultureInfo.InvariantCulture, $"<col style=\"width:{100 * column.Width / all:0.#}%\">"));
    }

    private void Row(SheetRow row, string mark)
    {
        page.Write($"<tr{mark}>");
        for (var i = 0; i < row.Values.Count; i++)
        {
            page.Write(Sheet.Columns[i].Holds == SheetValue.Text ? "<td>" : "<td class=\"r\">");
            page.Write(Safe(Text(row.Values[i], Sheet.Columns[i].Holds)));
            page.Write("</td>");
        }
        page.Write("</tr>\n");
    }

    private string Text(object? value, SheetValue holds) => value switch
    {
        DateTimeOffset at => VietnamTime.Of(at).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(holds == SheetValue.Share ? "N2" : "N0", culture),
        _ => (string?)value ?? "",
    };

    private static string Safe(string? text) => Encoder.Encode(text ?? "");
}

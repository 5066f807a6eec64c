using DocumentFormat.OpenXml.Spreadsheet;
using OneStop.Application.Exports;

namespace OneStop.Infrastructure.Exports;

/// <summary>The looks of the cells of a workbook; the order of the formats is that of the members.</summary>
internal enum XlsxLook
{
    Plain, Issuer, Side, Title, Line, Head, Number, Text, Count, Share, Instant, TotalText, TotalCount, TotalShare, Note, Place, Motto,
}

internal static class XlsxStyles
{
    private const string Face = "Times New Roman";
    private const uint InstantFormat = 164;

    /// <summary>How a cell of a column looks.</summary>
    public static XlsxLook Of(SheetValue holds, bool total) => (holds, total) switch
    {
        (SheetValue.Text, false) => XlsxLook.Text,
        (SheetValue.Text, true) => XlsxLook.TotalText,
        (SheetValue.Count, false) => XlsxLook.Count,
        (SheetValue.Count, true) => XlsxLook.TotalCount,
        (SheetValue.Share, false) => XlsxLook.Share,
        (SheetValue.Share, true) => XlsxLook.TotalShare,
        (SheetValue.Instant, _) => XlsxLook.Instant,
        (SheetValue.Place, false) => XlsxLook.Place,
        (SheetValue.Place, true) => XlsxLook.TotalText,
    };

    public static Stylesheet Sheet() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = InstantFormat, FormatCode = "dd/mm/yyyy hh:mm" }) { Count = 1 },
        new Fonts(Font(11), Font(11, bold: true), Font(14, bold: true), Font(11, italic: true), Font(9, italic: true), Font(11, bold: true, underlined: true)) { Count = 6 },
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFEDEDED" }) { PatternType = PatternValues.Solid })) { Count = 3 },
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()), Thin()) { Count = 2 },
        new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }) { Count = 1 },
        Formats(),
        new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }) { Count = 1 });

    private static CellFormats Formats()
    {
        var formats = new CellFormats(Enum.GetValues<XlsxLook>().Select(Format));
        formats.Count = (uint)formats.ChildElements.Count;
        return formats;
    }

    private static CellFormat Format(XlsxLook look) => look switch
    {
        XlsxLook.Plain => Cell(font: 0),
        XlsxLook.Issuer => Cell(font: 1, HorizontalAlignmentValues.Center),
        XlsxLook.Side => Cell(font: 0, HorizontalAlignmentValues.Center),
        XlsxLook.Title => Cell(font: 2, HorizontalAlignmentValues.Center),
        XlsxLook.Line => Cell(font: 3, HorizontalAlignmentValues.Center),
        XlsxLook.Head => Cell(font: 1, HorizontalAlignmentValues.Center, border: 1, fill: 2),
        XlsxLook.Number => Cell(font: 4, HorizontalAlignmentValues.Center, border: 1),
        XlsxLook.Text => Cell(font: 0, HorizontalAlignmentValues.Left, border: 1),
        XlsxLook.Count => Cell(font: 0, HorizontalAlignmentValues.Right, border: 1, format: 3),
        XlsxLook.Share => Cell(font: 0, HorizontalAlignmentValues.Right, border: 1, format: 4),
        XlsxLook.Instant => Cell(font: 0, HorizontalAlignmentValues.Center, border: 1, format: InstantFormat),
        XlsxLook.TotalText => Cell(font: 1, HorizontalAlignmentValues.Left, border: 1, fill: 2),
        XlsxLook.TotalCount => Cell(font: 1, HorizontalAlignmentValues.Right, border: 1, fill: 2, format: 3),
        XlsxLook.TotalShare => Cell(font: 1, HorizontalAlignmentValues.Right, border: 1, fill: 2, format: 4),
        XlsxLook.Note => Cell(font: 3, HorizontalAlignmentValues.Left),
        XlsxLook.Place => Cell(font: 0, HorizontalAlignmentValues.Center, border: 1),
        XlsxLook.Motto => Cell(font: 5, HorizontalAlignmentValues.Center),
    };

    private static CellFormat Cell(uint font, HorizontalAlignmentValues? at = null, uint border = 0, uint fill = 0, uint format = 0) => new()
    {
        FontId = font, BorderId = border, FillId = fill, NumberFormatId = format, FormatId = 0, ApplyFont = true, ApplyBorder = border > 0,
        ApplyFill = fill > 0, ApplyNumberFormat = format > 0, ApplyAlignment = at is not null,
        Alignment = at is { } side ? new Alignment { Horizontal = side, Vertical = VerticalAlignmentValues.Center, WrapText = true } : null,
    };

    private static Font Font(double size, bool bold = false, bool italic = false, bool underlined = false)
    {
        var font = new Font();
        if (bold)
        {
            font.Append(new Bold());
        }
        if (italic)
        {
            font.Append(new Italic());
        }
        if (underlined)
        {
            font.Append(new Underline());
        }
        font.Append(new FontSize { Val = size }, new FontName { Val = Face }, new FontFamilyNumbering { Val = 1 });
        return font;
    }

    private static Border Thin() => new(
        new LeftBorder { Style = BorderStyleValues.Thin }, new RightBorder { Style = BorderStyleValues.Thin }, new TopBorder { Style = BorderStyleValues.Thin },
        new BottomBorder { Style = BorderStyleValues.Thin }, new DiagonalBorder());
}

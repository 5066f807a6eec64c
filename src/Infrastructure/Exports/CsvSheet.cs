using System.Globalization;
using CsvHelper;
using OneStop.Application.Exports;
using OneStop.Domain.Shared;

namespace OneStop.Infrastructure.Exports;

/// <summary>
/// Text with commas: one head, rows and totals. It begins with the mark by which Excel knows Vietnamese, and a text that Excel would take for a
/// formula has an apostrophe before it.
/// </summary>
internal sealed class CsvSheet(ReportSheet sheet, Stream target) : SheetWriter(sheet)
{
    private readonly CsvWriter csv = CsvWriter.Create(
        target, new CsvWriterOptions { WriteByteOrderMark = true, Injection = CsvInjection.Escape, FormatProvider = CultureInfo.InvariantCulture }, leaveOpen: true);

    public override void Begin()
    {
        foreach (var column in Sheet.Columns)
        {
            csv.WriteField(column.Label);
        }
        csv.EndRecord();
    }

    public override void Add(SheetRow row)
    {
        foreach (var value in row.Values)
        {
            switch (value)
            {
                case DateTimeOffset at:
                    csv.WriteField(VietnamTime.Of(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
                    break;
                case long count:
                    csv.WriteField(count);
                    break;
                case decimal number:
                    csv.WriteField(number);
                    break;
                default:
                    csv.WriteField((string?)value);
                    break;
            }
        }
        csv.EndRecord();
    }

    public override void Flush() => csv.Flush();

    public override void End()
    {
        if (Sheet.Totals is { } totals)
        {
            Add(totals);
        }
        csv.Flush();
    }

    public override void Dispose() => csv.Dispose();
}

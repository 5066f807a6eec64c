using OneStop.Application.Exports;
using OneStop.Domain.Exports;

namespace OneStop.Infrastructure.Exports;

/// <summary>Writes a sheet row by row; what it wrote may stay in its own buffers until the end.</summary>
internal abstract class SheetWriter(ReportSheet sheet) : IDisposable
{
    protected ReportSheet Sheet => sheet;

    /// <summary>Begins a sheet on a stream that it leaves open.</summary>
    public static SheetWriter Of(ExportFormat format, ReportSheet sheet, Stream target) => format switch
    {
        ExportFormat.Csv => new CsvSheet(sheet, target),
        ExportFormat.Xlsx => new XlsxSheet(sheet, target),
        ExportFormat.Html => new HtmlSheet(sheet, target),
    };

    /// <summary>Writes what stands above the rows.</summary>
    public abstract void Begin();

    public abstract void Add(SheetRow row);

    /// <summary>Hands on what it can.</summary>
    public abstract void Flush();

    /// <summary>Writes totals and notes.</summary>
    public abstract void End();

    public abstract void Dispose();
}

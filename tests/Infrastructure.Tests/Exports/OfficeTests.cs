using System.Diagnostics;
using OneStop.Application.Exports;
using OneStop.Domain.Exports;

namespace OneStop.Infrastructure.Tests.Exports;

/// <summary>An office program opens the workbook and prints it; ignored where there is none.</summary>
public sealed class OfficeTests
{
    [Test]
    public async Task An_office_program_prints_the_form_on_one_page()
    {
        var folder = Directory.CreateTempSubdirectory("onestop-office-");
        try
        {
            var (sheet, rows) = HandlingSheet.Of(SheetTests.Form(), SheetTests.Ground());
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "handling.xlsx"), await SheetTests.Written(ExportFormat.Xlsx, sheet, rows));
            await Convert(folder.FullName);
            var pdf = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "handling.pdf"), System.Text.Encoding.Latin1);
            Assert.That(pdf, Does.StartWith("%PDF-"));
            Assert.That(pdf.Split("/Type/Page/").Length - 1, Is.EqualTo(1), "pages");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Convert(string folder)
    {
        var office = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(place => Path.Combine(place, "soffice")).FirstOrDefault(File.Exists);
        if (office is null)
        {
            Assert.Ignore("soffice is not installed");
            return;
        }
        var start = new ProcessStartInfo(
            office, ["--headless", $"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", folder, Path.Combine(folder, "handling.xlsx")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(patience.Token);
        Assert.That(process.ExitCode, Is.Zero, await process.StandardError.ReadToEndAsync());
    }
}

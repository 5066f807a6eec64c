using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using OneStop.Processes;

namespace OneStop.SystemTests;

/// <summary>What comes out of the printer: every form printed by a browser, its paper and its words read back.</summary>
public sealed partial class PrintingTests
{
    private const string Office = "H17.122.01";
    private const string Ward = "H17.122";
    private const string Reception = $"reception@{Office}";
    private const string Leader = $"leader@{Ward}";
    private const string Owner = "Nguyễn Thị Hồng Ánh";
    private const string A5 = "420 x 595";
    private const string A4 = "595 x 842";
    private const string Across = "842 x 595";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private TestDatabase database = null!;
    private ApiProcess process = null!;
    private ApiClient api = null!;
    private DirectoryInfo folder = null!;
    private readonly Dictionary<string, string> codes = [];

    [OneTimeSetUp]
    public async Task Make_dossiers()
    {
        if (new[] { "chromium", "pdftotext", "pdfinfo" }.Where(program => !IsThere(program)).ToArray() is { Length: > 0 } missing)
        {
            Assert.Ignore($"not installed: {string.Join(", ", missing)}");
        }
        folder = Directory.CreateTempSubdirectory("onestop-print-");
        database = await TestDatabase.Create(Engine.Sqlite);
        process = await database.Start();
        api = new ApiClient(process.Url);
        var received = await File(1);
        Keep("receipt", received);
        Keep("supplement-request", await api.Act(received, "supplement-requests", Reception, Defects()));
        Keep("refusal", await api.Act(await File(2, register: true), "refuse", Reception, Defects()));
        Keep("stop-notice", await api.Act(await api.Act(await File(3), "steps/complete", Reception), "stop", Leader, new { reason = "Không thực hiện nghĩa vụ tài chính" }));
        var inTime = await api.Act(await File(5), "steps/complete", Reception);
        Keep("extension", await api.Act(inTime, "extend", Leader, new { by = new { value = 1, unit = "workingDay" }, reason = "Chờ kết quả đo đạc" }));
        var late = await api.Act(await File(4), "steps/complete", Reception, new { note = "Đủ thành phần" });
        await api.MoveClock(new { advance = "P21D" });
        var expected = DateTimeOffset.Parse(TestDatabase.StartAt, CultureInfo.InvariantCulture).AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Keep("apology", await api.Act(late, "apologies", Leader, new { reason = "Phải xác minh thực tế tại nhiều địa bàn", expectedOn = expected }));
        codes["control-slip"] = codes["apology"];
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (process is not null)
        {
            api.Dispose();
            await process.DisposeAsync();
            await database.DisposeAsync();
        }
        folder?.Delete(recursive: true);
    }

    [TestCase("receipt", A5, "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "Mẫu số 01")]
    [TestCase("supplement-request", A5, "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", "Bản chụp bị mờ")]
    [TestCase("refusal", A5, "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", "không tiếp nhận, giải quyết hồ sơ")]
    [TestCase("apology", A5, "VĂN BẢN XIN LỖI", "không gia hạn thời hạn", "Phải xác minh thực tế tại nhiều địa bàn")]
    [TestCase("extension", A5, "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT", "Chờ kết quả đo đạc")]
    [TestCase("stop-notice", A5, "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", "Không thực hiện nghĩa vụ tài chính")]
    [TestCase("control-slip", A4, "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", "Đúng hạn")]
    public async Task A_form_fits_its_paper_and_says_what_it_must(string form, string paper, params string[] says)
    {
        var (text, pages, pdf) = await Print($"/api/v1/dossiers/{codes[form]}/forms/{(form == "extension" ? "apology" : form)}", paper);
        Assert.That(pages, Is.EqualTo(1));
        foreach (var words in says.Concat(["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "MÔI TRƯỜNG THỬ NGHIỆM", Owner, codes[form], "Liên Chiểu, ngày"]))
        {
            Assert.That(text, Does.Contain(words));
        }
        if (IsThere("zbarimg") && IsThere("pdftoppm"))
        {
            await Run("pdftoppm", "-r", "200", "-png", "-singlefile", pdf, Path.ChangeExtension(pdf, null));
            var read = await Run("zbarimg", "--quiet", "--raw", Path.ChangeExtension(pdf, "png"));
            Assert.That(read, Does.StartWith($"onestop:{codes[form]}"));
            Assert.That(read.Contains("secret=", StringComparison.Ordinal), Is.EqualTo(form == "receipt"));
        }
    }

    [Test]
    public async Task The_register_lies_across_and_repeats_its_head()
    {
        for (var i = 10; i < 26; i++)
        {
            await File(i);
        }
        var day = DateTimeOffset.Parse(TestDatabase.StartAt, CultureInfo.InvariantCulture);
        var (text, pages, _) = await Print(string.Create(CultureInfo.InvariantCulture, $"/api/v1/reports/register?from={day:yyyy-MM-dd}&to={day.AddDays(30):yyyy-MM-dd}"), Across);
        Assert.That(pages, Is.GreaterThan(1));
        Assert.That(Regex.Count(text, "STT"), Is.EqualTo(pages));
        Assert.That(text, Does.Contain("SỔ THEO DÕI HỒ SƠ").And.Contain("Mẫu số 07").And.Contain("0905123456"));
    }

    private void Keep(string form, JsonElement dossier) => codes[form] = dossier.GetProperty("code").GetString()!;

    private async Task<JsonElement> File(int number, bool register = false) => (await api.Post("/api/v1/dossiers", Reception, new
    {
        procedure = "1.001612", agency = Office, channel = "counter", returnBy = "postal", register,
        owner = new
        {
            kind = "citizen", fullName = Owner, personalId = string.Create(CultureInfo.InvariantCulture, $"048190{number:000000}"), phone = "0905123456",
            address = "Số 12, đường Nguyễn Lương Bằng, tổ 45, phường Liên Chiểu, thành phố Đà Nẵng",
        },
        parts = new[] { new { component = "01", originals = 1 } },
    })).Demand(HttpStatusCode.Created);

    private static object Defects() => new { defects = new[] { new { component = "01", code = "illegible", message = "Bản chụp bị mờ" } } };

    /// <summary>The words, with single blanks between them, and the number of pages.</summary>
    private async Task<(string Text, int Pages, string Pdf)> Print(string place, string paper)
    {
        var page = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.html");
        var pdf = Path.ChangeExtension(page, "pdf");
        await System.IO.File.WriteAllTextAsync(page, await api.Page(place, Reception));
        await Run(
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", $"--user-data-dir={Path.Combine(folder.FullName, "profile")}", "--no-pdf-header-footer", $"--print-to-pdf={pdf}", page);
        var info = await Run("pdfinfo", pdf);
        var size = PageSize().Match(info);
        var rounded = string.Join(" x ", new[] { size.Groups[1], size.Groups[2] }.Select(side => $"{Math.Round(double.Parse(side.Value, CultureInfo.InvariantCulture))}"));
        Assert.That(rounded, Is.EqualTo(paper));
        return (Blanks().Replace(await Run("pdftotext", "-layout", pdf, "-"), " "), int.Parse(PageCount().Match(info).Groups[1].Value, CultureInfo.InvariantCulture), pdf);
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => System.IO.File.Exists(Path.Combine(folder, program)));

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var started = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var patience = new CancellationTokenSource(Patience);
        var (output, errors) = (started.StandardOutput.ReadToEndAsync(patience.Token), started.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await started.WaitForExitAsync(patience.Token);
            Assert.That(started.ExitCode, Is.Zero, $"{program}: {await errors}");
            return await output;
        }
        finally
        {
            if (!started.HasExited)
            {
                started.Kill(entireProcessTree: true);
            }
        }
    }

    [GeneratedRegex(@"Page size:\s+([\d.]+) x ([\d.]+)")]
    private static partial Regex PageSize();

    [GeneratedRegex(@"Pages:\s+(\d+)")]
    private static partial Regex PageCount();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}

using System.Diagnostics;
using System.Globalization;
using OneStop.Linked;
using OneStop.Linked.Scenarios;
using OneStop.Processes;

// Dossiers that several agencies work on, one for each kind of interlinked handling, over HTTP on a new database: every step by the official
// of the right agency and role, by the sandbox's clock, and at the end who had the dossier when.
(string Title, Func<LinkedDossier, Task> Run)[] scenarios =
[
    ("Vertical over three levels — liên thông dọc ba cấp, 2019", Vertical.ThreeLevels),
    ("Vertical over two levels before 2025 — liên thông dọc xã, huyện, 2019", Vertical.TwoLevelsOf2019),
    ("Two consultations at the same time, one lapses — lấy ý kiến song song, 2024", Consultation.TwoAtOnce),
    ("Land for the first time — đăng ký đất đai lần đầu, nghĩa vụ tài chính", Horizontal.FirstRegistration),
    ("Submitted to the provincial committee — sở trình UBND tỉnh", Vertical.Submission),
    ("Silence is consent — lấy ý kiến, im lặng là đồng ý", Consultation.Silence),
    ("Parallel with join — khai sinh, thường trú, BHYT", AtOnce.BirthResidenceInsurance),
    ("Horizontal with a financial obligation — đất đai, thuế", Horizontal.LandAndTax),
    ("To all at once with one lead — liên thông điện tử cùng lúc, có chủ trì", AtOnce.OneLead),
    ("Across borders of areas — phi địa giới hành chính", Direct.NonTerritorial),
    ("Silence is no consent: answered late — báo cáo phụ trách Một cửa", Consultation.EscalatedThenAnswered),
    ("Silence is no consent: recalled — thu hồi khi không trả lời", Consultation.EscalatedThenRecalled),
    ("Vertical over two levels since 2025 — liên thông dọc xã, sở", Vertical.TwoLevelsOf2026),
    ("Internal: one-stop and division — liên thông nội bộ sở", Direct.Division),
    ("Internal: one-stop and police — liên thông nội bộ, công an xã", Direct.Police),
    ("Misrouted: declined and re-routed — từ chối, chuyển lại", Misrouted.Declined),
    ("Misrouted: forwarded by the receiver — chuyển tiếp", Misrouted.Forwarded),
    ("A supplement asked by the police — yêu cầu bổ sung tại chặng", Direct.Supplement),
    ("Withdrawn while the police work on it — rút hồ sơ khi đang liên thông", Direct.Withdrawn),
    ("Misrouted twice: forwarded, then declined — chuyển tiếp rồi bị từ chối", Misrouted.ForwardedThenDeclined),
];
var began = Stopwatch.GetTimestamp();
var blocks = scenarios.Select((scenario, i) => new Block(string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {scenario.Title}"))).ToArray();
var folder = Directory.CreateTempSubdirectory("onestop-linked-");
try
{
    await using var process = await ApiProcess.Start(new Dictionary<string, string>
    {
        ["Database:ConnectionString"] = $"Data Source={Path.Combine(folder.FullName, "onestop.db")}",
        ["Sandbox:Enabled"] = "true", ["Sandbox:StartAt"] = "2019-01-28T07:00:00+07:00", ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
    });
    using var api = new ApiClient(process.Url);
    using var timeline = new Timeline(api);
    var office = new Office(api);
    await timeline.Run(scenarios.Select((scenario, i) => (Func<Task>)(() => Run(scenario.Run, new LinkedDossier(api, office, timeline, blocks[i], i + 1), blocks[i]))));
    if (blocks.Any(block => block.Failed > 0))
    {
        Console.Error.WriteLine(process.Output);
    }
}
finally
{
    folder.Delete(recursive: true);
}
foreach (var block in blocks)
{
    Console.WriteLine(block);
}
var failed = blocks.Sum(block => block.Failed);
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{scenarios.Length} scenarios, {blocks.Sum(block => block.Checks)} checks, {failed} failed ({Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s)"));
return failed == 0 ? 0 : 1;

static async Task Run(Func<LinkedDossier, Task> scenario, LinkedDossier dossier, Block block)
{
    try
    {
        await scenario(dossier);
    }
    catch (Exception e)
    {
        block.Fail($"ended by {e}");
    }
}

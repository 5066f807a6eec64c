using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using OneStop.Processes;
using OneStop.Replay;

// Replays what five source documents report, dossier by dossier over HTTP, each with its whole life, and compares the figures of the reports.
// Each on a new database, some at the same time; or one of them, with --url http://…, on a program that runs already (development, sandbox on, clock before its period).
const int AtOnce = 3;

var scenarios = Scenario.ReadAll();
var (only, url) = args switch
{
    [] => (null, null),
    ["--only", var key] => (key, null),
    ["--only", var key, "--url", var address] => (key, address),
    _ => ("", null),
};
if (only is not null && scenarios.All(scenario => scenario.Key != only))
{
    Console.Error.WriteLine($"usage: dotnet run -c Release --project tests/Replay [-- --only {string.Join('|', scenarios.Select(scenario => scenario.Key))} [--url http://127.0.0.1:5080]]");
    return 2;
}
var began = Stopwatch.GetTimestamp();
var summary = new ConcurrentDictionary<string, (string Line, bool Right)>();
var chosen = scenarios.Where(scenario => only is null || scenario.Key == only).ToList();
await Parallel.ForEachAsync(chosen, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (scenario, _) =>
    summary[scenario.Key] = url is null ? await OnItsOwn(scenario) : await Replay(scenario, new Uri(url)));

Console.WriteLine("summary");
foreach (var scenario in chosen)
{
    Console.WriteLine($"  {summary[scenario.Key].Line}");
}
var (total, took) = (chosen.Sum(scenario => scenario.Generation.Total), Stopwatch.GetElapsedTime(began).TotalSeconds);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {total:N0} dossiers in {took:0} s, {total / took:0} dossiers/s"));
return summary.Values.All(one => one.Right) ? 0 : 1;

static async Task<(string Line, bool Right)> OnItsOwn(Scenario scenario)
{
    var folder = Directory.CreateTempSubdirectory("onestop-replay-");
    try
    {
        await using var process = await ApiProcess.Start(new Dictionary<string, string>
        {
            ["Database:ConnectionString"] = $"Data Source={Path.Combine(folder.FullName, "onestop.db")}",
            ["Sandbox:Enabled"] = "true", ["Sandbox:StartAt"] = string.Create(CultureInfo.InvariantCulture, $"{scenario.Period.From:yyyy-MM-dd}T00:00:00+07:00"),
            ["Logging:LogLevel:Default"] = "Warning", ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
        });
        try
        {
            return await Replay(scenario, process.Url);
        }
        catch (Exception)
        {
            Console.Error.WriteLine(process.Output);
            throw;
        }
    }
    finally
    {
        folder.Delete(recursive: true);
    }
}

static async Task<(string Line, bool Right)> Replay(Scenario scenario, Uri server)
{
    using var api = new ApiClient(server);
    await api.MoveClock(new { now = new DateTimeOffset(scenario.Period.From, TimeOnly.MinValue, TimeSpan.FromHours(7)), frozen = true });
    var began = Stopwatch.GetTimestamp();
    var office = new Office(api, await OpeningHours.Of(api, scenario.Generation.Cells[0].Agencies[0], scenario.Period), scenario.Period);
    foreach (var procedure in scenario.Generation.Cells.Select(cell => cell.ProcedureCode).Distinct())
    {
        await office.Learn(procedure);
    }
    var instants = await Course.Run(api, (await Plan.Of(scenario, office)).Select(plan => new Life(plan, office)));
    var took = Stopwatch.GetElapsedTime(began);

    var (sheet, figures) = (new Sheet(), new Figures(api, scenario));
    sheet.Say($"{scenario.Title} ({scenario.Key})");
    await new Comparison(figures, scenario, sheet).Run();
    await new StatementCheck(figures, scenario, sheet).Run();
    var faults = Codes.Faults(office.Codes);
    foreach (var fault in faults)
    {
        sheet.Say(fault);
    }
    var line = string.Create(
        CultureInfo.InvariantCulture,
        $"{scenario.Key}: {office.Codes.Count:N0} dossiers of {scenario.Generation.Total:N0} at {instants} instants, {took.TotalSeconds:0.0} s, {office.Codes.Count / took.TotalSeconds:0} dossiers/s; codes: {(faults.Count == 0 ? "form and numbers right" : "WRONG")}; {sheet.Compared} figures compared, {sheet.Different} different, {sheet.Missing} not available yet");
    sheet.Say(line);
    Console.WriteLine(sheet);
    return (line, sheet.Different == 0 && faults.Count == 0 && office.Codes.Count == scenario.Generation.Total);
}

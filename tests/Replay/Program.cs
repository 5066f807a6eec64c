using System.Diagnostics;
using System.Globalization;
using OneStop.Processes;
using OneStop.Replay;

// Replays what a source document reports of Liên Chiểu in 2018, dossier by dossier over HTTP, and compares the figures of the reports.
// A program of its own on a new database; or, with --url http://…, one that runs already (development, sandbox on, clock before 2018-01-02).
const string Key = "lien-chieu-2018";
const string StartAt = "2018-01-02T07:30:00+07:00";

if (args is not ([] or ["--url", _]))
{
    Console.Error.WriteLine("usage: dotnet run --project tests/Replay [-- --url http://127.0.0.1:5080]");
    return 2;
}
var scenario = Scenario.Read(Key);
if (args is ["--url", var url])
{
    return await Replay(new Uri(url));
}
var folder = Directory.CreateTempSubdirectory("onestop-replay-");
try
{
    await using var process = await ApiProcess.Start(new Dictionary<string, string>
    {
        ["Database:ConnectionString"] = $"Data Source={Path.Combine(folder.FullName, "onestop.db")}",
        ["Sandbox:Enabled"] = "true", ["Sandbox:StartAt"] = StartAt, ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
    });
    try
    {
        return await Replay(process.Url);
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

async Task<int> Replay(Uri server)
{
    using var api = new ApiClient(server);
    var start = DateTimeOffset.Parse(StartAt, CultureInfo.InvariantCulture);
    await api.MoveClock(new { now = start, frozen = true });
    var began = Stopwatch.GetTimestamp();
    var filing = new Filing(api);
    foreach (var procedure in scenario.Generation.Cells.Select(cell => cell.ProcedureCode).Distinct())
    {
        await filing.Learn(procedure);
    }
    var hours = await OpeningHours.Of(api, scenario.Generation.Cells[0].Agencies[0], start.Year);
    var openings = hours.Between(DateOnly.FromDateTime(start.DateTime), scenario.Period.To).ToList();
    foreach (var (at, dossiers) in Plan.Of(scenario, openings))
    {
        await filing.Run(at, dossiers);
    }
    var took = Stopwatch.GetElapsedTime(began);

    var comparison = new Comparison(api, scenario);
    Console.WriteLine(scenario.Title);
    await comparison.Run();
    var faults = Codes.Faults(filing.Codes);
    foreach (var fault in faults)
    {
        Console.WriteLine(fault);
    }
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{filing.Codes.Count:N0} dossiers of {scenario.Generation.Total:N0} in {openings.Count} openings, {took.TotalSeconds:0.0} s, {filing.Codes.Count / took.TotalSeconds:0} a second; codes: {(faults.Count == 0 ? "form and numbers right" : "WRONG")}"));
    Console.WriteLine($"{comparison.Compared} figures compared, {comparison.Different} different");
    return comparison.Different == 0 && faults.Count == 0 && filing.Codes.Count == scenario.Generation.Total ? 0 : 1;
}

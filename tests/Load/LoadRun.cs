using Microsoft.Data.Sqlite;
using OneStop.Load.Bare;

namespace OneStop.Load;

/// <summary>The whole measurement: fill, copy, both servers, the scenarios in turn, the invariants.</summary>
internal static class LoadRun
{
    private const string Bare = "bare";
    private const string Ours = "OneStop";

    public static async Task<int> Run(Settings settings)
    {
        var folder = Directory.CreateTempSubdirectory("onestop-load-").FullName;
        Machine.Print(folder);
        try
        {
            return await Run(settings, folder) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> Run(Settings settings, string folder)
    {
        var database = Path.Combine(folder, "onestop.db");
        using var ours = await OneStopServer.Start(database, settings.Port, folder);
        using var api = new ApiClient(ours.Root);
        var filed = await Filler.Fill(api, settings.Dossiers);
        var copy = Path.Combine(folder, "bare.db");
        Copy(database, copy);
        await File.WriteAllTextAsync($"{copy}.json", await api.Get($"/api/v1/dossiers/{filed[0].Id}", filed[0].Reception));
        using var bare = settings.Against is { } build
            ? await OneStopServer.Start(copy, settings.Port + 1, folder, build)
            : await ServerProcess.Start(
                typeof(LoadRun).Assembly.Location, settings.Port + 1, Path.Combine(folder, "bare.log"), "/",
                "--serve-bare", copy, "--port", $"{settings.Port + 1}");

        var scripts = new Scripts(folder);
        var number = 0;
        var acknowledged = (long)settings.Dossiers;
        var cutOff = 0L;
        if (settings.Wants("read"))
        {
            await (await Reading(scripts, api, filed, bare, ours)).Run(settings, () => number++);
        }
        if (settings.Wants("list"))
        {
            await (await Listing(scripts, api, ours)).Run(settings, () => number++);
        }
        foreach (var connections in settings.Wants("receive") ? new[] { 64, 256 } : [])
        {
            var receiving = await Receiving(scripts, api, connections, bare, ours, settings.Against is not null);
            await receiving.Run(settings, () => number++);
            acknowledged += receiving.Acknowledged(Ours);
            cutOff += connections * (settings.Rounds + 1);
        }
        return Report(ours, database, acknowledged, cutOff);
    }

    private static async Task<Comparison> Reading(Scripts scripts, ApiClient api, FiledDossier[] filed, ServerProcess bare, ServerProcess ours)
    {
        var paths = new List<(string, string)>();
        foreach (var dossier in filed)
        {
            paths.Add(($"/api/v1/dossiers/{dossier.Id}", await api.Token(dossier.Reception)));
        }
        var data = scripts.Paths("read.txt", paths);
        return new Comparison("read one dossier", 64, [new(Bare, bare, scripts.Get, data), new(Ours, ours, scripts.Get, data)]);
    }

    public static async Task<Comparison> Listing(Scripts scripts, ApiClient api, ServerProcess ours)
    {
        var paths = new List<(string, string)>();
        foreach (var agency in SampleDossiers.Agencies)
        {
            paths.Add(("/api/v1/dossiers?sort=dueAt", await api.Token($"handler@{agency}")));
        }
        return new Comparison("work-list page of 50, by due instant", 64, [new(Ours, ours, scripts.Get, scripts.Paths("list.txt", paths))]);
    }

    private static async Task<Comparison> Receiving(
        Scripts scripts, ApiClient api, int connections, ServerProcess bare, ServerProcess ours, bool against)
    {
        var data = await scripts.Filings("receive.txt", "/api/v1/dossiers", api);
        var engine = new Target(Ours, ours, scripts.Receive, data);
        if (against)
        {
            return new Comparison("receive a dossier", connections, [new(Bare, bare, scripts.Receive, data), engine]);
        }
        var plain = await scripts.Filings("plain.txt", BareServer.PlainReception, api);
        return new Comparison(
            "receive a dossier", connections, [new("bare, plain", bare, scripts.Receive, plain), new("bare, prepared", bare, scripts.Receive, data), engine]);
    }

    private static bool Report(ServerProcess ours, string database, long acknowledged, long cutOff)
    {
        var (now, most) = ours.Resident;
        Console.WriteLine($"\nafter the run: resident memory {now} MB (at most {most} MB), database {Megabytes(database)} MB, write-ahead log {Megabytes(database + "-wal")} MB");
        return Invariants.Hold(database, acknowledged, cutOff);
    }

    private static long Megabytes(string file) => File.Exists(file) ? new FileInfo(file).Length >> 20 : 0;

    /// <summary>Page by page, so that both databases lie the same on the disk.</summary>
    private static void Copy(string from, string to)
    {
        using var source = new SqliteConnection($"Data Source={from};Pooling=False");
        using var target = new SqliteConnection($"Data Source={to};Pooling=False");
        source.Open();
        target.Open();
        source.BackupDatabase(target);
    }
}

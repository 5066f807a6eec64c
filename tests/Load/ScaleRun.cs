namespace OneStop.Load;

/// <summary>The work-list page of a ward among few and among a million dossiers: it must not depend on how many others there are.</summary>
internal static class ScaleRun
{
    public static async Task<int> Run(Settings settings)
    {
        var folder = Directory.CreateTempSubdirectory("onestop-load-").FullName;
        Machine.Print(folder);
        try
        {
            var database = Path.Combine(folder, "onestop.db");
            await Measure(settings, folder, database, settings.Dossiers);
            Multiplier.Copy(database, settings.Dossiers);
            await Measure(settings, folder, database, fill: 0);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Measure(Settings settings, string folder, string database, int fill)
    {
        using var server = await OneStopServer.Start(database, settings.Port, folder);
        using var api = new ApiClient(server.Root);
        if (fill > 0)
        {
            await Filler.Fill(api, fill);
        }
        var number = 0;
        await (await LoadRun.Listing(new Scripts(folder), api, server)).Run(settings, () => number++);
        Console.WriteLine($"  resident memory {server.Resident.Now} MB (at most {server.Resident.Most} MB)");
    }
}

using System.Diagnostics;

namespace OneStop.Load;

/// <summary>Fills a server through its API.</summary>
internal static class Filler
{
    private const int AtOnce = 48;

    /// <summary>Files the first so many sample dossiers.</summary>
    public static async Task<FiledDossier[]> Fill(ApiClient api, int dossiers)
    {
        foreach (var agency in SampleDossiers.Agencies)
        {
            await api.Token($"reception@{agency}");
        }
        var began = Stopwatch.GetTimestamp();
        var filed = new FiledDossier[dossiers];
        await Parallel.ForAsync(
            0, dossiers, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, _) => filed[n] = await api.File(n));
        Console.WriteLine($"filed {dossiers:N0} dossiers in {Stopwatch.GetElapsedTime(began).TotalSeconds:N1} s");
        return filed;
    }
}

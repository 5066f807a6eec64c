using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using OneStop.Processes;

namespace OneStop.SystemTests;

/// <summary>Files dossiers and completes their first step, over and over, until the program is gone.</summary>
/// <param name="first">Number of the first filing.</param>
internal sealed class Writers(ApiClient api, int first = 0)
{
    private const int AtOnce = 64;
    private const string Reception = $"reception@{Filings.Agency}";

    private readonly ConcurrentDictionary<int, JsonElement> acknowledged = new();
    private readonly int begin = first;
    private int sent = first;

    /// <summary>What the program acknowledged: the newest answer for each dossier.</summary>
    public IReadOnlyDictionary<int, JsonElement> Acknowledged => acknowledged;

    /// <summary>How many filings were sent, acknowledged or not.</summary>
    public int Sent => sent - begin;

    /// <summary>Ends when no writer gets an answer any more.</summary>
    public async Task Run()
    {
        await api.Token(Reception);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Write()));
    }

    /// <summary>Ends when so many dossiers are acknowledged.</summary>
    public async Task Until(int dossiers)
    {
        while (acknowledged.Count < dossiers)
        {
            await Task.Delay(10);
        }
    }

    /// <summary>Sends a filing as it was sent before, with its key.</summary>
    public static Task<ApiAnswer> Send(ApiClient api, int number) =>
        api.Post("/api/v1/dossiers", Reception, Filings.Counter(number), key: string.Create(CultureInfo.InvariantCulture, $"writer {number}"));

    private async Task Write()
    {
        try
        {
            while (true)
            {
                var number = Interlocked.Increment(ref sent) - 1;
                var dossier = (await Send(api, number)).Demand(HttpStatusCode.Created);
                acknowledged[number] = dossier;
                acknowledged[number] = await api.Act(dossier, "steps/complete", Reception);
            }
        }
        catch (Exception e) when (e is HttpRequestException || e.Message.Contains("answered 503", StringComparison.Ordinal))
        {
            // The program is gone, or says that it is about to.
        }
    }
}

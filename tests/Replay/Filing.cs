using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using OneStop.Processes;

namespace OneStop.Replay;

/// <summary>Files the planned dossiers as receptionists and citizens do, each until it is received.</summary>
internal sealed class Filing(ApiClient api)
{
    private const int AtOnce = 32;
    private const int CitizenAccounts = 9;

    private readonly ConcurrentDictionary<string, IReadOnlyList<JsonElement>> required = new();
    private readonly ConcurrentBag<string> codes = [];

    /// <summary>The codes given so far.</summary>
    public IReadOnlyCollection<string> Codes => codes;

    /// <summary>Looks up which parts a procedure demands in the version in force on the clock's day.</summary>
    public async Task Learn(string procedure)
    {
        var view = await api.Read($"/api/v1/procedures/{procedure}", null);
        required[procedure] = [.. view.GetProperty("components").EnumerateArray().Where(part => part.GetProperty("required").GetBoolean())];
    }

    /// <summary>Sets the clock to an opening and files what comes in then; the clock goes on meanwhile.</summary>
    public async Task Run(DateTimeOffset at, IReadOnlyList<PlannedDossier> dossiers)
    {
        await api.MoveClock(new { now = at, frozen = false });
        await Parallel.ForEachAsync(dossiers, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (dossier, _) => await File(dossier));
    }

    private async Task File(PlannedDossier dossier)
    {
        var reception = $"reception@{dossier.Agency}";
        var citizen = $"citizen{dossier.Number % CitizenAccounts + 1}";
        var answer = await api.Post(
            "/api/v1/dossiers", dossier.Online ? citizen : reception, Body(dossier),
            key: string.Create(CultureInfo.InvariantCulture, $"replay-{dossier.Number}"));
        var filed = answer.Demand(HttpStatusCode.Created);
        if (dossier.Online)
        {
            filed = await api.Act(filed, "accept", reception);
        }
        if (filed.GetProperty("status").GetString() != "received")
        {
            throw new InvalidOperationException($"{filed.GetProperty("code")} is {filed.GetProperty("status")}, not received");
        }
        codes.Add(filed.GetProperty("code").GetString()!);
    }

    private object Body(PlannedDossier dossier) => new
    {
        procedure = dossier.Procedure, agency = dossier.Agency, channel = dossier.Online ? "online" : "counter",
        owner = Applicants.Owner(dossier.Number), returnBy = "counter",
        parts = required[dossier.Procedure].Select(part => dossier.Online
            ? (object)new { component = part.GetProperty("code"), electronic = 1 }
            : new
            {
                component = part.GetProperty("code"), originals = part.GetProperty("originals"),
                certifiedCopies = part.GetProperty("certifiedCopies"), photocopies = part.GetProperty("photocopies"),
            }),
    };
}

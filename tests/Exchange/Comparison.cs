using System.Globalization;
using System.Text.Json;

namespace OneStop.Exchange;

/// <summary>Whether both sides hold the same at the end; says what does not.</summary>
internal sealed class Comparison(Engine engine)
{
    private static readonly string[] Statuses =
        ["registered", "received", "notAccepted", "inProgress", "awaitingSupplement", "awaitingPayment", "withdrawn", "stopped", "resolved", "returned"];

    private readonly List<string> faults = [];

    /// <summary>What is not as it should be.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>Every dossier stands at the portal as it stands here, and the ledger says so with every attempt.</summary>
    /// <returns>How many calls came to what.</returns>
    public async Task<IReadOnlyDictionary<string, int>> Portal(IReadOnlyCollection<string> dossiers, JsonElement shelf)
    {
        var there = shelf.GetProperty("dossiers").EnumerateArray().ToDictionary(one => one.GetProperty("code").GetString()!, one => one.GetProperty("record"));
        Demand(there.Count == dossiers.Count, $"the portal holds {there.Count} dossiers, not {dossiers.Count}");
        Demand(Number(shelf, "overlaps") == 0, $"{Number(shelf, "overlaps")} times one dossier was in two hands");
        var outcomes = new Dictionary<string, int>();
        foreach (var id in dossiers)
        {
            var dossier = await engine.Read($"/api/v1/dossiers/{id}", "admin");
            var code = dossier.GetProperty("code").GetString()!;
            if (!there.TryGetValue(code, out var record))
            {
                faults.Add($"{code} is not at the portal");
                continue;
            }
            var status = (Array.IndexOf(Statuses, dossier.GetProperty("status").GetString()) + 1).ToString(CultureInfo.InvariantCulture);
            Demand(Text(record, "TrangThaiHoSo") == status, $"{code} is {Text(record, "TrangThaiHoSo")} at the portal, {status} here");
            Demand(Text(record, "NgayHenTra") == Instant(dossier, "dueAt"), $"{code} is due {Text(record, "NgayHenTra")} at the portal, {Instant(dossier, "dueAt")} here");
            await Ledger(id, code, dossier.GetProperty("version").GetInt32(), outcomes);
        }
        return outcomes;
    }

    /// <summary>The subscriber took every event of the feed once, and those of each dossier in their order.</summary>
    public async Task<int> Webhook(Receiver receiver, long from)
    {
        var feed = await Feed(from);
        var taken = receiver.All.Select(one => one.Body).ToArray();
        var (wanted, had) = (feed.Select(one => one.Position).ToHashSet(), taken.Select(one => one.GetProperty("position").GetInt64()).ToArray());
        Demand(had.ToHashSet().SetEquals(wanted), $"the subscriber has {had.Distinct().Count()} events, the feed {wanted.Count}");
        Demand(had.Length == had.Distinct().Count(), $"{had.Length - had.Distinct().Count()} events came under two identities");
        foreach (var subject in taken.GroupBy(one => one.GetProperty("aggregateId").GetString()))
        {
            var positions = subject.Select(one => one.GetProperty("position").GetInt64()).ToArray();
            Demand(positions.SequenceEqual(positions.Order()), $"events of {subject.Key} came out of order");
        }
        Demand(receiver.Forged == 0, $"{receiver.Forged} calls were wrongly signed");
        return feed.Count;
    }

    /// <summary>The self-check finds nothing.</summary>
    public async Task Integrity()
    {
        await engine.Send(HttpMethod.Post, "/api/v1/admin/integrity", "admin", new { });
        JsonElement check;
        do
        {
            await Task.Delay(1_000);
            check = (await engine.Read("/api/v1/admin/integrity", "admin")).GetProperty("lastCheck");
        }
        while (!check.TryGetProperty("finishedAt", out var finished) || finished.ValueKind == JsonValueKind.Null);
        Demand(check.GetProperty("findingCount").GetInt64() == 0, $"the self-check found {check.GetProperty("findings").GetRawText()}");
    }

    private async Task Ledger(string id, string code, int version, Dictionary<string, int> outcomes)
    {
        var ledger = await engine.Read($"/api/v1/portal/sync/{id}", "admin");
        var sync = ledger.GetProperty("sync");
        Demand(Text(sync, "state") == "inSync", $"{code} is {Text(sync, "state")} in the ledger");
        Demand(Number(sync, "acknowledgedVersion") == version, $"{code} is acknowledged at {Number(sync, "acknowledgedVersion")}, not {version}");
        var calls = ledger.GetProperty("calls").EnumerateArray().ToArray();
        Demand(calls.Length > 0 && Text(calls[0], "outcome") == "acknowledged", $"the last call about {code} was not acknowledged");
        foreach (var call in calls)
        {
            var outcome = Text(call, "outcome");
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            Demand(outcome != "refused" || Text(call, "errorCode").Length > 0, $"a refusal of {code} has no code");
        }
    }

    private async Task<IReadOnlyList<(long Position, string Type)>> Feed(long after)
    {
        var all = new List<(long, string)>();
        while (true)
        {
            var slice = await engine.Read(string.Create(CultureInfo.InvariantCulture, $"/api/v1/changes?after={after}&limit=1000"), "admin");
            all.AddRange(slice.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("position").GetInt64(), item.GetProperty("type").GetString()!)));
            var next = slice.GetProperty("next").GetInt64();
            if (next == after)
            {
                return all;
            }
            after = next;
        }
    }

    private void Demand(bool holds, string fault)
    {
        if (!holds)
        {
            faults.Add(fault);
        }
    }

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "";

    private static int Number(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : 0;

    private static string Instant(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        ? value.GetDateTimeOffset().ToOffset(TimeSpan.FromHours(7)).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)
        : "";
}

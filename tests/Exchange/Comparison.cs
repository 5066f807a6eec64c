using System.Globalization;
using System.Net;
using System.Text.Json;

namespace OneStop.Exchange;

/// <summary>Whether both sides hold the same at the end; says what does not.</summary>
internal sealed class Comparison(Engine engine)
{
    /// <summary>The codes with which the fault plan lets the portal refuse.</summary>
    private static readonly string[] Planned = ["-99", "-98"];

    private readonly List<string> faults = [];

    /// <summary>What is not as it should be.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>Every dossier stands at the portal as it stands here, but for those whose last refusal is in the ledger.</summary>
    /// <returns>The dossiers that were refused, and how many calls came to what.</returns>
    public async Task<(IReadOnlyList<string> Refused, IReadOnlyDictionary<string, int> Outcomes)> Portal(IReadOnlyCollection<string> dossiers, JsonElement shelf)
    {
        var there = shelf.GetProperty("dossiers").EnumerateArray().ToDictionary(one => one.GetProperty("code").GetString()!);
        Demand(there.Count <= dossiers.Count, $"the portal holds {there.Count} dossiers, of {dossiers.Count}");
        Demand(Number(shelf, "overlaps") == 0, $"{Number(shelf, "overlaps")} times one dossier was in two hands");
        foreach (var refusal in shelf.GetProperty("refusals").EnumerateObject())
        {
            faults.Add($"the portal refused by itself, {refusal.Value} times: {refusal.Name}");
        }
        var (refused, outcomes) = (new List<string>(), new Dictionary<string, int>());
        foreach (var id in dossiers)
        {
            var dossier = await engine.Read($"/api/v1/dossiers/{id}", "admin");
            var code = dossier.GetProperty("code").GetString()!;
            if (!await Ledger(id, code, dossier.GetProperty("version").GetInt32(), outcomes))
            {
                refused.Add(id);
            }
            else if (there.TryGetValue(code, out var held))
            {
                Record(code, new Expected(dossier, await History(id)), held);
            }
            else
            {
                faults.Add($"{code} is not at the portal");
            }
        }
        return (refused, outcomes);
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

    /// <summary>The gateway took every message that counts as sent, none that was made untrue before it was tried, and nothing else.</summary>
    /// <returns>How many messages it took.</returns>
    public async Task<int> Gateway(IReadOnlyCollection<string> dossiers, IReadOnlyCollection<JsonElement> messages)
    {
        var (there, known) = (messages.Select(one => Text(one, "id")).ToHashSet(), new HashSet<string>());
        Demand(there.Count == messages.Count, $"the gateway has {messages.Count - there.Count} messages twice");
        foreach (var id in dossiers)
        {
            var page = await engine.Read($"/api/v1/notifications?dossier={id}&limit=200", "admin");
            foreach (var one in page.GetProperty("items").EnumerateArray().Where(one => Text(one, "channel") is "sms" or "zalo"))
            {
                var (message, state) = (Text(one, "id"), Text(one, "state"));
                known.Add(message);
                Demand(state is not ("sent" or "delivered") || there.Contains(message), $"message {message} is {state}, but the gateway does not have it");
                Demand(state != "superseded" || one.GetProperty("attempts").GetArrayLength() > 0 || !there.Contains(message), $"message {message} was made untrue, and sent");
            }
        }
        Demand(there.IsSubsetOf(known), $"the gateway has {there.Except(known).Count()} messages that nobody knows here");
        Demand(there.Count > 0, $"the gateway has no message");
        return there.Count;
    }

    /// <summary>The self-check finds nothing.</summary>
    public async Task Integrity()
    {
        var begun = (await engine.Send(HttpMethod.Post, "/api/v1/admin/integrity", "admin", new { })).Demand(HttpStatusCode.Accepted);
        JsonElement check;
        do
        {
            await Task.Delay(1_000);
            check = (await engine.Read("/api/v1/admin/integrity", "admin")).GetProperty("lastCheck");
        }
        while (check.ValueKind == JsonValueKind.Null || Text(check, "id") != Text(begun, "id"));
        Demand(check.GetProperty("findingCount").GetInt64() == 0, $"the self-check found {check.GetProperty("findings").GetRawText()}");
    }

    /// <summary>The record field by field, every line of progress once and in order, statuses in the order of its life.</summary>
    private void Record(string code, Expected wanted, JsonElement held)
    {
        var record = held.GetProperty("record");
        foreach (var (name, value) in wanted.Fields)
        {
            Demand(Text(record, name) == value, $"{code}: {name} is {Text(record, name)} at the portal, {value} here");
        }
        var lines = held.GetProperty("progress").EnumerateArray().Select(line => (At: Text(line, "ThoiDiemXuLy"), Status: Text(line, "TrangThai"))).ToArray();
        Demand(lines.SequenceEqual(wanted.Progress), $"{code}: progress is {string.Join(' ', lines)} at the portal, {string.Join(' ', wanted.Progress)} here");
        var statuses = held.GetProperty("statuses").EnumerateArray().Select(status => status.GetString()!).ToArray();
        Demand(wanted.Allows(statuses), $"{code}: the portal was told {string.Join(", ", statuses)}");
    }

    private async Task<IReadOnlyList<JsonElement>> History(string id)
    {
        var page = await engine.Read($"/api/v1/dossiers/{id}/history?limit=200", "admin");
        return [.. page.GetProperty("items").EnumerateArray()];
    }

    /// <summary>Whether the ledger says that the portal has it; else it must say why the portal refused it.</summary>
    private async Task<bool> Ledger(string id, string code, int version, Dictionary<string, int> outcomes)
    {
        var ledger = await engine.Read($"/api/v1/portal/sync/{id}", "admin");
        var sync = ledger.GetProperty("sync");
        var calls = ledger.GetProperty("calls").EnumerateArray().ToArray();
        foreach (var call in calls)
        {
            var outcome = Text(call, "outcome");
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            Demand(outcome != "refused" || Planned.Contains(Text(call, "errorCode")), $"{code} was refused with {Text(call, "errorCode")}, which no fault of the plan gives");
        }
        if (Text(sync, "state") == "rejected")
        {
            Demand(Planned.Contains(Text(sync, "errorCode")), $"{code} is rejected with {Text(sync, "errorCode")}");
            // Where the ledger was certain, a look follows the refusal.
            var last = calls.Where(call => Number(call, "attempt") == Number(calls[0], "attempt")).Select(call => Text(call, "outcome")).ToArray();
            Demand(last.Contains("refused"), $"{code} is rejected, but its last calls were {string.Join(", ", last)}");
            return false;
        }
        Demand(Text(sync, "state") == "inSync", $"{code} is {Text(sync, "state")} in the ledger");
        Demand(Number(sync, "acknowledgedVersion") == version, $"{code} is acknowledged at {Number(sync, "acknowledgedVersion")}, not {version}");
        Demand(calls.Length > 0 && Text(calls[0], "outcome") == "acknowledged", $"the last call about {code} was not acknowledged");
        return true;
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

    private static string Text(JsonElement of, string name) => Expected.Text(of, name);

    private static int Number(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : 0;
}

using System.Globalization;
using System.Text.Json;
using OneStop.Processes;

namespace OneStop.SystemTests;

/// <summary>GET never changes state: every one of the API document, by everybody, leaves every table as it was.</summary>
public sealed class ReadingTests
{
    private const string Reception = $"reception@{Filings.Agency}";

    [Test]
    public async Task Get_changes_nothing()
    {
        await using var database = await TestDatabase.Create(Engine.Sqlite);
        await using var process = await database.Start();
        using var api = new ApiClient(process.Url);
        string?[] everybody = [null, "admin", Reception, $"leader@{Filings.Agency}", "citizen1"];
        await Task.WhenAll(everybody.OfType<string>().Select(user => api.Token(user)));
        var known = await Known(api);
        var paths = await Paths(api, known);
        await using var db = database.Open();
        var before = WholeDatabase.Hashes(db);

        var unread = new List<string>();
        foreach (var path in paths)
        {
            var statuses = new List<int>();
            foreach (var user in everybody)
            {
                statuses.Add((int)(await api.Get(path, user)).Status);
            }
            Assert.That(statuses, Is.All.LessThan(500), path);
            if (!statuses.Contains(200))
            {
                unread.Add($"{path}: {string.Join(' ', statuses)}");
            }
        }

        Assert.That(WholeDatabase.Hashes(db).Where(table => before[table.Key] != table.Value).Select(table => table.Key), Is.Empty, "changed");
        await TestContext.Out.WriteLineAsync($"{paths.Count} addresses; nobody could read {unread.Count}: {string.Join(", ", unread)}");
        Assert.That(unread, Has.Count.LessThan(paths.Count / 4), "most addresses were filled in well enough to be read");
    }

    /// <summary>What stands after each part of a path, from a dossier in the middle of its life.</summary>
    private static async Task<Dictionary<string, string>> Known(ApiClient api)
    {
        var dossier = (await api.Post("/api/v1/dossiers", Reception, Filings.Counter(1))).Demand(System.Net.HttpStatusCode.Created);
        dossier = await api.Act(dossier, "supplement-requests", Reception, new
        {
            defects = new[] { new { component = "01", code = "illegible", message = "Bản chụp mờ" } },
        });
        var code = dossier.GetProperty("code").GetString()!;
        var receipt = await api.Read($"/api/v1/dossiers/{dossier.GetProperty("id").GetString()}/receipt", Reception);
        var mandate = (await api.Post("/api/v1/mandates", "citizen1", new { kind = "authorised", representative = "citizen2" })).Demand(System.Net.HttpStatusCode.Created);
        var clients = await api.Read("/api/v1/clients", "admin");
        (await api.Post("/api/v1/portal/catalogue/sync", "admin", new { })).Demand(System.Net.HttpStatusCode.Accepted);
        return new Dictionary<string, string>
        {
            ["dossiers"] = dossier.GetProperty("id").GetString()!, ["lookup"] = code, ["agencies"] = Filings.Agency, ["procedures"] = "1.001612",
            ["versions"] = "1", ["calendar"] = "2026", ["errors"] = "request.signed-in",
            ["verify"] = receipt.GetProperty("receipt").GetProperty("verification").GetString()!, ["mandates"] = mandate.GetProperty("id").GetString()!,
            ["forms"] = "receipt", ["clients"] = clients.GetProperty("items")[0].GetProperty("id").GetString()!,
            ["staff"] = (await api.Read("/api/v1/me", $"leader@{Filings.Agency}")).GetProperty("id").GetString()!,
            ["exports"] = await Exported(api), ["webhooks"] = await Subscribed(api), ["notification-templates"] = "received",
            ["sync"] = dossier.GetProperty("id").GetString()!,
            ["reconciliations"] = (await api.Post("/api/v1/portal/reconciliations", "admin", new { })).Demand(System.Net.HttpStatusCode.Accepted).GetProperty("id").GetString()!,
            ["accounts"] = (await api.Read("/api/v1/me", "citizen1")).GetProperty("id").GetString()!,
        };
    }

    /// <summary>A webhook that sends nothing, so that nothing of it changes.</summary>
    private static async Task<string> Subscribed(ApiClient api) =>
        (await api.Post("/api/v1/webhooks", "admin", new { url = "https://203.0.113.10/onestop", filter = new { types = new[] { "webhookResumed" } } }))
            .Demand(System.Net.HttpStatusCode.Created).GetProperty("webhook").GetProperty("id").GetString()!;

    /// <summary>An export that is finished, so that nothing of it changes any more.</summary>
    private static async Task<string> Exported(ApiClient api)
    {
        var user = $"leader@{Filings.Agency}";
        var export = (await api.Post("/api/v1/exports", user, new { report = "handling", format = "csv", period = "2026" })).Demand(System.Net.HttpStatusCode.Accepted);
        var id = export.GetProperty("id").GetString()!;
        while (export.GetProperty("state").GetString() is "queued" or "running")
        {
            await Task.Delay(100);
            export = await api.Read($"/api/v1/exports/{id}", user);
        }
        return id;
    }

    /// <summary>Every GET of the document; reports over the month, identities nobody knows where no better one is known.</summary>
    private static async Task<IReadOnlyList<string>> Paths(ApiClient api, Dictionary<string, string> known)
    {
        var document = await api.Read("/swagger/v1/swagger.json", null);
        return
        [
            .. document.GetProperty("paths").EnumerateObject().Where(path => path.Value.TryGetProperty("get", out _))
                .Select(path => Filled(path.Name, known) + Query(path.Value.GetProperty("get"))),
        ];
    }

    private static string Filled(string path, Dictionary<string, string> known)
    {
        var parts = path.Split('/');
        for (var i = 1; i < parts.Length; i++)
        {
            if (parts[i].StartsWith('{'))
            {
                parts[i] = known.GetValueOrDefault(parts[i - 1], Guid.Empty.ToString());
            }
        }
        return string.Join('/', parts);
    }

    private static string Query(JsonElement operation)
    {
        var formats = operation.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().ToDictionary(
                parameter => parameter.GetProperty("name").GetString()!,
                parameter => parameter.GetProperty("schema").TryGetProperty("format", out var format) ? format.GetString() : null)
            : [];
        if (!formats.TryGetValue("from", out var written) || !formats.ContainsKey("to"))
        {
            return "";
        }
        var day = DateTimeOffset.Parse(TestDatabase.StartAt, CultureInfo.InvariantCulture);
        var time = written == "date-time" ? "T00:00:00Z" : "";
        return string.Create(CultureInfo.InvariantCulture, $"?from={day.AddDays(-16):yyyy-MM-dd}{time}&to={day:yyyy-MM-dd}{time}");
    }
}

using System.Net;
using System.Text.Json;
using Dapper;
using OneStop.Processes;

namespace OneStop.SystemTests;

/// <summary>Supplements that nobody answers are closed once, at the instant they were due, whichever process gets to it.</summary>
public sealed class DueWorkTests
{
    private const int Dossiers = 20;
    private const string Reception = $"reception@{Filings.Agency}";

    [TestCase(Engine.Sqlite)]
    [TestCase(Engine.SqlServer)]
    public async Task Two_processes_close_each_unanswered_supplement_once(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        await using var first = await database.Start();
        await using var second = await database.Start();
        using var one = new ApiClient(first.Url);
        using var two = new ApiClient(second.Url);
        var waiting = new List<JsonElement>();
        for (var i = 0; i < Dossiers; i++)
        {
            waiting.Add(await AskForSupplement(i % 2 == 0 ? one : two, i));
        }
        var to = (await one.Read("/api/v1/sandbox/clock", "admin")).GetProperty("now").GetDateTimeOffset().AddDays(60);
        await two.Token("admin");

        // Whichever answers, everything that was due has been done by then.
        var open = await Task.WhenAll(new[] { one, two }.Select(async api =>
        {
            await api.MoveClock(new { now = to, frozen = true });
            await using var looking = database.Open();
            return await looking.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM DueJobs WHERE Kind = 'CloseUnanswered'");
        }));

        Assert.That(open, Is.All.Zero, "no job was left when a process answered");
        foreach (var dossier in waiting)
        {
            await AssertClosedOnce(one, dossier);
        }
        await using var db = database.Open();
        WholeDatabase.AssertWhole(db);
    }

    private static async Task<JsonElement> AskForSupplement(ApiClient api, int number)
    {
        var dossier = (await api.Post("/api/v1/dossiers", Reception, Filings.Counter(number))).Demand(HttpStatusCode.Created);
        return await api.Act(dossier, "supplement-requests", Reception, new
        {
            defects = new[] { new { component = "01", code = "illegible", message = "Bản chụp mờ" } },
        });
    }

    private static async Task AssertClosedOnce(ApiClient api, JsonElement dossier)
    {
        var answerBy = dossier.GetProperty("supplements")[0].GetProperty("answerBy").GetDateTimeOffset();
        var history = await api.Read($"/api/v1/dossiers/{dossier.GetProperty("id").GetString()}/history", Reception);
        var after = history.GetProperty("items").EnumerateArray()
            .Where(line => line.GetProperty("version").GetInt32() > dossier.GetProperty("version").GetInt32()).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Select(line => line.GetProperty("type").GetString()), Is.EqualTo(new[] { "supplementReminded", "supplementLapsed" }));
            Assert.That(after[^1].GetProperty("at").GetDateTimeOffset(), Is.EqualTo(answerBy));
        }
    }
}

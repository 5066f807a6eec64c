using System.Data.Common;
using System.Net;
using System.Text.Json;
using Dapper;
using OneStop.Processes;

namespace OneStop.SystemTests;

/// <summary>A dossier is at twenty agencies, and all of them are done with it at the same instant.</summary>
public sealed class ParallelLegsTests
{
    private const string Handler = $"handler@{Filings.Agency}";

    /// <summary>Beside the tax office, where the route leads.</summary>
    private static readonly string[] Agencies =
    [
        "H17.121", "H17.123", "H17.06", "H17.15", "H42.03", "H42.05", "H42.06", "H42.13", "H42.14", "H42.15", "H42.121", "H42.122", "H42.123",
        "H42.124", "H24.05", "H24.06", "H24.13", "H24.141", "H24.142",
    ];

    private const string Events = """
        SELECT Type
        FROM Events
        WHERE Aggregate = 'dossier' AND AggregateId = @Id
        """;

    [TestCase(Engine.Sqlite)]
    [TestCase(Engine.SqlServer)]
    public async Task Twenty_legs_that_end_at_once_move_the_dossier_once(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        await using var first = await database.Start();
        await using var second = await database.Start();
        using var one = new ApiClient(first.Url);
        using var two = new ApiClient(second.Url);
        var dossier = await AtTwentyAgencies(one);
        var id = dossier.GetProperty("id").GetString()!;
        var legs = (await one.Read($"/api/v1/dossiers/{id}/transfers?limit=200", Handler)).GetProperty("items").EnumerateArray().ToList();
        Assert.That(legs, Has.Count.EqualTo(20));
        var receivers = legs.Select(leg => $"handler@{leg.GetProperty("toAgency").GetProperty("code").GetString()}").ToList();
        await Task.WhenAll(receivers.SelectMany(receiver => new[] { one.Token(receiver), two.Token(receiver) }));

        var accepted = await AllAtOnce("accept");
        legs = [.. accepted.Select(answer => answer.Demand(HttpStatusCode.OK))];
        var completed = await AllAtOnce("complete");

        Assert.That(completed.Where(answer => answer.Status != HttpStatusCode.OK).Select(answer => $"{answer.Status} {answer.Text}"), Is.Empty);
        dossier = await two.Read($"/api/v1/dossiers/{id}", Handler);
        await using var db = database.Open();
        var events = await TypesOf(db, id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(events.Count(type => type == "legEnded"), Is.EqualTo(20));
            Assert.That(events.Count(type => type == "legsJoined"), Is.EqualTo(1));
            Assert.That(dossier.GetProperty("version").GetInt32(), Is.EqualTo(events.Count));
            Assert.That(dossier.GetProperty("step").GetProperty("key").GetString(), Is.EqualTo("ky"), "one step further, not two");
            Assert.That(dossier.GetProperty("openTransfers").GetArrayLength(), Is.Zero);
            WholeDatabase.AssertWhole(db);
        }

        Task<ApiAnswer[]> AllAtOnce(string action) => Task.WhenAll(legs.Select((leg, i) => (i % 2 == 0 ? one : two).Post(
            $"/api/v1/transfers/{leg.GetProperty("id").GetString()}/{action}", receivers[i], new { }, leg.GetProperty("version").GetInt32())));
    }

    /// <summary>The leg of its route at the tax office, and nineteen beside it.</summary>
    private static async Task<JsonElement> AtTwentyAgencies(ApiClient api)
    {
        var dossier = (await api.Post("/api/v1/dossiers", $"reception@{Filings.Agency}", Filings.Counter(1))).Demand(HttpStatusCode.Created);
        dossier = await api.Act(dossier, "steps/complete", $"reception@{Filings.Agency}");
        dossier = await api.Act(await api.Act(dossier, "claim", Handler), "steps/complete", Handler);
        var place = $"/api/v1/dossiers/{dossier.GetProperty("id").GetString()}";
        foreach (var agency in Agencies)
        {
            dossier = await api.Read(place, Handler);
            var opened = await api.Post($"{place}/transfers", $"head@{Filings.Agency}", new
            {
                kind = "horizontal", toAgency = agency, task = "Đối chiếu", limit = new { value = 1, unit = "hour" }, parallelGroup = "doi-chieu", reason = "liên ngành",
            }, dossier.GetProperty("version").GetInt32());
            opened.Demand(HttpStatusCode.Created);
        }
        return dossier;
    }

    private static async Task<List<string>> TypesOf(DbConnection db, string id) => [.. await db.QueryAsync<string>(Events, new { Id = id })];
}

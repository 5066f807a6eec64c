using System.Net;
using System.Text.Json;
using Dapper;
using OneStop.Processes;

namespace OneStop.SystemTests;

/// <summary>Rungs of the escalation ladder are taken once each, whichever process gets to them.</summary>
public sealed class LadderTests
{
    private const int Dossiers = 10;
    private const int RungsOfLadder = 3;
    private const string Procedure = "1.999300";
    private const string Reception = $"reception@{Filings.Agency}";

    [TestCase(Engine.Sqlite)]
    [TestCase(Engine.SqlServer)]
    public async Task Two_processes_take_each_rung_once(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        await using var first = await database.Start();
        await using var second = await database.Start();
        using var one = new ApiClient(first.Url);
        using var two = new ApiClient(second.Url);
        await Publish(one);
        var dossiers = new List<JsonElement>();
        for (var i = 0; i < Dossiers; i++)
        {
            dossiers.Add((await (i % 2 == 0 ? one : two).Post("/api/v1/dossiers", Reception, Filing(i))).Demand(HttpStatusCode.Created));
        }
        var to = (await one.Read("/api/v1/sandbox/clock", "admin")).GetProperty("now").GetDateTimeOffset().AddDays(30);
        await two.Token("admin");
        await Task.WhenAll(new[] { one, two }.Select(api => api.MoveClock(new { now = to, frozen = true })));

        foreach (var dossier in dossiers)
        {
            var history = await one.Read($"/api/v1/dossiers/{dossier.GetProperty("id").GetString()}/history", Reception);
            Assert.That(
                history.GetProperty("items").EnumerateArray().Skip(1).Select(line => (line.GetProperty("type").GetString(), line.GetProperty("data").GetProperty("rung").GetInt32())),
                Is.EqualTo(Enumerable.Range(1, RungsOfLadder).Select(rung => ("dossierEscalated", rung))));
        }
        await using var db = database.Open();
        Assert.That(await db.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM Escalations"), Is.EqualTo(Dossiers * RungsOfLadder));
        WholeDatabase.AssertWhole(db);
    }

    private static async Task Publish(ApiClient api)
    {
        object Rung(int value, string when, string to) => new { at = new { value, unit = "workingDay" }, when, to };
        (await api.Post("/api/v1/procedures", "admin", new
        {
            code = Procedure, codeOfficial = false, name = "Thủ tục có cảnh báo", field = "ho-tich", level = "commune", effectiveFrom = "2026-01-01",
            cases = new[] { new { name = "Mặc định", limit = new { value = 5, unit = "workingDay" } } },
            escalation = new[] { Rung(2, "beforeDue", "head"), Rung(1, "beforeDue", "leader"), Rung(1, "afterDue", "oneStopHead") },
        })).Demand(HttpStatusCode.Created);
        (await api.Send(HttpMethod.Put, $"/api/v1/procedures/{Procedure}/offerings", "admin", new { agencies = new[] { Filings.Agency } }, 1)).Demand(HttpStatusCode.OK);
        (await api.Post($"/api/v1/procedures/{Procedure}/versions/1/publish", "admin", new { }, 2)).Demand(HttpStatusCode.OK);
    }

    private static object Filing(int number) => new
    {
        procedure = Procedure, agency = Filings.Agency, channel = "counter", returnBy = "counter",
        owner = new { kind = "citizen", fullName = $"Nguyễn Văn {number}", personalId = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"048090{number:000000}") },
    };
}

using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Dapper;
using OneStop.Processes;

namespace OneStop.SystemTests;

/// <summary>The program is killed while the work of merged wards is on its way: it goes on where it was, and everything has one owner.</summary>
public sealed class SuccessionTests
{
    private const int Dossiers = 3_000;
    private const int AtOnce = 32;
    private const string Successor = "H17.123";
    private static readonly string[] Wards = ["H17.121", "H17.122"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [TestCase(Engine.Sqlite)]
    [TestCase(Engine.SqlServer)]
    public async Task Killed_between_two_slices(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        string succession;
        Dictionary<string, long> due;
        await using (var process = await database.Start())
        {
            using var api = new ApiClient(process.Url);
            await File(api);
            await using var looking = database.Open();
            due = DueDates(looking);
            succession = (await api.Post("/api/v1/agencies/successions", "admin", new { predecessors = Wards, successors = new[] { Successor } }))
                .Demand(HttpStatusCode.Created).GetProperty("id").GetString()!;
            await Until(() => Task.FromResult(Left(looking) < Dossiers));
            await process.Kill();
        }
        await using var db = database.Open();
        var left = Left(db);
        await TestContext.Out.WriteLineAsync($"killed with {left} of {Dossiers} dossiers still to move");
        Assert.That(left, Is.GreaterThan(0), "killed in the middle of it");
        WholeDatabase.AssertWhole(db);

        await using var again = await database.Start();
        using var after = new ApiClient(again.Url);
        var half = await after.Read("/api/v1/dossiers?limit=200&count=exact", $"handler@{Successor}");
        Assert.That(half.GetProperty("count").GetProperty("value").GetInt32(), Is.EqualTo(Dossiers), "the successor sees what is not moved yet");
        JsonElement record = default;
        await Until(async () =>
        {
            record = await after.Read($"/api/v1/agencies/successions/{succession}", "admin");
            return record.GetProperty("status").GetString() == "done";
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(record.GetProperty("moved").GetProperty("dossiers").GetInt32(), Is.EqualTo(Dossiers), "each was moved once");
            Assert.That(Left(db), Is.Zero);
            Assert.That(DueDates(db), Is.EqualTo(due), "no due instant moved");
            Assert.That(db.ExecuteScalar<long>($"SELECT COUNT(*) FROM DossierAgencies WHERE AgencyCode = '{Successor}'"), Is.EqualTo(Dossiers));
            Assert.That(db.ExecuteScalar<long>("SELECT COUNT(*) FROM Events WHERE Type = 'dossierTakenOver'"), Is.EqualTo(Dossiers));
        }
        WholeDatabase.AssertWhole(db);
    }

    private static async Task File(ApiClient api)
    {
        foreach (var ward in Wards)
        {
            await api.Token($"reception@{ward}");
        }
        await Parallel.ForAsync(0, Dossiers, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
        {
            var ward = Wards[number % Wards.Length];
            (await api.Post("/api/v1/dossiers", $"reception@{ward}", Filings.Counter(number, ward))).Demand(HttpStatusCode.Created);
        });
    }

    private static long Left(DbConnection db) => db.ExecuteScalar<long>("SELECT COUNT(*) FROM DossierAgencies WHERE AgencyCode IN ('H17.121', 'H17.122')");

    private static Dictionary<string, long> DueDates(DbConnection db) => db.Query<(string Code, long DueAt)>("SELECT Code, DueAt FROM Dossiers")
        .ToDictionary(row => row.Code, row => row.DueAt);

    private static async Task Until(Func<Task<bool>> reached)
    {
        for (var end = TimeProvider.System.GetUtcNow() + Patience; !await reached(); await Task.Delay(5))
        {
            Assert.That(TimeProvider.System.GetUtcNow(), Is.LessThan(end), string.Create(CultureInfo.InvariantCulture, $"not within {Patience}"));
        }
    }
}

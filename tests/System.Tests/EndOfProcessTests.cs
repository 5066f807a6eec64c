using System.Data.Common;
using System.Net;
using Dapper;
using OneStop.Processes;

namespace OneStop.SystemTests;

/// <summary>The program ends in the middle of writing: what it acknowledged is there, nothing is there by halves.</summary>
public sealed class EndOfProcessTests
{
    private const int EnoughWritten = 150;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [TestCase(Engine.Sqlite)]
    [TestCase(Engine.SqlServer)]
    public async Task Killed(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        var writers = await WriteUntil(database, api => api.Kill());

        await using var again = await database.Start();
        await AssertNothingLost(database, again, writers);
    }

    [Test]
    public async Task Asked_to_end()
    {
        await using var database = await TestDatabase.Create(Engine.Sqlite);
        int? exitCode = null;
        var writers = await WriteUntil(database, async api => exitCode = await api.Terminate(TimeSpan.FromSeconds(10)));

        Assert.That(exitCode, Is.Zero, "ended by itself within 10 seconds");
        await using var again = await database.Start();
        await AssertNothingLost(database, again, writers);
    }

    [Test]
    public async Task Ready_again_on_an_existing_database()
    {
        await using var database = await TestDatabase.Create(Engine.Sqlite);
        TimeSpan first;
        await using (var api = await database.Start())
        {
            first = api.ReadyAfter;
            await api.Terminate(TimeSpan.FromSeconds(10));
        }
        await using var again = await database.Start();

        await TestContext.Out.WriteLineAsync($"ready after {first.TotalSeconds:0.00} s with a new database, {again.ReadyAfter.TotalSeconds:0.00} s with an existing one");
        Assert.That(again.ReadyAfter, Is.LessThan(TimeSpan.FromSeconds(30)));
    }

    private static async Task<Writers> WriteUntil(TestDatabase database, Func<ApiProcess, Task> end)
    {
        await using var process = await database.Start();
        using var api = new ApiClient(process.Url);
        var writers = new Writers(api);
        var writing = writers.Run();
        await Task.WhenAny(writing, writers.Until(EnoughWritten), Task.Delay(Patience));
        await end(process);
        await writing;
        return writers;
    }

    private static async Task AssertNothingLost(TestDatabase database, ApiProcess process, Writers writers)
    {
        using var api = new ApiClient(process.Url);
        await using var db = database.Open();
        Assert.That(writers.Acknowledged, Has.Count.GreaterThanOrEqualTo(EnoughWritten));
        WholeDatabase.AssertWhole(db);
        Assert.That(Count(db, "Dossiers"), Is.EqualTo(Count(db, "IdempotencyKeys")), "a dossier and its key come together");

        foreach (var known in writers.Acknowledged.Values)
        {
            var found = await api.Read($"/api/v1/dossiers/{known.GetProperty("id")}", $"handler@{Filings.Agency}");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(found.GetProperty("code").GetString(), Is.EqualTo(known.GetProperty("code").GetString()));
                Assert.That(found.GetProperty("version").GetInt32(), Is.GreaterThanOrEqualTo(known.GetProperty("version").GetInt32()));
            }
        }

        // Whoever got no answer sends again with the same key: it is filed now, or was already.
        var unsure = Enumerable.Range(0, writers.Sent).Where(number => !writers.Acknowledged.ContainsKey(number)).ToList();
        var stored = Count(db, "Dossiers") - writers.Acknowledged.Count;
        var answers = await Task.WhenAll(unsure.Select(number => Writers.Send(api, number)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(HttpStatusCode.Created));
            Assert.That(answers.Count(answer => answer.Replayed), Is.EqualTo(stored));
            Assert.That(Count(db, "Dossiers"), Is.EqualTo(writers.Sent));
        }
        await TestContext.Out.WriteLineAsync(
            $"{writers.Acknowledged.Count} acknowledged, {stored} written without an answer, {unsure.Count - stored} not written");
    }

    private static long Count(DbConnection db, string table) => db.ExecuteScalar<long>($"SELECT COUNT(*) FROM {table}");
}

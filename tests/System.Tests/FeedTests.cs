using System.Data.Common;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using OneStop.Processes;

namespace OneStop.SystemTests;

/// <summary>Twenty write through two processes, one copies by the feed and is killed again and again: the copy is the database.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FeedTests
{
    private const int AtOnce = 20;
    private const int Kills = 50;
    private const string Reader = "admin";

    /// <summary>Dossiers, so that there is something to miss.</summary>
    private const int Enough = 200;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(600);

    private static readonly TimeSpan Shorter = TimeSpan.FromMilliseconds(100);

    /// <summary>Between what one writer writes, so that a reader on the same machine finds time to read.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>So long the copy may stand still.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The national numbers of the statuses, as they are called on the wire.</summary>
    private static readonly Dictionary<int, string> Words = new() { [2] = "received", [4] = "inProgress" };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("onestop-feed-");
    private int filed;

    private string CopyFile => Path.Combine(folder.FullName, "copy.db");

    [TearDown]
    public void Clean() => folder.Delete(recursive: true);

    [TestCase(Engine.Sqlite)]
    [TestCase(Engine.SqlServer)]
    [NonParallelizable]
    public async Task A_reader_that_is_killed_again_and_again_misses_nothing_and_takes_nothing_twice(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        await using var first = await database.Start();
        await using var second = await database.Start();
        using var one = new ApiClient(first.Url);
        using var other = new ApiClient(second.Url);
        await Task.WhenAll(one.Token($"reception@{Filings.Agency}"), other.Token($"reception@{Filings.Agency}"));
        await File(one);
        using var over = new CancellationTokenSource();
        var writing = Enumerable.Range(0, AtOnce).Select(writer => Write(writer % 2 == 0 ? one : other, over.Token)).ToArray();

        await KillReaders([first.Url, second.Url]);
        await over.CancelAsync();
        await Task.WhenAll(writing);
        await using var last = FollowerProcess.Start(second.Url, Reader, CopyFile);
        await using var db = database.Open();
        await UntilCopied(db);
        await last.Kill();

        WholeDatabase.AssertWhole(db);
        AssertSame(db);
    }

    /// <summary>The reader begins again at whichever process it finds.</summary>
    private async Task KillReaders(Uri[] engines)
    {
        var random = new Random(20261122);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var follower = FollowerProcess.Start(engines[kill % engines.Length], Reader, CopyFile);
            // Every other time in the middle of its slices, however long the first of them takes; else at any moment from before it has signed in.
            await (kill % 2 == 0 ? Task.CompletedTask : follower.Took.WaitAsync(Patience));
            await Task.Delay((kill % 2 == 0 ? Longest : Shorter) * random.NextDouble());
            await follower.Kill();
        }
    }

    private async Task Write(ApiClient api, CancellationToken over)
    {
        while (!over.IsCancellationRequested || filed < Enough)
        {
            var dossier = await File(api);
            await Task.Delay(Rest, CancellationToken.None);
            await api.Act(dossier, "steps/complete", $"reception@{Filings.Agency}");
        }
    }

    private async Task<JsonElement> File(ApiClient api) =>
        (await api.Post("/api/v1/dossiers", $"reception@{Filings.Agency}", Filings.Counter(Interlocked.Increment(ref filed)))).Demand(HttpStatusCode.Created);

    private async Task UntilCopied(DbConnection db)
    {
        var (end, at, moved) = (db.ExecuteScalar<long>("SELECT Value FROM LogPositions"), -1L, Stopwatch.GetTimestamp());
        while (at < end)
        {
            var before = at;
            at = Copied("SELECT Position FROM Place").Single();
            moved = at > before ? Stopwatch.GetTimestamp() : moved;
            Assert.That(Stopwatch.GetElapsedTime(moved), Is.LessThan(Patience), "the copy gets no further");
            await Task.Delay(50);
        }
    }

    private void AssertSame(DbConnection db)
    {
        using var copy = OpenCopy();
        var dossiers = db.Query<(byte[] Id, int Version, int Status)>("SELECT Id, Version, Status FROM Dossiers")
            .ToDictionary(row => new Guid(row.Id, bigEndian: true).ToString(), row => row.Version);
        var copied = copy.Query<(string Id, int Version, string Status, int Effects)>("SELECT Id, Version, Status, Effects FROM Dossiers").ToList();
        var events = db.Query<(byte[] Id, long Position, string Aggregate, string AggregateId)>("SELECT Id, Position, Aggregate, AggregateId FROM Events ORDER BY Position")
            .Select(row => (Id: new Guid(row.Id, bigEndian: true).ToString(), row.Position, row.Aggregate, row.AggregateId)).ToList();
        var taken = copy.Query<(string Id, long Position)>("SELECT Id, Position FROM Events ORDER BY Position").ToList();
        // What lies before the first synchronisation was not taken as events, what accounts did is in no feed.
        var began = copy.ExecuteScalar<long>("SELECT Began FROM Place");
        var shown = events.Where(one => one.Position > began && one.Aggregate is not ("account" or "mandate" or "export")).ToList();
        var starts = copy.ExecuteScalar<int>("SELECT Starts FROM Place");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(copied.ToDictionary(row => row.Id, row => row.Version), Is.EquivalentTo(dossiers), "every dossier in its version");
            Assert.That(copied.Select(row => (row.Id, row.Status)), Is.EquivalentTo(Statuses(db)), "and in its status");
            Assert.That(taken, Is.EqualTo(shown.Select(one => (one.Id, one.Position))), "every event, in order, once");
            Assert.That(
                copied.ToDictionary(row => row.Id, row => row.Effects),
                Is.EquivalentTo(copied.ToDictionary(row => row.Id, row => shown.Count(one => one.AggregateId == row.Id))), "each event had one effect");
            Assert.That(dossiers, Has.Count.AtLeast(Enough), "enough was written to miss something");
            Assert.That(starts, Is.GreaterThan(Kills / 4), "it was killed in the middle of its work");
        }
        TestContext.Out.WriteLine($"{dossiers.Count} dossiers, {taken.Count} events of {events.Count}, {starts} starts on a copy that had begun");
    }

    private static IEnumerable<(string Id, string Status)> Statuses(DbConnection db) => db.Query<(byte[] Id, int Status)>("SELECT Id, Status FROM Dossiers")
        .Select(row => (new Guid(row.Id, bigEndian: true).ToString(), Words[row.Status]));

    private List<long> Copied(string query)
    {
        using var copy = OpenCopy();
        return [.. copy.Query<long>(query)];
    }

    private SqliteConnection OpenCopy()
    {
        var copy = new SqliteConnection($"Data Source={CopyFile};Pooling=false");
        copy.Open();
        return copy;
    }
}

using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OneStop.Api.Tests.Access;
using OneStop.Infrastructure.Integrity;

namespace OneStop.Api.Tests.Integrity;

/// <summary>A database of its own, because these tests break it.</summary>
public sealed class IntegrityTests
{
    private const string Office = "H24.141.01";

    private static readonly MovableClock Clock = new(Desk.Monday);

    private static TestHost host = null!;

    [OneTimeSetUp]
    public static async Task File()
    {
        host = new TestHost(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));
        await Filed();
        var linked = await Filed();
        (await host.Client($"reception@{Office}").Ask("POST", $"/api/v1/dossiers/{linked["id"]}/steps/complete", new { }, "If-Match", $"\"{linked["version"]}\"")).Gives(200);
    }

    [OneTimeTearDown]
    public static async Task Close() => await host.DisposeAsync();

    [Test, Order(1)]
    public async Task A_whole_database_has_no_findings()
    {
        var check = await Checked();

        Assert.That(check["findings"]!.AsArray(), Is.Empty, check.ToJsonString());
        foreach (var (kind, least) in new[] { ("events", 10), ("dossiers", 2), ("transfers", 1), ("numbers", 2) })
        {
            Assert.That((long)check["looked"]![kind]!, Is.GreaterThanOrEqualTo(least), kind);
        }
        var standing = (await host.Client("admin").Ask("GET", "/api/v1/admin/integrity")).Gives(200).Body;
        Assert.That((bool)standing["sound"]!, Is.True, standing.ToJsonString());
    }

    [TestCase(
        "UPDATE Events SET Data = REPLACE(Data, 'counter', 'online') WHERE Type = 'dossierReceived'; UPDATE Dossiers SET DueAt = DueAt + 86400000; UPDATE Transfers SET Status = 6; UPDATE Counters SET Value = Value + 1 WHERE Name LIKE 'code:%'",
        "chainBroken", "dueDiffers", "legDiffers", "numberMissing")]
    [TestCase(
        "UPDATE Events SET Position = Position + 100000 WHERE Position = (SELECT MAX(Position) FROM Events); UPDATE Transfers SET DueAt = DueAt + 86400000; UPDATE Dossiers SET Version = Version + 1, CompetentAgency = 'H99.999'",
        "positionMissing", "dueDiffers", "versionDiffers", "ownerUnknown")]
    [TestCase("UPDATE Dossiers SET Details = REPLACE(Details, '2026-03-', '2026-04-')", "dueDiffers")]
    [TestCase("UPDATE Dossiers SET Details = '{' WHERE Code = (SELECT MIN(Code) FROM Dossiers)", "unreadable")]
    [TestCase("DELETE FROM Dossiers WHERE Code = (SELECT MIN(Code) FROM Dossiers)", "numberMissing")]
    public async Task What_was_changed_behind_the_engine_is_found(string statements, params string[] findings)
    {
        var copy = Path.Combine(Path.GetDirectoryName(host.Database)!, $"{Guid.NewGuid():N}.db");
        Run(host.Database, $"VACUUM INTO '{copy}'");
        Run(copy, statements);
        await using var broken = new TestHost(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)), copy);

        var check = await Checked(broken);

        Assert.That(check["findings"]!.AsArray().Select(one => (string)one!["kind"]!).Distinct(), Is.SupersetOf(findings), check.ToJsonString());
        Assert.That((long)check["findingCount"]!, Is.EqualTo(check["findings"]!.AsArray().Count));
    }

    [Test, Order(2)]
    public async Task A_job_that_fails_is_seen_and_done_again()
    {
        Run(host.Database, "INSERT INTO DueJobs (Id, Kind, Subject, DueAt, LeasedUntil, Attempts) VALUES (X'00112233445566778899AABBCCDDEEFF', 'LapseConsultation', 'rubbish', 1, NULL, 0)");
        var admin = host.Client("admin");

        var job = await Eventually(async () => (await admin.Ask("GET", "/api/v1/admin/jobs?state=faulty")).Gives(200)["items"]!.AsArray().SingleOrDefault());
        Assert.That(((string)job["kind"]!, (string)job["subject"]!, (int)job["attempts"]!, (string)job["lastFault"]!), Is.EqualTo(("lapseConsultation", "rubbish", 1, "FormatException")));
        Assert.That((bool)(await admin.Ask("GET", "/api/v1/admin/integrity"))["sound"]!, Is.False);

        var again = (await admin.Ask("POST", $"/api/v1/admin/jobs/{job["id"]}/retry")).Gives(200);
        Assert.That((string)again["state"]!, Is.EqualTo("due"));
        await Eventually(async () => (await admin.Ask("GET", "/api/v1/admin/jobs?state=faulty&kind=lapseConsultation"))["items"]!.AsArray().SingleOrDefault());

        Run(host.Database, "DELETE FROM DueJobs WHERE Subject = 'rubbish'");
        (await admin.Ask("POST", $"/api/v1/admin/jobs/{job["id"]}/retry")).Gives(404, "job.exists");
    }

    [Test, Order(2)]
    public async Task An_event_that_was_passed_stays_to_be_seen_until_it_is_taken()
    {
        Run(host.Database, "INSERT INTO PassedEvents (Follower, Position, Fault, PassedAt, Tries) SELECT 'notifications', MAX(Position), 'FormatException', 1, 0 FROM Events WHERE Aggregate = 'dossier'");
        var admin = host.Client("admin");

        var standing = (await admin.Ask("GET", "/api/v1/admin/integrity")).Gives(200).Body;
        var passed = standing["passed"]!.AsArray().Single()!;
        Assert.That(((bool)standing["sound"]!, (string)passed["aggregate"]!, (string)passed["fault"]!, passed["wantedAt"]), Is.EqualTo((false, "dossier", "FormatException", (JsonNode?)null)));

        var place = $"/api/v1/admin/integrity/passed/notifications/{passed["position"]}/retry";
        Assert.That((await admin.Ask("POST", place)).Gives(202)["wantedAt"], Is.Not.Null);
        (await admin.Ask("POST", place)).Gives(202);
        (await host.Client($"reception@{Office}").Ask("POST", place)).Gives(403);
        (await admin.Ask("POST", "/api/v1/admin/integrity/passed/portal/1/retry")).Gives(404, "follower.passed-event-exists");

        Run(host.Database, "DELETE FROM PassedEvents");
        (await admin.Ask("POST", place)).Gives(404, "follower.passed-event-exists");
    }

    [Test, Order(3)]
    public async Task Only_what_failed_is_done_again()
    {
        var admin = host.Client("admin");
        var waiting = (await admin.Ask("GET", "/api/v1/admin/jobs?state=waiting&limit=1")).Gives(200)["items"]![0]!;

        (await admin.Ask("POST", $"/api/v1/admin/jobs/{waiting["id"]}/retry")).Gives(409, "job.has-failed");
        (await admin.Ask("GET", "/api/v1/admin/jobs?state=lost")).Gives(400);
        (await admin.Ask("GET", "/api/v1/admin/jobs?cursor=rubbish")).Gives(400);
    }

    private static async Task<JsonNode> Checked(TestHost? of = null)
    {
        var admin = (of ?? host).Client("admin");
        var begun = (await admin.Ask("POST", "/api/v1/admin/integrity")).Gives(202);
        await (of ?? host).Services.GetRequiredService<IntegrityRunner>().CheckNext(CancellationToken.None);
        return await Eventually(async () =>
        {
            var check = (await admin.Ask("GET", "/api/v1/admin/integrity")).Gives(200)["lastCheck"];
            return (string?)check?["id"] == (string)begun["id"]! ? check : null;
        });
    }

    private static async Task<JsonNode> Eventually(Func<Task<JsonNode?>> look)
    {
        for (var looks = 0; looks < 200; looks++)
        {
            if (await look() is { } seen)
            {
                return seen;
            }
            await Task.Delay(100);
        }
        throw new AssertionException("it did not come within 20 seconds");
    }

    private static async Task<JsonNode> Filed()
    {
        var filing = Desk.Filing();
        (filing["procedure"], filing["agency"], filing["case"]) = ("1.012817", Office, "thong-thuong");
        filing["parts"] = new JsonArray([.. Enumerable.Range(1, 2).Select(i => new JsonObject { ["component"] = $"{i:00}", ["originals"] = 1 })]);
        return (await host.Client($"reception@{Office}").Ask("POST", "/api/v1/dossiers", filing)).Gives(201).Body;
    }

    private static void Run(string database, string statement)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(statement, connection);
        command.ExecuteNonQuery();
    }
}

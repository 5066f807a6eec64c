using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using MediatR;
using OneStop.Application.Jobs;
using OneStop.Application.Ports;

namespace OneStop.Api.Tests.Attention;

/// <summary>The escalation ladder: every rung once, when it is due, whoever gets to it.</summary>
public sealed class EscalationTests
{
    private const string Ward = "H17.122";
    private const string Reception = $"reception@{Ward}";
    private const string Laddered = "1.999200";
    private const string Plain = "1.001612";

    private TestHost host = null!;
    private int owners;

    [SetUp]
    public async Task Start()
    {
        host = Begin(null);
        var content = new
        {
            code = Laddered, codeOfficial = false, name = "Thủ tục có cảnh báo", field = "ho-tich", level = "commune", effectiveFrom = "2026-01-01", supplementPolicy = "pause",
            cases = new[] { new { name = "Mặc định", limit = new { value = 5, unit = "workingDay" } } },
            components = new[] { new { name = "Tờ khai", originals = 1 } },
            escalation = new[] { Rung(2, "workingDay", "beforeDue", "head"), Rung(4, "hour", "beforeDue", "leader"), Rung(1, "workingDay", "afterDue", "oneStopHead") },
        };
        var drafted = (await Admin.Ask("POST", "/api/v1/procedures", content)).Gives(201);
        Assert.That(drafted["escalation"]!.AsArray().Select(rung => (string)rung!["to"]!), Is.EqualTo(new[] { "head", "leader", "oneStopHead" }));
        (await Admin.Ask("PUT", $"/api/v1/procedures/{Laddered}/offerings", new { agencies = new[] { Ward } }, "If-Match", "\"1\"")).Gives(200);
        (await Admin.Ask("POST", $"/api/v1/procedures/{Laddered}/versions/1/publish", new { }, "If-Match", "\"2\"")).Gives(200);
    }

    [TearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task Every_rung_is_reached_when_it_is_due()
    {
        var dossier = await Filed(Laddered);
        await MoveTo("2026-11-23T07:29:00+07:00");
        Assert.That(await Rungs(dossier), Is.Empty);
        await MoveTo("2026-11-27T08:00:00+07:00");
        Assert.That(await Rungs(dossier), Is.EqualTo(new[]
        {
            "1 head 2026-11-23T07:30:00+07:00", "2 leader 2026-11-26T13:00:00+07:00", "3 oneStopHead 2026-11-27T07:30:00+07:00",
        }));
        var item = (await Attention("overdue")).Single();
        Assert.That(((string)item["dossier"]!["id"]!, (int?)item["rung"]), Is.EqualTo(((string)dossier["id"]!, 3)));
        Assert.That((int?)(await Read(dossier))["rung"], Is.EqualTo(3));
        Assert.That(Count("DueJobs", "Kind = 'Escalate'"), Is.Zero, "there is no fourth");
        Assert.That(Count("Escalations"), Is.EqualTo(3));
    }

    [Test]
    public async Task Escalation_breaks_no_silence()
    {
        var dossier = await Filed(Laddered);
        await MoveTo("2026-11-26T16:00:00+07:00");
        Assert.That((string)(await Attention("silentDossier")).Single()["since"]!, Is.EqualTo((string)dossier["receivedAt"]!));
    }

    [Test]
    public async Task A_procedure_without_a_ladder_schedules_nothing()
    {
        await Filed(Plain);
        Assert.That(Count("DueJobs", "Kind <> 'Erase'"), Is.Zero);
        await Filed(Laddered);
        Assert.That(Count("DueJobs", "Kind <> 'Erase'"), Is.EqualTo(1), "the next rung only");
    }

    [Test]
    public async Task What_stands_still_climbs_no_ladder_and_goes_on_where_it_stood()
    {
        var dossier = await Filed(Laddered);
        dossier = await Act(dossier, "supplement-requests", new { defects = new[] { new { component = "01", code = "illegible", message = "mờ" } } });
        await MoveTo("2026-11-25T08:00:00+07:00");
        Assert.That(await Rungs(dossier), Is.Empty, "the citizen has to act");
        dossier = await Act(dossier, "supplements", new { answers = new[] { new { defect = 1, message = "đã bổ sung" } } });
        Assert.That((string)dossier["dueAt"]!, Is.EqualTo("2026-12-02T17:00:00+07:00"), "four working days later");
        await MoveTo("2026-11-30T07:29:00+07:00");
        Assert.That(await Rungs(dossier), Is.Empty);
        await MoveTo("2026-11-30T07:30:00+07:00");
        Assert.That(await Rungs(dossier), Is.EqualTo(new[] { "1 head 2026-11-30T07:30:00+07:00" }));
    }

    [Test]
    public async Task A_dossier_that_has_ended_climbs_no_further()
    {
        var dossier = await Filed(Laddered);
        dossier = await Act(dossier, "withdraw", new { reason = "rút" });
        await MoveTo("2026-12-01T08:00:00+07:00");
        Assert.That(await Rungs(dossier), Is.Empty);
        Assert.That(Count("DueJobs", "Kind <> 'Erase'"), Is.Zero);
    }

    [Test]
    public async Task A_calendar_that_changes_moves_the_rungs()
    {
        var dossier = await Filed(Laddered);
        var book = (await Admin.Ask("GET", "/api/v1/calendar/2026")).Gives(200);
        (await Admin.Ask("PUT", "/api/v1/calendar/days/2026-11-20", new { kind = "holiday", name = "Nghỉ bão" }, "If-Match", $"\"{book["version"]}\"")).Gives(200);
        await MoveTo("2026-11-25T07:29:00+07:00");
        Assert.That(await Rungs(dossier), Is.Empty, "due a day later, and so is its rung");
        await MoveTo("2026-11-25T07:30:00+07:00");
        Assert.That(await Rungs(dossier), Is.EqualTo(new[] { "1 head 2026-11-25T07:30:00+07:00" }));
    }

    [Test]
    public async Task Two_processes_racing_for_the_rungs_take_each_once()
    {
        var dossiers = new List<JsonNode>();
        for (var i = 0; i < 10; i++)
        {
            dossiers.Add(await Filed(Laddered));
        }
        await using var second = Begin(host.Database);
        var to = new { now = "2026-11-27T08:00:00+07:00", frozen = true };
        var answers = await Task.WhenAll(new[] { Admin, second.Client("admin") }.Select(admin => admin.Ask("PUT", "/api/v1/sandbox/clock", to)));
        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(200));
        foreach (var dossier in dossiers)
        {
            Assert.That((await Rungs(dossier)).Select(rung => rung[0]), Is.EqualTo("123"));
        }
        Assert.That(Count("Escalations"), Is.EqualTo(30));
    }

    [Test]
    public async Task Two_workers_with_one_job_in_hand_write_one_event()
    {
        var dossier = await Filed(Laddered);
        await using var second = Begin(host.Database);
        _ = second.Client("admin");
        var job = new DueJob(DueJobKind.Escalate, (string)dossier["id"]!, new DateTimeOffset(2026, 11, 23, 7, 30, 0, VietnamOffset));
        await Task.WhenAll(new[] { host, second, host, second }.Select(worker => Run(worker, job)));
        Assert.That(await Rungs(dossier), Has.Count.EqualTo(1));
        Assert.That(Count("Escalations"), Is.EqualTo(1));
        Assert.That(Count("DueJobs", "Kind = 'Escalate'"), Is.EqualTo(1), "the next rung");
    }

    [Test]
    public async Task A_rung_that_somebody_claimed_is_not_taken_again()
    {
        var dossier = await Filed(Laddered);
        using (var connection = Open())
        using (var claim = new SqliteCommand("INSERT INTO Escalations (SubjectId, Rung, ClaimedAt) VALUES (@id, 1, 0)", connection))
        {
            claim.Parameters.AddWithValue("@id", Guid.Parse((string)dossier["id"]!).ToByteArray(bigEndian: true));
            claim.ExecuteNonQuery();
        }
        await MoveTo("2026-11-23T08:00:00+07:00");
        Assert.That(await Rungs(dossier), Is.Empty);
    }

    private static readonly TimeSpan VietnamOffset = TimeSpan.FromHours(7);

    private HttpClient Admin => host.Client("admin");

    private static TestHost Begin(string? database) => new(database: database, settings: new Dictionary<string, string>
    {
        ["Sandbox:Enabled"] = "true", ["Sandbox:StartAt"] = "2026-11-18T08:00:00+07:00",
    });

    private static object Rung(int value, string unit, string when, string to) => new { at = new { value, unit }, when, to };

    private static async Task Run(TestHost worker, DueJob job)
    {
        await using var scope = worker.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IActAsEngine>().ActAsEngine();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RunDueJob(job));
    }

    private async Task<JsonNode> Filed(string procedure) => (await host.Client(Reception).Ask("POST", "/api/v1/dossiers", new
    {
        procedure, agency = Ward, channel = "counter", returnBy = "counter",
        owner = new { kind = "citizen", fullName = "Nguyễn Văn An", personalId = $"048090{++owners:000000}" },
        parts = new[] { new { component = "01", originals = 1 } },
    })).Gives(201).Body;

    private async Task<JsonNode> Act(JsonNode dossier, string path, object body) =>
        (await host.Client(Reception).Ask("POST", $"/api/v1/dossiers/{dossier["id"]}/{path}", body, "If-Match", $"\"{dossier["version"]}\"")).Gives(200).Body;

    private async Task MoveTo(string now) => (await Admin.Ask("PUT", "/api/v1/sandbox/clock", new { now, frozen = true })).Gives(200);

    private async Task<JsonNode> Read(JsonNode dossier) => (await host.Client(Reception).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(200).Body;

    private async Task<IReadOnlyList<JsonNode>> Attention(string kind) =>
        [.. (await host.Client($"leader@{Ward}").Ask("GET", $"/api/v1/attention?kind={kind}")).Gives(200)["items"]!.AsArray().Select(item => item!)];

    private async Task<IReadOnlyList<string>> Rungs(JsonNode dossier) =>
    [
        .. (await host.Client(Reception).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/history?limit=200")).Gives(200)["items"]!.AsArray()
            .Where(line => (string)line!["type"]! == "dossierEscalated").Select(line => $"{line!["data"]!["rung"]} {line["data"]!["to"]} {line["at"]}"),
    ];

    private long Count(string table, string where = "1 = 1")
    {
        using var connection = Open();
        using var command = new SqliteCommand($"SELECT COUNT(*) FROM {table} WHERE {where}", connection);
        return (long)command.ExecuteScalar()!;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={host.Database};Pooling=False");
        connection.Open();
        return connection;
    }
}

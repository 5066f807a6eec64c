using System.Globalization;
using Microsoft.Data.Sqlite;
using OneStop.Api.Changes;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Changes;

/// <summary>Streams: as the feed and the list, as it happens.</summary>
public sealed class StreamTests
{
    [SetUp]
    public void Begin() => Clock.Now = Monday;

    [Test]
    public async Task A_stream_goes_on_behind_the_event_that_came_last()
    {
        var from = await FeedTests.Position();
        var dossier = await Stages.Handled();
        string lastId;
        await using (var cut = await EventReader.Open(As(Stages.Leader), $"/api/v1/changes/stream?after={from}&types=dossierReceived,stepCompleted,stepClaimed"))
        {
            var first = await cut.Until(dossier);
            Assert.That(first.Name, Is.EqualTo("dossierReceived"));
            Assert.That(cut.LastId, Is.EqualTo(((long)first.Data["position"]!).ToString(CultureInfo.InvariantCulture)));
            lastId = cut.LastId;
        }
        await using var again = await EventReader.Open(As(Stages.Leader), "/api/v1/changes/stream?after=0", lastId);
        Assert.That((await again.Until(dossier)).Name, Is.EqualTo("stepCompleted"));
        Assert.That((await again.Until(dossier)).Name, Is.EqualTo("stepClaimed"));
    }

    [Test]
    public async Task Without_a_position_it_begins_now()
    {
        var dossier = await Stages.Handled();
        await using var stream = await EventReader.Open(As(Stages.Leader), "/api/v1/changes/stream");
        await Acted(dossier, "withdraw", Stages.Reception, Stages.Reason);
        Assert.That((await stream.Until(dossier)).Name, Is.EqualTo("dossierWithdrawn"));
    }

    [Test]
    public async Task The_work_list_shows_rows_as_the_list_does_and_what_left_it()
    {
        var dossier = await Stages.FreeAtHandler();
        await using var stream = await EventReader.Open(As(Stages.Handler), $"/api/v1/dossiers/stream?agency={Ward}&assignee=me");
        dossier = await Acted(dossier, "claim", Stages.Handler);
        var came = await stream.Until(dossier);
        var listed = (await As(Stages.Handler).Ask("GET", $"/api/v1/dossiers?code={dossier["code"]}")).Gives(200)["items"]![0]!;
        Assert.That((came.Name, came.Data.ToJsonString()), Is.EqualTo(("dossier", listed.ToJsonString())));

        dossier = await Acted(dossier, "unassign", Stages.Handler);
        Assert.That((await stream.Until(dossier)).Name, Is.EqualTo("gone"));
    }

    [Test]
    public async Task Several_changes_of_a_dossier_fall_together()
    {
        var from = await FeedTests.Position();
        var dossier = await Stages.Handled();
        await using var stream = await EventReader.Open(As(Stages.Leader), $"/api/v1/dossiers/stream?after={from}");
        Assert.That((int)(await stream.Until(dossier)).Data["version"]!, Is.EqualTo(4));
        await Acted(dossier, "withdraw", Stages.Reception, Stages.Reason);
        Assert.That((int)(await stream.Until(dossier)).Data["version"]!, Is.EqualTo(5));
    }

    [Test]
    public async Task A_stream_ends_when_its_session_does()
    {
        await using var host = new TestHost();
        var token = await host.Token(Stages.Leader, TestHost.DemoPassword);
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        await using var stream = await EventReader.Open(client, "/api/v1/changes/stream?types=weeklyTemplateChanged");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["token"] = token });
        (await client.PostAsync("/api/v1/auth/revoke", form)).EnsureSuccessStatusCode();
        Assert.That(await stream.Next(), Is.Null);
    }

    [Test]
    public async Task One_caller_has_so_many_streams_and_others_have_theirs()
    {
        await using var host = new TestHost(settings: new Dictionary<string, string> { ["Limits:WaitingOfCaller"] = "2" });
        using var client = host.Client(Stages.Leader);
        await using var one = await EventReader.Open(client, "/api/v1/changes/stream");
        await using (await EventReader.Open(client, "/api/v1/dossiers/stream"))
        {
            (await client.Ask("GET", "/api/v1/changes?wait=1")).Gives(429, "request.within-rate");
            (await host.Client(Stages.Handler).Ask("GET", "/api/v1/changes?wait=0")).Gives(200);
            (await client.Ask("GET", "/api/v1/dossiers")).Gives(200);
        }
    }

    [Test]
    public async Task All_together_have_so_many_streams_and_officials_keep_their_share()
    {
        await using var host = new TestHost(settings: new Dictionary<string, string> { ["Limits:Waiting"] = "2", ["Limits:CounterShare"] = "50" });
        await using var one = await EventReader.Open(host.Client("admin"), "/api/v1/changes/stream");
        (await host.Client("admin").Ask("GET", "/api/v1/changes?wait=1")).Gives(503, "request.available");
        await using (await EventReader.Open(host.Client(Stages.Leader), "/api/v1/dossiers/stream"))
        {
            (await host.Client(Stages.Handler).Ask("GET", "/api/v1/changes?wait=1")).Gives(503, "request.available");
            (await host.Client(Stages.Handler).Ask("GET", "/api/v1/dossiers")).Gives(200);
        }
    }

    /// <summary>A stream that began anywhere could show any number of dossiers.</summary>
    [Test]
    public async Task A_list_begins_near_the_end_of_the_feed()
    {
        await using var host = new TestHost();
        using var reception = host.Client(Stages.Reception);
        await using (var connection = new SqliteConnection($"Data Source={host.Database};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = new SqliteCommand("UPDATE LogPositions SET Value = Value + 20000", connection);
            await command.ExecuteNonQueryAsync();
        }
        (await reception.Ask("POST", "/api/v1/dossiers", Filing())).Gives(201);
        (await reception.Ask("GET", "/api/v1/dossiers/stream?after=5")).Gives(409, "change.position-is-near");
        (await reception.Ask("GET", "/api/v1/dossiers/stream", null, "Last-Event-ID", "5")).Gives(409, "change.position-is-near");
        (await reception.Ask("GET", "/api/v1/dossiers/stream?after=19000")).Gives(200);
    }

    [Test]
    public void So_many_dossiers_a_list_remembers_and_no_more()
    {
        var shown = new ShownDossiers(most: 2);
        var (one, stranger) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.That(shown.Take([one], [], [stranger]), Is.Empty, "of what was not shown nothing is told");
        Assert.That(shown.Take([], [], [one]), Is.EqualTo(new[] { one }));
        Assert.That(shown.Take([stranger], [], [one]), Is.Empty, "once");
        Assert.That(shown.IsFull, Is.False);
        shown.Take([one], [], []);
        Assert.That(shown.IsFull);
    }

    [TestCase("agency=", "agency field.within-length")]
    [TestCase("after=x", "after field.well-formed")]
    [TestCase("assignee=nobody", "assignee field.well-formed")]
    [TestCase("status=received", "status field.known")]
    public async Task What_it_does_not_understand_it_refuses(string query, string fault) =>
        Assert.That((await As(Stages.Leader).Ask("GET", $"/api/v1/dossiers/stream?{query}")).Gives(400).Faults, Is.EqualTo(new[] { fault }));

    [Test]
    public async Task A_last_event_that_is_none_is_refused() => Assert.That(
        (await As(Stages.Leader).Ask("GET", "/api/v1/changes/stream", null, "Last-Event-ID", "yesterday")).Gives(400).Faults, Is.EqualTo(new[] { "Last-Event-ID field.well-formed" }));
}

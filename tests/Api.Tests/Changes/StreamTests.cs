using System.Globalization;
using System.Text.Json.Nodes;
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
            var first = await Until(cut, dossier);
            Assert.That(first.Name, Is.EqualTo("dossierReceived"));
            Assert.That(cut.LastId, Is.EqualTo(((long)first.Data["position"]!).ToString(CultureInfo.InvariantCulture)));
            lastId = cut.LastId;
        }
        await using var again = await EventReader.Open(As(Stages.Leader), "/api/v1/changes/stream?after=0", lastId);
        Assert.That((await Until(again, dossier)).Name, Is.EqualTo("stepCompleted"));
        Assert.That((await Until(again, dossier)).Name, Is.EqualTo("stepClaimed"));
    }

    [Test]
    public async Task Without_a_position_it_begins_now()
    {
        var dossier = await Stages.Handled();
        await using var stream = await EventReader.Open(As(Stages.Leader), "/api/v1/changes/stream");
        await Acted(dossier, "withdraw", Stages.Reception, Stages.Reason);
        Assert.That((await Until(stream, dossier)).Name, Is.EqualTo("dossierWithdrawn"));
    }

    [Test]
    public async Task The_work_list_shows_rows_as_the_list_does_and_what_left_it()
    {
        var dossier = await Stages.FreeAtHandler();
        await using var stream = await EventReader.Open(As(Stages.Handler), $"/api/v1/dossiers/stream?agency={Ward}&assignee=me");
        dossier = await Acted(dossier, "claim", Stages.Handler);
        var came = await Until(stream, dossier);
        var listed = (await As(Stages.Handler).Ask("GET", $"/api/v1/dossiers?code={dossier["code"]}")).Gives(200)["items"]![0]!;
        Assert.That((came.Name, came.Data.ToJsonString()), Is.EqualTo(("dossier", listed.ToJsonString())));

        dossier = await Acted(dossier, "unassign", Stages.Handler);
        Assert.That((await Until(stream, dossier)).Name, Is.EqualTo("gone"));
    }

    [Test]
    public async Task Several_changes_of_a_dossier_fall_together()
    {
        var from = await FeedTests.Position();
        var dossier = await Stages.Handled();
        await using var stream = await EventReader.Open(As(Stages.Leader), $"/api/v1/dossiers/stream?after={from}");
        Assert.That((int)(await Until(stream, dossier)).Data["version"]!, Is.EqualTo(4));
        await Acted(dossier, "withdraw", Stages.Reception, Stages.Reason);
        Assert.That((int)(await Until(stream, dossier)).Data["version"]!, Is.EqualTo(5));
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

    [TestCase("after=x", "after field.well-formed")]
    [TestCase("assignee=nobody", "assignee field.well-formed")]
    [TestCase("status=received", "status field.known")]
    public async Task What_it_does_not_understand_it_refuses(string query, string fault) =>
        Assert.That((await As(Stages.Leader).Ask("GET", $"/api/v1/dossiers/stream?{query}")).Gives(400).Faults, Is.EqualTo(new[] { fault }));

    [Test]
    public async Task A_last_event_that_is_none_is_refused() => Assert.That(
        (await As(Stages.Leader).Ask("GET", "/api/v1/changes/stream", null, "Last-Event-ID", "yesterday")).Gives(400).Faults, Is.EqualTo(new[] { "Last-Event-ID field.well-formed" }));

    /// <summary>The next event of a dossier, as one's own writes are not the only ones.</summary>
    private static async Task<(string Name, JsonNode Data)> Until(EventReader stream, JsonNode dossier)
    {
        while (await stream.Next() is { } came)
        {
            if ((string?)(came.Data["aggregateId"] ?? came.Data["id"]) == (string)dossier["id"]!)
            {
                return came;
            }
        }
        throw new AssertionException("the stream has ended");
    }
}

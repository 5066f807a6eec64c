using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;
using static OneStop.Api.Tests.Transfers.LegStages;

namespace OneStop.Api.Tests.Transfers;

/// <summary>The contract of writing holds for legs too: keys, versions, tags.</summary>
public sealed class TransferContractTests
{
    private const string Receiver = $"handler@{Land}";
    private static int keys;

    [Test]
    public async Task A_repeated_acceptance_gives_the_same_answer_and_writes_nothing()
    {
        var (leg, key) = (await Sent(), NewKey());
        await AssertReplayed(200, () => LegAct(leg, "accept", Receiver, new { }, "Idempotency-Key", key));
    }

    [Test]
    public async Task A_repeated_completion_gives_the_same_answer_and_moves_the_dossier_once()
    {
        var (leg, key) = (await Accepted(), NewKey());
        await AssertReplayed(200, () => LegAct(leg, "complete", Receiver, new { note = "đã xong" }, "Idempotency-Key", key));
        Assert.That((string?)(await DossierOf(leg))["step"]!["key"], Is.EqualTo("tham-tra"));
    }

    [Test]
    public async Task A_repeated_opening_sends_one_leg()
    {
        var (dossier, key) = (await Stages.Handled(), NewKey());
        await AssertReplayed(201, () => Act(dossier, "transfers", Stages.Handler, Opening(), "Idempotency-Key", key));
        Assert.That((await Now(dossier))["openTransfers"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_new_leg_has_its_own_version_and_address()
    {
        var dossier = await Stages.Handled();
        var opened = (await Act(dossier, "transfers", Stages.Handler, Opening())).Gives(201);
        Assert.Multiple(() =>
        {
            Assert.That(opened.Header("ETag"), Is.EqualTo("\"1\"").And.EqualTo($"\"{opened["version"]}\""));
            Assert.That(opened.Header("Location"), Does.EndWith($"/api/v1/transfers/{opened["id"]}"));
        });
        (await Act(dossier, "transfers", Stages.Handler, Opening())).Gives(412, "request.version-current");
    }

    [TestCase("accept")]
    [TestCase("decline")]
    [TestCase("reroute")]
    [TestCase("recall")]
    [TestCase("remind")]
    [TestCase("complete")]
    [TestCase("steps/complete")]
    public async Task An_action_needs_the_version(string path)
    {
        var leg = await Sent();
        object body = path == "reroute" ? Another : path is "decline" or "recall" ? Reason : new { };
        var place = $"/api/v1/transfers/{leg["id"]}/{path}";
        (await As(Receiver).Ask("POST", place, body)).Gives(428, "request.version-given");
        Assert.That((await As(Receiver).Ask("POST", place, body, "If-Match", "one")).Gives(400).Faults, Is.EqualTo(new[] { "If-Match field.well-formed" }));
        (await As(Receiver).Ask("POST", $"/api/v1/dossiers/{leg["dossier"]!["id"]}/transfers", Opening())).Gives(428, "request.version-given");
    }

    [Test]
    public async Task A_stale_version_is_told_who_changed_what_since()
    {
        var leg = await Sent();
        await LegActed(await LegActed(leg, "remind", "handler@H24.141"), "accept", $"head@{Land}");
        var before = Rows();
        var stale = (await LegAct(leg, "accept", Receiver)).Gives(412, "request.version-current");
        Assert.Multiple(() =>
        {
            Assert.That((string?)stale["current"], Is.EqualTo("\"3\""));
            Assert.That(
                stale["changes"]!.AsArray().Select(change => $"{change!["version"]} {change["what"]} {change["by"]}"),
                Is.EqualTo(new[] { "2 transferReminded handler@H24.141", $"3 transferAccepted head@{Land}" }));
            Assert.That(Rows(), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task A_leg_is_opened_on_the_dossier_as_it_stands()
    {
        var dossier = await Stages.Handled();
        await Acted(dossier, "unassign", Stages.Handler);
        var stale = (await Act(dossier, "transfers", Stages.Handler, Opening())).Gives(412, "request.version-current");
        Assert.That(stale["changes"]!.AsArray().Select(change => (string?)change!["what"]), Is.EqualTo(new[] { "stepUnassigned" }));
    }

    [Test]
    public async Task Of_those_who_take_a_leg_at_once_one_is_told_that_he_did()
    {
        var leg = await Sent();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => LegAct(leg, "accept", i % 2 == 0 ? Receiver : $"head@{Land}")));
        Assert.That(answers.Count(answer => answer.Status == 200), Is.EqualTo(1));
        Assert.That(answers.Where(answer => answer.Status != 200).Select(answer => answer.Code), Is.All.EqualTo("request.version-current"));
    }

    [Test]
    public async Task A_tag_changes_exactly_when_the_content_does()
    {
        var leg = await Sent();
        var place = $"/api/v1/transfers/{leg["id"]}";
        var read = (await As(Receiver).Ask("GET", place)).Gives(200);
        Assert.That(read.Header("ETag"), Is.EqualTo($"\"{read["version"]}\""));
        Assert.That((await As(Receiver).Ask("GET", place, null, "If-None-Match", read.Header("ETag")!)).Gives(304).Text, Is.Empty);
        (await LegAct(leg, "complete", Receiver)).Gives(409);
        (await As(Receiver).Ask("GET", place, null, "If-None-Match", read.Header("ETag")!)).Gives(304);
        var after = (await LegAct(leg, "accept", Receiver)).Gives(200);
        Assert.That(after.Header("ETag"), Is.EqualTo("\"2\"").And.EqualTo($"\"{after["version"]}\""));
        (await As(Receiver).Ask("GET", place, null, "If-None-Match", read.Header("ETag")!)).Gives(200);
    }

    private static async Task AssertReplayed(int status, Func<Task<Answer>> send)
    {
        var first = (await send()).Gives(status);
        Assert.That(first.Header("Idempotency-Replayed"), Is.Null);
        var before = Rows();
        var again = (await send()).Gives(status);
        Assert.Multiple(() =>
        {
            Assert.That(again.Text, Is.EqualTo(first.Text));
            Assert.That(again.Header("Idempotency-Replayed"), Is.EqualTo("true"));
            Assert.That(again.Header("ETag"), Is.EqualTo(first.Header("ETag")));
            Assert.That(Rows(), Is.EqualTo(before));
        });
    }

    private static string NewKey() => $"leg-key-{Interlocked.Increment(ref keys)}";
}

using static OneStop.Api.Tests.Dossiers.Desk;

namespace OneStop.Api.Tests.Dossiers;

/// <summary>The one contract of writing: keys that make a call happen once, and versions that keep updates from being lost.</summary>
public sealed class WriteContractTests
{
    private static int keys;

    [Test]
    public async Task A_repeated_key_gives_the_same_answer_and_writes_nothing()
    {
        var (filing, key) = (Filing(), NewKey());
        var first = (await File(filing, Stages.Reception, "Idempotency-Key", key)).Gives(201);
        Assert.That(first.Header("Idempotency-Replayed"), Is.Null);
        var before = Rows();
        var again = (await File(filing, Stages.Reception, "Idempotency-Key", key)).Gives(201);
        Assert.Multiple(() =>
        {
            Assert.That(again.Text, Is.EqualTo(first.Text));
            Assert.That(again.Header("Idempotency-Replayed"), Is.EqualTo("true"));
            Assert.That(again.Header("ETag"), Is.EqualTo(first.Header("ETag")));
            Assert.That(again.Header("Location"), Is.EqualTo(first.Header("Location")));
            Assert.That(Rows(), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task A_key_counts_for_its_caller_method_and_address()
    {
        var key = NewKey();
        await Filed();
        (await File(Filing(), Stages.Reception, "Idempotency-Key", key)).Gives(201);
        (await File(Filing("online"), "citizen2", "Idempotency-Key", key)).Gives(201);
        (await Act(await Filed(), "steps/complete", Stages.Reception, new { }, "Idempotency-Key", key)).Gives(200);
    }

    [Test]
    public async Task A_key_used_with_another_body_is_refused()
    {
        var key = NewKey();
        (await File(Filing(), Stages.Reception, "Idempotency-Key", key)).Gives(201);
        var before = Rows();
        (await File(Filing(), Stages.Reception, "Idempotency-Key", key)).Gives(422, "request.key-used-once");
        Assert.That(Rows(), Is.EqualTo(before));
    }

    [Test]
    public async Task What_was_refused_is_evaluated_again_under_the_same_key()
    {
        var (filing, key) = (Filing(), NewKey());
        filing["agency"] = "nowhere";
        (await File(filing, Stages.Reception, "Idempotency-Key", key)).Gives(400);
        filing["agency"] = Office;
        (await File(filing, Stages.Reception, "Idempotency-Key", key)).Gives(201);
    }

    [Test]
    public async Task A_key_has_1_to_255_characters()
    {
        (await File(Filing(), Stages.Reception, "Idempotency-Key", new string('k', 255))).Gives(201);
        Assert.That((await File(Filing(), Stages.Reception, "Idempotency-Key", new string('k', 256))).Gives(400).Faults, Is.EqualTo(new[] { "Idempotency-Key field.within-length" }));
    }

    [Test]
    public async Task A_key_is_asked_before_the_version()
    {
        var (dossier, key) = (await Filed(), NewKey());
        var first = (await Act(dossier, "steps/complete", Stages.Reception, new { }, "Idempotency-Key", key)).Gives(200);
        var again = (await Act(dossier, "steps/complete", Stages.Reception, new { }, "Idempotency-Key", key)).Gives(200);
        Assert.That((again.Text, again.Header("ETag")), Is.EqualTo((first.Text, first.Header("ETag"))), "the version is old by now");
    }

    [Test]
    public async Task An_action_needs_the_version()
    {
        var dossier = await Filed();
        var place = $"/api/v1/dossiers/{dossier["id"]}/steps/complete";
        (await As(Stages.Reception).Ask("POST", place, new { })).Gives(428, "request.version-given");
        (await As(Stages.Reception).Ask("POST", place, new { }, "Idempotency-Key", NewKey())).Gives(428, "request.version-given");
    }

    [TestCase("one")]
    [TestCase("\"-1\"")]
    [TestCase("*")]
    [TestCase("\"1\", \"2\"")]
    [TestCase("\"1.0\"")]
    [TestCase("W/\"1\"")]
    public async Task A_version_that_is_none_is_refused(string version)
    {
        var dossier = await Filed();
        var answer = await As(Stages.Reception).Ask("POST", $"/api/v1/dossiers/{dossier["id"]}/steps/complete", new { }, "If-Match", version);
        Assert.That(answer.Gives(400).Faults, Is.EqualTo(new[] { "If-Match field.well-formed" }));
    }

    [Test]
    public async Task A_stale_version_is_told_who_changed_what_since()
    {
        var dossier = await Filed();
        await Acted(await Acted(dossier, "steps/complete", Stages.Reception), "claim", Stages.Handler);
        var before = Rows();
        var stale = (await Act(dossier, "claim", Stages.Handler)).Gives(412, "request.version-current");
        Assert.Multiple(() =>
        {
            Assert.That((string?)stale["current"], Is.EqualTo("\"3\""));
            Assert.That(stale["changes"]!.AsArray().Select(change => $"{change!["version"]} {change["what"]} {change["by"]}"), Is.EqualTo(new[] { $"2 stepCompleted {Stages.Reception}", $"3 stepClaimed {Stages.Handler}" }));
            Assert.That(Rows(), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task Of_two_who_act_on_one_version_at_once_one_is_told_to_read_again()
    {
        var dossier = await Stages.Supplementing();
        var body = new { answers = new[] { new { defect = 1, message = "đã bổ sung" } } };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Act(dossier, "supplements", i % 2 == 0 ? "citizen1" : Stages.Reception, body)));
        Assert.That(answers.Count(answer => answer.Status == 200), Is.EqualTo(1));
        Assert.That(answers.Where(answer => answer.Status != 200).Select(answer => answer.Code), Is.All.EqualTo("request.version-current"));
    }

    [Test]
    public async Task A_tag_changes_exactly_when_the_content_does()
    {
        var dossier = await Filed();
        var place = $"/api/v1/dossiers/{dossier["id"]}";
        var read = (await As(Stages.Reception).Ask("GET", place)).Gives(200);
        Assert.That(read.Header("ETag"), Is.EqualTo($"\"{read["version"]}\""));
        var same = (await As(Stages.Reception).Ask("GET", place, null, "If-None-Match", read.Header("ETag")!)).Gives(304);
        Assert.That(same.Text, Is.Empty);
        (await Act(dossier, "claim", Stages.Handler)).Gives(409);
        (await As(Stages.Reception).Ask("GET", place, null, "If-None-Match", read.Header("ETag")!)).Gives(304);
        var after = await Act(dossier, "steps/complete", Stages.Reception);
        Assert.That(after.Header("ETag"), Is.EqualTo("\"2\""));
        (await As(Stages.Reception).Ask("GET", place, null, "If-None-Match", read.Header("ETag")!)).Gives(200);
    }

    [TestCase("/api/v1/dossiers?limit=5")]
    [TestCase("/api/v1/procedures?limit=5")]
    [TestCase("/api/v1/errors")]
    [TestCase("/api/v1/me")]
    public async Task Reads_without_a_version_have_a_tag_of_their_content(string place)
    {
        var read = (await As(Stages.Handler).Ask("GET", place)).Gives(200);
        Assert.That(read.Header("ETag"), Does.StartWith("W/\""));
        (await As(Stages.Handler).Ask("GET", place, null, "If-None-Match", read.Header("ETag")!)).Gives(304);
        (await As(Stages.Handler).Ask("GET", place, null, "If-None-Match", "W/\"other\"")).Gives(200);
    }

    [Test]
    public async Task A_batch_answers_for_each_item_and_repeats_none()
    {
        var (one, other, third) = (await Filed(), await Filed(), await Filed());
        var items = new object[]
        {
            new { id = (string)one["id"]!, ifMatch = 1 }, new { id = (string)other["code"]!, ifMatch = 7 }, new { id = (string)third["id"]! },
            new { id = "nobody", ifMatch = 1 }, new { id = (string)third["id"]!, ifMatch = 1, remark = "x" },
        };
        var key = NewKey();
        Task<Answer> Send() => As(Stages.Reception).Ask("POST", "/api/v1/dossiers/batch", new { action = "completeStep", items }, "Idempotency-Key", key);
        var first = (await Send()).Gives(200);
        Assert.That(first["items"]!.AsArray().Select(item => $"{item!["status"]} {item["problem"]?["code"]}"), Is.EqualTo(new[]
        {
            "200 ", "412 request.version-current", "428 request.version-given", "404 dossier.exists", "400 field.known",
        }));
        Assert.That((int)(await Send()).Gives(200)["items"]![0]!["status"]!, Is.EqualTo(200), "the item done is not done twice");
        Assert.That((int)(await As(Stages.Reception).Ask("GET", $"/api/v1/dossiers/{one["id"]}")).Gives(200)["version"]!, Is.EqualTo(2));
    }

    [Test]
    public async Task A_batch_has_1_to_200_items_of_a_known_action()
    {
        Assert.That((await Batch(new { action = "completeStep", items = Array.Empty<object>() })).Gives(400).Faults, Is.EqualTo(new[] { "items field.within-length" }));
        Assert.That((await Batch(new { action = "completeStep", items = Enumerable.Repeat(new { id = "x" }, 201) })).Gives(400).Faults, Is.EqualTo(new[] { "items field.within-length" }));
        Assert.That((await Batch(new { action = "erase", items = new[] { new { id = "x" } } })).Gives(400).Faults, Is.EqualTo(new[] { "action field.well-formed" }));
        Assert.That((await Batch(new { action = "completeStep" })).Gives(400).Faults, Is.EqualTo(new[] { "items field.required" }));
        (await As("admin").Ask("POST", "/api/v1/dossiers/batch", new { action = "completeStep", items = new[] { new { id = "x" } } })).Gives(403, "request.permitted");
        (await Anonymous.Ask("POST", "/api/v1/dossiers/batch", new { action = "completeStep", items = new[] { new { id = "x" } } })).Gives(401, "request.signed-in");

        static Task<Answer> Batch(object body) => As(Stages.Reception).Ask("POST", "/api/v1/dossiers/batch", body);
    }

    private static string NewKey() => $"key-{Interlocked.Increment(ref keys)}";
}
